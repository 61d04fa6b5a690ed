import type { Logger } from "pino";
import type { Comment } from "../domain/comment.ts";
import { DEFAULT_REPORTS_TO_HOLD } from "../domain/guild-settings.ts";
import { outboxJobId, type OutboxJob } from "../domain/outbox.ts";
import { type Report, type ReportReason, reporterWeight } from "../domain/report.ts";
import type { Snowflake } from "../domain/snowflake.ts";
import { UserError } from "../errors.ts";
import type { Store, Transaction } from "../store/store.ts";
import { appendLog } from "./log.ts";
import type { Moderation } from "./moderation.ts";
import { openCard, touchCard } from "./report-cards.ts";

export type Complaint = {
  reporterId: Snowflake;
  reporterName: string;
  reason: ReportReason;
  note: string;
  /** Whether they want to be told what became of it. */
  wantsOutcome: boolean;
};

export type Reports = {
  /**
   * Files a complaint: one per person and comment, and one more after each edit. Enough of them hold the comment.
   * @throws UserError alreadyReported, ownComment, commentGone, tooManyReports
   */
  file(comment: Comment, complaint: Complaint): Promise<Report>;
  /** Comments with open reports, the longest waiting first, each with its reports. */
  listOpen(guildId: Snowflake, limit: number): Promise<{ comment: Comment; reports: Report[] }[]>;
  countOpen(guildId: Snowflake): number;
  /** How much a person's reports count: see `reporterWeight`. */
  weightOf(guildId: Snowflake, reporterId: Snowflake): number;
};

/** Reports of one comment that are listed together; far above what people file. */
const REPORTS_A_COMMENT = 100;
/** A commit holds 199 documents; a report takes up to two: itself, and a word to the reporter. */
const REPORTS_A_COMMIT = 80;
/** Someone who reads along a wave of spam reports no faster. */
const REPORTS_A_MINUTE = 10;
const MINUTE_MS = 60_000;

type Parts = {
  store: Store;
  now: () => number;
  /** Holds a comment in the bot's own name. */
  hold(comment: Comment, reason: string): Promise<void>;
};

export function createReports({ store, now, hold }: Parts): Reports {
  const at = (): string => new Date(now()).toISOString();
  /** By reporter: when they reported within the last minute. */
  const recent = new Map<string, number[]>();

  /** Within the commit's turn, so that a hundred at once are counted one after another. */
  function demandPatience(reporterId: Snowflake): void {
    const since = now() - MINUTE_MS;
    const times = (recent.get(reporterId) ?? []).filter((time) => time > since);
    if (times.length >= REPORTS_A_MINUTE) throw new UserError("tooManyReports", {});
    if (recent.size > 1_000) recent.clear();
    recent.set(reporterId, [...times, now()]);
  }

  async function put(tx: Transaction, comment: Comment, complaint: Complaint): Promise<Report> {
    const current = await tx.get("comment", comment.id);
    if (!current || current.state === "removed" || current.state === "deleted") throw new UserError("commentGone", {});
    if (current.author.id === complaint.reporterId) throw new UserError("ownComment", {});
    const id = `${comment.id}-${complaint.reporterId}`;
    const earlier = await tx.get("report", id);
    if (earlier && !isEditedSince(current, earlier.createdAt)) throw new UserError("alreadyReported", {});
    demandPatience(complaint.reporterId);
    const { guildId, articleId } = comment;
    const place = { guildId, articleId, commentId: comment.id, authorId: current.author.id };
    const report: Report = { v: 1, ...place, ...complaint, state: "open", createdAt: at(), caseNumber: null };
    tx.put("report", id, report);
    await appendLog(tx, {
      guildId,
      actorId: complaint.reporterId,
      at: report.createdAt,
      action: "comment.report",
      targetId: comment.id,
      memberId: current.author.id,
      details: { reason: complaint.reason },
    });
    await openCard(tx, comment, report.createdAt);
    return report;
  }

  const countOf = (guildId: Snowflake, reporterId: Snowflake, state: "upheld" | "dismissed"): number =>
    store.catalog.countReports({ guildId, reporterId, state });

  const weightOf = (guildId: Snowflake, reporterId: Snowflake): number =>
    reporterWeight({
      upheld: countOf(guildId, reporterId, "upheld"),
      dismissed: countOf(guildId, reporterId, "dismissed"),
    });

  async function holdIfEnough({ id, guildId }: Comment): Promise<void> {
    const settings = await store.get("guild", guildId);
    const needed = settings?.reportsToHold === undefined ? DEFAULT_REPORTS_TO_HOLD : settings.reportsToHold;
    const comment = await store.get("comment", id);
    if (needed === null || comment?.state !== "visible") return;
    const open = store.catalog.listReports({ guildId, commentId: id, state: "open", limit: REPORTS_A_COMMENT });
    const weight = open.reduce((sum, reportId) => sum + weightOf(guildId, reportId.split("-")[1] ?? "0"), 0);
    if (weight >= needed) await hold(comment, `${open.length} reports`);
  }

  return {
    async file(comment, complaint) {
      const report = await store.update((tx) => put(tx, comment, complaint));
      await holdIfEnough(comment);
      return report;
    },

    async listOpen(guildId, limit) {
      const ids = store.catalog.listReports({ guildId, state: "open", limit: limit * REPORTS_A_COMMENT });
      const reports = (await store.getMany("report", ids)).filter((report) => report !== undefined);
      const byComment = Map.groupBy(reports, (report) => report.commentId);
      const entries = [...byComment].slice(0, limit);
      const comments = await store.getMany(
        "comment",
        entries.map(([commentId]) => commentId),
      );
      return entries.flatMap(([, ofComment], index) => {
        const comment = comments[index];
        return comment ? [{ comment, reports: ofComment }] : [];
      });
    },

    countOpen: (guildId) => store.catalog.countOpenReports(guildId),
    weightOf,
  };
}

