import type { Logger } from "pino";
import { estimateLeft, PROGRESS_INTERVAL_MS } from "../domain/progress.ts";
import { compareSnowflakes, type Snowflake } from "../domain/snowflake.ts";
import type { Moment } from "../domain/change.ts";
import type { Thread, ThreadCounters, ThreadFacts } from "../domain/thread.ts";
import { addFindings, NOTHING_FOUND } from "../domain/thread-check.ts";
import { UserError } from "../errors.ts";
import { storeFailureOf } from "../store/explain-failure.ts";
import type { Checks } from "./checks.ts";
import type { Comparison } from "./compare.ts";
import { type Mirror, NotStored, type ThreadChange } from "./mirror.ts";
import type { DiscordPort } from "./ports.ts";
import type { Reconcile } from "./reconcile.ts";
import { createWorkQueue } from "./work-queue.ts";
import type { Threads } from "./threads.ts";

/** Threads read at once; discord.js queues what exceeds Discord's rate limits. */
const THREADS_AT_ONCE = 4;
/** Changes of a thread that came so close to each other may have overtaken one another. */
const IN_A_ROW_MS = 10_000;
/** So often a refusal is doubted that contradicts what the gateway told. */
const DOUBTED_REFUSALS = 6;

/** `threads`: those to read since all were level last; `waiting`: those of them that are not read yet; `messages`: read since. */
export type CatchUpState = {
  status: "not started" | "running" | "done";
  threads: number;
  waiting: number;
  messages: number;
};

/**
 * Reading what was posted in a thread since its checkpoint, and comparing its newest stretch, or all of it. `isNew`: what became of
 * the thread itself before we listened is asked first.
 */
type Work = { extent: "newest" | "whole"; counters: ThreadCounters; isNew?: boolean };

export type CatchUp = {
  /** Live messages move no checkpoint until their thread was read. Call it as soon as a session begins that was not resumed. */
  markAllBehind(guildId?: Snowflake): void;
  /**
   * Asks Discord how a server's threads stand and brings them level: those with news, and those whose counters disagree, at once;
   * the others are compared in the background. Tries until it succeeds or stops.
   */
  levelGuild(guildId: Snowflake): Promise<void>;
  /** Reads a thread at once. Rejects when the first attempt fails; it is tried again all the same, unless Discord refused. */
  readThread(threadId: Snowflake, options?: Partial<Pick<Work, "extent" | "isNew">>): Promise<void>;
  /** Takes over what the gateway tells of a thread. Of two changes in a row nothing says which came first: Discord is asked. */
  followUpdate(threadId: Snowflake, change: ThreadChange): Promise<void>;
  /** Follows what the bot may see of a server's channels, as far as the gateway told. */
  checkSight(guildId: Snowflake): Promise<void>;
  /** Why a thread could not be read so far; null when that is not so. */
  failureOf(threadId: Snowflake): unknown;
  state(): CatchUpState;
  stop(): Promise<void>;
};

