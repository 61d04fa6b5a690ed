import type { Case } from "../domain/case.ts";
import type { Comment } from "../domain/comment.ts";
import type { Snowflake } from "../domain/snowflake.ts";
import { UserError } from "../errors.ts";
import type { Transaction } from "../store/store.ts";
import { recordCase } from "./cases.ts";
import type { ReportOutcome } from "./reports.ts";

/** A moderator's decision about a comment. */
export type Order = {
  commentId: Snowflake;
  guildId: Snowflake;
  actorId: Snowflake;
  actorName: string;
  reason: string;
  /** The case that it takes back. */
  undoes?: number | undefined;
};

/** What an action makes of a comment, or of its reports, as the log tells it. */
const AFTER = {
  remove: "removed",
  hold: "held",
  restore: "visible",
  approve: "visible",
  dismiss: "dismissed",
  reopen: "open",
} as const;
const BEFORE: Partial<Record<keyof typeof AFTER, string>> = { dismiss: "open", reopen: "dismissed" };

export type CommentAction = keyof typeof AFTER;

/** The comment that an order is about. Throws commentUnknown, also for another server's. */
export async function demandComment(
  tx: Transaction,
  order: { commentId: Snowflake; guildId: Snowflake },
): Promise<Comment> {
  const comment = await tx.get("comment", order.commentId);
  if (comment?.guildId !== order.guildId) throw new UserError("commentUnknown", { query: order.commentId });
  return comment;
}

/** Writes the case of what was done to a comment. @param comment as it was before */
export function writeCommentCase(
  tx: Transaction,
  order: Omit<Order, "commentId">,
  comment: Comment,
  action: CommentAction,
  createdAt: string,
): Promise<Case> {
  const { guildId, actorId, actorName, reason, undoes } = order;
  const about = { commentId: comment.id, articleId: comment.articleId };
  const target = { targetName: comment.author.name, targetId: comment.author.id };
  const fields = { guildId, action, actorId, actorName, reason, createdAt, ...about, ...target };
  const change = { before: { state: BEFORE[action] ?? comment.state }, after: { state: AFTER[action] } };
  return recordCase(tx, undoes === undefined ? fields : { ...fields, undoes }, change);
}

export function outcomeOf(state: ReportOutcome["state"], { number }: Case): ReportOutcome {
  return { state, caseNumber: number };
}
