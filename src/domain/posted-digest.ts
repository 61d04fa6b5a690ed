import { z } from "zod";
import { snowflakeSchema } from "./snowflake.ts";

const count = z.int().nonnegative();

/** Who a digest is for. `postedBy`: who wanted it; null for one that comes again and again. */
export const digestTargetSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("channel"), channelId: snowflakeSchema, postedBy: z.string().nullable() }),
  z.object({ kind: z.literal("member"), memberId: snowflakeSchema, locale: z.string() }),
]);

/** A comment as a digest names it, with what it had got in response by then. */
const namedCommentSchema = z.object({ commentId: snowflakeSchema, replies: count, reactions: count });
export type NamedComment = z.infer<typeof namedCommentSchema>;

/**
 * A digest that stands on Discord. No words are stored: what it says of a comment is read from the comment, so that it goes when the
 * comment's text goes.
 */
export const postedDigestSchema = z.object({
  v: z.literal(1),
  guildId: snowflakeSchema,
  digestId: snowflakeSchema,
  to: digestTargetSchema,
  articleId: snowflakeSchema.nullable(),
  from: z.iso.datetime().nullable(),
  until: z.iso.datetime(),
  comments: count,
  participants: count,
  reacted: z.array(namedCommentSchema),
  replied: z.array(namedCommentSchema),
  questions: z.array(namedCommentSchema),
  latest: z.array(namedCommentSchema),
  newcomers: z.array(snowflakeSchema),
  unanswered: count,
  newcomerCount: count,
  /** Null until it is sent. */
  place: z.object({ channelId: snowflakeSchema, messageId: snowflakeSchema }).nullable(),
  /** What the message shows of each comment now; see `shownOf`. */
  shown: z.string(),
});
export type PostedDigest = z.infer<typeof postedDigestSchema>;

export function postedDigestId({ digestId, until }: Pick<PostedDigest, "digestId" | "until">): string {
  return `${digestId}-${Date.parse(until)}`;
}

/** The key by which its message is found on Discord: every attempt makes the same. */
export function digestKey({ digestId, until }: Pick<PostedDigest, "digestId" | "until">): string {
  return `digest ${digestId} ${until}`;
}

/** All that a digest names, each once. */
export function namedIn(digest: PostedDigest): string[] {
  const { reacted, replied, questions, latest, newcomers } = digest;
  const items = [...reacted, ...replied, ...questions, ...latest];
  return [...new Set([...items.map(({ commentId }) => commentId), ...newcomers])];
}
