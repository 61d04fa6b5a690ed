import type { SourceDocument } from "../domain/article.ts";
import { findCountLine, readComments, statedCount } from "./page-comments.ts";
import { isBlank, joinParagraphs, nextText } from "./paragraphs.ts";
import { looksLikeDate, readDate, type ReadDate } from "./read-date.ts";
import { readLength } from "./read-length.ts";
import { refuseSource } from "./refuse-source.ts";

const LONGEST_TITLE = 1_000;
const MARKUP = /^<(?:!--|(?:!doctype|\?xml|html|head|body|rss|feed|svg)\b)/i;
/** First lines of programs, patches, logs and tables: no one gives an article such a title. */
const PROGRAM =
  /^(?:#!|\/\/|\/\*|#include\b|<\?php|diff --git |import [\w.]+$|from [\w.]+ import |\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d|[^\s,]+(?:,[^\s,]+){2,}$)|[;{]$/;
const LENGTH_LABEL = /^length\s*:/i;
/** Longer, and it is a paragraph that happens to begin with the word. */
const LONGEST_LENGTH_LINE = 40;

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
 * The count may differ from the number of comments found.
 * @param lines without line ends
 * @throws UserError sourceRefused with the line that does not fit
 */
export function readTextPage(lines: readonly string[]): SourceDocument {
  const titleAt = nextText(lines, 0);
  const title = readTitle(lines, titleAt);
  const afterTitle = nextText(lines, titleAt + 1);
  const metadata = readMetadata(lines[afterTitle] ?? "", afterTitle + 1);
  const isAlone = afterTitle !== titleAt + 1 || metadata !== null || statedCount(lines[afterTitle]) !== null;
  if (afterTitle < lines.length && !isAlone) {
    throw refuseSource(afterTitle + 1, "titleNotAlone", lines[afterTitle] ?? "");
  }
  const bodyAt = metadata ? afterTitle + 1 : afterTitle;
  const countAt = findCountLine(lines, bodyAt);
  const body = joinParagraphs(lines.slice(bodyAt, countAt ?? lines.length)) || null;
  if (!metadata && countAt === null) checkBarePage(title, titleAt + 1, body);
  const stated = countAt === null ? null : statedCount(lines[countAt]);
  const said = {
    publishedAt: metadata?.date?.at ?? null,
    publishedZone: metadata?.date?.zone ?? null,
    lengthSeconds: metadata?.lengthSeconds ?? null,
    statedCommentCount: stated,
  };
  return {
    article: { url: null, title, author: null, ...said, summary: null, body, tags: [] },
    comments: countAt === null ? [] : readComments(lines, countAt + 1, stated ?? 0),
  };
}

function readTitle(lines: readonly string[], at: number): string {
  const title = lines[at]?.trim() ?? "";
  if (title === "") throw refuseSource(1, "empty", "");
  if (MARKUP.test(title)) throw refuseSource(at + 1, "markup", title);
  if (title.length > LONGEST_TITLE) throw refuseSource(at + 1, "titleTooLong", title);
  const [date = "", length = ""] = title.split("|");
  const isMetadata = LENGTH_LABEL.test(length.trim()) && looksLikeDate(date);
  const isCount = statedCount(title) !== null && !isBlank(lines[at + 1]);
  if (isMetadata || isCount) throw refuseSource(at + 1, "titleMissing", title);
  return title;
}

/** Without a date and without a count, only a title and a text are left to tell an article from any other file. */
function checkBarePage(title: string, line: number, body: string | null): void {
  if (PROGRAM.test(title)) throw refuseSource(line, "titleUnlikely", title);
  if (body === null) throw refuseSource(line, "articleMissing", title);
}

/** `DATE | Length: SECONDS`, or either alone; null for a line that means to be something else. */
function readMetadata(line: string, number: number): Metadata | null {
  const parts = line.split("|").map((part) => part.trim());
  const lengthText = parts
    .find((part) => LENGTH_LABEL.test(part))
    ?.replace(LENGTH_LABEL, "")
    .trim();
  const dateText = parts.filter((part) => part !== "" && !LENGTH_LABEL.test(part)).join(" | ");
  const isMeant =
    lengthText === undefined ? looksLikeDate(dateText) : dateText !== "" || line.length <= LONGEST_LENGTH_LINE;
  if (!isMeant) return null;
  const date = dateText === "" ? null : readDate(dateText);
  if (typeof date === "string") throw refuseSource(number, date, line);
  const lengthSeconds = lengthText ? readLength(lengthText) : null;
  if (lengthText && lengthSeconds === null) throw refuseSource(number, "lengthUnreadable", line);
  return { date, lengthSeconds };
}
