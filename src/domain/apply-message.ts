import { levelReactions } from "./apply-reaction.ts";
import type { MessageFacts } from "./change.ts";
import type { Comment, Edit } from "./comment.ts";
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
 * Discord also sends updates for link previews and pins, and late ones. A late one does not change what the comment says now,
 * but what it said before is in it. Returns the same object when nothing changed.
 */
export function levelComment(comment: Comment, message: MessageFacts): Comment {
  if (comment.state !== "visible") return comment;
  const next = levelText(comment, message);
  return message.reactions === null ? next : levelReactions(next, message.id, message.reactions);
}

function levelText(comment: Comment, message: MessageFacts): Comment {
  if (message.editedAt === comment.editedAt) return comment;
  if (message.editedAt === null || !isLater(message.editedAt, comment.editedAt)) return withLateText(comment, message);
  const { text, attachments, editedAt } = message;
  if (text === comment.text) return { ...comment, attachments, editedAt };
  const versions = [...versionsOf(comment), { text, since: toInstant(editedAt) }];
  return { ...comment, text, attachments, editedAt, edits: toEdits(versions) };
}

/** Puts what a comment said before an edit that we heard of first into its place in the history. */
function withLateText(comment: Comment, { text, editedAt }: MessageFacts): Comment {
  const since = instantOrNull(editedAt);
  const versions = versionsOf(comment);
  const found = versions.findIndex((version) => (version.since ?? "") > (since ?? ""));
  const before = versions[found - 1];
  const isNews = found >= 0 && before?.since !== since && before?.text !== text && versions[found]?.text !== text;
  return isNews ? { ...comment, edits: toEdits(versions.toSpliced(found, 0, { text, since })) } : comment;
}

/** `since`: null for what was posted. */
type Version = { text: string; since: string | null };

/** All that a comment said, oldest first, up to what it says now. */
function versionsOf({ text, edits, editedAt }: Comment): Version[] {
  const earlier = edits.map((edit, index) => ({
    text: edit.text,
    since: instantOrNull(edits[index - 1]?.replacedAt ?? edit.saidAt),
  }));
  return [...earlier, { text, since: instantOrNull(edits.at(-1)?.replacedAt ?? editedAt) }];
}

function toEdits(versions: Version[]): Edit[] {
  return versions.slice(0, -1).map(({ text, since }, index) => {
    const edit = { text, replacedAt: versions[index + 1]?.since ?? "" };
    return index === 0 && since !== null ? { ...edit, saidAt: since } : edit;
  });
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

/** A removed or held comment looks like a deleted one; what it said is in the sealed copy. */
export function hiddenComment(comment: Comment, state: "removed" | "held", at: string): Comment {
  return emptied(comment, state, at);
}

function emptied(comment: Comment, state: "removed" | "held" | "deleted", at: string): Comment {
  const nothing = { messageIds: [], text: "", attachments: [], reactions: [], edits: [] };
  return { ...comment, ...nothing, state, stateChangedAt: at };
}

/** In UTC, with Discord's six digits of a second, which Date drops: two edits can be closer than a millisecond. */
function toInstant(time: string): string {
  const digits = (/\.(\d+)/.exec(time)?.[1] ?? "").padEnd(6, "0").slice(0, 6);
  return `${new Date(time).toISOString().slice(0, 19)}.${digits}Z`;
}

function instantOrNull(time: string | null | undefined): string | null {
  return time ? toInstant(time) : null;
}

function isLater(time: string, than: string | null): boolean {
  return than === null || toInstant(time) > toInstant(than);
}
