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
  state: z.enum(reportStates),
  createdAt: z.iso.datetime(),
  /** The case that closed it; null while open. */
  caseNumber: z.int().positive().nullable(),
});
export type Report = z.infer<typeof reportSchema>;
