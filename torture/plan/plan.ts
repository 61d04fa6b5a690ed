import { createHash } from "node:crypto";
import type { Deed, Step } from "./deeds.ts";
import { createDraw } from "./draw.ts";
import { createPeopleDeeds } from "./people.ts";
import { createTrouble } from "./trouble.ts";

/** Logical steps of a history in a second of its performance. */
export const STEPS_A_SECOND = 40;
/** Articles that are there before anything goes wrong. */
const FIRST_ARTICLES = 5;

export type Plan = {
  /** Articles to be posted while nothing goes wrong. */
  opening: readonly Deed[];
  steps: readonly Step[];
  /** The same for the same seed and length: SHA-256 of all that was planned. */
  history: string;
};

/** Draws the whole history before anything of it happens, so that nothing that happens can change it. */
export function makePlan({ seed, seconds }: { seed: number; seconds: number }): Plan {
  const draw = createDraw(seed);
  const people = createPeopleDeeds(draw);
  const trouble = createTrouble(draw);
  const opening = Array.from({ length: FIRST_ARTICLES }, (_, index) => people.openArticle(index % 2 === 1));
  const filling = people.fillCalmThread();
  const steps = Array.from({ length: Math.round(seconds * STEPS_A_SECOND) }, (_, index) => [
    ...(index === 0 ? filling : []),
    ...trouble.at(index),
    ...people.next(),
  ]);
  const history = createHash("sha256").update(JSON.stringify({ opening, steps })).digest("hex");
  return { opening, steps, history };
}
