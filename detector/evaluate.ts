import { HOLD_AT, LEAST_CONTEXT } from "../src/services/detector/evidence.ts";
import { readText } from "../src/services/detector/text-features.ts";
import { scoreText, type TextModel } from "../src/services/detector/text-model.ts";
import { areaUnderCurve, outcomeAt, percentile, type Scored } from "./metrics.ts";

export type Line = { precision: number; recall: number; falsePositiveRate: number };

export type Evaluation = {
  rows: number;
  spam: number;
  /** Null where all rows have one label. */
  auc: number | null;
  /** Texts strong enough that an untrusted author and the weakest other sign hold them. */
  hold: Line;
  /** Texts that are flagged whoever wrote them. */
  flag: Line;
  /** Milliseconds for one comment, from its text to its score. */
  msPerComment: { p50: number; p99: number };
};

/** The margin of a text, in log-odds above the line of a flag, from which it can be held. */
export const HOLD_MARGIN = HOLD_AT - LEAST_CONTEXT;
/** Timed after the engine has seen this many comments, as in a bot that runs; each three times, the fastest counts. */
const WARM_UP = 300;
const REPEATS = 3;

/** Judges texts alone, without anything about their authors. */
export function evaluate(samples: readonly { text: string; label: 0 | 1 }[], model: TextModel): Evaluation {
  for (let at = 0; at < Math.min(WARM_UP, samples.length * 20); at++)
    judge(samples[at % samples.length]?.text ?? "", model);
  const times: number[] = [];
  const scored = samples.map(({ text, label }): Scored => {
    let score = 0;
    let fastest = Number.POSITIVE_INFINITY;
    for (let repeat = 0; repeat < REPEATS; repeat++) {
      const start = performance.now();
      score = judge(text, model);
      fastest = Math.min(fastest, performance.now() - start);
    }
    times.push(fastest);
    return { score, label };
  });
  return {
    rows: samples.length,
    spam: samples.filter(({ label }) => label === 1).length,
    auc: roundedOrNull(areaUnderCurve(scored)),
    hold: lineAt(scored, HOLD_MARGIN),
    flag: lineAt(scored, 0),
    msPerComment: { p50: rounded(percentile(times, 0.5)), p99: rounded(percentile(times, 0.99)) },
  };
}

function judge(text: string, model: TextModel): number {
  return scoreText(readText(text), model).margin;
}

export function lineAt(scored: readonly Scored[], threshold: number): Line {
  const { precision, recall, falsePositiveRate } = outcomeAt(scored, threshold);
  return { precision: rounded(precision), recall: rounded(recall), falsePositiveRate: rounded(falsePositiveRate, 5) };
}

export function rounded(value: number, digits = 4): number {
  return Number(value.toFixed(digits));
}

export function roundedOrNull(value: number | null): number | null {
  return value === null ? null : rounded(value);
}
