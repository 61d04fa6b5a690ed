import { diffWordsWithSpace } from "diff";

/** A stretch of two versions of a text put into one: what both say, or only the one. */
export type DiffPart = { text: string; kind: "same" | "added" | "removed" };

/** Texts that differ more than this are shown one after the other: comparing them word by word would say nothing and take long. */
const MOST_EDITS = 1_000;
const LONGEST_MS = 100;
/** Words as people see them, also where they are written without spaces. */
const words = new Intl.Segmenter("und", { granularity: "word" });

/** What changed from one version to the next, word by word. The parts without `added` are the one, without `removed` the other. */
export function diffWords(before: string, after: string): DiffPart[] {
  const options = { maxEditLength: MOST_EDITS, timeout: LONGEST_MS, intlSegmenter: words };
  const changes = diffWordsWithSpace(before, after, options) ?? [
    { value: before, added: false, removed: true },
    { value: after, added: true, removed: false },
  ];
  return changes
    .filter(({ value }) => value !== "")
    .map(({ value, added, removed }) => ({ text: value, kind: added ? "added" : removed ? "removed" : "same" }));
}

/** The changes with some of what stands around them; a longer stretch that did not change becomes an ellipsis. */
export function shortenDiff(parts: readonly DiffPart[], around: number): DiffPart[] {
  return parts.map((part, index) => {
    if (part.kind !== "same" || part.text.length <= 2 * around) return part;
    const chars = Array.from(part.text);
    const before = index === 0 ? "" : chars.slice(0, around).join("");
    const after = index === parts.length - 1 ? "" : chars.slice(-around).join("");
    const text = `${before} … ${after}`;
    return { ...part, text: before === "" ? text.trimStart() : after === "" ? text.trimEnd() : text };
  });
}
