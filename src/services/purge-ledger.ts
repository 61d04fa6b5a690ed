import type { Case } from "../domain/case.ts";
import type { PurgeJob } from "../domain/outbox.ts";
import { addCounts, NO_COUNTS, type Purge, type PurgeCounts, type PurgeRun, refusedCount } from "../domain/purge.ts";
import type { Transaction } from "../store/store.ts";
import { recordCase } from "./cases.ts";
import { appendLog } from "./log.ts";

/** Removing a selection, or bringing it back. */
export type PurgeSide = PurgeJob["side"];

/** What a commit adds to what is known of a run. */
export type PurgeNews = { counts?: Partial<PurgeCounts> } & Partial<
  Pick<PurgeRun, "part" | "at" | "newest" | "stop" | "isOver">
>;

/**
 * Counts in the commit that makes it so: the run, and its case, which begins to exist with the first comment that anything happened to.
 * Returns the run as it is then.
 */
export async function noteRun(
  tx: Transaction,
  purgeId: string,
  side: PurgeSide,
  news: PurgeNews,
  createdAt: string,
): Promise<PurgeRun> {
  const purge = await tx.get("purge", purgeId);
  const before = purge?.[side];
  if (!purge || !before) throw new Error(`purge ${purgeId} has no ${side}`);
  const { counts: added, ...place } = news;
  const counts = addCounts(before.counts, { ...NO_COUNTS, ...added });
  const run: PurgeRun = { ...before, ...place, counts };
  const isFirst = run.caseNumber === null && counts.done > 0;
  const caseNumber = isFirst ? (await openCase(tx, purge, side, run, createdAt)).number : run.caseNumber;
  const numbered = { ...run, caseNumber };
  tx.put("purge", purgeId, { ...purge, [side]: numbered });
  if (caseNumber !== null) await updateCase(tx, purge, numbered, caseNumber);
  return numbered;
}

function openCase(tx: Transaction, purge: Purge, side: PurgeSide, run: PurgeRun, createdAt: string): Promise<Case> {
  const { guildId, criteria, removal, total, digest } = purge;
  const { actorId, actorName, reason } = run;
  const about = { commentId: null, articleId: criteria.articleId };
  const target = { targetId: criteria.memberId, targetName: criteria.memberName ?? "" };
  const fields = { guildId, actorId, actorName, reason, createdAt, ...about, ...target, purge: resultOf(purge, run) };
  const details = { total, selection: digest };
  if (side === "removal")
    return recordCase(
      tx,
      { ...fields, action: "purge" },
      { before: { state: "visible" }, after: { state: "removed" }, details },
    );
  const undoes = removal?.caseNumber ?? null;
  return recordCase(
    tx,
    { ...fields, action: "unpurge", ...(undoes === null ? {} : { undoes }) },
    { before: { state: "removed" }, after: { state: "visible" }, details },
  );
}

async function updateCase(tx: Transaction, purge: Purge, run: PurgeRun, caseNumber: number): Promise<void> {
  const id = `${purge.guildId}-${caseNumber}`;
  const record = await tx.get("case", id);
  if (record) tx.put("case", id, { ...record, purge: resultOf(purge, run) });
}

function resultOf({ id: purgeId, criteria }: Purge, { total, counts, isOver, stop }: PurgeRun): Case["purge"] {
  return { purgeId, criteria, total, counts, isOver, stop };
}

/** Ends a run, in the commit that takes its job out: the log says what it came to, also where that was nothing. */
export async function endRun(tx: Transaction, purge: Purge, side: PurgeSide, at: string): Promise<void> {
  const run = await noteRun(tx, purge.id, side, { isOver: true }, at);
  const { counts, total, stop } = run;
  tx.delete("outbox", `purge-${purge.guildId}`);
  await appendLog(tx, {
    guildId: purge.guildId,
    actorId: run.actorId,
    at,
    action: side === "removal" ? "purge.end" : "purge.undone",
    targetId: purge.id,
    memberId: purge.criteria.memberId,
    reason: run.reason,
    caseNumber: run.caseNumber,
    details: {
      total,
      done: counts.done,
      gone: counts.gone,
      failed: refusedCount(counts),
      selection: purge.digest,
      ...(stop === null ? {} : { stop }),
    },
  });
}
