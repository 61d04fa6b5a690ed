import { setTimeout as wait } from "node:timers/promises";
import type { Logger } from "pino";
import type { Moment } from "../domain/change.ts";
import { newestSnowflake, nextSnowflake, type Snowflake } from "../domain/snowflake.ts";
import { addFindings, countFindings, type Findings, NOTHING_FOUND } from "../domain/thread-check.ts";
import { UserError } from "../errors.ts";
import type { Checks } from "./checks.ts";
import type { Comparison } from "./compare.ts";
import type { Mirror } from "./mirror.ts";
import type { Threads } from "./threads.ts";

/** What the background may ask of Discord, so that live work never waits for it. */
const REQUESTS_A_SECOND = 1;
const FIRST_RETRY_MS = 5_000;
const LONGEST_RETRY_MS = 300_000;
/** Nothing should be lost while a session lasts; looking now and then costs little. */
const PASS_INTERVAL_MS = 86_400_000;

/** Of the pass through all threads: those still to compare. The counts are since the start of the program. */
export type ReconcileState = {
  isRunning: boolean;
  waiting: number;
  /** Messages whose reactions are to be looked up. */
  doubts: number;
  pagesRead: number;
  /** What was found that had not been heard of. */
  findings: Findings;
  /** When all threads were last through; null when they never were. */
  lastFullPassAt: string | null;
};

/**
 * Compares threads with what is stored: edits, deletions and reactions that happened while nobody listened leave no other
 * trace.
 */
export type Reconcile = {
  /** Compares the newest stretch of a thread at once. */
  readNewest(threadId: Snowflake): Promise<void>;
  /** Compares a whole thread at once. */
  readWhole(threadId: Snowflake): Promise<void>;
  /** Has threads compared whole in the background, those first that were not for the longest time. */
  owe(threadIds: Snowflake[]): Promise<void>;
  isOwed(threadId: Snowflake): boolean;
  state(): ReconcileState;
  stop(): Promise<void>;
};

type Parts = {
  mirror: Mirror;
  threads: Threads;
  comparison: Comparison;
  checks: Checks;
  now: () => number;
  log: Logger;
  requestsPerSecond?: number;
};

