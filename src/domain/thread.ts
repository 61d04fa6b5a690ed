import { z } from "zod";
import { snowflakeSchema } from "./snowflake.ts";

export const threadSchema = z.object({
  v: z.literal(1),
  id: snowflakeSchema,
  guildId: snowflakeSchema,
  articleId: snowflakeSchema,
  parentChannelId: snowflakeSchema,
  name: z.string(),
  isArchived: z.boolean(),
  isLocked: z.boolean(),
  /** The newest message id up to which everything is stored; null before the first. It only grows. */
  checkpoint: snowflakeSchema.nullable(),
  /** Set once Discord no longer has the thread. Its comments stay. */
  deletedAt: z.iso.datetime().nullable(),
});
export type Thread = z.infer<typeof threadSchema>;
