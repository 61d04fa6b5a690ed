import { type Case, undoingOf } from "../domain/case.ts";
import type { Snowflake } from "../domain/snowflake.ts";
import type { ThreadResult } from "../domain/thread-care.ts";
import { UserError } from "../errors.ts";
import type { Store } from "../store/store.ts";
import { type Cases, recordCase } from "./cases.ts";
import type { Moderation } from "./moderation.ts";
import type { MemberModeration } from "./moderation-members.ts";
import type { ThreadCare, ThreadOrder } from "./thread-care.ts";

export type UndoOrder = { guildId: Snowflake; number: number; actorId: Snowflake; actorName: string; reason: string };

export type Undo = {
  /**
   * Takes a case back as far as that goes, with a case of its own.
   * @throws UserError caseUnknown, cannotUndo with the reason why, or whatever stands in the way of the opposite action
   */
  undo(order: UndoOrder): Promise<Case>;
};

type Parts = {
  store: Store;
  cases: Cases;
  moderation: Moderation;
  members: MemberModeration;
  threadCare: Pick<ThreadCare, "undo">;
  now: () => number;
};

export function createUndo({ store, cases, moderation, members, threadCare, now }: Parts): Undo {
  async function undo(order: UndoOrder): Promise<Case> {
    const record = await cases.get(order.guildId, order.number);
    const { number, action, undoneBy } = record;
    if (undoneBy !== undefined) throw new UserError("cannotUndo", { number, why: "undone" });
    const undoing = undoingOf(action);
    if (undoing === null) throw new UserError("cannotUndo", { number, why: action });
    if (record.sweep && !record.sweep.isOver) throw new UserError("cannotUndo", { number, why: "running" });
    if (record.thread) return threadCare.undo(threadOrder(order, record.thread), record);
    return undoing === "untimeout" || undoing === "unban" ? onMember(order, record) : onComment(order, record);
  }

  /** A thread that was told of something is told that it is over. */
  const threadOrder = (order: UndoOrder, { threadId, announced }: ThreadResult): ThreadOrder => {
    const { guildId, actorId, actorName, reason } = order;
    return { guildId, threadId, actorId, actorName, reason, announces: announced !== "no" };
  };

  function onMember(order: UndoOrder, record: Case): Promise<Case> {
    const { targetId, targetName, number } = record;
    if (targetId === null) throw new UserError("noMember", {});
    const { guildId, actorId, actorName, reason } = order;
    const whom = { memberId: targetId, memberName: targetName, comment: null };
    const member = { guildId, actorId, actorName, reason, ...whom, undoes: number };
    return record.action === "ban" ? members.unban(member) : members.liftTimeout(member);
  }

  function onComment(order: UndoOrder, record: Case): Promise<Case> {
    const { action, number, commentId } = record;
    if (action === "warn" || action === "note") return retract(order, record);
    if (commentId === null) throw new UserError("cannotUndo", { number, why: action });
    const { guildId, actorId, actorName, reason } = order;
    const comment = { guildId, actorId, actorName, reason, commentId, undoes: number };
    switch (action) {
      case "remove":
        return moderation.restore(comment);
      case "restore":
        return moderation.remove(comment);
      case "hold":
        return moderation.approve(comment);
      case "approve":
        return moderation.hold(comment);
      case "dismiss":
        return moderation.reopen(comment);
      case "reopen":
        return moderation.dismiss(comment);
      default:
        throw new UserError("cannotUndo", { number, why: action });
    }
  }

  /** A warning that was read stays read: what can be taken back is that it counts. */
  const retract = ({ guildId, actorId, actorName, reason }: UndoOrder, record: Case): Promise<Case> =>
    store.update(async (tx) => {
      const current = await tx.get("case", `${guildId}-${record.number}`);
      if (current?.undoneBy !== undefined) throw new UserError("cannotUndo", { number: record.number, why: "undone" });
      const { commentId, articleId, targetId, targetName, number } = record;
      const about = { commentId, articleId, targetId, targetName, undoes: number };
      const createdAt = new Date(now()).toISOString();
      const fields = { guildId, actorId, actorName, reason, action: "retract" as const, createdAt, ...about };
      return recordCase(tx, fields, { before: { state: "standing" }, after: { state: "taken back" } });
    });

  return { undo };
}
