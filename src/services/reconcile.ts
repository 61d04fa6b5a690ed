import { setTimeout as wait } from "node:timers/promises";
import type { Logger } from "pino";
import { compareSnowflakes, type Snowflake } from "../domain/snowflake.ts";
import type { Store } from "../store/store.ts";
import type { Mirror } from "./mirror.ts";
import type { DiscordPort, HistoryPage } from "./ports.ts";
import type { Threads } from "./threads.ts";

/** The background pass asks for this many pages a second, so that live work never waits for it. */
const PAGES_A_SECOND = 1;
const COMMENTS_A_LOOK = 100;

/** Of the pass through all threads: those still to compare. The counts are since the start of the program. */
export type ReconcileState = {
  isRunning: boolean;
  waiting: number;
  pagesRead: number;
  /** What was found that had not been heard of, by kind. */
  findings: { deletions: number };
  /** When all threads were last through; null when they never were. */
  lastFullPassAt: string | null;
};

export type Reconcile = {
  /**
   * Compares the newest stretch of a thread with our records: edits and deletions that happened while nobody listened leave no
   * other trace. Returns how many messages are gone that we still held.
   */
  readNewest(threadId: Snowflake): Promise<number>;
  /** Compares every thread whole, in the background, until it is through or stopped. A second call while it runs changes nothing. */
  start(): void;
  state(): ReconcileState;
  stop(): Promise<void>;
};

type Parts = {
  store: Store;
  mirror: Mirror;
  threads: Threads;
  port: Pick<DiscordPort, "readHistoryBefore">;
  now: () => number;
  log: Logger;
  pagesPerSecond?: number;
};

export function createReconcile(parts: Parts): Reconcile {
  const { store, mirror, threads, port, now, log, pagesPerSecond = PAGES_A_SECOND } = parts;
  const stopping = new AbortController();
  let passing: Promise<void> | null = null;
  const counts = { waiting: 0, pagesRead: 0, deletions: 0, lastFullPassAt: null as string | null };

  /** Brings one page level and finds what is missing between it and the page before. */
  async function readStretch(
    threadId: Snowflake,
    before: Snowflake | null,
  ): Promise<{ page: HistoryPage; gone: number }> {
    const readAt = new Date(now()).toISOString();
    const page = await port.readHistoryBefore(threadId, before);
    await Promise.all(page.messages.map((message) => mirror.apply({ kind: "shown", threadId, message, readAt })));
    counts.pagesRead++;
    const to = before ?? page.newestId;
    const from = page.isLast ? "0" : (page.ids[0] ?? "0");
    const there = new Set(page.ids);
    // An empty thread has no newest message: what came in since we asked cannot be told from what is gone.
    const held = to === null ? [] : await heldBetween(threadId, from, to);
    // The message before which we asked is on the page we had last.
    const missing = held.filter((id) => !there.has(id) && id !== before);
    await Promise.all(missing.map((messageId) => mirror.apply({ kind: "gone", threadId, messageId })));
    counts.deletions += missing.length;
    if (missing.length > 0) log.info({ threadId, deletions: missing.length }, "found deletions that were not heard of");
    return { page, gone: missing.length };
  }

  /** The messages that our comments show, from `from` to `to`. Imported comments are a little older than their messages. */
  async function heldBetween(threadId: Snowflake, from: Snowflake, to: Snowflake): Promise<Snowflake[]> {
    const held: Snowflake[] = [];
    const filter = { threadId, states: ["visible", "held"] as const, order: "newest" as const, limit: COMMENTS_A_LOOK };
    for (let after: string | undefined; ;) {
      const ids = store.catalog.listComments(after === undefined ? filter : { ...filter, after });
      const comments = (await store.getMany("comment", ids)).filter((comment) => comment !== undefined);
      const messageIds = comments.flatMap((comment) => comment.messageIds);
      held.push(...messageIds.filter((id) => compareSnowflakes(id, from) >= 0 && compareSnowflakes(id, to) <= 0));
      after = ids.at(-1);
      const isPast = messageIds.every((id) => compareSnowflakes(id, from) < 0);
      if (after === undefined || ids.length < COMMENTS_A_LOOK || isPast) return held;
    }
  }

  async function readWhole(threadId: Snowflake): Promise<void> {
    for (let before: Snowflake | null = null; !stopping.signal.aborted;) {
      const { page } = await readStretch(threadId, before);
      if (page.isLast) return;
      before = page.ids[0] ?? null;
      await pause();
    }
  }

  async function passThroughAll(): Promise<void> {
    const waiting = threads.all().filter((thread) => thread.deletedAt === null);
    counts.waiting = waiting.length;
    for (const { id } of waiting) {
      if (stopping.signal.aborted) return;
      await readWhole(id).catch((error: unknown) => {
        log.warn(
          { err: error, threadId: id },
          "a thread could not be compared; it is tried again after the next start",
        );
      });
      counts.waiting--;
      await pause();
    }
    counts.lastFullPassAt = new Date(now()).toISOString();
  }

  const pause = (): Promise<void> =>
    wait(1_000 / pagesPerSecond, undefined, { signal: stopping.signal, ref: false }).catch((error: unknown) => {
      if (!stopping.signal.aborted) throw error;
    });

  return {
    readNewest: async (threadId) => (await readStretch(threadId, null)).gone,
    start() {
      passing ??= passThroughAll().finally(() => {
        passing = null;
      });
    },
    state() {
      const { waiting, pagesRead, deletions, lastFullPassAt } = counts;
      return { isRunning: passing !== null, waiting, pagesRead, findings: { deletions }, lastFullPassAt };
    },
    async stop() {
      stopping.abort();
      await passing;
    },
  };
}
