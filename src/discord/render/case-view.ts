import type { ButtonBuilder } from "@discordjs/builders";
import { type Case, undoingOf } from "../../domain/case.ts";
import { cutAtSentence } from "../../domain/cut-text.ts";
import type { Comment } from "../../domain/comment.ts";
import type { Texts } from "../../i18n/en/index.ts";
import type { CasePage } from "../../services/cases.ts";
import { escapeForDiscord, escapeLine } from "./escape.ts";
import { commentLink } from "./links.ts";
import { criteriaText, resultLines } from "./purge-view.ts";
import { threadLines } from "./thread-care-view.ts";
import { timestamp } from "./time.ts";
import { type Block, button, fitCard, type MessageView } from "./view.ts";

export const CASES_A_PAGE = 6;
const REASON_LENGTHS = [400, 150, 50] as const;

/** Names are short on Discord; those of an import need not be. */
export const NAME_LENGTH = 40;

/** The beginning of what people wrote, on one line. */
export function cutLine(text: string, length: number): string {
  return escapeLine(cutAtSentence(text, length).text);
}

/** A purge need not be about one member. */
function headOf({ mod, purge }: Texts, { number, action, targetName }: Case): string {
  const name = cutLine(targetName, NAME_LENGTH);
  const isPurge = action === "purge" || action === "unpurge";
  return isPurge ? purge.caseHead(number, action === "unpurge", name) : mod.caseHead(number, action, name);
}

/** A case in one line. */
export function caseLine(texts: Texts, record: Case, length: number = 120): string {
  const { mod } = texts;
  const parts = [
    headOf(texts, record),
    mod.by(cutLine(record.actorName, NAME_LENGTH)),
    timestamp(record.createdAt, "R"),
  ];
  const reason = cutLine(record.reason, length);
  const more = [...halves(texts, record), ...tiesOf(texts, record)];
  return `${parts.join(" · ")}${reason ? `: ${reason}` : ""}${more.length > 0 ? `\n-# ${more.join(" · ")}` : ""}`;
}

/** What is said of a case beyond that it happened: how far each half of it came. */
export function halves(texts: Texts, { notice, until, sweep, purge, thread, action }: Case): string[] {
  const { mod } = texts;
  return [
    ...(notice === undefined ? [] : [mod.notices[notice]]),
    ...(until === undefined ? [] : [mod.until(timestamp(until))]),
    ...(sweep === undefined ? [] : [mod.sweep(sweep, action === "unban")]),
    ...(purge === undefined ? [] : resultLines(texts, purge, action === "unpurge")),
    ...(thread === undefined ? [] : threadLines(texts, thread)),
  ];
}

function tiesOf({ mod }: Texts, { undoes, undoneBy }: Case): string[] {
  return [
    ...(undoes === undefined ? [] : [mod.undoes(undoes)]),
    ...(undoneBy === undefined ? [] : [mod.undoneBy(undoneBy)]),
  ];
}

/** What a moderator reads after they acted, with a button that takes it back where that is possible. */
export function caseDoneView(
  texts: Texts,
  record: Case,
  notes: string[] = [],
  more: readonly ButtonBuilder[] = [],
): MessageView {
  const head = texts.mod.caseDone(record.number, record.action, cutLine(record.targetName, NAME_LENGTH));
  return fitCard([0], () => [
    [head, ...halves(texts, record), ...notes].join("\n"),
    [...undoButton(texts, record), ...more],
  ]);
}

function undoButton({ mod }: Texts, { number, action, undoneBy }: Case): ButtonBuilder[] {
  const isUndoable = undoneBy === undefined && undoingOf(action) !== null;
  const label = action === "remove" ? mod.buttons.restore : mod.buttons.undo(number);
  return isUndoable ? [button(label, `mod-undo:${number}`)] : [];
}

/** A case in full. `comment`: the comment that it is about, as far as there is one. */
export function caseView(texts: Texts, record: Case, comment: Comment | undefined): MessageView {
  const { mod } = texts;
  return fitCard([900, 300], (length) => {
    const reason = escapeForDiscord(cutAtSentence(record.reason, length).text);
    const target = record.targetId === null ? cutLine(record.targetName, NAME_LENGTH) : `<@${record.targetId}>`;
    const lines = [
      `## ${headOf(texts, record)}`,
      `${target ? `${mod.whom(target)} · ` : ""}${mod.by(`<@${record.actorId}>`)} · ${timestamp(record.createdAt)}`,
      reason ? reason.replace(/^/gm, "> ") : `*${mod.noReason}*`,
      ...(record.purge ? [criteriaText(texts, record.purge.criteria, { title: null })] : []),
    ];
    const link = comment && commentLink(comment);
    if (comment) lines.push(`-# ${link ? `[${texts.comments.jump}](${link})` : mod.commentState(comment.state)}`);
    const more = [...halves(texts, record), ...tiesOf(texts, record)];
    return [[...lines, ...more.map((line) => `-# ${line}`)].join("\n"), undoButton(texts, record)];
  });
}

/** What was done to a member, newest first. */
export function historyView(texts: Texts, page: CasePage, member: { id: string; name: string }): MessageView {
  const { mod } = texts;
  return fitCard([...REASON_LENGTHS], (length) => {
    const blocks: Block[] = [
      `## ${mod.historyTitle(cutLine(member.name, NAME_LENGTH))}`,
      `-# <@${member.id}> · ${mod.casesCount(page.total)}`,
    ];
    const last = page.cases.at(-1);
    if (!last) return [...blocks, mod.noCases];
    blocks.push(page.cases.map((record) => caseLine(texts, record, length)).join("\n"));
    return page.hasMore ? [...blocks, [button(mod.older, `mod-history:${member.id}:${last.number}`)]] : blocks;
  });
}
