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

/** A point in the order of what this process heard and asked; no clock, so that no clock can jump. */
export type Moment = number;

/** Something that happened, or was found, in a thread: plain data, the only thing that changes a comment from outside. */
export type Change =
  /** `readAt`: when history was asked for; null for a live event. Only history can bring a deleted message back. */
  | { kind: "shown"; threadId: Snowflake; message: MessageFacts; readAt: Moment | null }
  /** A live message that is no comment: it only moves the checkpoint. */
  | { kind: "passed"; threadId: Snowflake; messageId: Snowflake }
  /** History was read, and handed over before this, up to a message: it moves the checkpoint there. */
  | { kind: "readUpTo"; threadId: Snowflake; messageId: Snowflake }
  | { kind: "gone"; threadId: Snowflake; messageId: Snowflake; readAt: Moment | null }
  | { kind: "reacted"; threadId: Snowflake; messageId: Snowflake; emoji: string; userId: Snowflake }
  | { kind: "unreacted"; threadId: Snowflake; messageId: Snowflake; emoji: string; userId: Snowflake }
  /** `emoji` null: all of them. */
  | { kind: "reactionsCleared"; threadId: Snowflake; messageId: Snowflake; emoji: string | null };

/** What a change did to the store. */
export type Outcome = "created" | "edited" | "deleted" | "reactions" | "nothing";
