import { z } from "zod";
import { digestScheduleSchema } from "./digest-schedule.ts";
import { type Snowflake, snowflakeSchema } from "./snowflake.ts";

/** Of one person in one server, by direct message. */
export const MOST_DIGESTS_A_MEMBER = 5;
/** Into channels of one server. */
export const MOST_DIGESTS_IN_CHANNELS = 10;

/** Why a digest is sent no longer, though nobody ended it. */
export const digestEndSchema = z.enum(["closed", "channelGone"]);
export type DigestEnd = z.infer<typeof digestEndSchema>;

/** A digest that is sent again and again. */
export const digestSchema = z.object({
  v: z.literal(1),
  id: snowflakeSchema,
  guildId: snowflakeSchema,
  /** Who wanted it. */
  ownerId: snowflakeSchema,
  /** Where it is posted; null: a direct message to its owner. */
  channelId: snowflakeSchema.nullable(),
  /** Of one article, with its title as it was; null: of all of them. */
  article: z.object({ id: snowflakeSchema, title: z.string() }).nullable(),
  schedule: digestScheduleSchema,
  /** Discord's name of its owner's language. */
  locale: z.string(),
  /** What was written since is not told yet. */
  since: z.iso.datetime(),
  nextAt: z.iso.datetime(),
  /** Kept until its owner has heard of it. */
  ended: digestEndSchema.nullable(),
});
export type Digest = z.infer<typeof digestSchema>;

/** What of a comment decides whether a digest names it. */
export type SurveyedComment = {
  id: Snowflake;
  /** Null for a name that came with an import. */
  authorId: Snowflake | null;
  /** Milliseconds since the Unix epoch; null where an import does not say. */
  createdMs: number | null;
  isQuestion: boolean;
  replies: number;
  reactions: number;
};

export function digestRecordId({ guildId, id }: Pick<Digest, "guildId" | "id">): string {
  return `${guildId}-${id}`;
}

/** Whether two are of the same, to the same: then the later one is meant instead of the earlier one. */
export function isSameDigest(one: Digest, other: Pick<Digest, "ownerId" | "channelId" | "article">): boolean {
  const isSameReader = one.channelId === other.channelId && (one.channelId !== null || one.ownerId === other.ownerId);
  return isSameReader && one.article?.id === other.article?.id;
}

/** A question mark that ends a sentence, of any script; one within an address ends none. */
const QUESTION = /[?？؟՞⁇⁈⸮](?:[\s"'”’»)\]」』）!！?？]|$)/;

/** Whether a comment asks something. What it quotes and what it links to does not count. */
export function asksSomething(text: string): boolean {
  return QUESTION.test(text.replace(/^>.*$/gm, "").replace(/https?:\/\/\S+/gi, ""));
}
