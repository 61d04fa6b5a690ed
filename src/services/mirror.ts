import { levelComment, newComment, revivedComment, tombstone } from "../domain/apply-message.ts";
import { addReaction, clearReactions, removeReaction } from "../domain/apply-reaction.ts";
import type { Change, MessageFacts } from "../domain/change.ts";
import type { Comment } from "../domain/comment.ts";
import { compareSnowflakes, newestSnowflake, type Snowflake } from "../domain/snowflake.ts";
import type { Thread } from "../domain/thread.ts";
import type { Store, Transaction } from "../store/store.ts";
import { createLanes, type LaneState } from "./lanes.ts";
import type { Threads } from "./threads.ts";

/** Deletions of messages we never saw, kept in mind in case their creation comes late. */
const UNSEEN_DELETIONS_KEPT = 10_000;

export type MirrorNews = { articleId: Snowflake; threadId: Snowflake };

export type Mirror = {
  /** Applies a change after those that came before it in its thread. Resolves once it is stored. */
  apply(change: Change): Promise<void>;
  /** Runs a task between the changes of a thread, with the thread to itself. */
  runAlone<T>(threadId: Snowflake, task: () => Promise<T>): Promise<T>;
  /** From now on, until `markLevel`, live messages do not move the thread's checkpoint: there may be a gap before them. */
  markBehind(threadId: Snowflake): void;
  markLevel(threadId: Snowflake): void;
  /** Moves the checkpoint over messages that are no comments. It never falls. */
  advance(threadId: Snowflake, messageId: Snowflake): Promise<void>;
  /** Takes over what became of the thread itself. Its comments stay in any case. */
  changeThread(
    threadId: Snowflake,
    change: Partial<Pick<Thread, "name" | "isArchived" | "isLocked" | "deletedAt">>,
  ): Promise<void>;
  /** Called after a change of an article's comments was stored. */
  onStored(listener: (news: MirrorNews) => void): void;
  drain(): Promise<void>;
  /** The threads with changes that are not stored yet, and those that `markBehind` named, with milliseconds since. */
  state(): { lanes: LaneState[]; behind: { threadId: Snowflake; behindMs: number }[] };
};

