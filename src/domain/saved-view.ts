import { z } from "zod";

/** What a list or a search is of, for buttons whose custom ids cannot hold it. */
export const savedViewSchema = z.object({
  v: z.literal(1),
  text: z.string().max(4_000),
  /** Forgotten after this instant. */
  expiresAt: z.iso.datetime(),
});
export type SavedView = z.infer<typeof savedViewSchema>;
