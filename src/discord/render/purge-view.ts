import { ButtonStyle } from "discord-api-types/v10";
import type { Article } from "../../domain/article.ts";
import type { Comment } from "../../domain/comment.ts";
import { PREVIEW_MINUTES, type PurgeCriteria, type PurgeResult, settledCount } from "../../domain/purge.ts";
import type { Texts } from "../../i18n/en/index.ts";
import { RESTORE_WINDOW_DAYS } from "../../services/moderation-hiding.ts";
import type { PurgePreview } from "../../services/purge.ts";
import type { Tally } from "../../services/purge-selection.ts";
import { authorName, excerpt } from "./comment-card.ts";
import { escapeLine } from "./escape.ts";
import { commentLink } from "./links.ts";
import { timestamp } from "./time.ts";
import { type Block, button, fitCard, type MessageView, note, WARNING_COLOUR } from "./view.ts";

const SAMPLE_LENGTHS = [160, 90, 40, 16] as const;
const TYPED_LENGTH = 120;
const NAME_LENGTH = 40;
const TITLE_LENGTH = 60;

type Named = { title: string | null };

/** What would be removed, for whoever asked: confirmed with a button, or not. */
export function previewView(texts: Texts, preview: PurgePreview, article: Article | undefined): MessageView {
  const { purge } = texts;
  const { purgeId, summary, criteria } = preview;
  const asked = criteriaText(texts, criteria, { title: article?.title ?? null });
  const staff = summary.staffCount > 0 ? [`-# ${purge.staffLeftOut(summary.staffCount)}`] : [];
  if (purgeId === null) return fitCard([0], () => [`## ${purge.noneTitle}`, [purge.none, asked, ...staff].join("\n")]);
  const buttons = [
    button(purge.confirm(summary.total), `purge-confirm:${purgeId}`, ButtonStyle.Danger),
    button(purge.cancel, `purge-discard:${purgeId}`),
  ];
  const build = (length: number): Block[] => [
    `## ${purge.previewTitle}`,
    [asked, ...(preview.reason ? [`> ${escapeLine(preview.reason.slice(0, TYPED_LENGTH))}`] : [])].join("\n"),
    [summaryText(texts, preview), ...staff].join("\n"),
    "---",
    samplesText(texts, preview, length),
    "---",
    `-# ${purge.whatHappens(PREVIEW_MINUTES, RESTORE_WINDOW_DAYS)}`,
    buttons,
  ];
  return fitCard(SAMPLE_LENGTHS, build, WARNING_COLOUR);
}

/** What was asked for, in one line for each part. */
export function criteriaText({ purge }: Texts, criteria: PurgeCriteria, { title }: Named): string {
  const { criteria: say } = purge;
  const { memberId, articleId, from, until, words, pattern, host, likeId, raidThreadId } = criteria;
  const at = (milliseconds: number): string => timestamp(new Date(milliseconds).toISOString());
  const parts = [
    memberId === null ? null : say.member(`<@${memberId}>`),
    articleId === null ? say.everywhere : say.article(`**${escapeLine((title ?? articleId).slice(0, TITLE_LENGTH))}**`),
    from === null ? null : say.from(at(from)),
    until === null ? null : say.until(at(until)),
    words === null ? null : say.words(`**${escapeLine(words.slice(0, TYPED_LENGTH))}**`),
    pattern === null ? null : say.pattern(asCode(pattern)),
    host === null ? null : say.host(asCode(host)),
    likeId === null ? null : say.like(asCode(likeId)),
    raidThreadId === null ? null : say.raid(`<#${raidThreadId}>`),
  ];
  return parts
    .filter((part) => part !== null)
    .map((part) => `- ${part}`)
    .join("\n");
}

/** Nothing in it means anything to Discord, whatever signs it has. */
function asCode(text: string): string {
  return `\`\`${text.replaceAll("`", "ˋ").replace(/\s/g, " ").slice(0, TYPED_LENGTH)} \`\``;
}

