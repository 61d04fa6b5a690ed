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
  "report.dismiss",
] as const;
export type LogAction = (typeof logActions)[number];

/** One row of a guild's append-only log. Each row carries the hash of the row before it. */
export const logEntrySchema = z.object({
  v: z.literal(1),
  guildId: snowflakeSchema,
  /** From 1, without gaps. */
  sequence: z.int().positive(),
  at: z.iso.datetime(),
  /** Null for the bot itself and the command line. */
  actorId: snowflakeSchema.nullable(),
  action: z.enum(logActions),
  /** The id of what was acted on. */
  targetId: z.string(),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
  /** SHA-256 of the row before, in hex; 64 zeros for the first. */
  previousHash: z.string().length(64),
  hash: z.string().length(64),
});
export type LogEntry = z.infer<typeof logEntrySchema>;
export type LogFields = Pick<LogEntry, "guildId" | "at" | "actorId" | "action" | "targetId" | "details">;

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
export function chainLogEntry(head: Pick<LogHead, "sequence" | "hash">, fields: LogFields): LogEntry {
  const row = { ...fields, sequence: head.sequence + 1, previousHash: head.hash };
  return { v: 1, ...row, hash: hashLogEntry(row) };
}

/** The hash a row must carry; compare it with `row.hash` to find a changed row. */
export function hashLogEntry(row: Omit<LogEntry, "hash" | "v">): string {
  const details = Object.entries(row.details).sort(([a], [b]) => (a < b ? -1 : 1));
  const fields = [row.guildId, row.sequence, row.at, row.actorId, row.action, row.targetId, details, row.previousHash];
  return createHash("sha256").update(JSON.stringify(fields)).digest("hex");
}
