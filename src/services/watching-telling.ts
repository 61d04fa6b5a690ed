import type { Logger } from "pino";
import type { Article } from "../domain/article.ts";
import type { Comment } from "../domain/comment.ts";
import { MOST_UNTOLD, outboxJobId, type TellJob, type WatchedComment } from "../domain/outbox.ts";
import { compareSnowflakes } from "../domain/snowflake.ts";
import { type Watching, watchingId } from "../domain/watching.ts";
import { UserError } from "../errors.ts";
import type { Store } from "../store/store.ts";
import type { CommentAccess } from "./comments-access.ts";
import type { Outbox } from "./outbox.ts";
import type { DiscordPort, WatchedNews } from "./ports.ts";

/** How fast somebody is told: `gatherMs` after the first comment, so that what is held or deleted at once is not told of. */
export type TellingPace = { gatherMs: number; minuteMs: number };

const USUAL_PACE: TellingPace = { gatherMs: 10_000, minuteMs: 60_000 };
/** Longer than this no timer waits: it looks again then. */
const LONGEST_TIMER_MS = 24 * 3_600_000;
/** What could not be sent for so long is no news any more. */
const STALE_MS = 24 * 3_600_000;

type Parts = {
  store: Store;
  outbox: Outbox;
  port: Pick<DiscordPort, "sendNotice" | "findNotice" | "describeMember">;
  access: Pick<CommentAccess, "mayRead">;
  now: () => number;
  log: Logger;
  pace?: TellingPace;
};

/** `gone`: not a member any more; `nothing`: all of it was removed meanwhile, or is not for their eyes. */
type Ending = "sent" | "nothing" | "closed" | "gone";

export type Telling = {
  /** When somebody who watches may be told next, in milliseconds since the Unix epoch. */
  dueAt(watching: Watching | undefined): number;
  close(): void;
};

/**
 * Tells people by direct message what they watch for, gathered, each at their pace. Everybody's messages are jobs of their own: one whose
 * message fails keeps nobody else waiting.
 */
