import { removedComment } from "../domain/apply-message.ts";
import type { Case } from "../domain/case.ts";
import type { LogFacts } from "../domain/log-entry.ts";
import type { Comment } from "../domain/comment.ts";
import { outboxJobId, type RemoveJob, type RestoreJob } from "../domain/outbox.ts";
import { advanceDays } from "../domain/time.ts";
import type { Snowflake } from "../domain/snowflake.ts";
import { UserError } from "../errors.ts";
import type { Store, Transaction } from "../store/store.ts";
import { recordCase } from "./cases.ts";
import type { Mirror } from "./mirror.ts";
import type { JobRun, Outbox } from "./outbox.ts";
import type { DiscordPort } from "./ports.ts";
import type { Posting } from "./posting.ts";
import type { Attachments } from "./attachments.ts";
import { closeReports } from "./reports.ts";

/** How long a removed comment can be restored; then its sealed copy is erased. */
export const RESTORE_WINDOW_DAYS = 30;
const MOST_REPORTS_CLOSED = 90;

/** A moderator's decision about a comment. */
export type Order = { commentId: Snowflake; guildId: Snowflake; actorId: Snowflake; actorName: string; reason: string };

export type Moderation = {
  /**
   * Deletes the comment on Discord and keeps a sealed copy; closes its reports as upheld.
   * @throws UserError commentGone, commentBusy, or Discord's refusal: then nothing has changed
   */
  remove(order: Order): Promise<Case>;
  /**
   * Posts a removed comment again under its author's name. What was attached to it is lost, unless local copies are kept.
   * @throws UserError commentNotRemoved, restoreWindowOver, commentBusy, or Discord's refusal
   */
  restore(order: Order): Promise<Case>;
  /** Closes a comment's reports as dismissed. Throws nothingReported. */
  dismiss(order: Order): Promise<Case>;
  /** Erases the sealed copies whose time is over. Returns how many. */
  eraseExpired(): Promise<number>;
};

type Parts = {
  store: Store;
  mirror: Mirror;
  port: Pick<DiscordPort, "deleteMessage">;
  posting: Posting;
  outbox: Outbox;
  attachments: Pick<Attachments, "filesToPost" | "addressesOf" | "takeOver" | "release">;
  now: () => number;
};

/** What an action does, as the log tells it. */
const CHANGES: Record<"remove" | "restore" | "dismiss", { before: LogFacts; after: LogFacts }> = {
  remove: { before: { state: "visible" }, after: { state: "removed" } },
  restore: { before: { state: "removed" }, after: { state: "visible" } },
  dismiss: { before: { state: "open" }, after: { state: "dismissed" } },
};

