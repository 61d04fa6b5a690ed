import { defaultDetectorSettings } from "../src/domain/detector-settings.ts";
import type { CommentContext } from "../src/services/detector/context.ts";
import { createDetector } from "../src/services/detector/detector.ts";
import { FLAG_AT, HOLD_AT, LEAST_CONTEXT, probability } from "../src/services/detector/evidence.ts";
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

/** Nothing is known but the text. */
const UNKNOWN: CommentContext = { at: "2000-01-01T00:00:00.000Z", commentId: "1", threadId: "1", author: null };
/** Among texts of one score, the model's own margin decides. Smaller than a step of scores. */
const TIE_BREAK = 1e-5;

/** Judges texts alone, by all that the detector sees in them, without anything about their authors. */
export function evaluate(samples: readonly { text: string; label: 0 | 1 }[], model: TextModel): Evaluation {
  const detector = createDetector({ model });
  const settings = defaultDetectorSettings();
  const judge = (text: string): number => detector.inspect(text, UNKNOWN, settings).score;
  for (let at = 0; at < Math.min(WARM_UP, samples.length * 20); at++) judge(samples[at % samples.length]?.text ?? "");
  const times: number[] = [];
  const scored = samples.map(({ text, label }): Scored => {
    let score = 0;
    let fastest = Number.POSITIVE_INFINITY;
    for (let repeat = 0; repeat < REPEATS; repeat++) {
      const start = performance.now();
      score = judge(text);
      fastest = Math.min(fastest, performance.now() - start);
    }
    times.push(fastest);
    return { score: score + TIE_BREAK * probability(scoreText(readText(text), model).margin / 4), label };
  });
  return {
    rows: samples.length,
    spam: samples.filter(({ label }) => label === 1).length,
    auc: roundedOrNull(areaUnderCurve(scored)),
    hold: lineAt(scored, probability(FLAG_AT + HOLD_MARGIN)),
    flag: lineAt(scored, probability(FLAG_AT)),
    msPerComment: { p50: rounded(percentile(times, 0.5)), p99: rounded(percentile(times, 0.99)) },
  };
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
