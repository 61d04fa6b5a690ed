import { hiddenComment } from "../domain/apply-message.ts";
import type { Comment, SealedComment } from "../domain/comment.ts";
import type { Snowflake } from "../domain/snowflake.ts";
import { advanceDays } from "../domain/time.ts";
import { UserError } from "../errors.ts";
import type { Store, Transaction } from "../store/store.ts";
import type { Attachments } from "./attachments.ts";
import type { Mirror } from "./mirror.ts";
import type { DiscordPort, OwnPost } from "./ports.ts";
import type { Posting } from "./posting.ts";
import { settleScreening } from "./screening-outcomes.ts";
import { touchShown } from "./shown-touching.ts";

/** How long a removed comment can be restored; then its sealed copy is erased. */
export const RESTORE_WINDOW_DAYS = 30;

/** `leftovers`: what an earlier attempt may have posted, where the caller knows that better than a look at the whole thread. */
type Attempt = { isAgain: boolean; leftovers?: OwnPost[] };

/** The two ways of a comment: out of sight, and back. Each is one half of an intent that was stored before. */
export type Hiding = {
  /** Seals what a comment says, in the commit of the intent to hide it. `by`: the ban or the purge that takes it along. */
  seal(tx: Transaction, comment: Comment, by?: Pick<SealedComment, "sweptBy" | "purgedBy" | "wasHeld">): Promise<void>;
  /**
   * Deletes a sealed comment on Discord and stores its new state; `finish` writes in the same commit what is to be said of it.
   * @throws UserError commentGone when its author was faster, or Discord's refusal: then nothing has changed
   */
  hide(
    commentId: Snowflake,
    state: "removed" | "held",
    attempt: Attempt,
    finish: (tx: Transaction, before: Comment) => Promise<void>,
  ): Promise<void>;
  /**
   * Deletes sealed comments of one thread on Discord with one request for up to 100 messages, none older than 14 days, and stores their new
   * state together. What is gone already is left as it is; `isOurs`: of a comment that was deleted meanwhile, whether that may have been an
   * earlier attempt of ours. `finish` hears which were hidden, and writes in the same commit what is to be said of them.
   * @throws UserError Discord's refusal: then nothing has changed
   */
  hideMany(
    threadId: Snowflake,
    commentIds: readonly Snowflake[],
    isOurs: (commentId: Snowflake) => boolean,
    finish: (tx: Transaction, hidden: Comment[]) => Promise<void>,
  ): Promise<void>;
  /**
   * Posts a hidden comment again; `finish` hears what it was and what it is now.
   * @throws UserError restoreWindowOver, or Discord's refusal
   */
  show(
    commentId: Snowflake,
    attempt: Attempt,
    finish: (tx: Transaction, before: Comment, after: Comment) => Promise<void>,
  ): Promise<void>;
};

type Parts = {
  store: Store;
  mirror: Mirror;
  port: Pick<DiscordPort, "deleteMessage" | "deleteMessages">;
  posting: Posting;
  attachments: Pick<Attachments, "filesToPost" | "addressesOf" | "takeOver" | "discard">;
  now: () => number;
};

