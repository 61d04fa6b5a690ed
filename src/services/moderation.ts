import { hiddenComment } from "../domain/apply-message.ts";
import type { Case, CaseAction } from "../domain/case.ts";
import type { Comment } from "../domain/comment.ts";
import { outboxJobId, type RemoveJob, type RestoreJob } from "../domain/outbox.ts";
import type { Snowflake } from "../domain/snowflake.ts";
import { UserError } from "../errors.ts";
import type { Store, Transaction } from "../store/store.ts";
import type { Attachments } from "./attachments.ts";
import { appendLog } from "./log.ts";
import { type Hiding, RESTORE_WINDOW_DAYS } from "./moderation-hiding.ts";
import { type CommentAction, demandComment, type Order, outcomeOf, writeCommentCase } from "./moderation-orders.ts";
import { createReportVerdicts, type ReportVerdicts } from "./moderation-reports.ts";
import type { JobRun, Outbox } from "./outbox.ts";
import { touchCard } from "./report-cards.ts";
import { forgetReasons } from "./screening-outcomes.ts";
import { closeReports, closeReportsOn, openReportsOf } from "./reports.ts";

export type Moderation = ReportVerdicts & {
  /**
   * Deletes the comment on Discord and keeps a sealed copy; closes its reports as upheld.
   * @throws UserError commentGone, commentBusy, or Discord's refusal: then nothing has changed
   */
  remove(order: Order): Promise<Case>;
  /**
   * Takes a comment out of sight until somebody decides: Discord hides no messages, so it is deleted there like a removed one, and shown as
   * waiting here. Its reports stay open.
   * @throws UserError commentGone, alreadyHeld, commentBusy, or Discord's refusal
   */
  hold(order: Order): Promise<Case>;
  /** Posts a held comment again, and dismisses its reports. Throws commentNotHeld, restoreWindowOver, commentBusy. */
  approve(order: Order): Promise<Case>;
  /**
   * Posts a removed comment again under its author's name. What was attached to it is lost, unless local copies are kept.
   * @throws UserError commentNotRemoved, restoreWindowOver, commentBusy, or Discord's refusal
   */
  restore(order: Order): Promise<Case>;
  /** Erases the sealed copies whose time is over. Returns how many. */
  eraseExpired(): Promise<number>;
};

const ERASED_A_COMMIT = 50;

type Parts = {
  store: Store;
  hiding: Hiding;
  outbox: Outbox;
  attachments: Pick<Attachments, "release">;
  now: () => number;
};

