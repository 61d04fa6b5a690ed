import { z } from "zod";
import { snowflakeSchema } from "./snowflake.ts";

export const reportReasons = ["spam", "offensive", "abusive", "offtopic", "other"] as const;
export const reportStates = ["open", "upheld", "dismissed"] as const;
export type ReportReason = (typeof reportReasons)[number];
export type ReportState = (typeof reportStates)[number];

/** One per person and comment. */
export const reportSchema = z.object({
  v: z.literal(1),
  guildId: snowflakeSchema,
  articleId: snowflakeSchema,
  commentId: snowflakeSchema,
  /** The comment's author; null for one that came with an import, absent in older reports. */
  authorId: snowflakeSchema.nullable().optional(),
  reporterId: snowflakeSchema,
  reporterName: z.string(),
  reason: z.enum(reportReasons),
  /** The reporter's own words; empty when they gave none. */
  note: z.string().max(1_000),
  /** Whether the reporter wants to be told what became of it. */
  wantsOutcome: z.boolean().optional(),
  state: z.enum(reportStates),
  createdAt: z.iso.datetime(),
  /** The case that closed it; null while open. */
  caseNumber: z.int().positive().nullable(),
});
export type Report = z.infer<typeof reportSchema>;

/** Reports that a new reporter is believed without. */
const BENEFIT_OF_DOUBT = 3;

/**
 * How much someone's report counts, from 1 (nobody new and nobody right weighs less) towards 0 for those who were wrong again and again: the share of
 * reports that were right, with three right ones given in advance.
 */
export function reporterWeight({ upheld, dismissed }: { upheld: number; dismissed: number }): number {
  return (upheld + BENEFIT_OF_DOUBT) / (upheld + dismissed + BENEFIT_OF_DOUBT);
}