export function createHiding({ store, mirror, port, posting, attachments, now }: Parts): Hiding {
  const at = (): string => new Date(now()).toISOString();

  /** An edit that was heard of before the order, but waited in the thread's lane with it, belongs under seal as well. */
  async function levelSeals(comments: readonly Comment[]): Promise<void> {
    const visible = comments.filter(({ state }) => state === "visible");
    const copies = await store.getMany(
      "sealed",
      visible.map(({ id }) => id),
    );
    const isStale = (copy: SealedComment | undefined, { editedAt }: Comment): boolean =>
      copy !== undefined && copy.comment.editedAt !== editedAt;
    const stale = visible.filter((comment, index) => isStale(copies[index], comment));
    if (stale.length === 0) return;
    await store.update(async (tx) => {
      for (const comment of stale) {
        const copy = await tx.get("sealed", comment.id);
        if (copy) tx.put("sealed", comment.id, { ...copy, comment });
      }
    });
  }

  return {
    async seal(tx, comment, by = {}) {
      const sealedAt = at();
      const eraseAfter = advanceDays(sealedAt, RESTORE_WINDOW_DAYS);
      // What a held comment said is under seal already, and nowhere else.
      const whole = (comment.state === "held" ? await tx.get("sealed", comment.id) : undefined)?.comment ?? comment;
      tx.put("sealed", comment.id, { v: 1, comment: whole, sealedAt, eraseAfter, ...by });
    },

    async hide(commentId, state, { isAgain }, finish) {
      const known = await store.get("comment", commentId);
      if (!known) return;
      const { threadId } = known;
      const deleteAndStore = async (): Promise<void> => {
        const current = (await store.get("comment", commentId)) ?? known;
        // The author was faster: there is nothing left to hide. After a crash it may have been us.
        if (current.state === "deleted" && !isAgain) throw new UserError("commentGone", {});
        await levelSeals([current]);
        for (const messageId of threadId ? current.messageIds : []) await port.deleteMessage(threadId ?? "", messageId);
        await store.update(async (tx) => {
          const before = (await tx.get("comment", commentId)) ?? current;
          tx.put("comment", commentId, hiddenComment(before, state, at()));
          await touchShown(store, tx, [before], at());
          if (state === "removed") await settleScreening(tx, commentId, "confirmed");
          await finish(tx, before);
        });
      };
      await (threadId ? mirror.runAlone(threadId, deleteAndStore) : deleteAndStore());
    },

    hideMany: (threadId, commentIds, isOurs, finish) =>
      mirror.runAlone(threadId, async () => {
        const known = (await store.getMany("comment", commentIds)).filter((comment) => comment !== undefined);
        const hidden = known.filter(({ id, state }) => state !== "removed" && (state !== "deleted" || isOurs(id)));
        const messageIds = hidden.flatMap((comment) => comment.messageIds);
        await levelSeals(hidden);
        await port.deleteMessages(threadId, messageIds);
        await store.update(async (tx) => {
          for (const comment of hidden) tx.put("comment", comment.id, hiddenComment(comment, "removed", at()));
          await touchShown(store, tx, hidden, at());
          await finish(tx, hidden);
        });
      }),

    async show(commentId, { isAgain, leftovers }, finish) {
      const sealed = await store.get("sealed", commentId);
      const hidden = await store.get("comment", commentId);
      const article = hidden && (await store.get("article", hidden.articleId));
      if (!sealed || !article) throw new UserError("restoreWindowOver", { days: RESTORE_WINDOW_DAYS });
      // The parts posted so far are in the stored comment, what they say only in the sealed copy.
      const toPost = { ...sealed.comment, messageIds: hidden.messageIds };
      const files = await attachments.filesToPost(commentId);
      const posted = await posting.postComment(toPost, article, {
        isAgain,
        files,
        ...(leftovers ? { leftovers } : {}),
      });
      const fresh = files.length > 0 ? await attachments.addressesOf(posted) : [];
      const attached = fresh.map(({ url: _, ...attachment }) => attachment);
      const leftOut = await store.update(async (tx) => {
        const before = (await tx.get("comment", commentId)) ?? hidden;
        // Reactions begin anew with the new message. The files went with the first one, unless there are local copies.
        const { messageIds, threadId } = posted;
        const shown = { threadId, messageIds, reactions: before.reactions, attachments: attached };
        const after: Comment = { ...sealed.comment, ...shown, state: "visible", stateChangedAt: at() };
        const dropped = await attachments.takeOver(tx, commentId, attached);
        tx.put("comment", commentId, after);
        tx.delete("sealed", commentId);
        await touchShown(store, tx, [after], at());
        await settleScreening(tx, commentId, "reversed");
        await finish(tx, before, after);
        return dropped;
      });
      await attachments.discard(leftOut);
    },
  };
}
