import type { ButtonBuilder } from "@discordjs/builders";
import { ButtonStyle } from "discord-api-types/v10";
import { undoingOf } from "../../domain/case.ts";
import { cutAtSentence } from "../../domain/cut-text.ts";
import { snowflakeTime } from "../../domain/snowflake.ts";
import { textAt } from "../../domain/comment.ts";
import type { Texts } from "../../i18n/en/index.ts";
import { type CardContent, isUndecided } from "../../services/report-cards.ts";
import { caseLine, cutLine, NAME_LENGTH } from "./case-view.ts";
import { articleName, authorName } from "./comment-card.ts";
import { phraseButton, reasonLines } from "./detector-reasons.ts";
import { escapeForDiscord } from "./escape.ts";
import { commentLink } from "./links.ts";
import { timestamp } from "./time.ts";
import { ACCENT_COLOUR, type Block, button, fitCard, type MessageView, WARNING_COLOUR } from "./view.ts";

const TEXT_LENGTHS = [1_000, 400, 120, 30] as const;
const REPORTS_SHOWN = 6;
/** Of what stands beside the comment, however much room there is. */
const NOTE_LENGTH = 160;

/** What a card is about in a word: forum posts carry it as a tag where the forum has one of that name. */
export type CardStatus = "open" | "held" | "done";

export function cardStatus(content: CardContent): CardStatus {
  if (content.state === "held") return "held";
  return isUndecided(content) ? "open" : "done";
}

/** A reported comment for moderators: what it said, whose it is, who complains, what was done, and the buttons. */
export function reportCardView(texts: Texts, content: CardContent): MessageView {
  const status = cardStatus(content);
  const colour = status === "done" ? ACCENT_COLOUR : WARNING_COLOUR;
  return fitCard(
    [...TEXT_LENGTHS],
    (length) => [
      headBlock(texts, content, status, length),
      ...signalBlock(texts, content, length),
      ...reportBlock(texts, content, length),
      ...caseBlock(texts, content, length),
      ...buttonsOf(texts, content, status),
    ],
    colour,
  );
}

function headBlock(texts: Texts, content: CardContent, status: CardStatus, length: number): string {
  const { comment, article, card } = content;
  const link = commentLink(comment);
  const place = [
    `**${authorName(comment)}**`,
    ...(article ? [texts.quote.from(articleName(article))] : []),
    ...(link && content.state === "visible" ? [`[${texts.comments.jump}](${link})`] : []),
  ];
  const reported = reportedText(content);
  const lines = [
    `## ${texts.report.card[status === "open" && content.openCount === 0 ? "flagged" : status]}`,
    place.join(" · "),
    quoted(texts, reported, length),
    ...(reported === comment.text
      ? []
      : [texts.report.editedSince, quoted(texts, comment.text, Math.ceil(length / 2))]),
  ];
  if (comment.attachments.length > 0) lines.push(`-# ${texts.comments.attachments(comment.attachments.length)}`);
  const record = authorLine(texts, content);
  if (record) lines.push(`-# ${record}`);
  if (card.claimedBy) lines.push(`-# ${texts.report.claimedBy(cutLine(card.claimedBy.name, NAME_LENGTH))}`);
  return lines.join("\n");
}

function quoted(texts: Texts, text: string, length: number): string {
  const words = escapeForDiscord(cutAtSentence(text, length).text).trim();
  return (words || texts.comments.noText).replace(/^/gm, "> ");
}

/** What the comment said when the first report that is open was made: its author cannot edit that away. */
function reportedText({ comment, reports, openCount }: CardContent): string {
  const [first] = reports;
  if (openCount === 0 || !first) return comment.text;
  return textAt(comment, first.createdAt);
}

function authorLine({ report }: Texts, { comment, author }: CardContent): string {
  const { id } = comment.author;
  if (id === null || !author) return report.imported;
  const created = timestamp(new Date(snowflakeTime(id)).toISOString(), "R");
  const { facts, comments, removed, reports, upheld, warnings } = author;
  const joined = facts?.joinedAt ? report.joined(timestamp(facts.joinedAt, "R")) : report.notMember;
  return [report.account(created), joined, report.record({ comments, removed, reports, upheld, warnings })].join(" · ");
}

function signalBlock(texts: Texts, { screening, comment }: CardContent, length: number): Block[] {
  if (!screening || screening.reasons.length === 0) return [];
  const lines = reasonLines(texts, screening, comment, Math.min(NOTE_LENGTH, length));
  return [[`**${texts.report.signals}**`, ...lines].join("\n")];
}

function reportBlock(texts: Texts, { reports }: CardContent, length: number): Block[] {
  if (reports.length === 0) return [];
  const { report: words } = texts;
  const lines = reports.slice(0, REPORTS_SHOWN).map((report) => {
    const who = words.line(
      words.reasons[report.reason],
      cutLine(report.reporterName, NAME_LENGTH),
      timestamp(report.createdAt, "R"),
    );
    const said = report.note ? `: ${cutLine(report.note, Math.min(NOTE_LENGTH, length))}` : "";
    return `${report.state === "open" ? "▸" : "✓"} ${who}${said}`;
  });
  const rest = reports.length - REPORTS_SHOWN;
  const more = rest > 0 ? [`-# ${words.moreReports(rest)}`] : [];
  return ["---", [`**${words.reports(reports.length)}**`, ...lines, ...more].join("\n")];
}

function caseBlock(texts: Texts, { cases }: CardContent, length: number): Block[] {
  return cases.length === 0
    ? []
    : ["---", cases.map((record) => caseLine(texts, record, Math.min(NOTE_LENGTH, length))).join("\n")];
}

function buttonsOf(texts: Texts, content: CardContent, status: CardStatus): Block[] {
  const { report, mod } = texts;
  const { comment, card, cases } = content;
  const { id } = comment;
  const act = (action: string, label: string): ButtonBuilder => button(label, `mod-act:${action}:${id}`);
  const last = [
    button(card.claimedBy ? report.release : report.claim, `mod-claim:${id}`),
    button(mod.buttons.note, `mod-act:note:${id}`),
    ...phraseButton(texts, comment),
  ];
  if (status === "done") {
    const [newest] = cases;
    const isUndoable = newest && newest.undoneBy === undefined && undoingOf(newest.action) !== null;
    return [[...(isUndoable ? [button(mod.buttons.undo(newest.number), `mod-undo:${newest.number}`)] : []), ...last]];
  }
  const decide =
    status === "held"
      ? button(mod.buttons.approve, `mod-approve:${id}`, ButtonStyle.Success)
      : button(report.dismiss, `mod-dismiss:${id}`, ButtonStyle.Success);
  const remove = button(report.remove, `mod-remove:${id}`, ButtonStyle.Danger);
  const onAuthor =
    comment.author.id === null
      ? []
      : [act("warn", mod.buttons.warn), act("timeout", mod.buttons.timeout), act("ban", mod.buttons.ban)];
  return [[remove, decide, ...onAuthor], last];
}
