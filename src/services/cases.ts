import type { Case, CaseAction } from "../domain/case.ts";
import type { LogAction, LogFacts } from "../domain/log-entry.ts";
import type { ScreeningOutcome } from "../domain/screening.ts";
import type { Snowflake } from "../domain/snowflake.ts";
import { UserError } from "../errors.ts";
import type { CaseFilter, Store, Transaction } from "../store/store.ts";
import { appendLog, writeCase } from "./log.ts";
import { touchCard } from "./report-cards.ts";
import { settleScreening } from "./screening-outcomes.ts";

const LOG_ACTIONS: Record<CaseAction, LogAction> = {
  remove: "comment.remove",
  restore: "comment.restore",
  hold: "comment.hold",
  approve: "comment.approve",
  dismiss: "report.dismiss",
  reopen: "report.reopen",
  warn: "member.warn",
  timeout: "member.timeout",
  untimeout: "member.untimeout",
  kick: "member.kick",
  ban: "member.ban",
  unban: "member.unban",
  note: "member.note",
  retract: "case.retract",
  purge: "purge.begin",
  unpurge: "purge.undo",
  lock: "thread.lock",
  unlock: "thread.unlock",
  slow: "thread.slow",
  close: "thread.close",
  open: "thread.open",
};

/** What such an action says of the detector, if it had flagged the comment that it is about. Hiding and showing one say so themselves. */
const OUTCOMES: Partial<Record<CaseAction, ScreeningOutcome>> = {
  dismiss: "reversed",
  warn: "confirmed",
  timeout: "confirmed",
  kick: "confirmed",
  ban: "confirmed",
};

/** Writes the case and the log's row of an action that happened, in the commit that makes it so; the comment's card will show it. */
export async function recordCase(
  tx: Transaction,
  fields: Omit<Case, "v" | "number">,
  change: { before: LogFacts | null; after: LogFacts | null; details?: LogFacts },
): Promise<Case> {
  const record = await writeCase(tx, fields);
  const { guildId, actorId, action, targetId, commentId, reason, createdAt, undoes, thread } = record;
  await appendLog(tx, {
    guildId,
    actorId,
    at: createdAt,
    action: LOG_ACTIONS[action],
    targetId: commentId ?? thread?.threadId ?? targetId ?? String(record.number),
    memberId: targetId,
    reason,
    caseNumber: record.number,
    ...change,
    details: { ...change.details, ...(undoes === undefined ? {} : { undoes }) },
  });
  const outcome = OUTCOMES[action];
  if (commentId && outcome) await settleScreening(tx, commentId, outcome);
  if (commentId && action === "reopen") await settleScreening(tx, commentId, "open");
  const undone = undoes === undefined ? undefined : await tx.get("case", `${guildId}-${undoes}`);
  for (const id of new Set([commentId, undone?.commentId])) if (id) await touchCard(tx, { id, guildId }, createdAt);
  return record;
}

export type CasePage = { cases: Case[]; total: number; hasMore: boolean };

export type Cases = {
  /** Throws caseUnknown. */
  get(guildId: Snowflake, number: number): Promise<Case>;
  /** Newest first; `before`: only smaller numbers. */
  list(filter: CaseFilter, page: { before?: number; limit: number }): Promise<CasePage>;
};

export function createCases({ store }: { store: Store }): Cases {
  return {
    async get(guildId, number) {
      const record =
        Number.isSafeInteger(number) && number > 0 ? await store.get("case", `${guildId}-${number}`) : null;
      if (!record) throw new UserError("caseUnknown", { number });
      return record;
    },
    async list(filter, { limit, ...page }) {
      const ids = store.catalog.listCases({ ...filter, ...page, limit: limit + 1 });
      const cases = (await store.getMany("case", ids.slice(0, limit))).filter((record) => record !== undefined);
      return { cases, total: store.catalog.countCases(filter), hasMore: ids.length > limit };
    },
  };
}
