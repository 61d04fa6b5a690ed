import type { Passage, Reason } from "../../domain/detector-verdict.ts";
import { originalSpan } from "./normalise.ts";
import type { ReadText } from "./text-features.ts";

/**
 * Something that speaks for spam: a reason and its weight in log-odds. `group` says what it belongs to: signs of one group say the
 * same thing in part, so a group has a ceiling.
 */
export type Sign = { reason: Reason; weight: number; group: SignGroup };

/** text: what the comment says. The other groups are what the rule "more than text alone" means. */
export type SignGroup = "text" | "links" | "author" | "company" | "server";

/** More than this a group never says. */
export const CEILINGS: Readonly<Record<SignGroup, number>> = { text: 8, links: 5, author: 2, company: 6, server: 8 };

/** The passage of a stretch of the normalised text. Null where nothing of the original is left of it. */
export function passageOf({ normalised }: ReadText, from: number, to: number): Passage | null {
  const { start, end } = originalSpan(normalised, from, to);
  return start < end ? { start, end } : null;
}

/** The sum of all signs, each group up to its ceiling. */
export function weigh(signs: readonly Sign[], groups: readonly SignGroup[]): number {
  return groups.reduce((total, group) => {
    const sum = signs.filter((sign) => sign.group === group).reduce((weight, sign) => weight + sign.weight, 0);
    return total + Math.min(CEILINGS[group], sum);
  }, 0);
}
