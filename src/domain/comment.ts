import { z } from "zod";
import { snowflakeSchema } from "./snowflake.ts";

export const commentStates = ["visible", "held", "removed", "deleted"] as const;
export const commentOrigins = ["live", "import"] as const;
export type CommentState = (typeof commentStates)[number];
export type CommentOrigin = (typeof commentOrigins)[number];

export const commentAuthorSchema = z.object({
  /** The Discord user; null for a name that came with an import. */
  id: snowflakeSchema.nullable(),
  name: z.string().min(1),
  /** Discord's avatar hash; null for the default avatar and for imports. */
  avatar: z.string().nullable(),
  isBot: z.boolean(),
});
export type CommentAuthor = z.infer<typeof commentAuthorSchema>;

/** Discord signs and expires attachment URLs, so none is kept: a fresh one is fetched when shown. */
export const attachmentSchema = z.object({
  id: snowflakeSchema,
  name: z.string(),
  /** Bytes. */
  size: z.int().nonnegative(),
  contentType: z.string().nullable(),
  description: z.string().nullable(),
});
export type Attachment = z.infer<typeof attachmentSchema>;

export const reactionSchema = z.object({
  /** The character for a Unicode emoji, `name:id` for one of a server. */
  emoji: z.string().min(1),
  count: z.int().positive(),
  /** Those among the count whom we saw react; history tells counts only. Makes a repeated event change nothing. */
  reactors: z.array(z.string()),
  /** Of a comment of several messages: how many of the count stand under each. */
  parts: z.record(snowflakeSchema, z.int().positive()).optional(),
});
export type Reaction = z.infer<typeof reactionSchema>;

/** What a comment said before an edit. */
export const editSchema = z.object({
  text: z.string(),
  replacedAt: z.iso.datetime(),
  /** Of the oldest one, where it is not what was posted: when it was said. */
  saidAt: z.iso.datetime().optional(),
});
export type Edit = z.infer<typeof editSchema>;

export const commentSchema = z.object({
  v: z.literal(1),
  /** The message's id for a live comment; minted by us for an imported one. Ids order the comments of a thread. */
  id: snowflakeSchema,
  guildId: snowflakeSchema,
  articleId: snowflakeSchema,
  /** Null while an import waits for its thread. */
  threadId: snowflakeSchema.nullable(),
  /** The messages that show it now, in order: several for a long import, none while it is unposted, removed or deleted. */
  messageIds: z.array(snowflakeSchema),
  author: commentAuthorSchema,
  /** Whole and unescaped; empty once removed or deleted. */
  text: z.string(),
  attachments: z.array(attachmentSchema),
  reactions: z.array(reactionSchema),
  parentId: snowflakeSchema.nullable(),
  origin: z.enum(commentOrigins),
  state: z.enum(commentStates),
  /** When the state last changed; the comment's arrival at first. */
  stateChangedAt: z.iso.datetime(),
  /** When it was written; null where the import's source does not say. */
  createdAt: z.iso.datetime().nullable(),
  /** Discord's `edited_timestamp` of the newest edit we know. */
  editedAt: z.iso.datetime({ offset: true }).nullable(),
  /** Oldest first. */
  edits: z.array(editSchema),
});
export type Comment = z.infer<typeof commentSchema>;

/** What a comment said at an instant (ISO 8601), as far as its edits are known. */
export function textAt({ text, edits }: Pick<Comment, "text" | "edits">, instant: string): string {
  return edits.find(({ replacedAt }) => Date.parse(replacedAt) > Date.parse(instant))?.text ?? text;
}

/**
 * The sealed copy of a removed or held comment: the comment as it was, kept for the restore window, then erased.
 */
export const sealedCommentSchema = z.object({
  v: z.literal(1),
  comment: commentSchema,
  sealedAt: z.iso.datetime(),
  /** Erased after this instant. */
  eraseAfter: z.iso.datetime(),
  /** The ban that took it along, with all that its author wrote. */
  sweptBy: z.int().positive().optional(),
  /** The purge that took it along. */
  purgedBy: snowflakeSchema.optional(),
  /** Whether it was held back before the purge: then it is held back again when the purge is taken back. */
  wasHeld: z.boolean().optional(),
});
export type SealedComment = z.infer<typeof sealedCommentSchema>;