export function createReconcile(parts: Parts): Reconcile {
  const { mirror, threads, comparison, checks, now, log, requestsPerSecond = REQUESTS_A_SECOND } = parts;
  const stopping = new AbortController();
  /** Since when each is owed: a comparison that began before does not settle it. */
  const owed = new Map<Snowflake, Moment>();
  const doubts = new Map<Snowflake, Set<Snowflake>>();
  const counts = { pagesRead: 0, findings: NOTHING_FOUND, lastFullPassAt: null as string | null };
  let working: Promise<void> | null = null;
  let failures = 0;

  mirror.onDoubt((threadId, messageId) => {
    doubts.set(threadId, (doubts.get(threadId) ?? new Set()).add(messageId));
    wake();
  });
  const daily = setInterval(() => {
    const standing = threads.all().filter(({ deletedAt, hiddenSince }) => deletedAt === null && !hiddenSince);
    reconcile.owe(standing.map(({ id }) => id)).catch((error: unknown) => {
      log.error({ err: error }, "the daily comparison could not be begun");
    });
  }, PASS_INTERVAL_MS);
  daily.unref();

  async function readBefore(
    threadId: Snowflake,
    before: Snowflake | null,
  ): Promise<{ oldest: Snowflake | null; found: Findings }> {
    const { page, found } = await comparison.readBefore(threadId, before);
    counts.pagesRead++;
    counts.findings = addFindings(counts.findings, found);
    return { oldest: page.isLast ? null : (page.ids[0] ?? null), found };
  }

  /** @param pace waits before each page */
  async function readWhole(threadId: Snowflake, pace: () => Promise<void>): Promise<void> {
    const begunAt = mirror.moment();
    let found = NOTHING_FOUND;
    for (let before: Snowflake | null = null; ;) {
      await pace();
      const stretch = await readBefore(threadId, before);
      found = addFindings(found, stretch.found);
      before = stretch.oldest;
      if (before === null) break;
    }
    await noteWhole(threadId, begunAt, found);
  }

  async function noteWhole(threadId: Snowflake, begunAt: Moment, found: Findings): Promise<void> {
    if ((owed.get(threadId) ?? 0) < begunAt) owed.delete(threadId);
    if (owed.size === 0) counts.lastFullPassAt = new Date(now()).toISOString();
    await checks.note(threadId, "whole", found);
    tell(threadId, found);
  }

  function tell(threadId: Snowflake, found: Findings): void {
    if (countFindings(found) > 0) log.info({ threadId, ...found }, "a comparison found what had not been heard of");
  }

  function wake(): void {
    if (working || stopping.signal.aborted) return;
    working = work().finally(() => {
      working = null;
      if (owed.size > 0 || doubts.size > 0) wake();
    });
  }

  /** Resolves when nothing is owed and nothing is in doubt. */
  async function work(): Promise<void> {
    while (!stopping.signal.aborted) {
      await settleDoubts();
      const [[threadId] = []] = owed;
      if (threadId === undefined) return;
      await guarded(threadId, () => readWhole(threadId, pause));
    }
  }

  /** A thread that could not be read comes again at the end; while nothing works the pauses grow. */
  async function guarded(threadId: Snowflake, task: () => Promise<void>): Promise<void> {
    try {
      await task();
      failures = 0;
    } catch (error) {
      // What the bot may not see, or Discord no longer has, the catch-up takes care of, once it knows of it.
      const since = owed.get(threadId) ?? mirror.moment();
      owed.delete(threadId);
      const { deletedAt, hiddenSince } = threads.get(threadId) ?? { deletedAt: "" };
      const isLost = typeof deletedAt === "string" || typeof hiddenSince === "string";
      if (stopping.signal.aborted || (isLost && isRefusal(error))) return;
      if (failures === 0) log.warn({ err: error, threadId }, "a thread could not be compared; it is tried again");
      owed.set(threadId, since);
      await sleep(Math.min(FIRST_RETRY_MS * 2 ** failures, LONGEST_RETRY_MS));
      failures++;
    }
  }

  /** Looks at the messages whose reactions the events left in doubt, a page around each. */
  async function settleDoubts(): Promise<void> {
    for (let [next] = doubts; next && !stopping.signal.aborted; [next] = doubts) {
      const [threadId, messageIds] = next;
      doubts.delete(threadId);
      await guarded(threadId, async () => {
        while (messageIds.size > 0) {
          await sleep(1_000 / requestsPerSecond);
          const newest = [...messageIds].reduce<Snowflake | null>(newestSnowflake, null) ?? "0";
          messageIds.delete(newest);
          const { page, found } = await comparison.readBefore(threadId, nextSnowflake(newest));
          for (const id of page.ids) messageIds.delete(id);
          counts.pagesRead++;
          await checks.add(threadId, found);
        }
      });
    }
  }

  async function pause(): Promise<void> {
    await sleep(1_000 / requestsPerSecond);
    await settleDoubts();
    stopping.signal.throwIfAborted();
  }

  const sleep = (milliseconds: number): Promise<void> =>
    wait(milliseconds, undefined, { signal: stopping.signal, ref: false }).catch((error: unknown) => {
      if (!stopping.signal.aborted) throw error;
    });

  const reconcile: Reconcile = {
    async readNewest(threadId) {
      const begunAt = mirror.moment();
      const { oldest, found } = await readBefore(threadId, null);
      if (oldest === null) return noteWhole(threadId, begunAt, found);
      await checks.note(threadId, "newest", found);
      tell(threadId, found);
    },
    readWhole: (threadId) => readWhole(threadId, async () => stopping.signal.throwIfAborted()),
    async owe(threadIds) {
      const since = mirror.moment();
      for (const threadId of threadIds) owed.set(threadId, since);
      if (owed.size === 0) counts.lastFullPassAt = new Date(now()).toISOString();
      const found = await checks.getMany([...owed.keys()]);
      for (const { threadId } of found.toSorted((a, b) => (a.wholeAt ?? "").localeCompare(b.wholeAt ?? ""))) {
        const at = owed.get(threadId);
        if (at === undefined) continue;
        owed.delete(threadId);
        owed.set(threadId, at);
      }
      wake();
    },
    isOwed: (threadId) => owed.has(threadId),
    state: () => ({
      isRunning: working !== null,
      waiting: owed.size,
      doubts: [...doubts.values()].reduce((sum, messageIds) => sum + messageIds.size, 0),
      ...counts,
    }),
    async stop() {
      clearInterval(daily);
      stopping.abort();
      await working;
    },
  };
  return reconcile;
}

function isRefusal(error: unknown): boolean {
  return error instanceof UserError && ["unknownChannel", "missingAccess", "missingPermissions"].includes(error.code);
}
