import { type SpamKind, spamKinds } from "../../domain/detector-verdict.ts";
import { describeSpan, TRAIT_COUNT } from "./span-traits.ts";
import type { ReadText } from "./text-features.ts";

/** The model has a part for each kind of spam. */
export const textKinds = spamKinds;
export type TextKind = SpamKind;

export type KindParameters = {
  /** What one step of an 8-bit weight is worth. */
  step: number;
  bias: number;
  /** One for each number of `describeSpan`. */
  traits: readonly number[];
  /** The score at which text alone is worth a look; margins are counted from here, in log-odds by `slope`. */
  threshold: number;
  slope: number;
};

export type TextModel = {
  kinds: Readonly<Record<TextKind, KindParameters>>;
  /** For each bucket one weight a kind, in the order of `textKinds`. */
  weights: Int8Array;
  /** What a part of a comment must show beyond what a whole one must, in log-odds; one for each of PART_SIZES. */
  partPenalties: readonly number[];
};

export type TextScore = {
  /** Log-odds above (or below) the line at which text alone is flagged. */
  margin: number;
  kind: TextKind;
  /** The part that decided, as tokens from `from` to before `to`. */
  from: number;
  to: number;
};

const KINDS = textKinds.length;
const WIDTH = KINDS + 1;
/**
 * Parts of a comment, in tokens: about 30 words, as padding with good words hides no part of it, and about 15, as much spam is
 * shorter. They overlap by three quarters.
 */
export const PART_SIZES = [36, 18] as const;
const PARTS_OVERLAPPING = 4;
/** A part of figures and signs, as a table is, says nothing on its own. */
const LEAST_SHARE_OF_WORDS = 1 / 3;
const WORDLESS_MARGIN = -1;

/** Sums over tokens: row i holds, for each kind, the 8-bit weights of the tokens before i, and last their squared length. */
function sumTokens({ tokens, offsets, buckets, values }: ReadText, { weights }: TextModel): Float64Array {
  const sums = new Float64Array((tokens.length + 1) * WIDTH);
  const running = new Float64Array(WIDTH);
  let at = 0;
  for (let token = 0; token < tokens.length; token++) {
    for (const end = offsets[token + 1] ?? 0; at < end; at++) {
      const value = values[at] ?? 0;
      const bucket = (buckets[at] ?? 0) * KINDS;
      for (let kind = 0; kind < KINDS; kind++) running[kind]! += (weights[bucket + kind] ?? 0) * value;
      running[KINDS]! += value * value;
    }
    sums.set(running, (token + 1) * WIDTH);
  }
  return sums;
}

const spanTraits = new Float64Array(TRAIT_COUNT);

/** Scores a span for each kind, as the linear functions that were trained. */
function scoreSpan(read: ReadText, { kinds }: TextModel, sums: Float64Array, from: number, to: number): number[] {
  describeSpan(read.counts, from, to, spanTraits);
  const [first, last] = [from * WIDTH, to * WIDTH];
  const length = Math.sqrt((sums[last + KINDS] ?? 0) - (sums[first + KINDS] ?? 0)) || 1;
  return textKinds.map((name, kind) => {
    const { bias, step, traits } = kinds[name];
    let score = bias + (step * ((sums[last + kind] ?? 0) - (sums[first + kind] ?? 0))) / length;
    for (let at = 0; at < TRAIT_COUNT; at++) score += (traits[at] ?? 0) * (spanTraits[at] ?? 0);
    return score;
  });
}

/** A span's raw scores, one a kind in the order of `textKinds`. `size` is 0 for the whole, else 1 more than its place in PART_SIZES. */
export type SpanScores = { from: number; to: number; size: number; scores: readonly number[] };

/** Scores the whole text, then, of a longer one, its overlapping parts. */
export function scoreSpans(read: ReadText, model: TextModel): SpanScores[] {
  const all = read.tokens.length;
  const sums = sumTokens(read, model);
  const scored = (from: number, to: number, size: number): SpanScores => ({
    from,
    to,
    size,
    scores: scoreSpan(read, model, sums, from, to),
  });
  const spans = [scored(0, all, 0)];
  for (const [at, tokens] of PART_SIZES.entries()) {
    if (all <= tokens) continue;
    const step = Math.ceil(tokens / PARTS_OVERLAPPING);
    for (let from = 0; from < all - tokens + step; from += step) {
      const start = Math.min(from, all - tokens);
      if (countWords(read, start, start + tokens) >= tokens * LEAST_SHARE_OF_WORDS)
        spans.push(scored(start, start + tokens, at + 1));
    }
  }
  return spans;
}

/** Of a long text that was judged as a whole, the part that says most. */
function mostTelling(spans: readonly SpanScores[], best: TextScore): { from: number; to: number } {
  const at = textKinds.indexOf(best.kind);
  const parts = spans.filter(({ size, from, to }) => size > 0 && from >= best.from && to <= best.to);
  return (
    parts.reduce<SpanScores | null>(
      (most, part) => (most && (most.scores[at] ?? 0) >= (part.scores[at] ?? 0) ? most : part),
      null,
    ) ?? best
  );
}

function countWords({ tokens }: ReadText, from: number, to: number): number {
  let words = 0;
  for (let at = from; at < to; at++) if (tokens[at]?.kind === "word") words++;
  return words;
}

/**
 * Scores a text as a whole and in parts, and answers with what speaks most for spam. Where there is no word, as with a bare link,
 * there is no text to judge: it stays below the line.
 */
export function scoreText(read: ReadText, model: TextModel): TextScore {
  const spans = scoreSpans(read, model);
  const best: TextScore = { margin: Number.NEGATIVE_INFINITY, kind: "articles", from: 0, to: read.tokens.length };
  for (const { from, to, size, scores } of spans)
    for (const [at, score] of scores.entries()) {
      const kind = textKinds[at] ?? "articles";
      const { threshold, slope } = model.kinds[kind];
      const margin = slope * (score - threshold) - (model.partPenalties[size - 1] ?? 0);
      if (margin > best.margin) Object.assign(best, { margin, kind, from, to });
    }
  ({ from: best.from, to: best.to } = mostTelling(spans, best));
  if (!read.tokens.some(({ kind }) => kind === "word")) best.margin = Math.min(best.margin, WORDLESS_MARGIN);
  return best;
}
