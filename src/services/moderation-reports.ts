import type { Case } from "../domain/case.ts";
import { isWaiting } from "../domain/screening.ts";
import { UserError } from "../errors.ts";
import type { Store } from "../store/store.ts";
import { demandComment, type Order, outcomeOf, writeCommentCase } from "./moderation-orders.ts";
import { touchCard } from "./report-cards.ts";
import { closeReportsOn, openReportsOf, reopenReports } from "./reports.ts";

/** Far below what a commit holds. */
const MOST_REOPENED = 80;

/** What moderators decide on reports alone, leaving the comment as it is. */
export type ReportVerdicts = {
  /** Closes a comment's reports as dismissed, and what the detector had against it. Throws nothingReported, commentBusy. */
  dismiss(order: Order): Promise<Case>;
  /** Opens the reports again that a case dismissed. Throws nothingReported. */
  reopen(order: Order & { undoes: number }): Promise<Case>;
};

export function createReportVerdicts({ store, now }: { store: Store; now: () => number }): ReportVerdicts {
  const at = (): string => new Date(now()).toISOString();

  return {
    dismiss: (order) =>
      store.update(async (tx) => {
        const comment = await demandComment(tx, order);
        if (await tx.get("outbox", `comment-${comment.id}`)) throw new UserError("commentBusy", {});
        // The catalog does not know yet what another moderator decided a moment ago; the transaction does.
        const reports = await tx.getMany("report", openReportsOf(store, comment));
        const screening = await tx.get("screening", comment.id);
        const isFlagged = comment.state === "visible" && screening !== undefined && isWaiting(screening);
        if (!isFlagged && !reports.some((report) => report?.state === "open"))
          throw new UserError("nothingReported", {});
        const record = await writeCommentCase(tx, order, comment, "dismiss", at());
        await closeReportsOn(tx, store, comment, outcomeOf("dismissed", record), at());
        return record;
      }),
    reopen: (order) =>
      store.update(async (tx) => {
        const comment = await demandComment(tx, order);
        const of = { guildId: comment.guildId, commentId: comment.id };
        const ids = store.catalog.listReports({ ...of, state: "dismissed", limit: MOST_REOPENED });
        const isFlagged = (await tx.get("screening", comment.id))?.outcome === "reversed";
        if ((await reopenReports(tx, ids, order.undoes)) === 0 && !isFlagged)
          throw new UserError("nothingReported", {});
        await touchCard(tx, comment, at());
        return writeCommentCase(tx, order, comment, "reopen", at());
      }),
  };
}