export function createTelling(parts: Parts): Telling {
  const { store, outbox, port, access, now, log, pace = USUAL_PACE } = parts;
  const timers = new Map<string, NodeJS.Timeout>();
  const at = (): string => new Date(now()).toISOString();

  function wakeAt(job: TellJob): void {
    const id = outboxJobId(job);
    clearTimeout(timers.get(id));
    const waitMs = Math.min(Math.max(0, Date.parse(job.dueAt) - now()), LONGEST_TIMER_MS);
    timers.set(id, setTimeout(wake, waitMs, job).unref());
  }

  function wake(job: TellJob): void {
    timers.delete(outboxJobId(job));
    outbox.run(job).catch((error: unknown) => {
      if (error instanceof UserError && error.code === "shuttingDown") return;
      log.error({ err: error, job: outboxJobId(job) }, "somebody could not be told what they watch; it is tried again");
    });
  }

  async function read(id: string): Promise<TellJob | null> {
    const job = await store.get("outbox", id);
    return job?.kind === "tell-watcher" ? job : null;
  }

  /** From now on this message is what it is: whether it was sent can be seen from its name. */
  const freeze = (id: string): Promise<TellJob | null> =>
    store.update(async (tx) => {
      const job = await tx.get("outbox", id);
      if (job?.kind !== "tell-watcher") return null;
      if (job.sending) return job;
      const frozen: TellJob = { ...job, sending: { name: at(), comments: job.waiting }, waiting: [] };
      tx.put("outbox", id, frozen);
      return frozen;
    });

  async function tell(id: string, job: TellJob): Promise<void> {
    const frozen = await freeze(id);
    if (!frozen?.sending) return;
    try {
      // Found as it is sent, it may have been sent.
      await finish(frozen, await send(frozen, frozen.sending, job.sending !== null));
    } catch (error) {
      if (Date.parse(frozen.dueAt) > now() - STALE_MS) throw error;
      log.error({ err: error, job: id }, "what somebody watches could not be told for a day; it is left out");
      await finish(frozen, "nothing");
    }
  }

  async function send(
    { guildId, memberId }: TellJob,
    { name, comments }: NonNullable<TellJob["sending"]>,
    isAgain: boolean,
  ): Promise<Ending> {
    const watching = await store.get("watching", watchingId(guildId, memberId));
    const address = { guildId, memberId, key: `watched ${name}` };
    // Asked anew each time: what follows reads the roles that this brings along.
    const member = await port.describeMember(guildId, memberId);
    if (member?.isMember !== true) return "gone";
    if (isAgain && (await port.findNotice(address))) return "sent";
    const news = watching?.pausedAt === null ? await compose(watching, comments) : null;
    if (!news) return "nothing";
    return (await port.sendNotice(address, { kind: "watched", news })) === "closed" ? "closed" : "sent";
  }

  /** What of it stands, is still watched and is for their eyes, at this moment. */
  async function compose(watching: Watching, told: readonly WatchedComment[]): Promise<WatchedNews | null> {
    const { guildId, memberId, locale, watches } = watching;
    const reader = { id: memberId, guildId };
    const comments = await store.getMany(
      "comment",
      told.map(({ commentId }) => commentId),
    );
    const articles = new Map<string, Article | null>();
    const shown: { comment: Comment; article: Article }[] = [];
    const fitting = new Set<number>();
    for (const [index, comment] of comments.entries()) {
      const numbers = (told[index]?.watches ?? []).filter((number) => watches.some((watch) => watch.number === number));
      if (comment?.state !== "visible" || numbers.length === 0) continue;
      if (!articles.has(comment.articleId)) {
        const found = await store.get("article", comment.articleId);
        articles.set(comment.articleId, found && (await access.mayRead(reader, found)) ? found : null);
      }
      const article = articles.get(comment.articleId);
      if (!article) continue;
      shown.push({ comment, article });
      for (const number of numbers) fitting.add(number);
    }
    if (shown.length === 0) return null;
    return {
      comments: shown.sort((a, b) => compareSnowflakes(a.comment.id, b.comment.id)),
      watches: watches.filter(({ number }) => fitting.has(number)),
      isCut: told.length === MOST_UNTOLD,
      watcher: { guildId, memberId, locale },
    };
  }

  const finish = (job: TellJob, ending: Ending): Promise<void> =>
    store.update(async (tx) => {
      const id = watchingId(job.guildId, job.memberId);
      const watching = await tx.get("watching", id);
      const after = watching && afterEnding(watching, ending, at());
      if (after) tx.put("watching", id, after);
      else if (watching) tx.delete("watching", id);
      const current = await tx.get("outbox", outboxJobId(job));
      if (current?.kind !== "tell-watcher") return;
      if (current.waiting.length === 0 || after?.pausedAt !== null) tx.delete("outbox", outboxJobId(job));
      else {
        const due = new Date(dueAt(after)).toISOString();
        tx.put("outbox", outboxJobId(job), { ...current, sending: null, dueAt: due });
      }
    });

  function dueAt(watching: Watching | undefined): number {
    const soon = now() + pace.gatherMs;
    if (!watching || watching.toldAt === null) return soon;
    return Math.max(soon, Date.parse(watching.toldAt) + watching.paceMinutes * pace.minuteMs);
  }

  const unlisten = store.onStored("outbox", (id, job) => {
    if (job?.kind === "tell-watcher" && job.sending === null) wakeAt(job);
    else if (job === null) {
      clearTimeout(timers.get(id));
      timers.delete(id);
    }
  });
  outbox.handle(
    "tell-watcher",
    async (asked) => {
      const id = outboxJobId(asked);
      const job = await read(id);
      if (!job) return;
      if (job.sending === null && Date.parse(job.dueAt) > now()) wakeAt(job);
      else await tell(id, job);
    },
    { startsByItself: false, hasOwnQueue: true },
  );

  return {
    dueAt,
    close() {
      unlisten();
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
    },
  };
}

function afterEnding(watching: Watching, ending: Ending, at: string): Watching | null {
  switch (ending) {
    case "gone":
      return null;
    case "closed":
      return { ...watching, pausedAt: at, knowsOfPause: false };
    case "sent":
      return { ...watching, toldAt: at };
    case "nothing":
      return watching;
  }
}
