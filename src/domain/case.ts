import { z } from "zod";
import { purgeResultSchema } from "./purge.ts";
import { snowflakeSchema } from "./snowflake.ts";
import { threadActions, threadResultSchema } from "./thread-care.ts";

/** On comments, on their reports, on members, on earlier cases, and on threads. */
export const caseActions = [
  "remove",
  "restore",
  "hold",
  "approve",
  "dismiss",
  "reopen",
  "warn",
  "timeout",
  "untimeout",
  "kick",
  "ban",
  "unban",
  "note",
  "retract",
  "purge",
  "unpurge",
  ...threadActions,
] as const;
export type CaseAction = (typeof caseActions)[number];

/** How far the removal of all of a member's comments, or their return, came. */
export const sweepSchema = z.object({
  total: z.int().nonnegative(),
  done: z.int().nonnegative(),
  /** Discord refused them; they stand as they stood. */
  failed: z.int().nonnegative(),
  isOver: z.boolean(),
});
export type Sweep = z.infer<typeof sweepSchema>;

/** A moderator's action that happened, numbered per guild from 1 without gaps. */
export const caseSchema = z.object({
  v: z.literal(1),
  guildId: snowflakeSchema,
  number: z.int().positive(),
  action: z.enum(caseActions),
  actorId: snowflakeSchema,
  actorName: z.string(),
  /** Null where a member was acted on without a comment. */
  commentId: snowflakeSchema.nullable(),
  articleId: snowflakeSchema.nullable(),
  /** The member acted on, the author of the comment acted on, or the title of the article whose thread it was. */
  targetName: z.string(),
  targetId: snowflakeSchema.nullable(),
  reason: z.string().max(1_000),
  createdAt: z.iso.datetime(),
  /** Of a time-out: when it ends. */
  until: z.iso.datetime().optional(),
  /** Whether the member could be told: `closed` means that they take no messages; absent where nobody is told. */
  notice: z.enum(["waiting", "sent", "closed"]).optional(),
  /** Of a ban that takes the member's comments along, or brings them back. */
  sweep: sweepSchema.optional(),
  /** Of a purge, or its undoing. */
  purge: purgeResultSchema.optional(),
  /** Of a thread. */
  thread: threadResultSchema.optional(),
  /** The case that this one takes back, and the case that took this one back. */
  undoes: z.int().positive().optional(),
  undoneBy: z.int().positive().optional(),
});
export type Case = z.infer<typeof caseSchema>;

/** What takes an action back; null: nothing does. */
const UNDOING: Record<CaseAction, CaseAction | null> = {
  remove: "restore",
  restore: "remove",
  hold: "approve",
  approve: "hold",
  dismiss: "reopen",
  reopen: "dismiss",
  warn: "retract",
  note: "retract",
  timeout: "untimeout",
  ban: "unban",
  purge: "unpurge",
  lock: "unlock",
  unlock: "lock",
  close: "open",
  open: "close",
  slow: "slow",
  // Nobody can be brought back, nor is a time-out's rest known any more.
  kick: null,
  untimeout: null,
  unban: null,
  retract: null,
  unpurge: null,
};

export function undoingOf(action: CaseAction): CaseAction | null {
  return UNDOING[action];
}
