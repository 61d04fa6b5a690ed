import type { Case } from "../domain/case.ts";
import { emptyGuildSettings } from "../domain/guild-settings.ts";
import { chainLogEntry, FIRST_HASH, type LogFields } from "../domain/log-entry.ts";
import type { Transaction } from "../store/store.ts";

/** Adds a row to a guild's log, in the same commit as what it tells of. */
export async function appendLog(tx: Transaction, fields: LogFields): Promise<void> {
  const head = (await tx.get("logHead", fields.guildId)) ?? { sequence: 0, hash: FIRST_HASH };
  const entry = chainLogEntry(head, fields);
  tx.put("log", `${entry.guildId}-${entry.sequence}`, entry);
  tx.put("logHead", entry.guildId, { v: 1, guildId: entry.guildId, sequence: entry.sequence, hash: entry.hash });
}

/** Numbers and stores a case in the same commit as the action it records. */
export async function writeCase(tx: Transaction, fields: Omit<Case, "v" | "number">): Promise<Case> {
  const settings = (await tx.get("guild", fields.guildId)) ?? emptyGuildSettings(fields.guildId);
  const number = settings.caseCount + 1;
  const record: Case = { v: 1, number, ...fields };
  tx.put("guild", fields.guildId, { ...settings, caseCount: number });
  tx.put("case", `${fields.guildId}-${number}`, record);
  return record;
}
