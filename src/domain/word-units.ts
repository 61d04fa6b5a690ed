import { foldText } from "./fold-text.ts";

/**
 * A character of a script that is written without spaces (Chinese, Japanese, Thai …), or whose words grow endings (Korean): there a
 * word is looked for inside of others.
 */
const UNSPACED =
  "[[\\p{scx=Han}\\p{scx=Hira}\\p{scx=Kana}\\p{scx=Hang}\\p{scx=Bopo}\\p{scx=Thai}\\p{scx=Laoo}\\p{scx=Khmr}\\p{scx=Mymr}]&&[\\p{L}\\p{N}]]";
const UNIT = new RegExp(`(?<unspaced>${UNSPACED})\\p{M}*|(?:(?!${UNSPACED})[\\p{L}\\p{N}\\p{M}])+`, "gv");
const HAS_UNSPACED = new RegExp(UNSPACED, "v");

/** A word, or one character of a script without spaces: what texts and searches are compared by. */
export type Unit = {
  folded: string;
  isUnspaced: boolean;
  /** Where it stands in the text: from, to, in UTF-16 code units. */
  from: number;
  to: number;
};

export function unitsOf(text: string): Unit[] {
  return Array.from(text.matchAll(UNIT), (match) => ({
    folded: foldText(match[0]),
    isUnspaced: match.groups?.["unspaced"] !== undefined,
    from: match.index,
    to: match.index + match[0].length,
  })).filter(({ folded }) => folded !== "");
}

/** Whether two characters of a script without spaces stand next to each other. */
export function isNeighbour(unit: Unit | undefined, next: Unit): boolean {
  return unit !== undefined && unit.isUnspaced && next.isUnspaced && unit.to === next.from;
}

export function hasUnspaced(text: string): boolean {
  return HAS_UNSPACED.test(text);
}
