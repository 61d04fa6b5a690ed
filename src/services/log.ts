import type { Case } from "../domain/case.ts";
import { emptyGuildSettings } from "../domain/guild-settings.ts";
import { chainLogEntry, FIRST_HASH, type LogFields } from "../domain/log-entry.ts";
import type { OutboxJob } from "../domain/outbox.ts";
import type { Transaction } from "../store/store.ts";

/** Adds a row to a guild's log, in the same commit as what it tells of, and asks for it to be shown in the log channel. */
export async function appendLog(tx: Transaction, fields: LogFields): Promise<void> {
  const { guildId } = fields;
  const head = (await tx.get("logHead", guildId)) ?? { sequence: 0, hash: FIRST_HASH };
  const entry = chainLogEntry(head, fields);
  tx.put("log", `${guildId}-${entry.sequence}`, entry);
  tx.put("logHead", guildId, { v: 1, guildId, sequence: entry.sequence, hash: entry.hash });
  if ((await tx.get("guild", guildId))?.logChannelId) await askToShowLog(tx, guildId, entry.at);
}

async function askToShowLog(tx: Transaction, guildId: string, createdAt: string): Promise<void> {
  const id = `log-${guildId}`;
  const waiting = await tx.get("outbox", id);
  const revision = waiting?.kind === "post-log" ? waiting.revision + 1 : 1;
  const job: OutboxJob = { v: 1, kind: "post-log", guildId, createdAt: waiting?.createdAt ?? createdAt, revision };
  tx.put("outbox", id, job);
}

/** Numbers and stores a case in the same commit as the action it records, and ties it to the case that it takes back. */
export async function writeCase(tx: Transaction, fields: Omit<Case, "v" | "number">): Promise<Case> {
  const { guildId, undoes } = fields;
  const settings = (await tx.get("guild", guildId)) ?? emptyGuildSettings(guildId);
  const number = settings.caseCount + 1;
  const record: Case = { v: 1, number, ...fields };
  tx.put("guild", guildId, { ...settings, caseCount: number });
  tx.put("case", `${guildId}-${number}`, record);
  const undone = undoes === undefined ? undefined : await tx.get("case", `${guildId}-${undoes}`);
  if (undone) tx.put("case", `${guildId}-${undone.number}`, { ...undone, undoneBy: number });
  return record;
}