export function createCatchUp(parts: {
  mirror: Mirror;
  threads: Threads;
  port: Pick<DiscordPort, "surveyThreads" | "canRead">;
  comparison: Pick<Comparison, "readAfter" | "messagesRead">;
  reconcile: Pick<Reconcile, "readNewest" | "readWhole" | "owe">;
  checks: Checks;
  now: () => number;
  log: Logger;
}): CatchUp {
  const { mirror, threads, port, comparison, reconcile, checks, now, log } = parts;
  const state: CatchUpState = { status: "not started", threads: 0, waiting: 0, messages: 0 };
  const surveys = createWorkQueue<true>({ atOnce: 1, run: survey, merge: () => true, isFinal: () => false });
  const readings = createWorkQueue<Work>({
    atOnce: THREADS_AT_ONCE,
    run: read,
    merge: mergeWork,
    isFinal: (error, id, failures) => isRefusal(error) && !(isContradicted(id) && failures < DOUBTED_REFUSALS),
  });
  const queues = [surveys, readings];
  for (const queue of queues) queue.onChange(followProgress);
  const updatedAtMs = new Map<Snowflake, number>();
  let progress: NodeJS.Timeout | null = null;
  let begunAtMs = 0;
  let messagesBefore = 0;
  let isStoreFailing = false;
  /** Only the first of many failures is worth a line. */
  let isReadingFailing = false;

  mirror.onTrouble((threadId, error) => {
    if (!isStoreFailing)
      log.error(
        { err: error, reason: storeFailureOf(error)?.reason },
        "the store does not take what happens; it is read again from Discord as soon as it does",
      );
    isStoreFailing = true;
    request(threadId, { extent: "newest", counters: NO_CHANGE }, { isLater: true });
  });

  const standing = (guildId?: Snowflake): Thread[] =>
    threads
      .all()
      .filter((thread) => thread.deletedAt === null && (guildId === undefined || thread.guildId === guildId));

  /** Nobody waits for it: what fails is tried again. */
  function request(threadId: Snowflake, work: Work, options?: { isLater: boolean }): void {
    mirror.markBehind(threadId);
    readings.push(threadId, work, options).catch((error: unknown) => noteFailure(error, threadId));
  }

  function noteFailure(error: unknown, id: Snowflake): void {
    const isKnown = isRefusal(error) || error instanceof NotStored || isShuttingDown(error);
    if (isKnown || isReadingFailing) log.debug({ err: error, id }, "a thread could not be read");
    else log.warn({ err: error, id }, "a thread could not be read; it is tried again");
    isReadingFailing ||= !isKnown;
  }

  async function survey(guildId: Snowflake): Promise<void> {
    const ours = standing(guildId);
    if (ours.length === 0) return reconcile.owe([]);
    const readAt = mirror.moment();
    const sights = await port.surveyThreads(guildId, ours);
    const known = await checks.getMany(ours.map(({ id }) => id));
    const seen: Snowflake[] = [];
    for (const [index, thread] of ours.entries()) {
      const sight = sights.get(thread.id) ?? "hidden";
      if (sight === "deleted") await lose(thread.id);
      else if (sight === "hidden") {
        await hide(thread.id);
        if (isContradicted(thread.id)) request(thread.id, { extent: "whole", counters: NO_CHANGE, isNew: true });
      } else {
        await follow(thread.id, sight, readAt);
        await levelSeen(thread, sight, known[index]?.wholeAt ?? null);
        seen.push(thread.id);
      }
    }
    await reconcile.owe(seen);
  }

  /** What is to be read at once is so before this resolves; a thread without news has nothing to wait for. */
  async function levelSeen(thread: Thread, facts: ThreadFacts, wholeAt: string | null): Promise<void> {
    const { counters } = thread;
    if (!counters) await mirror.addToCounters(thread.id, facts.counters);
    const more = counters ? difference(facts.counters, counters) : NO_CHANGE;
    const isWhole = wholeAt === null || !counters || isTellingOfDeletions(more);
    const hasNews = isNewer(facts.lastMessageId, thread.checkpoint) || more.sent !== 0;
    if (isWhole || hasNews || !facts.isArchived)
      request(thread.id, { extent: isWhole ? "whole" : "newest", counters: more });
    else mirror.markLevel(thread.id, mirror.markBehind(thread.id));
  }

  /** The gateway says that the bot may read what was refused to it: nothing more will tell when the refusal is over. */
  function isContradicted(threadId: Snowflake): boolean {
    const thread = threads.get(threadId);
    return thread !== undefined && port.canRead(thread.guildId, thread.parentChannelId) === true;
  }

  async function follow(threadId: Snowflake, facts: ThreadFacts, readAt: Moment): Promise<void> {
    const { counters: _, lastMessageId: __, ...change } = facts;
    await mirror.changeThread(threadId, { ...change, hiddenSince: null }, readAt);
  }

  async function followNew(thread: Thread): Promise<void> {
    const readAt = mirror.moment();
    const sight = (await port.surveyThreads(thread.guildId, [thread])).get(thread.id);
    // One that is gone, or out of sight, cannot be read either.
    if (typeof sight === "object") await follow(thread.id, sight, readAt);
  }

  async function read(threadId: Snowflake, { extent, counters, isNew }: Work): Promise<void> {
    const thread = threads.get(threadId);
    if (!thread || thread.deletedAt !== null) return;
    try {
      const begunAt = mirror.moment();
      if (isNew) await followNew(thread);
      const gap = mirror.markBehind(threadId);
      await readNews(thread);
      mirror.markLevel(threadId, gap);
      await (extent === "whole" ? reconcile.readWhole(threadId) : reconcile.readNewest(threadId));
      if (thread.hiddenSince) {
        await mirror.changeThread(threadId, { hiddenSince: null }, begunAt);
        // What was owed to it was given up when it was out of sight.
        if (extent !== "whole") await reconcile.owe([threadId]);
      }
      await mirror.addToCounters(threadId, counters);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      await (error.code === "unknownChannel" ? lose(threadId) : hide(threadId));
      throw error;
    }
  }

  async function readNews({ id: threadId, checkpoint }: Thread): Promise<void> {
    let found = NOTHING_FOUND;
    for (let after = checkpoint; ;) {
      const { page, found: onPage } = await comparison.readAfter(threadId, after);
      found = addFindings(found, onPage);
      after = page.newestId ?? after;
      if (page.isLast) break;
    }
    await checks.add(threadId, found);
  }

  async function lose(threadId: Snowflake): Promise<void> {
    log.info({ threadId }, "a thread is gone from Discord; its comments stay");
    await mirror.changeThread(threadId, { deletedAt: new Date(now()).toISOString() });
  }

  async function hide(threadId: Snowflake): Promise<void> {
    if (threads.get(threadId)?.hiddenSince) return;
    log.warn({ threadId }, "a thread is out of sight: View Channel or Read Message History is missing");
    await mirror.changeThread(threadId, { hiddenSince: new Date(now()).toISOString() });
  }

  function followProgress(): void {
    state.waiting = surveys.size() + readings.size();
    if (state.waiting > 0 && state.status !== "running") {
      Object.assign(state, { status: "running", threads: 0 });
      begunAtMs = performance.now();
      messagesBefore = comparison.messagesRead();
      progress = setInterval(tellProgress, PROGRESS_INTERVAL_MS).unref();
    }
    state.threads = Math.max(state.threads, state.waiting);
    const { messages } = present();
    if (state.waiting > 0 || state.status !== "running") return;
    state.status = "done";
    if (isStoreFailing) log.info("the store works again and nothing is missing");
    isStoreFailing = false;
    isReadingFailing = false;
    if (progress) clearInterval(progress);
    log.info({ threads: state.threads, messages, seconds: secondsSince(begunAtMs) }, "caught up");
  }

  function present(): CatchUpState {
    if (state.status === "running") state.messages = comparison.messagesRead() - messagesBefore;
    return { ...state };
  }

  function tellProgress(): void {
    const { threads, waiting, messages } = present();
    const leftMs = estimateLeft({ done: threads - waiting, total: threads, elapsedMs: performance.now() - begunAtMs });
    const secondsLeft = leftMs === null ? null : Math.round(leftMs / 1_000);
    log.info({ threads, waiting, messages, seconds: secondsSince(begunAtMs), secondsLeft }, "catching up");
  }

  return {
    markAllBehind(guildId) {
      for (const thread of standing(guildId)) mirror.markBehind(thread.id);
    },
    levelGuild(guildId) {
      for (const thread of standing(guildId)) mirror.markBehind(thread.id);
      return surveys.push(guildId, true).catch((error: unknown) => noteFailure(error, guildId));
    },
    readThread(threadId, { extent = "newest", isNew = false } = {}) {
      mirror.markBehind(threadId);
      return readings.push(threadId, { extent, counters: NO_CHANGE, isNew });
    },
    async followUpdate(threadId, change) {
      await mirror.changeThread(threadId, change);
      const nowMs = performance.now();
      const isInDoubt = nowMs - (updatedAtMs.get(threadId) ?? -Infinity) < IN_A_ROW_MS;
      updatedAtMs.set(threadId, nowMs);
      if (isInDoubt) request(threadId, { extent: "newest", counters: NO_CHANGE, isNew: true });
    },
    async checkSight(guildId) {
      let isBack = false;
      for (const { id, parentChannelId, hiddenSince } of standing(guildId)) {
        const isSeen = port.canRead(guildId, parentChannelId);
        if (isSeen && hiddenSince) isBack = true;
        if (isSeen === false && !hiddenSince) await hide(id);
      }
      if (isBack) await this.levelGuild(guildId);
    },
    failureOf: (threadId) => readings.failureOf(threadId),
    state: present,
    async stop() {
      if (progress) clearInterval(progress);
      await Promise.all(queues.map((queue) => queue.stop()));
    },
  };
}

