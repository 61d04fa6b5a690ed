import { z } from "zod";
import { snowflakeSchema } from "./snowflake.ts";

/**
 * What became of an attachment that was to be kept: `tooLarge` for one file, `full` where all of them together would be; `gone` when
 * Discord had it no longer.
 */
export const keptStates = ["kept", "tooLarge", "full", "gone"] as const;

export const keptFileSchema = z.object({
  attachmentId: snowflakeSchema,
  name: z.string(),
  /** The alt text. */
  description: z.string().nullable(),
  state: z.enum(keptStates),
  /** SHA-256 of the content, in hex; null for what is not kept. */
  hash: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
  /** Bytes. */
  size: z.int().nonnegative(),
  /** What the content is, whatever its name says; null where it is of no known kind. */
  contentType: z.string().nullable(),
});
export type KeptFile = z.infer<typeof keptFileSchema>;

/** The local copies of a comment's attachments. */
export const keptFilesSchema = z.object({
  v: z.literal(1),
  commentId: snowflakeSchema,
  files: z.array(keptFileSchema),
});
export type KeptFiles = z.infer<typeof keptFilesSchema>;

/** A content that is kept, and for whom: equal files are kept once. */
export const keptContentSchema = z.object({
  v: z.literal(1),
  hash: z.string().length(64),
  /** Bytes. */
  size: z.int().nonnegative(),
  commentIds: z.array(snowflakeSchema),
});
export type KeptContent = z.infer<typeof keptContentSchema>;