export function createModeration(parts: Parts): Moderation {
  const { store, mirror, port, posting, outbox, attachments, now } = parts;
  const at = (): string => new Date(now()).toISOString();

  /** Stores the intent first: a crash between Discord's deletion and our commit must not lose what the comment said. */
  const orderRemoval = (order: Order): Promise<RemoveJob> =>
    store.update(async (tx) => {
      const comment = await mustGet(tx, order);
      if (comment.state === "removed" || comment.state === "deleted") throw new UserError("commentGone", {});
      const job: RemoveJob = { v: 1, kind: "remove-comment", ...order, articleId: comment.articleId, createdAt: at() };
      await claim(tx, job);
      const sealedAt = at();
      const eraseAfter = advanceDays(sealedAt, RESTORE_WINDOW_DAYS);
      tx.put("sealed", comment.id, { v: 1, comment, sealedAt, eraseAfter });
      return job;
    });

  const orderRestoration = (order: Order): Promise<RestoreJob> =>
    store.update(async (tx) => {
      const comment = await mustGet(tx, order);
      if (comment.state !== "removed") throw new UserError("commentNotRemoved", {});
      const sealed = await tx.get("sealed", comment.id);
      if (!sealed) throw new UserError("restoreWindowOver", { days: RESTORE_WINDOW_DAYS });
      const job: RestoreJob = {
        v: 1,
        kind: "restore-comment",
        ...order,
        articleId: comment.articleId,
        createdAt: at(),
      };
      await claim(tx, job);
      return job;
    });

  async function carryOutRemoval(job: RemoveJob): Promise<void> {
    const comment = await store.get("comment", job.commentId);
    const threadId = comment?.threadId;
    if (!comment) return;
    const finish = async (): Promise<void> => {
      const current = (await store.get("comment", job.commentId)) ?? comment;
      // The author was faster: there is nothing left to remove, so there is no case either.
      if (current.state === "deleted") throw new UserError("commentGone", {});
      for (const messageId of threadId ? current.messageIds : []) await port.deleteMessage(threadId ?? "", messageId);
      await store.update((tx) => finishRemoval(tx, job));
    };
    await (threadId ? mirror.runAlone(threadId, finish) : finish());
  }

  async function finishRemoval(tx: Transaction, job: RemoveJob): Promise<void> {
    const comment = await mustGet(tx, job);
    tx.put("comment", comment.id, removedComment(comment, at()));
    const record = await writeDown(tx, job, comment, "remove");
    await closeReports(tx, openReports(comment), { state: "upheld", caseNumber: record.number });
    tx.delete("outbox", outboxJobId(job));
  }

  async function carryOutRestoration(job: RestoreJob, { isAgain }: JobRun): Promise<void> {
    const sealed = await store.get("sealed", job.commentId);
    const article = await store.get("article", job.articleId);
    if (!sealed || !article) throw new UserError("restoreWindowOver", { days: RESTORE_WINDOW_DAYS });
    const removed = await store.get("comment", job.commentId);
    // The parts posted so far are in the stored comment, what they say only in the sealed copy.
    const toPost = { ...sealed.comment, messageIds: removed?.messageIds ?? [] };
    const files = await attachments.filesToPost(job.commentId);
    const posted = await posting.postComment(toPost, article, { isAgain, files });
    const here = files.length > 0 ? await attachments.addressesOf(posted) : [];
    const again = here.map(({ url: _, ...attachment }) => attachment);
    await store.update(async (tx) => {
      const { messageIds, threadId } = posted;
      // Reactions begin anew with the new message.
      const reactions = (await tx.get("comment", posted.id))?.reactions ?? [];
      // The files went with the first message, unless there are local copies.
      const restored: Comment = { ...sealed.comment, threadId, messageIds, reactions, attachments: again };
      await attachments.takeOver(tx, restored.id, again);
      tx.put("comment", restored.id, { ...restored, state: "visible", stateChangedAt: at() });
      tx.delete("sealed", restored.id);
      tx.delete("outbox", outboxJobId(job));
      await writeDown(tx, job, restored, "restore");
    });
  }

  function writeDown(
    tx: Transaction,
    order: Omit<Order, "commentId">,
    comment: Comment,
    action: "remove" | "restore" | "dismiss",
  ): Promise<Case> {
    const { guildId, actorId, actorName, reason } = order;
    const about = { commentId: comment.id, articleId: comment.articleId };
    const target = { targetName: comment.author.name, targetId: comment.author.id };
    const fields = { guildId, action, actorId, actorName, reason, createdAt: at(), ...about, ...target };
    return recordCase(tx, fields, CHANGES[action]);
  }

  const openReports = (comment: Comment): string[] =>
    store.catalog.listReports({
      guildId: comment.guildId,
      commentId: comment.id,
      state: "open",
      limit: MOST_REPORTS_CLOSED,
    });

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
    const late = store.catalog.listReports({ guildId, commentId, state: "open", limit: MOST_REPORTS_CLOSED });
    if (late.length === 0) return;
    await store.update((tx) => closeReports(tx, late, { state: "upheld", caseNumber: number }));
  }

  async function settle(order: Order, job: RemoveJob | RestoreJob): Promise<Case> {
    await outbox.run(job);
    const [newest] = await store.getMany(
      "case",
      store.catalog.listCases({ guildId: order.guildId, commentId: order.commentId, limit: 1 }),
    );
    if (!newest) throw new Error(`no case was written for comment ${order.commentId}`);
    if (job.kind === "remove-comment") await closeLateReports(order, newest);
    return newest;
  }

  const withdraw = (job: RemoveJob | RestoreJob): Promise<void> =>
    store.update(async (tx) => {
      const comment = await tx.get("comment", job.commentId);
      if (job.kind === "remove-comment" && comment?.state !== "removed") tx.delete("sealed", job.commentId);
      tx.delete("outbox", outboxJobId(job));
    });

  outbox.handle("remove-comment", withdrawingOnRefusal(carryOutRemoval));
  outbox.handle("restore-comment", withdrawingOnRefusal(carryOutRestoration));

  return {
    remove: async (order) => settle(order, await orderRemoval(order)),
    restore: async (order) => settle(order, await orderRestoration(order)),
    dismiss: (order) =>
      store.update(async (tx) => {
        const comment = await mustGet(tx, order);
        const ids = openReports(comment);
        if (ids.length === 0) throw new UserError("nothingReported", {});
        const record = await writeDown(tx, order, comment, "dismiss");
        await closeReports(tx, ids, { state: "dismissed", caseNumber: record.number });
        return record;
      }),
    async eraseExpired() {
      const expired = store.catalog.listExpiredSealed(at()).slice(0, 150);
      if (expired.length === 0) return 0;
      await store.update((tx) => {
        for (const commentId of expired) tx.delete("sealed", commentId);
      });
      await attachments.release(expired);
      return expired.length;
    },
  };
}

/** Whether a refusal tells that nothing happened: not where an earlier attempt may have got somewhere that cannot be seen now. */
function isSettled({ code }: UserError, { isAgain }: JobRun): boolean {
  const isOutOfSight = code === "missingAccess" || code === "missingPermissions";
  return code !== "discordUnavailable" && !(isAgain && isOutOfSight);
}

async function mustGet(tx: Transaction, order: { commentId: Snowflake; guildId: Snowflake }): Promise<Comment> {
  const comment = await tx.get("comment", order.commentId);
  if (comment?.guildId !== order.guildId) throw new UserError("commentUnknown", { query: order.commentId });
  return comment;
}

/** Two moderators on one comment: the second is told that the first is at it. */
async function claim(tx: Transaction, job: RemoveJob | RestoreJob): Promise<void> {
  if (await tx.get("outbox", outboxJobId(job))) throw new UserError("commentBusy", {});
  tx.put("outbox", outboxJobId(job), job);
}
