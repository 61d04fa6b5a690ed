import type { Change, Moment, Outcome } from "../domain/change.ts";
import { newestSnowflake, type Snowflake } from "../domain/snowflake.ts";
import { afterChange, type Thread } from "../domain/thread.ts";
import type { Store, Transaction } from "../store/store.ts";
import { type Batch, type CommentChange, createChangeApplier, RECENT_EVENTS } from "./change-applier.ts";
import { createLanes, type LaneState } from "./lanes.ts";
import { createRecent } from "./recent.ts";
import type { Threads } from "./threads.ts";

/** `changes`: one for each comment that changed, as it stands now; `commentIds`: their ids. */
export type MirrorNews = {
  articleId: Snowflake;
  threadId: Snowflake;
  commentIds: Snowflake[];
  changes: readonly CommentChange[];
};
/** Writes what must not be lost into the commit of the changes that it is told of; a few documents, without waiting for anything else. */
export type CommitListener = (tx: Transaction, thread: Thread, changes: readonly CommentChange[]) => Promise<void>;
export type ThreadChange = Partial<
  Pick<Thread, "name" | "isArchived" | "isLocked" | "deletedAt" | "hiddenSince" | "parentChannelId">
>;

export type Mirror = {
  /**
   * Applies a change after those that came before it in its thread. Resolves once it is stored.
   * @throws NotStored where the store failed: the thread is behind then, and whoever listens to `onTrouble` knows
   */
  apply(change: Change): Promise<Outcome>;
  /** The present, in the order of what this process hears and asks. */
  moment(): Moment;
  /** Runs a task between the changes of a thread, with the thread to itself. */
  runAlone<T>(threadId: Snowflake, task: () => Promise<T>): Promise<T>;
  /**
   * From now on live messages do not move the thread's checkpoint: there may be a gap before them. `markLevel` ends it, unless
   * the thread fell behind again since `gap` was given.
   */
  markBehind(threadId: Snowflake): number;
  markLevel(threadId: Snowflake, gap: number): void;
  /** The newest message of the thread that we have heard of. */
  newestKnown(threadId: Snowflake): Snowflake | null;
  /** Takes over what became of the thread itself; `readAt` as for a message. Its comments stay in any case. */
  changeThread(threadId: Snowflake, change: ThreadChange, readAt?: Moment): Promise<void>;
  /** Adds to Discord's counters as we know them, or, where we know none, begins with these. */
  addToCounters(threadId: Snowflake, more: { messages: number; sent: number }): Promise<void>;
  /** Called within the commit of each batch that changes comments: what it throws fails the batch. */
  inCommit(listener: CommitListener): void;
  /** Called after a change of an article's comments was stored. */
  onStored(listener: (news: MirrorNews) => void): void;
  /** Called for a message whose reactions only the message itself can tell. */
  onDoubt(listener: (threadId: Snowflake, messageId: Snowflake) => void): void;
  /** Called when the store failed to take a thread's changes. */
  onTrouble(listener: (threadId: Snowflake, error: unknown) => void): void;
  drain(): Promise<void>;
  /** The threads with changes that are not stored yet, and those that `markBehind` named, with milliseconds since. */
  state(): { lanes: LaneState[]; behind: { threadId: Snowflake; behindMs: number }[] };
};

/** The store did not take a change. Nothing is lost: the thread is read again from its checkpoint. */
export class NotStored extends Error {
  override readonly name = "NotStored";
}

