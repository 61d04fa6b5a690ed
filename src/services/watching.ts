import type { Logger } from "pino";
import {
  isSameTarget,
  MOST_WATCHES,
  newWatching,
  type Watch,
  type Watching,
  watchingId,
  type WatchTarget,
} from "../domain/watching.ts";
import { createWatchIndex, type WatchIndex } from "../domain/watch-index.ts";
import type { Snowflake } from "../domain/snowflake.ts";
import { UserError } from "../errors.ts";
import type { Store } from "../store/store.ts";
import type { CommentAccess } from "./comments-access.ts";
import type { Mirror } from "./mirror.ts";
import type { Outbox } from "./outbox.ts";
import type { DiscordPort } from "./ports.ts";
import { createTelling, type TellingPace } from "./watching-telling.ts";
import { matchWatches } from "./watching-matching.ts";

/** Read at once when the program starts. */
const READ_AT_ONCE = 500;

/** Somebody in a server. */
export type Watcher = { guildId: Snowflake; memberId: Snowflake };

/** Who watches for which comments. Whoever watches is told by direct message; see `createTelling`. */
export type WatchingService = {
  /**
   * Begins to watch; a pause ends with it. `locale`: the language that they are told in.
   * @throws UserError alreadyWatched, tooManyWatches
   */
  add(watcher: Watcher & { locale: string }, target: WatchTarget): Promise<Watching>;
  /** What they watch; undefined for someone who watches nothing. */
  of(watcher: Watcher): Watching | undefined;
  /** Ends one watch, by its number. Returns it; null where it is not there any more. */
  stop(watcher: Watcher, number: number): Promise<Watch | null>;
  /** Ends all of them. Returns how many. */
  stopAll(watcher: Watcher): Promise<number>;
  /** At most one message in so many minutes. Throws nothingWatched. */
  setPace(watcher: Watcher, minutes: number): Promise<Watching>;
  /** Ends a pause. Throws nothingWatched. */
  resume(watcher: Watcher): Promise<Watching>;
  /** Whether somebody has to be told that no direct message reaches them. */
  hasUntoldPause(watcher: Watcher): boolean;
  noteTold(watcher: Watcher): Promise<void>;
  /** Stops waiting for what is due; what is stored is told after the next start. */
  close(): void;
};

type Parts = {
  store: Store;
  mirror: Pick<Mirror, "inCommit">;
  outbox: Outbox;
  port: Pick<DiscordPort, "sendNotice" | "findNotice" | "describeMember">;
  access: Pick<CommentAccess, "mayRead">;
  now: () => number;
  log: Logger;
  pace?: TellingPace;
};

export async function createWatching(parts: Parts): Promise<WatchingService> {
  const { store, mirror, outbox, port, access, now, log, pace } = parts;
  const known = new Map<string, Watching>();
  const indexes = new Map<Snowflake, WatchIndex>();

  function take(id: string, watching: Watching | null): void {
    const [guildId = "", memberId = ""] = id.split("-");
    if (watching) known.set(id, watching);
    else known.delete(id);
    const index = indexes.get(guildId) ?? createWatchIndex();
    // Nothing is gathered for somebody whom nothing reaches.
    index.set(memberId, watching?.pausedAt === null ? watching : null);
    if (index.isEmpty()) indexes.delete(guildId);
    else indexes.set(guildId, index);
  }

  /** `change` returns what they watch from now on, or null to forget them. */
  function change<T>(
    { guildId, memberId }: Watcher,
    change: (before: Watching | undefined) => { after: Watching | null; result: T },
  ): Promise<T> {
    const id = watchingId(guildId, memberId);
    return store.update(async (tx) => {
      const before = await tx.get("watching", id);
      const { after, result } = change(before);
      if (after) tx.put("watching", id, after);
      else if (before) tx.delete("watching", id);
      return result;
    });
  }

  const changeKnown = (watcher: Watcher, changes: Partial<Watching>): Promise<Watching> =>
    change(watcher, (before) => {
      if (!before) throw new UserError("nothingWatched", {});
      const after = { ...before, ...changes };
      return { after, result: after };
    });

  store.onStored("watching", take);
  for (let ids = store.catalog.listWatching({ limit: READ_AT_ONCE }); ids.length > 0;) {
    const all = await store.getMany("watching", ids);
    for (const [index, watching] of all.entries()) if (watching) take(ids[index] ?? "", watching);
    ids = store.catalog.listWatching({ after: ids.at(-1) ?? "", limit: READ_AT_ONCE });
  }
  const indexOf = (guildId: Snowflake): WatchIndex | undefined => indexes.get(guildId);
  const of = ({ guildId, memberId }: Watcher): Watching | undefined => known.get(watchingId(guildId, memberId));
  const telling = createTelling({ store, outbox, port, access, now, log, ...(pace ? { pace } : {}) });
  matchWatches({ store, mirror, outbox, indexOf, dueAt: (watcher) => telling.dueAt(of(watcher)), now });

  return {
    of,
    add: ({ locale, ...watcher }, target) =>
      change(watcher, (before) => {
        const watching = before ?? newWatching(watcher.guildId, watcher.memberId, locale);
        const after = withWatch({ ...watching, locale, pausedAt: null }, target);
        return { after, result: after };
      }),
    stop: (watcher, number) =>
      change(watcher, (before) => {
        const watches = before?.watches.filter((one) => one.number !== number) ?? [];
        const after = before && watches.length > 0 ? { ...before, watches } : null;
        return { after, result: before?.watches.find((one) => one.number === number) ?? null };
      }),
    stopAll: (watcher) => change(watcher, (before) => ({ after: null, result: before?.watches.length ?? 0 })),
    setPace: (watcher, paceMinutes) => changeKnown(watcher, { paceMinutes }),
    resume: (watcher) => changeKnown(watcher, { pausedAt: null, knowsOfPause: false }),
    hasUntoldPause(watcher) {
      const watching = of(watcher);
      return watching !== undefined && watching.pausedAt !== null && !watching.knowsOfPause;
    },
    noteTold: (watcher) =>
      change(watcher, (before) => ({ after: before ? { ...before, knowsOfPause: true } : null, result: undefined })),
    close: telling.close,
  };
}

function withWatch(watching: Watching, target: WatchTarget): Watching {
  const { watches, lastNumber } = watching;
  if (watches.some((watch) => isSameTarget(watch.target, target))) throw new UserError("alreadyWatched", {});
  if (watches.length >= MOST_WATCHES) throw new UserError("tooManyWatches", { most: MOST_WATCHES });
  const number = lastNumber + 1;
  return { ...watching, lastNumber: number, watches: [...watches, { number, target }] };
}
