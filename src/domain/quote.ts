import { z } from "zod";
import { snowflakeSchema } from "./snowflake.ts";
import type { Comment } from "./comment.ts";
import { type Passage, passageText } from "./quote-passage.ts";

/** How many comments one quote holds. */
export const MOST_QUOTED = 3;
/** Of one article, that are kept up to date. */
export const MOST_QUOTES_AN_ARTICLE = 500;

const offset = z.int().nonnegative();

/** No words are stored: what was quoted is read from the comment, so that it goes when the comment's text goes. */
const quotedSchema = z.object({
  commentId: snowflakeSchema,
  articleId: snowflakeSchema,
  /** Null: the whole comment. */
  passage: z.array(z.tuple([offset, offset])).nullable(),
  /** How often the comment had been edited: says which of its texts is meant. */
  edits: z.int().nonnegative(),
});
export type Quoted = z.infer<typeof quotedSchema>;

/** A message of Talkback's own that quotes comments. */
export const quoteSchema = z.object({
  v: z.literal(1),
  id: snowflakeSchema,
  guildId: snowflakeSchema,
  channelId: snowflakeSchema,
  /** Null until it is posted. */
  messageId: snowflakeSchema.nullable(),
  quotedBy: z.object({ id: snowflakeSchema, name: z.string() }),
  quoted: z.array(quotedSchema).min(1).max(MOST_QUOTED),
  /** What the message says of each comment now. */
  shown: z.string(),
  /** Its quoter, or a moderator, wants it gone. */
  isWithdrawn: z.boolean(),
  createdAt: z.iso.datetime(),
});
export type Quote = z.infer<typeof quoteSchema>;

/** Which quotes there are of an article's comments. */
export const articleQuotesSchema = z.object({
  v: z.literal(1),
  articleId: snowflakeSchema,
  quotes: z
    .array(z.object({ quoteId: snowflakeSchema, commentIds: z.array(snowflakeSchema) }))
    .max(MOST_QUOTES_AN_ARTICLE),
});
export type ArticleQuotes = z.infer<typeof articleQuotesSchema>;

export type QuotedState = "asSaid" | "edited" | "gone";

/** How a quoted comment stands against what was quoted of it. */
export function stateOfQuoted({ edits }: Quoted, comment: Comment | undefined): QuotedState {
  if (comment?.state !== "visible") return "gone";
  return comment.edits.length > edits ? "edited" : "asSaid";
}

/** What was quoted, in the words of that time. */
export function quotedText({ edits, passage }: Quoted, comment: Comment): string {
  const text = comment.edits[edits]?.text ?? comment.text;
  const isThere = passage?.every(([from, to]) => from < to && to <= text.length);
  return passage && isThere ? passageText(text, passage satisfies Passage) : text;
}
