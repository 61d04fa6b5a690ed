import { z } from "zod";
import { verdictSchema } from "./detector-verdict.ts";
import { snowflakeSchema } from "./snowflake.ts";

/** What became of a verdict: `open` until moderators remove the comment (confirmed) or let it stand (reversed). */
export const screeningOutcomes = ["open", "confirmed", "reversed"] as const;
export type ScreeningOutcome = (typeof screeningOutcomes)[number];

/** What the detector said of a comment. Comments that it had nothing to say of have none. */
export const screeningSchema = verdictSchema.extend({
  v: z.literal(1),
  guildId: snowflakeSchema,
  commentId: snowflakeSchema,
  judgedAt: z.iso.datetime(),
  /** The comment's `editedAt` at that time: what the passages of the reasons point into. */
  editedAt: z.iso.datetime({ offset: true }).nullable(),
  /** The server only wanted it written down. */
  isLogOnly: z.boolean(),
  outcome: z.enum(screeningOutcomes),
});
export type Screening = z.infer<typeof screeningSchema>;

/** Whether a verdict waits for moderators. */
export function isWaiting({ verdict, outcome, isLogOnly }: Screening): boolean {
  return verdict !== "pass" && outcome === "open" && !isLogOnly;
}
