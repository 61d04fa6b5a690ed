import { z } from "zod";
import { type Snowflake, snowflakeSchema } from "./snowflake.ts";

/** Text as long as a record may hold; a page beyond it is no article. */
const MAX_BODY_LENGTH = 4_000_000;

/** What a source says of an article; what it does not say is null. */
export const articleFieldsSchema = z.object({
  url: z.url({ protocol: /^https?$/ }).nullable(),
  title: z.string().min(1).max(1_000),
  author: z.string().min(1).max(500).nullable(),
  /** An instant in UTC, `2009-03-11T11:16:00Z`. */
  publishedAt: z.iso.datetime().nullable(),
  /** The zone as the source wrote it (`PST`, `+02:00`), kept beside the instant. */
  publishedZone: z.string().max(64).nullable(),
  /** Playing or reading time in seconds. */
  lengthSeconds: z.int().nonnegative().nullable(),
  summary: z.string().max(MAX_BODY_LENGTH).nullable(),
  body: z.string().max(MAX_BODY_LENGTH).nullable(),
  /** How many comments the source claims, which may differ from how many it holds. */
  statedCommentCount: z.int().nonnegative().nullable(),
  tags: z.array(z.string().min(1).max(100)).max(50),
});
export type ArticleFields = z.infer<typeof articleFieldsSchema>;

export const articleSchema = articleFieldsSchema.extend({
  v: z.literal(1),
  /** Minted by us when the article was accepted; comments imported with it take the ids that follow. */
  id: snowflakeSchema,
  guildId: snowflakeSchema,
  /** The text or forum channel it belongs to. */
  channelId: snowflakeSchema,
  /** Null until Discord has the thread. */
  threadId: snowflakeSchema.nullable(),
  /** Whether the thread is one that only its members can read; absent: it is open to all who can read the channel. */
  isPrivate: z.boolean().optional(),
  /** The message that shows the article (in a forum: the post's first message). */
  starterMessageId: snowflakeSchema.nullable(),
  /** What makes two submissions the same article within a guild: its URL, else a hash of what it says. */
  sourceKey: z.string().min(1).max(200),
  /** How many comments came with the source. */
  importedCommentCount: z.int().nonnegative(),
  createdAt: z.iso.datetime(),
  /** The member who posted it; null from the command line. */
  createdBy: snowflakeSchema.nullable(),
});
export type Article = z.infer<typeof articleSchema>;

/** Where one must be able to read to see an article's comments: its channel, or its thread if that is a private one. */
export function placeOf({
  channelId,
  threadId,
  isPrivate,
}: Pick<Article, "channelId" | "threadId" | "isPrivate">): Snowflake {
  return isPrivate === true && threadId !== null ? threadId : channelId;
}

/** A comment as another system wrote it, before it is one of ours. */
export const importedCommentSchema = z.object({
  author: z.string().min(1).max(500),
  text: z.string().min(1).max(MAX_BODY_LENGTH),
  createdAt: z.iso.datetime().nullable(),
  /** Index, in the same list, of the comment it answers; always smaller than its own. */
  parent: z.int().nonnegative().nullable(),
});
export type ImportedComment = z.infer<typeof importedCommentSchema>;

/** One source, read: the article and the comments that stand under it, oldest first. */
export type SourceDocument = { article: ArticleFields; comments: ImportedComment[] };
