import { z } from "zod";
import { snowflakeSchema } from "./snowflake.ts";
import { MOST_QUIET_DAYS } from "./thread-care.ts";

export const guildSettingsSchema = z.object({
  v: z.literal(1),
  guildId: snowflakeSchema,
  /** Text or forum channel where articles are posted; null until `/setup`. */
  articleChannelId: snowflakeSchema.nullable(),
  /** Where reports are announced; null for nowhere. */
  moderatorChannelId: snowflakeSchema.nullable(),
  /** Whoever has it is a moderator, beside those who may manage messages. */
  moderatorRoleId: snowflakeSchema.nullable(),
  /** Who may read what a comment said before its edits; moderators, when absent. */
  historyFor: z.enum(["moderators", "everyone"]).optional(),
  /** Where the log is shown; null or absent for nowhere. */
  logChannelId: snowflakeSchema.nullable().optional(),
  /** So many different people's reports hold a comment; null: however many do not. */
  reportsToHold: z.int().min(2).max(50).nullable().optional(),
  /** So many quiet days close a thread; null or absent: none do. */
  quietDays: z.int().min(1).max(MOST_QUIET_DAYS).nullable().optional(),
  /** How many cases were written: the newest case's number. */
  caseCount: z.int().nonnegative(),
});
export type GuildSettings = z.infer<typeof guildSettingsSchema>;

export const DEFAULT_REPORTS_TO_HOLD = 5;
export const STRICT_REPORTS_TO_HOLD = 3;

export function emptyGuildSettings(guildId: string): GuildSettings {
  return { v: 1, guildId, articleChannelId: null, moderatorChannelId: null, moderatorRoleId: null, caseCount: 0 };
}
