import type { Span } from "../../domain/find-words.ts";
import type { DiffPart } from "../../domain/word-diff.ts";
import { escapeForDiscord } from "./escape.ts";

/** Private characters that stand where marks will be, while the text around them is escaped as one. */
const PRIVATE = /[\uE000-\uE002]/g;
const STANDS_FOR = { "**": "\uE000", "~~": "\uE001" } as const;
type Mark = keyof typeof STANDS_FOR;
const ADDRESS = /https?:\/\/\S+/g;

/**
 * Escapes a text that people wrote and puts marks of Discord's Markdown around stretches of it: `**` for bold. A mark within an
 * address would break it, so those stay as they are.
 */
export function markText(text: string, spans: readonly Span[], mark: Mark): string {
  const plain = withoutPrivate(text);
  const addresses = Array.from(plain.matchAll(ADDRESS), ({ index, 0: found }) => ({
    from: index,
    to: index + found.length,
  }));
  let marked = "";
  let at = 0;
  for (const { from, to } of spans) {
    if (from >= to || addresses.some((address) => from < address.to && address.from < to)) continue;
    marked += plain.slice(at, from) + wrap(plain.slice(from, to), mark);
    at = to;
  }
  return putMarks(marked + plain.slice(at));
}

/** Escapes a comparison of two texts: what was added is bold, what was removed is struck through. */
export function markDiff(parts: readonly DiffPart[]): string {
  const marks = { same: null, added: "**", removed: "~~" } as const;
  const marked = parts.map(({ text, kind }) => wrap(withoutPrivate(text), marks[kind])).join("");
  // A mark would be taken for the address's end: the addresses are words here, not links.
  return putMarks(marked).replaceAll("://", ":\\//");
}

const withoutPrivate = (text: string): string => text.replace(PRIVATE, " ");

/** Around the words, line by line: white space beside a mark, or a new line within, would make it none. */
function wrap(text: string, mark: Mark | null): string {
  if (mark === null) return text;
  const stand = STANDS_FOR[mark];
  return text.replace(/[^\n]*\S/g, (line) => {
    const words = line.trimStart();
    return `${line.slice(0, line.length - words.length)}${stand}${words}${stand}`;
  });
}

function putMarks(text: string): string {
  const escaped = escapeForDiscord(text);
  return escaped.replaceAll(STANDS_FOR["**"], "**").replaceAll(STANDS_FOR["~~"], "~~");
}
