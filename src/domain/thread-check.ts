import { z } from "zod";
import { snowflakeSchema } from "./snowflake.ts";

/** What comparing a thread with Discord brought to light that no event had told. */
export const findingsSchema = z.object({
  /** Comments that were not stored. */
  missed: z.int().nonnegative(),
  edits: z.int().nonnegative(),
  deletions: z.int().nonnegative(),
  /** Comments whose reactions differed. */
  reactions: z.int().nonnegative(),
});
export type Findings = z.infer<typeof findingsSchema>;

/** How a thread stood when it was last compared with Discord. */
export const threadCheckSchema = z.object({
  v: z.literal(1),
  threadId: snowflakeSchema,
  /** When its newest stretch was compared; null for never. */
  newestAt: z.iso.datetime().nullable(),
  /** When it was compared whole. */
  wholeAt: z.iso.datetime().nullable(),
  /** Since Talkback knows the thread. */
  found: findingsSchema,
  /** When anything was found last. */
  foundAt: z.iso.datetime().nullable(),
});
export type ThreadCheck = z.infer<typeof threadCheckSchema>;

export const NOTHING_FOUND: Findings = { missed: 0, edits: 0, deletions: 0, reactions: 0 };

export function newThreadCheck(threadId: string): ThreadCheck {
  return { v: 1, threadId, newestAt: null, wholeAt: null, found: NOTHING_FOUND, foundAt: null };
}

export function addFindings(a: Findings, b: Findings): Findings {
  return {
    missed: a.missed + b.missed,
    edits: a.edits + b.edits,
    deletions: a.deletions + b.deletions,
    reactions: a.reactions + b.reactions,
  };
}

export function countFindings({ missed, edits, deletions, reactions }: Findings): number {
  return missed + edits + deletions + reactions;
}