export function createModeration({ store, hiding, outbox, attachments, now }: Parts): Moderation {
  const at = (): string => new Date(now()).toISOString();

  /** Stores the intent first: a crash between Discord's deletion and our commit must not lose what the comment said. */
  const orderRemoval = (order: Order, isHold: boolean): Promise<RemoveJob> =>
    store.update(async (tx) => {
      const comment = await demandComment(tx, order);
      if (comment.state === "removed" || comment.state === "deleted") throw new UserError("commentGone", {});
      if (isHold && comment.state === "held") throw new UserError("alreadyHeld", {});
      const { articleId } = comment;
      const job: RemoveJob = { v: 1, kind: "remove-comment", ...order, articleId, isHold, createdAt: at() };
      await claim(tx, job);
      await hiding.seal(tx, comment);
      return job;
    });

  const orderRestoration = (order: Order, isApproval: boolean): Promise<RestoreJob> =>
    store.update(async (tx) => {
      const comment = await demandComment(tx, order);
      if (isApproval && comment.state !== "held") throw new UserError("commentNotHeld", {});
      if (comment.state !== "removed" && comment.state !== "held") throw new UserError("commentNotRemoved", {});
      const sealed = await tx.get("sealed", comment.id);
      if (!sealed) throw new UserError("restoreWindowOver", { days: RESTORE_WINDOW_DAYS });
      const job: RestoreJob = {
        v: 1,
        kind: "restore-comment",
        ...order,
        isApproval: comment.state === "held",
        articleId: comment.articleId,
        createdAt: at(),
      };
      await claim(tx, job);
      return job;
    });

  const carryOutRemoval = (job: RemoveJob, { isAgain }: JobRun): Promise<void> =>
    hiding.hide(job.commentId, job.isHold ? "held" : "removed", { isAgain }, async (tx, comment) => {
      const record = await writeDown(tx, job, comment, job.isHold ? "hold" : "remove");
      // To hold a comment decides nothing.
      if (!job.isHold) await closeReports(tx, openReports(comment), outcomeOf("upheld", record), at());
      await touchCard(tx, comment, at());
      tx.delete("outbox", outboxJobId(job));
    });

  const carryOutRestoration = (job: RestoreJob, { isAgain }: JobRun): Promise<void> =>
    hiding.show(job.commentId, { isAgain }, async (tx, before) => {
      const record = await writeDown(tx, job, before, job.isApproval ? "approve" : "restore");
      if (job.isApproval) await closeReports(tx, openReports(before), outcomeOf("dismissed", record), at());
      await touchCard(tx, before, at());
      tx.delete("outbox", outboxJobId(job));
    });

  const writeDown = (
    tx: Transaction,
    order: Omit<Order, "commentId">,
    comment: Comment,
    action: CommentAction,
  ): Promise<Case> => writeCommentCase(tx, order, comment, action, at());

  /** Nobody decided on a held comment in time: without its words it can only be a removed one. */
  async function eraseSealed(tx: Transaction, commentId: Snowflake): Promise<void> {
    tx.delete("sealed", commentId);
    await forgetReasons(tx, commentId);
    const comment = await tx.get("comment", commentId);
    if (comment?.state !== "held") return;
    tx.put("comment", commentId, hiddenComment(comment, "removed", at()));
    const { guildId, author } = comment;
    const change = { before: { state: "held" }, after: { state: "removed" } };
    const who = { guildId, actorId: null, memberId: author.id, targetId: commentId };
    await appendLog(tx, { ...who, at: at(), action: "comment.expire", ...change });
  }

  const openReports = (comment: Comment): string[] => openReportsOf(store, comment);

  /** Discord said no, so nothing happened: the intent is withdrawn. Where nobody knows what happened, it is tried again. */
  const withdrawingOnRefusal =
    <J extends RemoveJob | RestoreJob>(carryOut: (job: J, run: JobRun) => Promise<void>) =>
    (job: J, run: JobRun): Promise<void> =>
      carryOut(job, run).catch(async (error: unknown) => {
        if (error instanceof UserError && isSettled(error, run)) await withdraw(job);
        throw error;
      });

  /** A report that was filed while the comment was being removed was not to be seen yet in the commit that closed the others. */
  async function closeLateReports({ guildId, commentId }: Order, { number }: Case): Promise<void> {
    const comment = { guildId, id: commentId };
    for (let late = openReportsOf(store, comment); late.length > 0; late = openReportsOf(store, comment))
      await store.update((tx) => closeReportsOn(tx, store, comment, { state: "upheld", caseNumber: number }, at()));
  }

  async function settle(order: Order, job: RemoveJob | RestoreJob): Promise<Case> {
    await outbox.run(job);
    const [newest] = await store.getMany(
      "case",
      store.catalog.listCases({ guildId: order.guildId, commentId: order.commentId, action: actionOf(job), limit: 1 }),
    );
    if (!newest) throw new Error(`no case was written for comment ${order.commentId}`);
    if (job.kind === "remove-comment" && !job.isHold) await closeLateReports(order, newest);
    return newest;
  }

  const withdraw = (job: RemoveJob | RestoreJob): Promise<void> =>
    store.update(async (tx) => {
      const comment = await tx.get("comment", job.commentId);
      const isHidden = comment?.state === "removed" || comment?.state === "held";
      if (job.kind === "remove-comment" && !isHidden) tx.delete("sealed", job.commentId);
      tx.delete("outbox", outboxJobId(job));
    });

  outbox.handle("remove-comment", withdrawingOnRefusal(carryOutRemoval));
  outbox.handle("restore-comment", withdrawingOnRefusal(carryOutRestoration));

  return {
    remove: async (order) => settle(order, await orderRemoval(order, false)),
    hold: async (order) => settle(order, await orderRemoval(order, true)),
    restore: async (order) => settle(order, await orderRestoration(order, false)),
    approve: async (order) => settle(order, await orderRestoration(order, true)),
    ...createReportVerdicts({ store, now }),
    async eraseExpired() {
      let erased = 0;
      // A purge leaves thousands at a time.
      for (;;) {
        const expired = store.catalog.listExpiredSealed(at()).slice(0, ERASED_A_COMMIT);
        if (expired.length === 0) return erased;
        await store.update(async (tx) => {
          for (const commentId of expired) await eraseSealed(tx, commentId);
        });
        await attachments.release(expired);
        erased += expired.length;
      }
    },
  };
}

/** Whether a refusal tells that nothing happened: not where an earlier attempt may have got somewhere that cannot be seen now. */
function isSettled({ code }: UserError, { isAgain }: JobRun): boolean {
  const isOutOfSight = code === "missingAccess" || code === "missingPermissions";
  // What was under way when the program was stopped may have been done.
  const isUnknown = code === "discordUnavailable" || code === "shuttingDown";
  return !isUnknown && !(isAgain && isOutOfSight);
}

function actionOf(job: RemoveJob | RestoreJob): CaseAction {
  if (job.kind === "remove-comment") return job.isHold ? "hold" : "remove";
  return job.isApproval ? "approve" : "restore";
}

/** Two moderators on one comment: the second is told that the first is at it. */
async function claim(tx: Transaction, job: RemoveJob | RestoreJob): Promise<void> {
  if (await tx.get("outbox", outboxJobId(job))) throw new UserError("commentBusy", {});
  tx.put("outbox", outboxJobId(job), job);
}
