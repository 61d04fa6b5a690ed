import { ButtonStyle } from "discord-api-types/v10";
import type { Comment } from "../../domain/comment.ts";
import type { Report } from "../../domain/report.ts";
import { cutAtSentence } from "../../domain/cut-text.ts";
import type { Texts } from "../../i18n/en/index.ts";
import { authorName, excerpt } from "./comment-card.ts";
import { escapeLine } from "./escape.ts";
import { commentLink } from "./links.ts";
import { timestamp } from "./time.ts";
import { type Block, button, fitCard, type MessageView, note, WARNING_COLOUR } from "./view.ts";

/** Comments on one page of open reports, and the lines that each may take. */
export const REPORTED_A_PAGE = 4;
const REPORTS_SHOWN = 3;
const EXCERPT_LENGTHS = [200, 100, 30];

/** What was reported, with the buttons to decide. */
export function reportListView(
  texts: Texts,
  open: { comment: Comment; reports: Report[] }[],
  openCount: number,
): MessageView {
  if (open.length === 0) return note(texts.report.none);
  return fitCard(EXCERPT_LENGTHS, (length) => buildReportList(texts, open, openCount, length), WARNING_COLOUR);
}

function buildReportList(
  texts: Texts,
  open: { comment: Comment; reports: Report[] }[],
  openCount: number,
  length: number,
): Block[] {
  const blocks: Block[] = [`## ${texts.report.listTitle}`];
  for (const [index, { comment, reports }] of open.entries()) {
    if (index > 0) blocks.push("---");
    blocks.push(...reportBlocks(texts, comment, reports, length));
  }
  const shown = open.reduce((sum, { reports }) => sum + reports.length, 0);
  if (openCount > shown && open.length === REPORTED_A_PAGE) blocks.push(`-# ${texts.report.more(openCount - shown)}`);
  return blocks;
}

function reportBlocks(texts: Texts, comment: Comment, reports: Report[], length: number): Block[] {
  const link = commentLink(comment);
  const jump = link ? ` · [${texts.comments.jump}](${link})` : "";
  const lines = [`**${authorName(comment)}**${jump}`, `> ${excerpt(comment, length) || texts.comments.noText}`];
  for (const report of reports.slice(0, REPORTS_SHOWN)) {
    const time = timestamp(report.createdAt, "R");
    const line = texts.report.line(texts.report.reasons[report.reason], escapeLine(report.reporterName), time);
    lines.push(`-# ${line}${report.note ? `: ${escapeLine(cutAtSentence(report.note, length).text)}` : ""}`);
  }
  const decide = [
    button(texts.report.remove, `mod-remove:${comment.id}`, ButtonStyle.Danger),
    button(texts.report.dismiss, `mod-dismiss:${comment.id}`),
  ];
  return [lines.join("\n"), decide];
}
