import { z } from "zod";
import { snowflakeSchema } from "./snowflake.ts";

/** How long what a preview showed can be confirmed. */
export const PREVIEW_MINUTES = 30;
/** More comments than these are no mistake to undo but a server to give up: they are purged in several goes. */
export const MOST_PURGED = 50_000;
/**
 * Comments in a part, which one commit seals and one takes out of sight: two documents each, with what goes along, are less than the 199
 * that the store takes at once, and one request deletes as many messages.
 */
export const COMMENTS_A_PART = 80;

/** What a purge takes: all that is given must hold. Null: not asked for. */
export const purgeCriteriaSchema = z.object({
  memberId: snowflakeSchema.nullable(),
  memberName: z.string().nullable(),
  articleId: snowflakeSchema.nullable(),
  /** Written at this instant or later, in milliseconds since the Unix epoch. */
  from: z.int().nullable(),
  /** Written before this instant. */
  until: z.int().nullable(),
  /** All of them, or "phrases", as in a search. */
  words: z.string().nullable(),
  /** A regular expression. */
  pattern: z.string().nullable(),
  /** Links to this host or one below it. */
  host: z.string().nullable(),
  /** Comments of the same text or nearly so. */
  likeId: snowflakeSchema.nullable(),
  /** Comments of the raid on this thread, as they are known when the preview is made. */
  raidThreadId: snowflakeSchema.nullable().default(null),
});
export type PurgeCriteria = z.infer<typeof purgeCriteriaSchema>;

const countSchema = z.int().nonnegative();
export const purgeCountsSchema = z.object({
  /** Removed; of an undoing: restored. */
  done: countSchema,
  /** Somebody was faster: deleted or removed by another; of an undoing: there again. */
  gone: countSchema,
  /** Left as they stand, by the code of the refusal. */
  refused: z.record(z.string(), countSchema),
});
export type PurgeCounts = z.infer<typeof purgeCountsSchema>;
export const NO_COUNTS: PurgeCounts = { done: 0, gone: 0, refused: {} };

/** Why a purge, or its undoing, ended before all was done. */
export const purgeStops = ["cancelled", "rightsLost"] as const;
export type PurgeStop = (typeof purgeStops)[number];

/** What a case tells of a purge or its undoing. */
export const purgeResultSchema = z.object({
  purgeId: snowflakeSchema,
  criteria: purgeCriteriaSchema,
  total: countSchema,
  counts: purgeCountsSchema,
  isOver: z.boolean(),
  stop: z.enum(purgeStops).nullable(),
});
export type PurgeResult = z.infer<typeof purgeResultSchema>;

const runFields = {
  actorId: snowflakeSchema,
  actorName: z.string(),
  reason: z.string().max(1_000),
  /** Where it was asked for: a right that somebody has in one channel counts there. */
  channelId: snowflakeSchema,
  /** Null until something happened. */
  caseNumber: z.int().positive().nullable(),
  total: countSchema,
  counts: purgeCountsSchema,
  /** The first part, and comment of it, of which nothing is counted yet. */
  part: countSchema,
  at: countSchema,
  startedAt: z.iso.datetime(),
  stop: z.enum(purgeStops).nullable(),
  isOver: z.boolean(),
};

/** A purge, or its undoing, under way or over. */
export const purgeRunSchema = z.object({
  ...runFields,
  /** Of an undoing: the newest message that it posted, and where. What is newer and unknown was posted right before a crash. */
  newest: z.object({ threadId: snowflakeSchema, messageId: snowflakeSchema }).nullable(),
});
export type PurgeRun = z.infer<typeof purgeRunSchema>;

/** A selection of comments that a moderator was shown, and what became of it. What was shown is what is removed: it never grows. */
export const purgeSchema = z.object({
  v: z.literal(1),
  id: snowflakeSchema,
  guildId: snowflakeSchema,
  actorId: snowflakeSchema,
  criteria: purgeCriteriaSchema,
  reason: z.string().max(1_000),
  createdAt: z.iso.datetime(),
  /** Forgotten after this instant: an unconfirmed one soon, the others when nothing can be restored any more. */
  expiresAt: z.iso.datetime(),
  total: countSchema,
  parts: countSchema,
  /** SHA-256 of the ids: the log keeps it, so that nobody can say later that it was another selection. */
  digest: z.string(),
  removal: purgeRunSchema.nullable(),
  /** The newest undoing. */
  undoing: purgeRunSchema.nullable(),
});
export type Purge = z.infer<typeof purgeSchema>;

/** Some of the comments of a selection, all of one thread, the oldest first. */
export const purgePartSchema = z.object({
  v: z.literal(1),
  articleId: snowflakeSchema,
  /** Null for comments that wait for their thread. */
  threadId: snowflakeSchema.nullable(),
  commentIds: z.array(snowflakeSchema).min(1).max(COMMENTS_A_PART),
  /** Those that the purge did not remove, once it has been here. */
  missed: z.array(snowflakeSchema).optional(),
});
export type PurgePart = z.infer<typeof purgePartSchema>;

export function refusedCount({ refused }: PurgeCounts): number {
  return Object.values(refused).reduce((sum, value) => sum + value, 0);
}

/** The sum of two. */
export function addCounts(one: PurgeCounts, other: PurgeCounts): PurgeCounts {
  const refused = { ...one.refused };
  for (const [code, value] of Object.entries(other.refused)) refused[code] = (refused[code] ?? 0) + value;
  return { done: one.done + other.done, gone: one.gone + other.gone, refused };
}

/** Of how many it is known what became of them. */
export function settledCount(counts: PurgeCounts): number {
  return counts.done + counts.gone + refusedCount(counts);
}
