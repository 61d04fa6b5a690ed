import type { Comment, Reaction } from "./comment.ts";
import type { Snowflake } from "./snowflake.ts";

type ReactionEvent = { messageId: Snowflake; emoji: string; userId: Snowflake };

/** Counts a reaction once, however often its event arrives. */
export function addReaction(comment: Comment, event: ReactionEvent): Comment {
  const known = find(comment, event.emoji) ?? { emoji: event.emoji, count: 0, reactors: [] };
  const reactor = reactorOf(comment, event);
  if (known.reactors.includes(reactor)) return comment;
  const count = countOfPart(comment, known, event.messageId) + 1;
  return withPart(comment, { ...known, reactors: [...known.reactors, reactor] }, event.messageId, count);
}

/** Takes a reaction back: of someone we saw react, or one of those that history only counted. */
export function removeReaction(comment: Comment, event: ReactionEvent): Comment {
  const known = find(comment, event.emoji);
  const reactor = reactorOf(comment, event);
  if (!known || (!known.reactors.includes(reactor) && unnamedOf(comment, known, event.messageId) === 0)) return comment;
  const reactors = known.reactors.filter((one) => one !== reactor);
  return withPart(comment, { ...known, reactors }, event.messageId, countOfPart(comment, known, event.messageId) - 1);
}

/** A moderator cleared one emoji, or (null) all, under a message. */
export function clearReactions(comment: Comment, messageId: Snowflake, emoji: string | null): Comment {
  return comment.reactions
    .filter((reaction) => emoji === null || isSameEmoji(reaction.emoji, emoji))
    .reduce((next, reaction) => withPartCleared(next, reaction, messageId), comment);
}

/**
 * Whether an event's effect is beyond doubt. It is not where history counted people without naming them, or where the event
 * does not follow from what we know: repeated, or out of order. Then only the message itself can tell.
 */
export function isCertainReaction(comment: Comment, event: ReactionEvent, isAdded: boolean): boolean {
  const known = find(comment, event.emoji);
  if (!known) return isAdded;
  return (
    known.reactors.includes(reactorOf(comment, event)) !== isAdded && unnamedOf(comment, known, event.messageId) === 0
  );
}

/** Takes over what history counts under a message. Returns the same object when that is what we have. */
export function levelReactions(
  comment: Comment,
  messageId: Snowflake,
  counts: { emoji: string; count: number }[],
): Comment {
  const held = comment.reactions
    .map((reaction) => ({ reaction, count: countOfPart(comment, reaction, messageId) }))
    .filter(({ count }) => count > 0);
  const isLevel =
    counts.length === held.length &&
    counts.every((one) =>
      held.some(({ reaction, count }) => isSameEmoji(reaction.emoji, one.emoji) && count === one.count),
    );
  if (isLevel) return comment;
  const isCounted = (reaction: Reaction): boolean => counts.some(({ emoji }) => isSameEmoji(emoji, reaction.emoji));
  const cleared = held
    .filter(({ reaction }) => !isCounted(reaction))
    .reduce((next, { reaction }) => withPartCleared(next, reaction, messageId), comment);
  return counts.reduce((next, { emoji, count }) => {
    const known = find(next, emoji) ?? { emoji, count: 0, reactors: [] };
    const named = known.reactors.filter((reactor) => isOfPart(next, reactor, messageId));
    // History names nobody: when fewer are left than we saw, we no longer know who of them it was.
    const reactors =
      named.length <= count ? known.reactors : known.reactors.filter((reactor) => !named.includes(reactor));
    return withPart(next, { ...known, emoji, reactors }, messageId, count);
  }, cleared);
}

/** One of a comment's several messages is gone, with the reactions under it. */
export function withoutMessage(comment: Comment, messageId: Snowflake): Comment {
  const cleared = clearReactions(comment, messageId, null);
  const messageIds = comment.messageIds.filter((id) => id !== messageId);
  const [first = ""] = messageIds;
  const reactions = cleared.reactions.map((reaction) => {
    const reactors = reaction.reactors.map((reactor) => (reactor.endsWith(`@${first}`) ? personOf(reactor) : reactor));
    const { parts: _, ...plain } = reaction;
    return messageIds.length > 1 ? { ...reaction, reactors } : { ...plain, reactors };
  });
  return { ...cleared, messageIds, reactions };
}

/** A person reacts once to each message: a comment of several messages can hold several of theirs. */
function reactorOf(comment: Comment, { messageId, userId }: ReactionEvent): string {
  return comment.messageIds.indexOf(messageId) > 0 ? `${userId}@${messageId}` : userId;
}

function personOf(reactor: string): string {
  return reactor.split("@", 1)[0] ?? reactor;
}

function isOfPart(comment: Comment, reactor: string, messageId: Snowflake): boolean {
  return reactorOf(comment, { messageId, userId: personOf(reactor), emoji: "" }) === reactor;
}

function find(comment: Comment, emoji: string): Reaction | undefined {
  return comment.reactions.find((reaction) => isSameEmoji(reaction.emoji, emoji));
}

/** Reactions that came while a comment had one message stand under its first. */
function partsOf(comment: Comment, reaction: Reaction): Record<Snowflake, number> {
  const [first] = comment.messageIds;
  return reaction.parts ?? (first === undefined || reaction.count === 0 ? {} : { [first]: reaction.count });
}

function countOfPart(comment: Comment, reaction: Reaction, messageId: Snowflake): number {
  return partsOf(comment, reaction)[messageId] ?? 0;
}

function unnamedOf(comment: Comment, reaction: Reaction, messageId: Snowflake): number {
  const named = reaction.reactors.filter((reactor) => isOfPart(comment, reactor, messageId));
  return countOfPart(comment, reaction, messageId) - named.length;
}

function withPartCleared(comment: Comment, reaction: Reaction, messageId: Snowflake): Comment {
  const reactors = reaction.reactors.filter((reactor) => !isOfPart(comment, reactor, messageId));
  return withPart(comment, { ...reaction, reactors }, messageId, 0);
}

/** The comment with a reaction's count under one message set; at the end of the list where it is new, gone where nobody is left. */
function withPart(comment: Comment, reaction: Reaction, messageId: Snowflake, count: number): Comment {
  const { parts: _, ...plain } = reaction;
  const parts = { ...partsOf(comment, reaction), [messageId]: count };
  if (count === 0) delete parts[messageId];
  const total = Object.values(parts).reduce((sum, one) => sum + one, 0);
  const next: Reaction = comment.messageIds.length > 1 ? { ...plain, count: total, parts } : { ...plain, count: total };
  const isKnown = find(comment, reaction.emoji) !== undefined;
  const reactions = isKnown
    ? comment.reactions.map((one) => (isSameEmoji(one.emoji, reaction.emoji) ? next : one))
    : [...comment.reactions, next];
  return { ...comment, reactions: reactions.filter((one) => one.count > 0) };
}

/** A server's emoji is known by its id: its name may change, and is empty in events once the emoji is deleted. */
function isSameEmoji(a: string, b: string): boolean {
  const idOf = (emoji: string): string => /:(\d+)$/.exec(emoji)?.[1] ?? emoji;
  return idOf(a) === idOf(b);
}
