/**
 * Evidence is counted in log-odds: what signs add up to, over how rare spam is. A comment that nothing speaks against has the odds
 * of any comment; the score is the probability that all evidence together leaves.
 */
export const PRIOR = -4;
/** From here a comment is flagged for moderators; a text on the model's line gets here by itself. */
export const FLAG_AT = 0;
/** From here it may be held; see `detector.ts` for what else that takes. */
export const HOLD_AT = 2;
/** The least that signs other than the text must say before anything is held. */
export const LEAST_CONTEXT = 1;

/** A text says at most this much, and a harmless one never speaks for its author: a model knows too little of good comments. */
const MOST_OF_TEXT = 8;

export function textEvidence(margin: number): number {
  return Math.min(MOST_OF_TEXT, Math.max(0, FLAG_AT - PRIOR + margin));
}

export function probability(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}
