import type { MessageFacts } from "./change.ts";
import type { Comment } from "./comment.ts";
import type { Snowflake } from "./snowflake.ts";

/** A message of a thread becomes a comment. */
export function newComment(
  message: MessageFacts,
  place: { guildId: Snowflake; articleId: Snowflake; parentId: Snowflake | null; at: string },
): Comment {
  return {
    v: 1,
    id: message.id,
    guildId: place.guildId,
    articleId: place.articleId,
    threadId: message.threadId,
    messageIds: [message.id],
    author: message.author,
    text: message.text,
    attachments: message.attachments,
    reactions: (message.reactions ?? []).map((reaction) => ({ ...reaction, reactors: [] })),
    parentId: place.parentId,
    origin: "live",
    state: "visible",
    stateChangedAt: place.at,
    createdAt: message.createdAt,
    editedAt: message.editedAt,
    edits: [],
  };
}

/**
 * Brings a comment level with its message. An edit is real only when Discord's edit time moved forward and the text differs:
 * Discord also sends updates for link previews and pins, and late ones. Returns the same object when nothing changed.
 */
export function levelComment(comment: Comment, message: MessageFacts): Comment {
  if (comment.state === "removed" || comment.state === "deleted") return comment;
  let next = comment;
  if (message.editedAt !== null && isLater(message.editedAt, comment.editedAt)) {
    const edits =
      message.text === comment.text
        ? comment.edits
        : [...comment.edits, { text: comment.text, replacedAt: new Date(message.editedAt).toISOString() }];
    next = { ...next, text: message.text, attachments: message.attachments, editedAt: message.editedAt, edits };
  }
  return message.reactions === null ? next : levelReactions(next, message.reactions);
}

/** History shows a message that we hold for deleted: Discord is right. */
export function revivedComment(comment: Comment, message: MessageFacts, at: string): Comment {
  const place = { guildId: comment.guildId, articleId: comment.articleId, parentId: comment.parentId, at };
  return { ...newComment(message, place), id: comment.id, origin: comment.origin };
}

/** A deleted comment loses its text, its history and its attachments; the place and the id stay. */
export function tombstone(comment: Comment, at: string): Comment {
  return emptied(comment, "deleted", at);
}

/** A removed comment looks like a deleted one; what it said is in the sealed copy. */
export function removedComment(comment: Comment, at: string): Comment {
  return emptied(comment, "removed", at);
}

function emptied(comment: Comment, state: "removed" | "deleted", at: string): Comment {
  const nothing = { messageIds: [], text: "", attachments: [], reactions: [], edits: [] };
  return { ...comment, ...nothing, state, stateChangedAt: at };
}

function levelReactions(comment: Comment, counts: { emoji: string; count: number }[]): Comment {
  const isLevel =
    counts.length === comment.reactions.length &&
    counts.every(({ emoji, count }) => comment.reactions.some((one) => one.emoji === emoji && one.count === count));
  if (isLevel) return comment;
  const reactions = counts.map(({ emoji, count }) => {
    const reactors = comment.reactions.find((reaction) => reaction.emoji === emoji)?.reactors ?? [];
    // History names nobody: when fewer are left than we saw, we no longer know who of them it was.
    return { emoji, count, reactors: reactors.length <= count ? reactors : [] };
  });
  return { ...comment, reactions };
}

function isLater(time: string, than: string | null): boolean {
  if (than === null) return true;
  const difference = Date.parse(time) - Date.parse(than);
  // Discord's times carry microseconds, which Date drops.
  return difference === 0 ? time > than : difference > 0;
}
