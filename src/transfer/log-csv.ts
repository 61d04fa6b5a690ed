import type { LogEntry, LogFacts } from "../domain/log-entry.ts";

const COLUMNS = [
  "guild",
  "sequence",
  "at",
  "actor",
  "action",
  "target",
  "member",
  "reason",
  "case",
  "before",
  "after",
  "details",
  "previousHash",
  "hash",
] as const;

/** RFC 4180, with a byte order mark, without which spreadsheets take UTF-8 for something else. */
export const LOG_CSV_HEAD = `\uFEFF${COLUMNS.join(",")}\r\n`;

export function logCsvLine(row: LogEntry): string {
  const more = row.v === 1 ? null : row;
  const cells: Record<(typeof COLUMNS)[number], string> = {
    guild: asText(row.guildId),
    sequence: String(row.sequence),
    at: row.at,
    actor: asText(row.actorId),
    action: row.action,
    target: asText(row.targetId),
    member: asText(more?.memberId),
    reason: more?.reason ?? "",
    case: String(more?.caseNumber ?? ""),
    before: factsText(more?.before),
    after: factsText(more?.after),
    details: factsText(row.details),
    previousHash: row.previousHash,
    hash: row.hash,
  };
  return `${COLUMNS.map((name) => csvCell(cells[name])).join(",")}\r\n`;
}

/** Spreadsheets read a long number as one of 15 digits; behind an apostrophe it stays as it is. */
function asText(id: string | null | undefined): string {
  return id ? `'${id}` : "";
}

function factsText(facts: LogFacts | null | undefined): string {
  return facts && Object.keys(facts).length > 0 ? JSON.stringify(facts) : "";
}

/**
 * A cell that no spreadsheet takes for a formula. https://owasp.org/www-community/attacks/CSV_Injection names the characters; leading
 * blanks and full-width forms of them are understood as well.
 */
export function csvCell(text: string): string {
  const isFormula = /^\s*[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20|%]/.test(text);
  const safe = isFormula ? `'${text}` : text;
  return /[",\r\n']|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
