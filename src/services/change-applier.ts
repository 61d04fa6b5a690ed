import { levelComment, newComment, revivedComment, tombstone } from "../domain/apply-message.ts";
import {
  addReaction,
  clearReactions,
  isCertainReaction,
  levelReactions,
  removeReaction,
  withoutMessage,
} from "../domain/apply-reaction.ts";
import type { Change, MessageFacts, Moment, Outcome } from "../domain/change.ts";
import type { Comment } from "../domain/comment.ts";
import { compareSnowflakes, newestSnowflake, type Snowflake } from "../domain/snowflake.ts";
import type { Thread } from "../domain/thread.ts";
import type { Transaction } from "../store/store.ts";
import { createRecent } from "./recent.ts";

/** Deletions and reactions kept in mind, in case what came before them arrives after them. */
export const RECENT_EVENTS = 10_000;

/** One event of reactions that came out of order is seldom alone: so long each further one at the message is in doubt too. */
const DOUBT_LASTS_MS = 10_000;

/** A comment as it stands after a batch. `isNew`: nobody could read it before; `isSaidAnew`: it is new, or says something else than before. */
export type CommentChange = { comment: Comment; isNew: boolean; isSaidAnew: boolean };

/** What a batch comes to, while it is applied. */
export type Batch = {
  tx: Transaction;
  thread: Thread;
  /** What became of each comment that changed, by its id. */
  changed: Map<Snowflake, CommentChange>;
  /** Messages whose reactions only they themselves can tell. */
  doubts: Set<Snowflake>;
  /** What Discord's counters of the thread grew by. */
  sent: number;
  messages: number;
};

export type ChangeApplier = {
  /** Reads at once what the changes of a batch will ask for one by one. */
  prepare(batch: Batch, changes: readonly Change[]): Promise<void>;
  /** Writes what a change does into the batch's transaction. */
  apply(batch: Batch, change: Change): Promise<Outcome>;
  /** The newest message of a thread that was heard of. */
  newestKnown(thread: Thread): Snowflake | null;
};

/**
 * Decides what a change does to a comment, knowing what this process heard so far.
 * @param tick gives the next moment
 * @param isBehind whether there may be a gap before a thread's live messages
 */
