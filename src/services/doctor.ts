import type { Article } from "../domain/article.ts";
import type { OutboxJob } from "../domain/outbox.ts";
import type { Snowflake } from "../domain/snowflake.ts";
import type { Thread } from "../domain/thread.ts";
import type { ThreadCheck } from "../domain/thread-check.ts";
import type { Store } from "../store/store.ts";
import type { CatchUp, CatchUpState } from "./catch-up.ts";
import type { Checks } from "./checks.ts";
import type { Mirror } from "./mirror.ts";
import type { DiscordPort } from "./ports.ts";
import type { Reconcile, ReconcileState } from "./reconcile.ts";
import type { Settings } from "./settings.ts";
import type { Threads } from "./threads.ts";

/**
 * Whether anything may be missing of a thread. `none`: nothing; `uncompared`: edits and deletions made while the bot was away,
 * until the background has compared it; `reading`: whatever happened since the last session; `failing`: the same, and reading does
 * not work; `hidden`: whatever happens, for the bot may not see it; `deleted`: Discord has it no longer.
 */
export type Gap = "none" | "uncompared" | "reading" | "failing" | "hidden" | "deleted";

export type ThreadHealth = { thread: Thread; article: Article; check: ThreadCheck; gap: Gap };

/** A channel that is set up and cannot be used as it should. `missing`: permissions; empty where the channel is gone. */
export type ChannelTrouble = { channelId: Snowflake; missing: string[] };

export type CheckUp = {
  catchUp: CatchUpState;
  reconcile: ReconcileState;
  channels: ChannelTrouble[];
  /** Those that could not be finished and are tried again. */
  openJobs: OutboxJob[];
  /** Those with the most to worry about first. */
  threads: ThreadHealth[];
  total: number;
};

export type Doctor = {
  /** How a server's threads, channels and jobs stand. */
  examine(guildId: Snowflake, page: { offset: number; limit: number }): Promise<CheckUp>;
  /** Compares threads whole, at once; resolves when they are, or when `patience` ends: then it goes on by itself. */
  compare(guildId: Snowflake, threadIds: Snowflake[], patience: AbortSignal): Promise<void>;
};

type Parts = {
  store: Store;
  threads: Threads;
  mirror: Pick<Mirror, "state">;
  catchUp: CatchUp;
  reconcile: Reconcile;
  checks: Checks;
  settings: Settings;
  port: Pick<DiscordPort, "missingPermissions" | "hasChannel">;
};

const WORST_FIRST: readonly Gap[] = ["failing", "hidden", "reading", "uncompared", "none", "deleted"];

export function createDoctor(parts: Parts): Doctor {
  const { store, threads, mirror, catchUp, reconcile, checks, settings, port } = parts;

  function gapOf(thread: Thread, behind: ReadonlySet<Snowflake>): Gap {
    if (thread.deletedAt !== null) return "deleted";
    if (thread.hiddenSince) return "hidden";
    if (catchUp.failureOf(thread.id) !== null) return "failing";
    if (behind.has(thread.id)) return "reading";
    return reconcile.isOwed(thread.id) ? "uncompared" : "none";
  }

  async function channelTroubles(guildId: Snowflake): Promise<ChannelTrouble[]> {
    const { articleChannelId, moderatorChannelId } = await settings.get(guildId);
    const parents = threads
      .all()
      .filter((thread) => thread.guildId === guildId && thread.deletedAt === null)
      .map((thread) => thread.parentChannelId);
    const purposes = new Map<Snowflake, "articles" | "moderation">();
    if (moderatorChannelId !== null) purposes.set(moderatorChannelId, "moderation");
    for (const channelId of [articleChannelId, ...parents]) if (channelId !== null) purposes.set(channelId, "articles");
    return [...purposes].flatMap(([channelId, purpose]) => {
      if (!port.hasChannel(guildId, channelId)) return [{ channelId, missing: [] }];
      const missing = port.missingPermissions(guildId, channelId, purpose);
      return missing.length > 0 ? [{ channelId, missing }] : [];
    });
  }

  return {
    async examine(guildId, { offset, limit }) {
      const behind = new Set(mirror.state().behind.map(({ threadId }) => threadId));
      const ours = threads
        .all()
        .filter((thread) => thread.guildId === guildId)
        .map((thread) => ({ thread, gap: gapOf(thread, behind) }))
        .toSorted((a, b) => WORST_FIRST.indexOf(a.gap) - WORST_FIRST.indexOf(b.gap));
      const shown = ours.slice(offset, offset + limit);
      const found = await checks.getMany(shown.map(({ thread }) => thread.id));
      const articles = await store.getMany(
        "article",
        shown.map(({ thread }) => thread.articleId),
      );
      const jobs = await store.getMany("outbox", store.catalog.listOutbox());
      return {
        catchUp: catchUp.state(),
        reconcile: reconcile.state(),
        channels: await channelTroubles(guildId),
        openJobs: jobs
          .filter((job) => job !== undefined)
          // What somebody watches waits on purpose, until they may be told again.
          .filter((job) => job.guildId === guildId && job.kind !== "tell-watcher"),
        threads: shown.flatMap((one, index) => {
          const [check, article] = [found[index], articles[index]];
          return check && article ? [{ ...one, check, article }] : [];
        }),
        total: ours.length,
      };
    },
    async compare(guildId, threadIds, patience) {
      const ours = threadIds.filter((id) => threads.get(id)?.guildId === guildId);
      const reading = Promise.allSettled(ours.map((id) => catchUp.readThread(id, { extent: "whole" })));
      const isOver = new Promise<void>((resolve) =>
        patience.addEventListener("abort", () => resolve(), { once: true }),
      );
      await Promise.race([reading, isOver]);
    },
  };
}
