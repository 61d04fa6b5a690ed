import { FUNCTION_WORDS } from "./span-traits.ts";
import { readText } from "./text-features.ts";
import type { Token } from "./tokens.ts";

/** With the route and the comment's id it fits into the custom id of a button. */
export const MOST_SUGGESTED = 50;
const MOST_WORDS = 3;
const SHORTEST_WORD = 4;
/** Longer words say no more. */
const LONGEST_COUNTED = 9;

/**
 * What a moderator could watch for after such a comment: the host of its first link, else its most telling words. A beginning to be changed:
 * it is filled into a form, and nothing is watched that nobody sent off. Empty where nothing stands out.
 */
export function suggestPhrase(text: string): string {
  const { tokens, links } = readText(text);
  const host = links.find(({ kind }) => kind === "web")?.domain;
  if (host !== undefined && host.length <= MOST_SUGGESTED) return host;
  let best = { phrase: "", score: 0 };
  for (let from = 0; from < tokens.length; from++)
    for (let count = 1; count <= MOST_WORDS; count++) {
      const stretch = tokens.slice(from, from + count);
      const phrase = stretch.map((token) => token.text).join(" ");
      const score = scoreOf(stretch);
      if (score > best.score && phrase.length <= MOST_SUGGESTED) best = { phrase, score };
    }
  return best.phrase;
}

/** How telling words in a row are; 0 for a stretch that is no phrase. */
function scoreOf(stretch: readonly Token[]): number {
  const [first, last] = [stretch[0], stretch.at(-1)];
  if (!first || !last || stretch.some(({ kind }) => kind !== "word")) return 0;
  if (!isTelling(first) || !isTelling(last)) return 0;
  const score = stretch.reduce(
    (sum, token) => sum + (isTelling(token) ? Math.min(token.text.length, LONGEST_COUNTED) : 0),
    0,
  );
  // Two words are rarely written by chance, and a third one makes the phrase easy to get around.
  return stretch.length === 2 ? score * 1.5 : score;
}

function isTelling({ text }: Token): boolean {
  return text.length >= SHORTEST_WORD && !FUNCTION_WORDS.has(text);
}
