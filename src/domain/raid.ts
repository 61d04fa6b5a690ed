import { z } from "zod";
import { snowflakeSchema } from "./snowflake.ts";

/** What makes a raid: many new members at once, the same text from many, or more comments than a discussion has. */
export const raidKinds = ["members", "text", "flood"] as const;
export type RaidKind = (typeof raidKinds)[number];

/** Kept by their ids; of a larger raid the rest is only counted. */
export const MOST_RAID_COMMENTS = 1_000;

const idsSchema = z.array(snowflakeSchema).max(MOST_RAID_COMMENTS);

/**
 * How the slow mode of a raid stands: `wanted` until Discord was asked; `on`: set by us, in a case; `enough`: the thread was as slow before;
 * `refused`: Discord, or a missing permission, says no; `lifted`: put back by us; `changed`: a moderator set it differently meanwhile.
 */
const slowSchema = z.discriminatedUnion("state", [
  z.object({ state: z.enum(["wanted", "enough", "refused", "unneeded"]) }),
  z.object({ state: z.enum(["on", "lifted", "changed"]), caseNumber: z.int().positive() }),
]);
export type RaidSlowMode = z.infer<typeof slowSchema>;

/** The newest raid on a thread. Holds no texts. */
export const raidSchema = z.object({
  v: z.literal(1),
  id: snowflakeSchema,
  guildId: snowflakeSchema,
  threadId: snowflakeSchema,
  articleId: snowflakeSchema,
  kind: z.enum(raidKinds),
  startedAt: z.iso.datetime(),
  /** When the last comment of it was written, as far as is stored. */
  lastAt: z.iso.datetime(),
  commentIds: idsSchema,
  memberIds: idsSchema,
  /** How many comments, also beyond those that are kept. */
  comments: z.int().nonnegative(),
  slow: slowSchema,
  /** Where its card stands; null until it is posted. `threadId`: the forum post that it is. */
  card: z
    .object({ channelId: snowflakeSchema, messageId: snowflakeSchema, threadId: snowflakeSchema.nullable() })
    .nullable(),
  /** The server only wants it written down: no slow mode, no card. */
  isLogOnly: z.boolean(),
  /** `by`: the moderator who ended it; null: it ended by itself. */
  end: z
    .object({
      at: z.iso.datetime(),
      by: z.object({ id: snowflakeSchema, name: z.string() }).nullable(),
    })
    .nullable(),
});
export type Raid = z.infer<typeof raidSchema>;