export function createMirror({ store, threads, now }: { store: Store; threads: Threads; now: () => number }): Mirror {
  const commitListeners: CommitListener[] = [];
  const storedListeners: ((news: MirrorNews) => void)[] = [];
  const doubtListeners: ((threadId: Snowflake, messageId: Snowflake) => void)[] = [];
  const troubleListeners: ((threadId: Snowflake, error: unknown) => void)[] = [];
  /** `sinceMs`: on the clock of `performance.now()`. */
  const gaps = new Map<Snowflake, { gap: number; sinceMs: number }>();
  let clock: Moment = 0;
  const tick = (): Moment => ++clock;
  const threadChangedAt = createRecent<Moment>(RECENT_EVENTS);
  const applier = createChangeApplier({ now, tick, isBehind: (threadId) => gaps.has(threadId) });
  const lanes = createLanes<Change, Outcome | Error>(applyBatch);

  async function applyBatch(threadId: string, changes: Change[]): Promise<(Outcome | Error)[]> {
    try {
      return await storeBatch(threadId, changes);
    } catch (error) {
      if (!isOurFault(error)) throw notStored(threadId, error);
      // One message that we cannot store must not keep the others out.
      if (changes.length === 1) return [error];
      const outcomes: (Outcome | Error)[] = [];
      for (const change of changes) outcomes.push(...(await applyBatch(threadId, [change])));
      return outcomes;
    }
  }

  async function storeBatch(threadId: string, changes: Change[]): Promise<Outcome[]> {
    const thread = threads.get(threadId);
    if (!thread) return changes.map(() => "nothing" as const);
    const none = { changed: new Map<Snowflake, CommentChange>(), doubts: new Set<Snowflake>(), sent: 0, messages: 0 };
    const { outcomes, batch, after } = await store.update(async (tx) => {
      const batch: Batch = { tx, thread, ...none };
      await applier.prepare(batch, changes);
      const outcomes: Outcome[] = [];
      for (const change of changes) outcomes.push(await applier.apply(batch, change));
      const changed = [...batch.changed.values()];
      if (changed.length > 0) for (const listener of commitListeners) await listener(tx, thread, changed);
      const after = threadAfter(batch, changes);
      if (after !== thread) tx.put("thread", threadId, after);
      return { outcomes, batch, after };
    });
    threads.remember(after);
    tell(batch);
    return outcomes;
  }

  function tell({ thread: { id: threadId, articleId }, changed, doubts }: Batch): void {
    if (changed.size > 0) {
      const news = { articleId, threadId, commentIds: [...changed.keys()], changes: [...changed.values()] };
      for (const listener of storedListeners) listener(news);
    }
    for (const messageId of doubts) for (const listener of doubtListeners) listener(threadId, messageId);
  }

  function threadAfter({ thread, sent, messages }: Batch, changes: Change[]): Thread {
    const checkpoint = newestStored(thread.checkpoint, changes, gaps.has(thread.id));
    const { counters } = thread;
    if (checkpoint === thread.checkpoint && (!counters || (sent === 0 && messages === 0))) return thread;
    if (!counters) return { ...thread, checkpoint };
    const counted = { messages: counters.messages + messages, sent: counters.sent + sent };
    return { ...thread, checkpoint, counters: counted };
  }

  async function changeStored(threadId: Snowflake, change: (thread: Thread) => Thread): Promise<void> {
    const thread = threads.get(threadId);
    const after = thread && change(thread);
    if (!after || after === thread) return;
    const storing = store.update((tx) => {
      tx.put("thread", threadId, after);
    });
    await storing.catch((error: unknown) => {
      throw notStored(threadId, error);
    });
    threads.remember(after);
  }

  function notStored(threadId: Snowflake, error: unknown): NotStored {
    mirror.markBehind(threadId);
    for (const listener of troubleListeners) listener(threadId, error);
    return new NotStored(`changes of thread ${threadId} could not be stored`, { cause: error });
  }

  const mirror: Mirror = {
    async apply(change) {
      const outcome = await lanes.push(change.threadId, change);
      if (outcome instanceof Error) throw outcome;
      return outcome;
    },
    moment: tick,
    runAlone: (threadId, task) => lanes.run(threadId, task),
    markBehind(threadId) {
      const gap = tick();
      gaps.set(threadId, { gap, sinceMs: gaps.get(threadId)?.sinceMs ?? performance.now() });
      return gap;
    },
    markLevel(threadId, gap) {
      if (gaps.get(threadId)?.gap === gap) gaps.delete(threadId);
    },
    newestKnown(threadId) {
      const thread = threads.get(threadId);
      return thread ? applier.newestKnown(thread) : null;
    },
    changeThread: (threadId, change, readAt) =>
      lanes.run(threadId, async () => {
        if (readAt !== undefined && (threadChangedAt.get(threadId) ?? -1) > readAt) return;
        if (readAt === undefined) threadChangedAt.note(threadId, tick());
        await changeStored(threadId, (thread) =>
          isSame(thread, change) ? thread : afterChange(thread, change, new Date(now()).toISOString()),
        );
      }),
    addToCounters: (threadId, { messages, sent }) =>
      lanes.run(threadId, () =>
        changeStored(threadId, (thread) => {
          const { counters = { messages: 0, sent: 0 } } = thread;
          if (thread.counters && messages === 0 && sent === 0) return thread;
          return { ...thread, counters: { messages: counters.messages + messages, sent: counters.sent + sent } };
        }),
      ),
    inCommit: (listener) => {
      commitListeners.push(listener);
    },
    onStored: (listener) => {
      storedListeners.push(listener);
    },
    onDoubt: (listener) => {
      doubtListeners.push(listener);
    },
    onTrouble: (listener) => {
      troubleListeners.push(listener);
    },
    drain: () => lanes.drain(),
    state() {
      const nowMs = performance.now();
      const readable = [...gaps].filter(([threadId]) => {
        const thread = threads.get(threadId);
        return thread?.deletedAt === null && !thread.hiddenSince;
      });
      const behind = readable.map(([threadId, { sinceMs }]) => ({ threadId, behindMs: nowMs - sinceMs }));
      return { lanes: lanes.state(), behind };
    },
  };
  return mirror;
}

/** A document that does not fit, as opposed to a store that does not work. */
function isOurFault(error: unknown): error is TypeError | RangeError {
  return error instanceof TypeError || error instanceof RangeError;
}

function isSame(thread: Thread, change: ThreadChange): boolean {
  return Object.entries(change).every(([name, value]) => (thread[name as keyof ThreadChange] ?? null) === value);
}

/** What was read from history has no gap before it; what is live may have one. */
function newestStored(checkpoint: Snowflake | null, changes: Change[], isBehind: boolean): Snowflake | null {
  let newest = checkpoint;
  for (const change of changes) {
    if (change.kind === "readUpTo") newest = newestSnowflake(newest, change.messageId);
    else if (isBehind) continue;
    else if (change.kind === "shown") newest = newestSnowflake(newest, change.message.id);
    else if (change.kind === "passed") newest = newestSnowflake(newest, change.messageId);
  }
  return newest;
}
