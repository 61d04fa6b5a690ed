import { z } from "zod";
import { snowflakeSchema } from "./snowflake.ts";

/**
 * A job that must reach Discord exactly once. It is stored before the first request and completed with the last answer, so a
 * restart goes on where it stopped.
 */
export const outboxJobSchema = z.object({
  v: z.literal(1),
  /** `article-<articleId>` or `comment-<commentId>`. */
  id: z.string().min(1).max(60),
  kind: z.enum(["post-article", "restore-comment"]),
  guildId: snowflakeSchema,
  articleId: snowflakeSchema,
  /** The comment to restore; null for an article. */
  commentId: snowflakeSchema.nullable(),
  createdAt: z.iso.datetime(),
});
export type OutboxJob = z.infer<typeof outboxJobSchema>;
