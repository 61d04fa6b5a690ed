import type { ImportedComment } from "../domain/article.ts";
import { isBlank, joinParagraphs, nextText } from "./paragraphs.ts";
import { refuseSource } from "./refuse-source.ts";

/** A longer line that stands twice is text. */
const LONGEST_NAME = 200;
const COUNT_LINE = /^(?<count>\d{1,3}(?:[.,\u00a0\u202f' ]\d{3}){1,2}|\d{1,9})\s+comments?:?$/i;
/** What a name hardly is, but a line of a text may be: an address, a phrase, something that ends like a sentence. */
const PHRASE = /^https?:\/\/|^.{60,}$|^(?:\S+\s+){6,}\S|[.!?…:;,]["'”’»)\]]*$/u;

/** How many comments a line such as `16 comments` or `1,234 comments` states; null for any other line. */
export function statedCount(line: string | undefined): number | null {
  const count = COUNT_LINE.exec(line?.trim() ?? "")?.groups?.["count"];
  return count === undefined ? null : Number(count.replace(/\D/g, ""));
}

/**
 * The line that parts the article from its comments; null when there is none. The article, and a comment, may have a line that looks
 * like it, so it is the first that a comment follows, else one that ends the page.
 * @throws UserError sourceRefused when something else than a comment follows a count that stands alone
 */
export function findCountLine(lines: readonly string[], from: number): number | null {
  const candidates: number[] = [];
  for (let at = from; at < lines.length; at++) if (statedCount(lines[at]) !== null) candidates.push(at);
  const followed =
    candidates.find((at) => isHeader(lines, at + 1)) ??
    candidates.find((at) => isHeader(lines, nextText(lines, at + 1)));
  if (followed !== undefined) return followed;
  const last = candidates.at(-1);
  if (last !== undefined && nextText(lines, last + 1) === lines.length) return last;
  const alone = candidates.findLast((at) => at === from || isBlank(lines[at - 1]));
  if (alone === undefined) return null;
  const name = nextText(lines, alone + 1);
  const isRepeated = lines[name]?.trimEnd() === lines[name + 1]?.trimEnd() && !isBlank(lines[name + 2]);
  const misfit = isRepeated ? name + 2 : name;
  throw refuseSource(misfit + 1, "commentNameNotRepeated", lines[misfit] ?? "");
}

/**
 * The comments from line `from` on, which must be the first one's header.
 *
 * A header is two equal lines, after an empty line and before an empty line. A text can hold such lines too:
 * - right behind a name, with no more text behind them, they are that comment's text: else there would be two comments without one;
 * - right behind a name, or last of all, or read like a phrase, they are text only where there would else be more comments than
 *   `stated`. Where not, the page is taken to lack a text, and refused, rather than to put one person's words under another's name;
 * - anywhere else they begin a comment, whatever the count: pages often state another than they hold.
 * @throws UserError sourceRefused with the line of a name without text
 */
export function readComments(lines: readonly string[], from: number, stated: number): ImportedComment[] {
  const headers = leaveOutText(lines, findHeaders(lines, from), stated);
  return headers.map((at, index) => {
    const author = lines[at]?.trim() ?? "";
    const text = joinParagraphs(lines.slice(at + 2, headers[index + 1] ?? lines.length));
    if (!text) throw refuseSource(at + 1, "commentTextMissing", author);
    return { author, text, createdAt: null, parent: null };
  });
}

function findHeaders(lines: readonly string[], from: number): number[] {
  const first = nextText(lines, from);
  const headers: number[] = [];
  for (let at = first; at < lines.length; at++) {
    if ((at === first || isBlank(lines[at - 1])) && isHeader(lines, at)) headers.push(at);
  }
  return headers;
}

/** Takes out what is text, as far as there are more headers than stated; those first that would leave a comment without text. */
function leaveOutText(lines: readonly string[], found: readonly number[], stated: number): number[] {
  let surplus = found.length - stated;
  const headers: number[] = [];
  for (const [index, at] of found.entries()) {
    const before = headers.at(-1);
    const behind = nextText(lines, at + 2);
    const isLast = behind === lines.length;
    const isFirstText = before !== undefined && nextText(lines, before + 2) === at;
    const isWholeText = isFirstText && (isLast || behind === found[index + 1]);
    const isText = isWholeText || (surplus > 0 && before !== undefined && (isFirstText || isLast));
    if (isText) surplus--;
    else headers.push(at);
  }
  return headers.filter((at, index) => {
    const isText = index > 0 && surplus > 0 && PHRASE.test(lines[at]?.trim() ?? "");
    if (isText) surplus--;
    return !isText;
  });
}

function isHeader(lines: readonly string[], at: number): boolean {
  const name = lines[at]?.trimEnd() ?? "";
  return name !== "" && name.length <= LONGEST_NAME && lines[at + 1]?.trimEnd() === name && isBlank(lines[at + 2]);
}
