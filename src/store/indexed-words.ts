import { hasUnspaced, isNeighbour, type Unit, unitsOf } from "../domain/word-units.ts";

/** A search looks at so much of a word. */
const LONGEST_WORD = 50;

/**
 * A folded text as the full-text index takes it: of a script without spaces each pair of neighbours becomes a word, and the last
 * character of a run one more, so that a search finds any stretch of it (`漢字だ` → `漢字 字だ だ`). Seen in Lucene's CJKBigramFilter.
 */
export function indexedText(folded: string): string {
  if (!hasUnspaced(folded)) return folded;
  const units = unitsOf(folded);
  return units.flatMap((unit, at) => wordsOf(unit, units[at + 1], true)).join(" ");
}

/** What FTS5 is asked for a stretch of text: its words next to each other; the last may go on when `isPrefix`. Null without a word. */
export function phraseFor(text: string, isPrefix: boolean): string | null {
  const units = unitsOf(text).slice(0, LONGEST_WORD);
  const last = units.at(-1);
  if (!last) return null;
  const isPair = last.isUnspaced && isNeighbour(units.at(-2), last);
  const words = units.flatMap((unit, at) => wordsOf(unit, units[at + 1], !isPair || at < units.length - 1));
  const plain = words.flatMap((word) => word.match(/[\p{L}\p{N}]+/gu) ?? []);
  if (plain.length === 0) return null;
  const isLong = plain.some((word) => word.length > LONGEST_WORD);
  const cut = plain.map((word) => Array.from(word).slice(0, LONGEST_WORD).join(""));
  // A single character is the first of a pair, whatever follows it.
  const goesOn = isPrefix || isLong || (last.isUnspaced && !isPair);
  return `"${cut.join(" ")}"${goesOn ? " *" : ""}`;
}

function wordsOf(unit: Unit, next: Unit | undefined, isEndKept: boolean): string[] {
  if (!unit.isUnspaced) return [unit.folded];
  if (next && isNeighbour(unit, next)) return [unit.folded + next.folded];
  return isEndKept ? [unit.folded] : [];
}
