import type { Comment } from "../domain/comment.ts";
import type { Report, ReportReason } from "../domain/report.ts";
import type { Snowflake } from "../domain/snowflake.ts";
import { UserError } from "../errors.ts";
import type { Store, Transaction } from "../store/store.ts";
import { appendLog } from "./log.ts";

export type Reports = {
  /**
   * Files a complaint: one per person and comment.
   * @throws UserError alreadyReported, ownComment, commentGone
   */
  file(
    comment: Comment,
    complaint: { reporterId: Snowflake; reporterName: string; reason: ReportReason; note: string },
  ): Promise<Report>;
  /** Comments with open reports, the longest waiting first, each with its reports. */
  listOpen(guildId: Snowflake, limit: number): Promise<{ comment: Comment; reports: Report[] }[]>;
  countOpen(guildId: Snowflake): number;
};

/** Reports of one comment that are closed in one commit; far above what people file, far below what a commit holds. */
const REPORTS_A_COMMENT = 100;

export function createReports({ store, now }: { store: Store; now: () => number }): Reports {
  return {
    file: (comment, complaint) =>
      store.update(async (tx) => {
        const current = await tx.get("comment", comment.id);
        if (!current || current.state === "removed" || current.state === "deleted") {
          throw new UserError("commentGone", {});
        }
        if (current.author.id === complaint.reporterId) throw new UserError("ownComment", {});
        const id = `${comment.id}-${complaint.reporterId}`;
        if (await tx.get("report", id)) throw new UserError("alreadyReported", {});
        const createdAt = new Date(now()).toISOString();
        const { guildId, articleId } = comment;
        const state = "open" as const;
        const place = { guildId, articleId, commentId: comment.id };
        const report: Report = { v: 1, ...place, ...complaint, state, createdAt, caseNumber: null };
        tx.put("report", id, report);
        await appendLog(tx, {
          guildId,
          actorId: complaint.reporterId,
          at: createdAt,
          action: "comment.report",
          targetId: comment.id,
          memberId: current.author.id,
          details: { reason: complaint.reason },
        });
        return report;
      }),

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
  };
}

/** Closes a comment's open reports in the commit of the case that settles them. Returns how many there were. */
export async function closeReports(
  tx: Transaction,
  reportIds: string[],
  outcome: { state: "upheld" | "dismissed"; caseNumber: number },
): Promise<number> {
  let closed = 0;
  for (const id of reportIds) {
    const report = await tx.get("report", id);
    if (report?.state !== "open") continue;
    tx.put("report", id, { ...report, ...outcome });
    closed++;
  }
  return closed;
}