function summaryText({ purge }: Texts, { summary }: PurgePreview): string {
  const { total, authors, articles, oldest, newest } = summary;
  const lines = [purge.found(total, authors.total, articles.total)];
  if (oldest !== null && newest !== null) lines.push(purge.span(timestamp(oldest), timestamp(newest)));
  lines.push(`**${purge.authors}** ${tallyText(purge, authors, authorLabel)}`);
  lines.push(
    `**${purge.articles}** ${tallyText(purge, articles, ({ name }) => escapeLine(name.slice(0, TITLE_LENGTH)))}`,
  );
  return lines.join("\n");
}

const authorLabel = ({ id, name }: Tally): string =>
  id === null ? escapeLine(name.slice(0, NAME_LENGTH)) : `<@${id}>`;

function tallyText(
  purge: Texts["purge"],
  { total, most }: { total: number; most: Tally[] },
  label: (entry: Tally) => string,
): string {
  const named = most.map((entry) => purge.tally(label(entry), entry.count));
  return [...named, ...(total > most.length ? [purge.others(total - most.length)] : [])].join(" · ");
}

function samplesText(texts: Texts, { summary }: PurgePreview, length: number): string {
  const { purge } = texts;
  const title = summary.samples.length === summary.total ? purge.allOfThem : purge.samples;
  return [`**${title}**`, ...summary.samples.map((sample) => sampleLine(texts, sample, length))].join("\n");
}

function sampleLine({ comments }: Texts, comment: Comment, length: number): string {
  const link = commentLink(comment);
  const when = comment.createdAt === null ? "" : ` ${timestamp(comment.createdAt, "R")}`;
  const jump = link ? ` [↗](${link})` : "";
  return `> **${authorName(comment, NAME_LENGTH)}**${when}${jump}\n> ${excerpt(comment, length) || `*${comments.noText}*`}`;
}

/** How far it is, with a button that stops it. */
export function purgeProgressView(
  { purge }: Texts,
  { done, total }: { done: number; total: number },
  isReturn: boolean,
): MessageView {
  return fitCard(
    [0],
    () => [purge.progress(done, total, isReturn), [button(purge.stop, "purge-stop")]],
    WARNING_COLOUR,
  );
}

export function lookingView({ purge }: Texts, looked: number): MessageView {
  return note(purge.looking(looked));
}

/** What became of it, as exact as it is known; of a run that is not over, how far it is. */
export function purgeDoneView(
  texts: Texts,
  result: Omit<PurgeResult, "purgeId" | "criteria">,
  { caseNumber, isReturn }: { caseNumber: number | null; isReturn: boolean },
): MessageView {
  const { purge } = texts;
  const title = result.isOver ? purge.doneTitle(isReturn) : purge.notOverTitle(isReturn);
  const foot = result.isOver
    ? caseNumber === null
      ? purge.noCase
      : purge.case(caseNumber)
    : purge.notOver(caseNumber);
  const canUndo = result.isOver && !isReturn && caseNumber !== null;
  const buttons = canUndo
    ? [[button(purge.undo, `mod-undo:${caseNumber}`)]]
    : result.isOver
      ? []
      : [[button(purge.stop, "purge-stop")]];
  return fitCard([0], () => [`## ${title}`, resultLines(texts, result, isReturn).join("\n"), `-# ${foot}`, ...buttons]);
}

/** The counts, each in a line: together they are all there were. */
export function resultLines(
  { purge }: Texts,
  { total, counts, isOver, stop }: Omit<PurgeResult, "purgeId" | "criteria">,
  isReturn: boolean,
): string[] {
  const untried = total - settledCount(counts);
  return [
    purge.done(counts.done, total, isReturn),
    ...(counts.gone > 0 ? [purge.gone(counts.gone, isReturn)] : []),
    ...Object.entries(counts.refused).map(([code, value]) => purge.refused(value, code)),
    ...(isOver && untried > 0 ? [purge.untried(untried)] : []),
    ...(isOver ? [] : [purge.running]),
    ...(stop === null ? [] : [purge.stops[stop]]),
  ];
}