export function createMirror({ store, threads, now }: { store: Store; threads: Threads; now: () => number }): Mirror {
  const listeners: ((news: MirrorNews) => void)[] = [];
  /** Since when, on the clock of `performance.now()`. */
  const behind = new Map<Snowflake, number>();
  const unseenDeletions = new Set<Snowflake>();
  /** The newest message shown to us in each thread by this process: what is newer, and live, needs no look into the store. */
  const newestSeen = new Map<Snowflake, Snowflake | null>();
  const lanes = createLanes<Change>(applyBatch);

  async function applyBatch(threadId: string, changes: Change[]): Promise<void> {
    const thread = threads.get(threadId);
    if (!thread) return;
    const after = await store.update(async (tx) => {
      for (const change of changes) await applyChange(tx, thread, change);
      const checkpoint = behind.has(threadId) ? thread.checkpoint : newestShown(thread.checkpoint, changes);
      if (checkpoint === thread.checkpoint) return thread;
      const moved = { ...thread, checkpoint };
      tx.put("thread", threadId, moved);
      return moved;
    });
    threads.remember(after);
    for (const listener of listeners) listener({ articleId: thread.articleId, threadId });
  }

  async function applyChange(tx: Transaction, thread: Thread, change: Change): Promise<void> {
    if (change.kind === "shown") return show(tx, thread, change.message, change.readAt);
    const comment = await findComment(tx, change.messageId);
    if (!comment) {
      if (change.kind === "gone") rememberDeletion(change.messageId);
      return;
    }
    const after = changed(comment, change);
    if (after !== comment) tx.put("comment", after.id, after);
  }

  function changed(comment: Comment, change: Exclude<Change, { kind: "shown" }>): Comment {
    if (!comment.messageIds.includes(change.messageId)) return comment;
    switch (change.kind) {
      case "gone": {
        const messageIds = comment.messageIds.filter((id) => id !== change.messageId);
        return messageIds.length > 0 ? { ...comment, messageIds } : tombstone(comment, at());
      }
      case "reacted":
        return addReaction(comment, change);
      case "unreacted":
        return removeReaction(comment, change);
      case "reactionsCleared":
        return clearReactions(comment, change.emoji);
    }
  }

  async function show(tx: Transaction, thread: Thread, message: MessageFacts, readAt: string | null): Promise<void> {
    const known = isCertainlyNew(thread, message, readAt) ? undefined : await findComment(tx, message.id);
    newestSeen.set(thread.id, newestSnowflake(newestSeen.get(thread.id) ?? thread.checkpoint, message.id));
    if (!known) {
      if (message.isOwn || (readAt === null && unseenDeletions.has(message.id))) return;
      const parentId = message.replyTo && ((await tx.get("alias", message.replyTo))?.commentId ?? message.replyTo);
      const place = { guildId: thread.guildId, articleId: thread.articleId, parentId, at: at() };
      tx.put("comment", message.id, newComment(message, place));
      return;
    }
    const after = shownAgain(known, message, readAt);
    if (after !== known) tx.put("comment", after.id, after);
  }

  function shownAgain(known: Comment, message: MessageFacts, readAt: string | null): Comment {
    const isBack = known.state === "deleted" && readAt !== null && readAt > known.stateChangedAt;
    if (isBack && !message.isOwn) return revivedComment(known, message, at());
    // A comment of several messages has its reactions spread over them: only live events tell them apart.
    if (known.messageIds.length > 1) return known;
    // What our own post says is what we stored; only what others did to it is news.
    return levelComment(known, message.isOwn ? { ...message, editedAt: null } : message);
  }

  function isCertainlyNew(thread: Thread, message: MessageFacts, readAt: string | null): boolean {
    if (readAt !== null || message.isOwn || behind.has(thread.id)) return false;
    const newest = newestSeen.get(thread.id) ?? thread.checkpoint;
    return newest !== null && compareSnowflakes(message.id, newest) > 0;
  }

  function rememberDeletion(messageId: Snowflake): void {
    unseenDeletions.add(messageId);
    if (unseenDeletions.size <= UNSEEN_DELETIONS_KEPT) return;
    for (const oldest of unseenDeletions) {
      unseenDeletions.delete(oldest);
      return;
    }
  }

  async function putThread(thread: Thread): Promise<void> {
    await store.update((tx) => {
      tx.put("thread", thread.id, thread);
    });
    threads.remember(thread);
  }

  const at = (): string => new Date(now()).toISOString();

  return {
    apply: (change) => lanes.push(change.threadId, change),
    runAlone: (threadId, task) => lanes.run(threadId, task),
    markBehind: (threadId) => {
      if (!behind.has(threadId)) behind.set(threadId, performance.now());
    },
    markLevel: (threadId) => {
      behind.delete(threadId);
    },
    async advance(threadId, messageId) {
      const thread = threads.get(threadId);
      if (!thread || newestSnowflake(thread.checkpoint, messageId) === thread.checkpoint) return;
      await putThread({ ...thread, checkpoint: messageId });
    },
    changeThread: (threadId, change) =>
      lanes.run(threadId, async () => {
        const thread = threads.get(threadId);
        if (thread) await putThread({ ...thread, ...change });
      }),
    onStored: (listener) => {
      listeners.push(listener);
    },
    drain: () => lanes.drain(),
    state: () => ({
      lanes: lanes.state(),
      behind: [...behind].map(([threadId, sinceMs]) => ({ threadId, behindMs: performance.now() - sinceMs })),
    }),
  };
}

/** The comment that a message shows: by its own id, or the imported or restored one that it stands for. */
export async function findComment(
  reader: Pick<Transaction, "get">,
  messageId: Snowflake,
): Promise<Comment | undefined> {
  const comment = await reader.get("comment", messageId);
  if (comment) return comment;
  const alias = await reader.get("alias", messageId);
  return alias && reader.get("comment", alias.commentId);
}

function newestShown(checkpoint: Snowflake | null, changes: Change[]): Snowflake | null {
  let newest = checkpoint;
  for (const change of changes) {
    if (change.kind !== "shown") continue;
    if (newest === null || compareSnowflakes(change.message.id, newest) > 0) newest = change.message.id;
  }
  return newest;
}
