import type { ArticleFields, ImportedComment, SourceDocument } from "../domain/article.ts";
import { looksLikeDate, readDate, type ReadDate } from "./read-date.ts";
import { refuseSource } from "./refuse-source.ts";

const LONGEST_TITLE = 1_000;
/** Longer lines that stand twice are text: a name is short. */
const LONGEST_NAME = 100;
const COUNT_LINE = /^(?<count>\d{1,3}(?:[.,\u00a0\u202f' ]\d{3})+|\d+)\s+comments?:?$/i;

type Metadata = { date: ReadDate | null; lengthSeconds: number | null };

/**
 * Reads an article page that was saved as text, with the comments under it:
 *
 *     TITLE
 *                                   (an empty line)
 *     DATE | Length: SECONDS        (either may be missing, or the line)
 *                                   (paragraphs)
 *     N comments                    (may be missing, with all that follows)
 *     NAME
 *     NAME
 *                                   (an empty line)
 *     TEXT                          (one or more paragraphs, up to the next name on two lines)
 *
 * A comment begins where, after an empty line, two equal lines are followed by an empty line and then by text. What follows a
 * name is always text, also when it looks like a name itself. The count may differ from the number of comments found.
 * @param lines without line ends
 * @throws UserError sourceRefused with the line that does not fit
 */
export function readTextPage(lines: readonly string[]): SourceDocument {
  const titleAt = nextText(lines, 0);
  const title = lines[titleAt]?.trim();
  if (!title) throw refuseSource(1, "empty", "");
  if (/^(<!doctype|<\?xml|<html\b)/i.test(title)) throw refuseSource(titleAt + 1, "markup", title);
  if (title.length > LONGEST_TITLE) throw refuseSource(titleAt + 1, "titleTooLong", title);
  const afterTitle = nextText(lines, titleAt + 1);
  const metadata = readMetadata(lines[afterTitle] ?? "", afterTitle + 1);
  const isAlone = afterTitle !== titleAt + 1 || metadata !== null || isCountLine(lines[afterTitle] ?? "");
  if (afterTitle < lines.length && !isAlone)
    throw refuseSource(afterTitle + 1, "titleNotAlone", lines[afterTitle] ?? "");

  const bodyAt = metadata ? afterTitle + 1 : afterTitle;
  const countAt = findCountLine(lines, bodyAt);
  const body = joinParagraphs(lines.slice(bodyAt, countAt ?? lines.length));
  if (!metadata && countAt === null && !body) throw refuseSource(titleAt + 1, "articleMissing", title);
  const statedCommentCount = countAt === null ? null : statedCount(lines[countAt] ?? "");
  const comments = countAt === null ? [] : readComments(lines, countAt + 1, statedCommentCount ?? 0);
  return { article: articleOf(title, metadata, body, statedCommentCount), comments };
}

function articleOf(
  title: string,
  metadata: Metadata | null,
  body: string,
  statedCommentCount: number | null,
): ArticleFields {
  return {
    url: null,
    title,
    author: null,
    publishedAt: metadata?.date?.at ?? null,
    publishedZone: metadata?.date?.zone ?? null,
    lengthSeconds: metadata?.lengthSeconds ?? null,
    summary: null,
    body: body || null,
    statedCommentCount,
    tags: [],
  };
}

/** `DATE | Length: SECONDS`, either alone, or null for a line that means to be something else. */
function readMetadata(line: string, number: number): Metadata | null {
  const parts = line.split("|").map((part) => part.trim());
  const lengthPart = parts.find((part) => /^length\s*:/i.test(part));
  const dateParts = parts.filter((part) => part !== lengthPart && part !== "");
  if (lengthPart === undefined && (dateParts.length !== 1 || parts.length > 2)) return null;
  const dateText = dateParts.join(" | ");
  if (lengthPart === undefined && !looksLikeDate(dateText)) return null;
  const date = dateText === "" ? null : readDate(dateText);
  if (typeof date === "string") throw refuseSource(number, date, line);
  return { date, lengthSeconds: lengthPart === undefined ? null : readLength(lengthPart, line, number) };
}

/** `Length: 324`, `Length: 5:24`, `Length: 1:02:03`. */
function readLength(part: string, line: string, number: number): number {
  const text = part.replace(/^length\s*:\s*/i, "");
  const [, plain, hours, minutes, seconds] =
    /^(?:(\d{1,9})(?:\s*s(?:ec(?:ond)?s?)?\.?)?|(?:(\d{1,4}):)?(\d{1,4}):(\d{2}))$/i.exec(text) ?? [];
  if (plain !== undefined) return Number(plain);
  if (seconds === undefined || Number(seconds) > 59 || (hours !== undefined && Number(minutes) > 59)) {
    throw refuseSource(number, "lengthUnreadable", line);
  }
  return Number(hours ?? 0) * 3_600 + Number(minutes) * 60 + Number(seconds);
}

/**
 * The line that parts the article from its comments: the first that a comment follows, else the last with nothing behind it. A line
 * of the article may look like one.
 */
function findCountLine(lines: readonly string[], from: number): number | null {
  const candidates: number[] = [];
  for (let at = from; at < lines.length; at++) if (isCountLine(lines[at] ?? "")) candidates.push(at);
  const followed = candidates.find((at) => isPairAt(lines, nextText(lines, at + 1)));
  if (followed !== undefined) return followed;
  const last = candidates.at(-1);
  if (last === undefined || nextText(lines, last + 1) >= lines.length) return last ?? null;
  const at = nextText(lines, last + 1);
  throw refuseSource(brokenNameLine(lines, at) + 1, "commentNameNotRepeated", lines[brokenNameLine(lines, at)] ?? "");
}

/** Where a comment's beginning breaks off: at the second name if that differs, else behind it. */
function brokenNameLine(lines: readonly string[], at: number): number {
  if (at + 1 >= lines.length) return at;
  return lines[at]?.trim() === lines[at + 1]?.trim() && at + 2 < lines.length ? at + 2 : at + 1;
}

function readComments(lines: readonly string[], from: number, stated: number): ImportedComment[] {
  const starts = implausibleLeftOut(lines, findStarts(lines, from), stated);
  checkLastPair(lines, starts, stated);
  return starts.map((at, index) => {
    const author = lines[at]?.trim() ?? "";
    const text = joinParagraphs(lines.slice(at + 2, starts[index + 1] ?? lines.length));
    if (!text) throw refuseSource(at + 1, "commentTextMissing", author);
    return { author, text, createdAt: null, parent: null };
  });
}

function findStarts(lines: readonly string[], from: number): number[] {
  const starts: number[] = [];
  for (let at = nextText(lines, from); at < lines.length;) {
    const isStart = isPairAt(lines, at) && (starts.length === 0 || nextText(lines, at + 2) < lines.length);
    if (isStart) starts.push(at);
    // Whatever stands first behind a name is its text; a comment begins only after an empty line.
    at = isStart ? nextText(lines, at + 2) + 1 : at + 1;
    while (at < lines.length && !(isBlank(lines[at - 1]) && !isBlank(lines[at]))) at++;
  }
  return starts;
}

/** Two equal lines at the very end are text, unless a comment is still missing: then they are its name. */
function checkLastPair(lines: readonly string[], starts: number[], stated: number): void {
  const end = lines.findLastIndex((line) => !isBlank(line));
  const at = end - 1;
  const isName =
    isPairAt(lines, at) && isBlank(lines[at - 1]) && starts.length < stated && at > (starts.at(-1) ?? at) + 3;
  if (isName) throw refuseSource(at + 1, "commentTextMissing", lines[at] ?? "");
}

/** When there are more than the page states, those go first that read like text: long, or ending like a sentence. */
function implausibleLeftOut(lines: readonly string[], starts: number[], stated: number): number[] {
  const isSentence = (at: number): boolean => /[.!?…]["'”’)]*$/.test(lines[at]?.trim() ?? "");
  let surplus = starts.length - stated;
  return starts.filter((at, index) => index === 0 || surplus <= 0 || !isSentence(at) || surplus-- <= 0);
}

/** A name on two lines, and an empty line or the end. */
function isPairAt(lines: readonly string[], at: number): boolean {
  const name = lines[at]?.trim() ?? "";
  return name !== "" && name.length <= LONGEST_NAME && lines[at + 1]?.trim() === name && isBlank(lines[at + 2]);
}

const isBlank = (line: string | undefined): boolean => line === undefined || line.trim() === "";
const isCountLine = (line: string): boolean => COUNT_LINE.test(line.trim());
const statedCount = (line: string): number =>
  Number((COUNT_LINE.exec(line.trim())?.groups?.["count"] ?? "").replace(/\D/g, ""));

/** The index of the first line from `from` on that is not empty; `lines.length` when there is none. */
function nextText(lines: readonly string[], from: number): number {
  let at = from;
  while (at < lines.length && isBlank(lines[at])) at++;
  return at;
}

/** Paragraphs with one empty line between; line ends within them stay. */
function joinParagraphs(lines: readonly string[]): string {
  return lines
    .map((line) => line.trimEnd())
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}
