import type { Comment } from "../domain/comment.ts";
import type { ReasonCode } from "../domain/detector-verdict.ts";
import type { Screening } from "../domain/screening.ts";
import type { Snowflake } from "../domain/snowflake.ts";
import type { Transaction } from "../store/store.ts";
import type { Inspection } from "./detector/detector.ts";
import { appendLog } from "./log.ts";
import { createRecent } from "./recent.ts";
import { openCard, touchCard } from "./report-cards.ts";

const HOUR_MS = 3_600_000;
const CARDS_AN_AUTHOR_AN_HOUR = 3;
const MOST_AUTHORS = 1_000;

export type Judged = { comment: Comment; inspection: Inspection; autoModRule: string | null; isLogOnly: boolean };

/** What a verdict becomes in the store: a record, a row of the log, a card. */
export type Verdicts = {
  /** Writes a verdict down; returns whether the comment is to be held. */
  writeDown(tx: Transaction, judged: Judged): Promise<boolean>;
  /** A flood of one author's is not a flood of cards, nor is a raid: the rest is listed by `/detector status`. */
  showOnCard(tx: Transaction, comment: Comment): Promise<void>;
  /** After a crash: held in the meantime, or before its card was asked for. */
  finishHold(tx: Transaction, commentId: Snowflake): Promise<void>;
};

/** @param isOnRaidCard whether a comment is told by the card of a raid */
export function createVerdicts(now: () => number, isOnRaidCard: (comment: Comment) => boolean): Verdicts {
  const at = (): string => new Date(now()).toISOString();
  const cardsOf = createRecent<{ id: Snowflake; atMs: number }[]>(MOST_AUTHORS);

  async function writeDown(tx: Transaction, { comment, inspection, isLogOnly }: Judged): Promise<boolean> {
    const current = await tx.get("comment", comment.id);
    // Gone meanwhile: nobody needs to look at it.
    if (current?.state !== "visible") return false;
    const { score, reasons } = inspection;
    const verdict = inspection.verdict === "hold" && !(await comesBackWhole(tx, current)) ? "flag" : inspection.verdict;
    const { id: commentId, guildId, editedAt } = comment;
    const before = await tx.get("screening", commentId);
    if (!before && verdict === "pass" && reasons.every(({ code }) => OF_NEWCOMERS.has(code))) return false;
    const isSameText = before?.editedAt === editedAt;
    // Moderators have decided on what it says: a sign that comes late is nothing new.
    if (isSameText && before.outcome !== "open") return false;
    const isKnown = isSameText && before.verdict === verdict;
    const said = { guildId, commentId, editedAt, verdict, score, reasons, isLogOnly, outcome: "open" as const };
    const screening: Screening = { v: 1, ...said, judgedAt: at() };
    tx.put("screening", commentId, screening);
    if (verdict === "pass") {
      await touchCard(tx, comment, at());
      return false;
    }
    if (!isKnown) await logVerdict(tx, comment, screening);
    if (verdict === "flag" && !isLogOnly) await showOnCard(tx, comment);
    return verdict === "hold" && !isLogOnly;
  }

  async function showOnCard(tx: Transaction, comment: Comment): Promise<void> {
    if (isOnRaidCard(comment) && !(await tx.get("card", comment.id))) return;
    const since = now() - HOUR_MS;
    const shown = (cardsOf.get(authorKey(comment)) ?? []).filter(({ atMs, id }) => atMs > since && id !== comment.id);
    if (shown.length >= CARDS_AN_AUTHOR_AN_HOUR && !(await tx.get("card", comment.id))) return;
    cardsOf.note(authorKey(comment), [...shown, { id: comment.id, atMs: now() }]);
    await openCard(tx, comment, at());
  }

  /** Reasons by their codes only: hosts and words are the member's, and a row is never changed. */
  function logVerdict(tx: Transaction, { guildId, id, author }: Comment, screening: Screening): Promise<void> {
    const { verdict, score, reasons, isLogOnly } = screening;
    const signs = reasons.map(({ code }) => code).join(", ");
    const who = { guildId, actorId: null, memberId: author.id, targetId: id };
    const details = { verdict, score, signs, isLogOnly };
    return appendLog(tx, { ...who, at: at(), action: "comment.flag", details });
  }

  async function finishHold(tx: Transaction, commentId: Snowflake): Promise<void> {
    const comment = await tx.get("comment", commentId);
    if (comment?.state !== "held" || (await tx.get("card", commentId))) return;
    if ((await tx.get("screening", commentId))?.verdict === "hold") await showOnCard(tx, comment);
  }

  return { writeDown, showOnCard, finishHold };
}

/** Files that are not kept here are lost when their message is deleted: a machine's suspicion is not worth that. */
async function comesBackWhole(tx: Transaction, { id, attachments }: Comment): Promise<boolean> {
  if (attachments.length === 0) return true;
  const { files = [] } = (await tx.get("files", id)) ?? {};
  const kept = new Set(files.filter(({ state }) => state === "kept").map(({ attachmentId }) => attachmentId));
  return attachments.every((attachment) => kept.has(attachment.id));
}

/** What is so of everybody at first is not worth a record. */
const OF_NEWCOMERS: ReadonlySet<ReasonCode> = new Set(["newAccount", "newMember", "firstComment"]);

const authorKey = ({ guildId, author }: Comment): string => `${guildId} ${author.id ?? author.name}`;