export function createChangeApplier(parts: {
  now: () => number;
  tick: () => Moment;
  isBehind: (threadId: Snowflake) => boolean;
}): ChangeApplier {
  const { now, tick, isBehind } = parts;
  const goneAt = createRecent<Moment>(RECENT_EVENTS);
  const reactedAt = createRecent<Moment>(RECENT_EVENTS);
  const doubtedAtMs = createRecent<number>(RECENT_EVENTS);
  /** The newest message shown to us in each thread by this process: what is newer, and live, needs no look into the store. */
  const newestSeen = new Map<Snowflake, Snowflake | null>();

  async function apply(batch: Batch, change: Change): Promise<Outcome> {
    if (change.kind === "shown") return show(batch, change.message, change.readAt);
    if (change.kind === "readUpTo") return "nothing";
    if (change.kind === "passed") {
      see(batch, change.messageId, null);
      return "nothing";
    }
    const comment = await findComment(batch.tx, change.messageId);
    if (change.kind === "gone") noteDeletion(batch, change.messageId, change.readAt);
    if (change.kind === "reacted" || change.kind === "unreacted" || change.kind === "reactionsCleared")
      reactedAt.note(change.messageId, tick());
    if (!comment?.messageIds.includes(change.messageId)) return "nothing";
    if (isDoubtful(comment, change)) doubtedAtMs.note(change.messageId, now());
    if (change.kind !== "gone" && wasDoubtedLately(change.messageId)) batch.doubts.add(change.messageId);
    return put(batch, comment, changed(comment, change));
  }

  function wasDoubtedLately(messageId: Snowflake): boolean {
    return now() - (doubtedAtMs.get(messageId) ?? -Infinity) <= DOUBT_LASTS_MS;
  }

  function changed(comment: Comment, change: Exclude<Change, { kind: "shown" | "passed" | "readUpTo" }>): Comment {
    switch (change.kind) {
      case "gone":
        return comment.messageIds.length > 1 ? withoutMessage(comment, change.messageId) : tombstone(comment, at());
      case "reacted":
        return addReaction(comment, change);
      case "unreacted":
        return removeReaction(comment, change);
      case "reactionsCleared":
        return clearReactions(comment, change.messageId, change.emoji);
    }
  }

  async function show(batch: Batch, message: MessageFacts, readAt: Moment | null): Promise<Outcome> {
    const { thread, tx } = batch;
    const known = isCertainlyNew(thread, message, readAt) ? undefined : await findComment(tx, message.id);
    see(batch, message.id, readAt);
    if (known) return put(batch, known, shownAgain(batch, known, message, readAt));
    // A forum post's first message is the article, not a comment on it.
    if (message.isOwn || message.id === thread.id || wasDeletedSince(message.id, readAt)) return "nothing";
    const parentId = message.replyTo && ((await tx.get("alias", message.replyTo))?.commentId ?? message.replyTo);
    const place = { guildId: thread.guildId, articleId: thread.articleId, parentId, at: at() };
    // Reactions that overtook their message had no comment to go to.
    if (reactedAt.get(message.id) !== undefined && message.reactions === null) batch.doubts.add(message.id);
    return put(batch, undefined, newComment(message, place));
  }

  function shownAgain(batch: Batch, known: Comment, message: MessageFacts, readAt: Moment | null): Comment {
    const isReadBefore = readAt !== null && (reactedAt.get(message.id) ?? -1) > readAt;
    if (isReadBefore && message.reactions !== null) batch.doubts.add(message.id);
    const reactions = isReadBefore ? null : message.reactions;
    const isBack = known.state === "deleted" && readAt !== null && !wasDeletedSince(message.id, readAt);
    if (isBack && !message.isOwn) return revivedComment(known, message, at());
    // What our own post says is what we stored; only what others did to it is news.
    if (message.isOwn) return reactions === null ? known : levelReactions(known, message.id, reactions);
    return levelComment(known, { ...message, reactions });
  }

  function put(batch: Batch, before: Comment | undefined, after: Comment): Outcome {
    if (after === before) return "nothing";
    batch.tx.put("comment", after.id, after);
    const outcome = outcomeOf(before, after);
    const earlier = batch.changed.get(after.id);
    const isNew = outcome === "created" || earlier?.isNew === true;
    const isSaidAnew = isNew || outcome === "edited" || earlier?.isSaidAnew === true;
    batch.changed.set(after.id, { comment: after, isNew, isSaidAnew });
    return outcome;
  }

  /** Counts a message of any kind the first time that we hear of it. */
  function see(batch: Batch, messageId: Snowflake, readAt: Moment | null): void {
    const { thread } = batch;
    const before = newestKnown(thread);
    newestSeen.set(thread.id, newestSnowflake(before, messageId));
    const isNews = before === null || compareSnowflakes(messageId, before) > 0;
    if (readAt !== null || !isNews || messageId === thread.id) return;
    batch.sent++;
    batch.messages++;
  }

  function noteDeletion(batch: Batch, messageId: Snowflake, readAt: Moment | null): void {
    if (readAt === null && goneAt.get(messageId) === undefined && messageId !== batch.thread.id) batch.messages--;
    goneAt.note(messageId, tick());
  }

  /** A live event tells of a time before any deletion that we know of. */
  function wasDeletedSince(messageId: Snowflake, readAt: Moment | null): boolean {
    const gone = goneAt.get(messageId);
    return gone !== undefined && (readAt === null || gone > readAt);
  }

  function isCertainlyNew(thread: Thread, message: MessageFacts, readAt: Moment | null): boolean {
    if (readAt !== null || message.isOwn || isBehind(thread.id)) return false;
    const newest = newestKnown(thread);
    return newest !== null && compareSnowflakes(message.id, newest) > 0;
  }

  const newestKnown = (thread: Thread): Snowflake | null =>
    newestSnowflake(newestSeen.get(thread.id) ?? null, thread.checkpoint);

  const at = (): string => new Date(now()).toISOString();

  async function prepare({ tx, thread }: Batch, changes: readonly Change[]): Promise<void> {
    const ids = changes.flatMap((change) => {
      if (change.kind === "passed" || change.kind === "readUpTo") return [];
      if (change.kind !== "shown") return [change.messageId];
      return isCertainlyNew(thread, change.message, change.readAt) ? [] : [change.message.id];
    });
    if (ids.length < 2) return;
    const comments = await tx.getMany("comment", ids);
    const others = ids.filter((_, index) => !comments[index]);
    if (others.length > 0) await tx.getMany("alias", others);
  }

  return { prepare, apply, newestKnown };
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

function isDoubtful(comment: Comment, change: Change): boolean {
  if (change.kind === "reactionsCleared") return true;
  if (change.kind !== "reacted" && change.kind !== "unreacted") return false;
  return !isCertainReaction(comment, change, change.kind === "reacted");
}

function outcomeOf(before: Comment | undefined, after: Comment): Outcome {
  if (!before) return "created";
  if (after.state !== before.state) return after.state === "visible" ? "created" : "deleted";
  const isSaidAnew = after.text !== before.text || after.editedAt !== before.editedAt || after.edits !== before.edits;
  return isSaidAnew ? "edited" : "reactions";
}
