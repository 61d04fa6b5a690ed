import type { SearchTerm } from "./search-query.ts";
import { isNeighbour, type Unit, unitsOf } from "./word-units.ts";

/** Where something stands in a text: from, to, in UTF-16 code units. */
export type Span = { from: number; to: number };

/** Where the terms of a search stand in a text, in order and without overlaps. */
export function findWords(text: string, terms: readonly SearchTerm[]): Span[] {
  const units = unitsOf(text);
  const spans = terms.flatMap((term) => findTerm(units, term));
  return joinSpans(spans.sort((a, b) => a.from - b.from || b.to - a.to));
}

function findTerm(units: readonly Unit[], { text, isPrefix }: SearchTerm): Span[] {
  const wanted = unitsOf(text);
  if (wanted.length === 0) return [];
  const fits = (start: number, at: number): boolean => {
    const [unit, want] = [units[start + at], wanted[at]];
    if (!unit || !want) return false;
    // Characters of one word are not those of two.
    if (at > 0 && isNeighbour(wanted[at - 1], want) !== isNeighbour(units[start + at - 1], unit)) return false;
    return isPrefix && at === wanted.length - 1 ? unit.folded.startsWith(want.folded) : unit.folded === want.folded;
  };
  const spans: Span[] = [];
  for (let start = 0; start + wanted.length <= units.length; start++) {
    if (!wanted.every((_, at) => fits(start, at))) continue;
    spans.push({ from: units[start]?.from ?? 0, to: units[start + wanted.length - 1]?.to ?? 0 });
  }
  return spans;
}

/** Joins what overlaps or touches. The spans must be in order. */
function joinSpans(spans: readonly Span[]): Span[] {
  const joined: Span[] = [];
  for (const span of spans) {
    const last = joined.at(-1);
    if (last && span.from <= last.to) last.to = Math.max(last.to, span.to);
    else joined.push({ ...span });
  }
  return joined;
}
