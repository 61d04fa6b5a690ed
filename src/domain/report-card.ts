import { z } from "zod";
import { snowflakeSchema } from "./snowflake.ts";

/** The one message in the moderators' channel that shows a comment's reports, and what became of them. */
export const reportCardSchema = z.object({
  v: z.literal(1),
  guildId: snowflakeSchema,
  commentId: snowflakeSchema,
  /** Where it is to stand, or stands. */
  channelId: snowflakeSchema,
  /** Null until it is posted. */
  messageId: snowflakeSchema.nullable(),
  /** The forum post that it is; null in a text channel. */
  threadId: snowflakeSchema.nullable(),
  claimedBy: z.object({ id: snowflakeSchema, name: z.string() }).nullable(),
  createdAt: z.iso.datetime(),
});
export type ReportCard = z.infer<typeof reportCardSchema>;
