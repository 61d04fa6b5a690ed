import type { Comment, Reaction } from "./comment.ts";
import type { Snowflake } from "./snowflake.ts";

/** A person reacts once to each message: a comment of several messages can hold several of theirs. */
function reactorOf(comment: Comment, messageId: Snowflake, userId: Snowflake): string {
  return comment.messageIds.indexOf(messageId) > 0 ? `${userId}@${messageId}` : userId;
}

/** Counts a reaction once, however often its event arrives. */
export function addReaction(
  comment: Comment,
  event: { messageId: Snowflake; emoji: string; userId: Snowflake },
): Comment {
  const reactor = reactorOf(comment, event.messageId, event.userId);
  const known = comment.reactions.find((reaction) => isSameEmoji(reaction.emoji, event.emoji));
  if (!known)
    return { ...comment, reactions: [...comment.reactions, { emoji: event.emoji, count: 1, reactors: [reactor] }] };
  if (known.reactors.includes(reactor)) return comment;
  return withReaction(comment, known, { ...known, count: known.count + 1, reactors: [...known.reactors, reactor] });
}

/** Takes a reaction back: of someone we saw react, or one of those that history only counted. */
export function removeReaction(
  comment: Comment,
  event: { messageId: Snowflake; emoji: string; userId: Snowflake },
): Comment {
  const reactor = reactorOf(comment, event.messageId, event.userId);
  const known = comment.reactions.find((reaction) => isSameEmoji(reaction.emoji, event.emoji));
  if (!known) return comment;
  const isSeen = known.reactors.includes(reactor);
  const isUnnamed = known.count > known.reactors.length;
  if (!isSeen && !isUnnamed) return comment;
  const reactors = known.reactors.filter((one) => one !== reactor);
  return withReaction(comment, known, { ...known, count: known.count - 1, reactors });
}

/** A moderator cleared one emoji, or (null) all. */
export function clearReactions(comment: Comment, emoji: string | null): Comment {
  if (comment.reactions.length === 0) return comment;
  const isCleared = (reaction: Reaction): boolean => emoji === null || isSameEmoji(reaction.emoji, emoji);
  return { ...comment, reactions: comment.reactions.filter((reaction) => !isCleared(reaction)) };
}

function withReaction(comment: Comment, before: Reaction, after: Reaction): Comment {
  const replaced = comment.reactions.map((reaction) => (reaction === before ? after : reaction));
  return { ...comment, reactions: replaced.filter((reaction) => reaction.count > 0) };
}

/** A server's emoji is known by its id: its name may change, and is empty in events once the emoji is deleted. */
function isSameEmoji(a: string, b: string): boolean {
  const idOf = (emoji: string): string => /:(\d+)$/.exec(emoji)?.[1] ?? emoji;
  return idOf(a) === idOf(b);
}
