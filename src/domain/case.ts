import { z } from "zod";
import { snowflakeSchema } from "./snowflake.ts";

export const caseActions = ["remove", "restore", "dismiss"] as const;
export type CaseAction = (typeof caseActions)[number];

/** A moderator's action that happened, numbered per guild from 1 without gaps. */
export const caseSchema = z.object({
  v: z.literal(1),
  guildId: snowflakeSchema,
  number: z.int().positive(),
  action: z.enum(caseActions),
  actorId: snowflakeSchema,
  actorName: z.string(),
  commentId: snowflakeSchema,
  articleId: snowflakeSchema,
  /** The author of the comment acted on. */
  targetName: z.string(),
  targetId: snowflakeSchema.nullable(),
  reason: z.string().max(1_000),
  createdAt: z.iso.datetime(),
});
export type Case = z.infer<typeof caseSchema>;
