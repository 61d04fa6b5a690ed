import type { Attachment, CommentAuthor } from "./comment.ts";
import type { Snowflake } from "./snowflake.ts";

/** What a Discord message says, as far as a comment needs it. */
export type MessageFacts = {
  id: Snowflake;
  threadId: Snowflake;
  author: CommentAuthor;
  text: string;
  attachments: Attachment[];
  /** The message it replies to. */
  replyTo: Snowflake | null;
  createdAt: string;
  editedAt: string | null;
  /** Null where the source does not tell (live events). */
  reactions: { emoji: string; count: number }[] | null;
  /** Posted by Talkback itself: never a new comment, but perhaps the face of an imported or restored one. */
  isOwn: boolean;
};

/** Something that happened, or was found, in a thread: plain data, the only thing that changes a comment from outside. */
export type Change =
  /** `readAt`: when history was asked for; null for a live event. Only history can bring a deleted message back. */
  | { kind: "shown"; threadId: Snowflake; message: MessageFacts; readAt: string | null }
  | { kind: "gone"; threadId: Snowflake; messageId: Snowflake }
  | { kind: "reacted"; threadId: Snowflake; messageId: Snowflake; emoji: string; userId: Snowflake }
  | { kind: "unreacted"; threadId: Snowflake; messageId: Snowflake; emoji: string; userId: Snowflake }
  /** `emoji` null: all of them. */
  | { kind: "reactionsCleared"; threadId: Snowflake; messageId: Snowflake; emoji: string | null };