const NO_CHANGE: ThreadCounters = { messages: 0, sent: 0 };

function mergeWork(a: Work, b: Work): Work {
  const extent = a.extent === "whole" ? a.extent : b.extent;
  // Both were measured against the same counters of ours: the later one tells all.
  return { extent, counters: b.counters === NO_CHANGE ? a.counters : b.counters, isNew: a.isNew || b.isNew || false };
}

function difference(theirs: ThreadCounters, ours: ThreadCounters): ThreadCounters {
  return { messages: theirs.messages - ours.messages, sent: theirs.sent - ours.sent };
}

/** Each message that was sent adds one to both: what is short of that was deleted, and what goes beyond it has no explanation. */
function isTellingOfDeletions({ messages, sent }: ThreadCounters): boolean {
  return messages !== sent || sent < 0;
}

function isNewer(id: Snowflake | null, than: Snowflake | null): boolean {
  return id !== null && (than === null || compareSnowflakes(id, than) > 0);
}

/** Discord's own no: repeating the request would not help. */
function isRefusal(error: unknown): error is UserError {
  return error instanceof UserError && ["unknownChannel", "missingAccess", "missingPermissions"].includes(error.code);
}

function isShuttingDown(error: unknown): boolean {
  return error instanceof UserError && error.code === "shuttingDown";
}

function secondsSince(beginMs: number): number {
  return Math.round((performance.now() - beginMs) / 1_000);
}
