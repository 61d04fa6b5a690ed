import { z } from "zod";
import { snowflakeSchema } from "./snowflake.ts";
import { MOST_QUIET_DAYS } from "./thread-care.ts";

/** Discord's own counters of a thread's messages, the first one left out. https://docs.discord.com/developers/resources/channel#channel-object */
export const threadCountersSchema = z.object({
  /** Falls when a message is deleted. */
  messages: z.int(),
  /** Never falls. */
  sent: z.int(),
});
export type ThreadCounters = z.infer<typeof threadCountersSchema>;

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
  /** Since when the bot may not read it. Its comments stay. */
  hiddenSince: z.iso.datetime().nullable().optional(),
  /** What Discord's counters stood at for the messages we heard of; absent until the thread was compared whole. */
  counters: threadCountersSchema.optional(),
  /** So many quiet days close it, whatever the server says; 0: it stays open; null or absent: as the server says. */
  quietDays: z.int().min(0).max(MOST_QUIET_DAYS).nullable().optional(),
  /** When it was unlocked last: quiet days do not count from before. */
  unlockedAt: z.iso.datetime().nullable().optional(),
});
export type Thread = z.infer<typeof threadSchema>;

/** The thread after a change of it, noting at what instant it was unlocked. */
export function afterChange(thread: Thread, change: Partial<Thread>, at: string): Thread {
  const isUnlocked = thread.isLocked && change.isLocked === false;
  return { ...thread, ...change, ...(isUnlocked ? { unlockedAt: at } : {}) };
}

/** What Discord says of a thread now. */
export type ThreadFacts = Pick<Thread, "name" | "isArchived" | "isLocked" | "parentChannelId"> & {
  counters: ThreadCounters;
  /** It may be deleted by now. */
  lastMessageId: string | null;
};
