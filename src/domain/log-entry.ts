import { createHash } from "node:crypto";
import { z } from "zod";
import { snowflakeSchema } from "./snowflake.ts";

export const logActions = [
  "setup",
  "article.post",
  "article.import",
  "article.adopt",
  "comment.report",
  "comment.remove",
  "comment.restore",
  "comment.hold",
  "comment.approve",
  "comment.expire",
  "comment.flag",
  "report.dismiss",
  "report.reopen",
  "report.claim",
  "member.warn",
  "member.timeout",
  "member.untimeout",
  "member.kick",
  "member.ban",
  "member.unban",
  "member.note",
  "member.sweep",
  "case.retract",
  "detector.set",
  "detector.watch",
  "detector.unwatch",
  "detector.allow",
  "detector.disallow",
  "purge.begin",
  "purge.end",
  "purge.undo",
  "purge.undone",
  "thread.lock",
  "thread.unlock",
  "thread.slow",
  "thread.close",
  "thread.open",
  "thread.quiet",
  "raid.begin",
  "raid.end",
] as const;
export type LogAction = (typeof logActions)[number];

/** Facts by name: never what members wrote, which must be erasable, while a row never changes. */
export const logFactsSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));
export type LogFacts = z.infer<typeof logFactsSchema>;

const fields = {
  guildId: snowflakeSchema,
  /** From 1, without gaps. */
  sequence: z.int().positive(),
  at: z.iso.datetime(),
  /** Who; null for the bot itself and the command line. */
  actorId: snowflakeSchema.nullable(),
  /** What. */
  action: z.enum(logActions),
  /** The id of what was acted on. */
  targetId: z.string(),
  details: logFactsSchema,
  /** SHA-256 of the row before, in hex; 64 zeros for the first. */
  previousHash: z.string().length(64),
  hash: z.string().length(64),
};

/** One row of a guild's append-only log. Each row carries the hash of the row before it. Rows of version 1 said less. */
export const logEntrySchema = z.discriminatedUnion("v", [
  z.object({ v: z.literal(1), ...fields }),
  z.object({
    v: z.literal(2),
    ...fields,
    /** Whom: the member acted on, or the author of the comment acted on. */
    memberId: snowflakeSchema.nullable(),
    /** Why, in the actor's words; empty when they gave none. */
    reason: z.string().max(1_000),
    caseNumber: z.int().positive().nullable(),
    before: logFactsSchema.nullable(),
    after: logFactsSchema.nullable(),
  }),
]);
export type LogEntry = z.infer<typeof logEntrySchema>;
export type LogRow = Extract<LogEntry, { v: 2 }>;

type Optional = "memberId" | "reason" | "caseNumber" | "before" | "after" | "details";
/** What a caller says of a row; what it leaves out is null or empty. */
export type LogFields = Pick<LogRow, "guildId" | "at" | "actorId" | "action" | "targetId"> &
  Partial<Pick<LogRow, Optional>>;

/** Where a guild's log ends. */
export const logHeadSchema = z.object({
  v: z.literal(1),
  guildId: snowflakeSchema,
  sequence: z.int(),
  hash: z.string(),
});
export type LogHead = z.infer<typeof logHeadSchema>;

export const FIRST_HASH = "0".repeat(64);

/** The row that follows `head`, hashed over all its fields in a fixed order. */
export function chainLogEntry(head: Pick<LogHead, "sequence" | "hash">, said: LogFields): LogRow {
  const { guildId, at, actorId, action, targetId } = said;
  const { memberId = null, reason = "", caseNumber = null, before = null, after = null, details = {} } = said;
  const place = { guildId, sequence: head.sequence + 1, previousHash: head.hash };
  const row = { ...place, at, actorId, action, targetId, memberId, reason, caseNumber, before, after, details };
  return { v: 2, ...row, hash: hashLogEntry({ v: 2, ...row }) };
}

type Unhashed = Omit<Extract<LogEntry, { v: 1 }>, "hash"> | Omit<LogRow, "hash">;

/** The hash a row must carry; compare it with `row.hash` to find a changed row. */
export function hashLogEntry(row: Unhashed): string {
  const common = [row.guildId, row.sequence, row.at, row.actorId, row.action, row.targetId, sorted(row.details)];
  const more = row.v === 1 ? [] : [2, row.memberId, row.reason, row.caseNumber, sorted(row.before), sorted(row.after)];
  return createHash("sha256")
    .update(JSON.stringify([...common, ...more, row.previousHash]))
    .digest("hex");
}

function sorted(facts: LogFacts | null): [string, LogFacts[string]][] | null {
  return facts && Object.entries(facts).sort(([a], [b]) => (a < b ? -1 : 1));
}

export type LogFault = {
  /** Of the row that is wrong, or would stand there. */
  sequence: number;
  /**
   * `missing`: no row stands there; `changed`: it says something else than it said; `misplaced`: it is a row of another place;
   * `unlinked`: it is whole, but does not follow the row before it; `end`: the log does not end where its head says.
   */
  fault: "missing" | "changed" | "misplaced" | "unlinked" | "end";
};

/** What is wrong with the row that stands at `previous`'s successor; null when nothing is. */
export function checkLogEntry(
  row: LogEntry | undefined,
  guildId: string,
  previous: Pick<LogHead, "sequence" | "hash">,
): LogFault | null {
  const sequence = previous.sequence + 1;
  if (!row) return { sequence, fault: "missing" };
  if (hashLogEntry(row) !== row.hash) return { sequence, fault: "changed" };
  if (row.sequence !== sequence || row.guildId !== guildId) return { sequence, fault: "misplaced" };
  return row.previousHash === previous.hash ? null : { sequence, fault: "unlinked" };
}
