import { Counter, Histogram, type Registry } from "prom-client";
import type { InteractionWatch } from "../discord/dispatch.ts";

/** Discord drops an interaction that has no first answer after three seconds. */
const ANSWER_BUCKETS_SECONDS = [0.025, 0.05, 0.1, 0.25, 0.5, 1, 1.5, 2, 2.5, 3, 5];

/** Counts commands, buttons and forms, and how long people wait for a sign. */
export function createInteractionMetrics(registry: Registry): InteractionWatch {
  const registers = [registry];
  const arrivals = new Counter({
    name: "talkback_interactions_total",
    help: "Commands, buttons, forms and suggestions that were asked for.",
    labelNames: ["kind"],
    registers,
  });
  const errors = new Counter({
    name: "talkback_interaction_errors_total",
    help: "Interactions that did not go well. refused: the person was told why; failed: a bug, with an incident number; unanswered: nobody was told anything.",
    labelNames: ["outcome"],
    registers,
  });
  for (const outcome of ["refused", "failed", "unanswered"]) errors.inc({ outcome }, 0);
  const answers = new Histogram({
    name: "talkback_interaction_first_answer_seconds",
    help: "From the arrival of an interaction until Discord took the first answer. After three seconds it is too late.",
    buckets: ANSWER_BUCKETS_SECONDS,
    registers,
  });
  return {
    arrived(kind) {
      const startedMs = performance.now();
      arrivals.inc({ kind });
      return () => answers.observe((performance.now() - startedMs) / 1_000);
    },
    wentWrong: (outcome) => errors.inc({ outcome }),
  };
}
