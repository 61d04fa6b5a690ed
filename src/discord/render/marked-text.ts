import type { Span } from "../../domain/find-words.ts";
import { escapeForDiscord } from "./escape.ts";

/** Private characters that stand where a mark will be, while the text around them is escaped as one. */
const [OPENS, CLOSES] = ["\uE000", "\uE001"] as const;
const ADDRESS = /https?:\/\/\S+/g;

/**
 * Escapes a text that people wrote and puts marks of Discord's Markdown around stretches of it: `**` for bold. A mark within an
 * address would break it, so those stay as they are.
 */
export function markText(text: string, spans: readonly Span[], mark: string): string {
  const plain = text.replaceAll(OPENS, " ").replaceAll(CLOSES, " ");
  const addresses = Array.from(plain.matchAll(ADDRESS), ({ index, 0: found }) => ({
    from: index,
    to: index + found.length,
  }));
  let marked = "";
  let at = 0;
  for (const { from, to } of spans) {
    if (from >= to || addresses.some((address) => from < address.to && address.from < to)) continue;
    marked += `${plain.slice(at, from)}${OPENS}${plain.slice(from, to)}${CLOSES}`;
    at = to;
  }
  return escapeForDiscord(marked + plain.slice(at)).replace(/[\uE000\uE001]/g, mark);
}