function isEditedSince({ edits }: Comment, instant: string): boolean {
  const replacedAt = edits.at(-1)?.replacedAt;
  return replacedAt !== undefined && Date.parse(replacedAt) > Date.parse(instant);
}

/** Holds comments in the bot's own name. A moderator who was faster is no trouble, and the report is stored whatever Discord says. */
export function holdReported(moderation: Pick<Moderation, "hold">, botId: () => Snowflake, log: Logger): Parts["hold"] {
  return async ({ id: commentId, guildId }, reason) => {
    const order = { commentId, guildId, actorId: botId(), actorName: "Talkback", reason };
    await moderation.hold(order).catch((error: unknown) => {
      if (!(error instanceof UserError)) throw error;
      log.info({ commentId, refusal: error.code }, "a reported comment could not be held");
    });
  };
}

export type ReportOutcome = { state: "upheld" | "dismissed"; caseNumber: number };

/** Open reports of a comment, as many as one commit closes. */
export function openReportsOf(store: Pick<Store, "catalog">, comment: Pick<Comment, "id" | "guildId">): string[] {
  const { guildId, id: commentId } = comment;
  return store.catalog.listReports({ guildId, commentId, state: "open", limit: REPORTS_A_COMMIT });
}

/**
 * Closes open reports of one comment in the commit of the case that settles them, asks for a word to those who want one, and brings the card up to
 * date. Returns how many there were.
 */
export async function closeReports(
  tx: Transaction,
  reportIds: string[],
  outcome: ReportOutcome,
  at: string,
): Promise<number> {
  let closed = 0;
  for (const id of reportIds) {
    const report = await tx.get("report", id);
    if (report?.state !== "open") continue;
    tx.put("report", id, { ...report, ...outcome });
    if (report.wantsOutcome) tellReporter(tx, report, id, at);
    closed++;
    if (closed === REPORTS_A_COMMIT) await closeRestOf(tx, report, outcome, at);
  }
  return closed;
}

/** There may be more. */
async function closeRestOf(
  tx: Transaction,
  { guildId, commentId }: Report,
  outcome: ReportOutcome,
  createdAt: string,
): Promise<void> {
  const job: OutboxJob = { v: 1, kind: "close-reports", guildId, commentId, outcome, createdAt };
  if (!(await tx.get("outbox", outboxJobId(job)))) tx.put("outbox", outboxJobId(job), job);
}

function tellReporter(tx: Transaction, { guildId, reporterId }: Report, reportId: string, createdAt: string): void {
  const about = { kind: "outcome" as const, reportId };
  const job: OutboxJob = { v: 1, kind: "send-notice", guildId, memberId: reporterId, about, createdAt };
  tx.put("outbox", outboxJobId(job), job);
}

/** The same for all reports of a comment that are to be seen. */
export async function closeReportsOn(
  tx: Transaction,
  store: Pick<Store, "catalog">,
  comment: Pick<Comment, "id" | "guildId">,
  outcome: ReportOutcome,
  at: string,
): Promise<void> {
  await closeReports(tx, openReportsOf(store, comment), outcome, at);
  await touchCard(tx, comment, at);
}

/** Opens again what a case dismissed. */
export async function reopenReports(tx: Transaction, reportIds: string[], caseNumber: number): Promise<number> {
  let opened = 0;
  for (const id of reportIds) {
    const report = await tx.get("report", id);
    if (report?.state !== "dismissed" || report.caseNumber !== caseNumber) continue;
    tx.put("report", id, { ...report, state: "open", caseNumber: null });
    opened++;
  }
  return opened;
}
