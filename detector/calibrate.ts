import {
  PART_SIZES,
  scoreSpans,
  type TextKind,
  textKinds,
  type TextModel,
} from "../src/services/detector/text-model.ts";
import { FOLDS, HARMLESS, published, type Source } from "./datasets.ts";
import { outcomeAt, thresholdForCount, thresholdForPrecision } from "./metrics.ts";
import { isOwn, rounded, trainKinds, type TrainingRow } from "./train-kinds.ts";

/** A row with the scores of a model that has not seen it, its fold, or its article. */
export type UnseenRow = TrainingRow & SpanBests;
/** The highest score of each kind: for the whole text, and for its parts of each size. */
export type SpanBests = { whole: readonly number[]; parts: readonly (readonly number[])[] };

const spamSources = (Object.keys(published) as Source[]).filter((source) => published[source].kind !== null);

/** What every set's flagged rows must hold in spam. */
const LEAST_PRECISION = 0.95;
/** Which share of all harmless rows each kind may flag on its own: most for what is closest to our own work. */
const HARMLESS_SHARES: Readonly<Record<TextKind, number>> = {
  articles: 0.0007,
  videos: 0.0002,
  replies: 0.0003,
  messages: 0.0002,
};
/** What the search in parts may add, and what all together may flag. */
const HARMLESS_SHARE_OF_PARTS = 0.0002;
const HARMLESS_SHARE_OF_ALL = 0.0009;
const LEAST_PENALTY = 0.5;

/** Cross-validation: every row is scored by models trained on the other folds. */
export function scoreUnseen(rows: readonly TrainingRow[]): UnseenRow[] {
  return Array.from({ length: FOLDS }, (_, fold) => fold).flatMap((fold) => {
    const model = trainKinds(rows.filter((row) => row.fold !== fold));
    return rows.filter((row) => row.fold === fold).map((row) => ({ ...row, ...scoresOf(row, model) }));
  });
}

export function scoresOf(row: TrainingRow, model: TextModel): SpanBests {
  const spans = scoreSpans(row.vector.read, model);
  const bestOf = (size: number): number[] => {
    const sized = spans.filter((span) => span.size === size);
    return textKinds.map((_, at) => Math.max(...sized.map(({ scores }) => scores[at] ?? 0)));
  };
  return { whole: bestOf(0), parts: PART_SIZES.map((_, at) => bestOf(at + 1)) };
}

/** Sets thresholds, slopes and the penalty of parts from rows that the scores' models had not seen. */
export function calibrate(model: TextModel, unseen: readonly UnseenRow[]): TextModel {
  const harmless = unseen.filter(({ source }) => HARMLESS.includes(source));
  const kinds = { ...model.kinds };
  for (const [at, kind] of textKinds.entries()) {
    const own = unseen
      .filter((row) => isOwn(kind, row))
      .map((row) => ({ score: row.whole[at] ?? 0, label: row.label }));
    const budget = Math.round(harmless.length * HARMLESS_SHARES[kind]);
    const threshold = Math.max(
      thresholdForPrecision(own, LEAST_PRECISION),
      thresholdForCount(
        harmless.map(({ whole }) => whole[at] ?? 0),
        budget,
      ),
    );
    const others = harmless.map(({ whole }) => ({ score: whole[at] ?? 0, label: 0 as const }));
    kinds[kind] = {
      ...model.kinds[kind],
      threshold: rounded(threshold, 4),
      slope: rounded(fitSlope([...own, ...others]), 3),
    };
  }
  const calibrated = { ...model, kinds };
  const withParts = { ...calibrated, partPenalties: fitPenalties(calibrated, harmless) };
  return raiseLine(withParts, fitLine(withParts, unseen));
}

/** By how many log-odds the line must rise so that all kinds and parts together keep what each alone has kept. */
function fitLine(model: TextModel, unseen: readonly UnseenRow[]): number {
  const scored = unseen.map((row) => ({ source: row.source, score: unseenMargin(model, row), label: row.label }));
  const harmless = scored.filter(({ source }) => HARMLESS.includes(source)).map(({ score }) => score);
  const bySource = spamSources.map((source) => scored.filter((row) => row.source === source));
  const least = Math.max(0, thresholdForCount(harmless, Math.round(harmless.length * HARMLESS_SHARE_OF_ALL)));
  const candidates = scored.map(({ score }) => score).filter((score) => score > least);
  const isPrecise = (line: number): boolean =>
    bySource.every((rows) => outcomeAt(rows, line).precision >= LEAST_PRECISION);
  return [least, ...candidates.sort((one, other) => one - other)].find(isPrecise) ?? least;
}

function raiseLine(model: TextModel, by: number): TextModel {
  const kinds = { ...model.kinds };
  for (const kind of textKinds) {
    const { threshold, slope } = kinds[kind];
    kinds[kind] = { ...kinds[kind], threshold: rounded(threshold + by / slope, 4) };
  }
  return { ...model, kinds };
}

/** By how many log-odds one step of a score raises the odds of spam: Platt's scaling, by Newton's method. */
function fitSlope(scored: readonly { score: number; label: 0 | 1 }[]): number {
  let [slope, offset] = [1, 0];
  for (let round = 0; round < 50; round++) {
    let [gs, go, hss, hso, hoo] = [0, 0, 1e-9, 0, 1e-9];
    for (const { score, label } of scored) {
      const p = 1 / (1 + Math.exp(-(slope * score + offset)));
      const spread = p * (1 - p);
      gs += (p - label) * score;
      go += p - label;
      hss += spread * score * score;
      hso += spread * score;
      hoo += spread;
    }
    const determinant = hss * hoo - hso * hso;
    if (Math.abs(determinant) < 1e-12) break;
    slope -= (hoo * gs - hso * go) / determinant;
    offset -= (hss * go - hso * gs) / determinant;
  }
  return Math.min(20, Math.max(1, slope));
}

/** The least penalties with which looking at parts flags hardly more harmless rows than looking at wholes. */
function fitPenalties(model: TextModel, harmless: readonly UnseenRow[]): number[] {
  const unflagged = harmless.filter((row) => bestMargin(model, row.whole).margin < 0);
  const budget = Math.round(harmless.length * HARMLESS_SHARE_OF_PARTS);
  return PART_SIZES.map((_, at) => {
    const margins = unflagged.map((row) => bestMargin(model, row.parts[at] ?? []).margin);
    return rounded(Math.max(LEAST_PENALTY, thresholdForCount(margins, budget)), 3);
  });
}

export function bestMargin(model: TextModel, scores: readonly number[]): { margin: number; kind: TextKind } {
  let best: { margin: number; kind: TextKind } = { margin: Number.NEGATIVE_INFINITY, kind: "articles" };
  for (const [at, kind] of textKinds.entries()) {
    const { slope, threshold } = model.kinds[kind];
    const margin = slope * ((scores[at] ?? Number.NEGATIVE_INFINITY) - threshold);
    if (margin > best.margin) best = { margin, kind };
  }
  return best;
}

/** What `scoreText` would have answered for a row, had the unseeing model been the finished one. */
export function unseenMargin(model: TextModel, row: UnseenRow): number {
  const parts = row.parts.map((scores, at) => bestMargin(model, scores).margin - (model.partPenalties[at] ?? 0));
  const margin = Math.max(bestMargin(model, row.whole).margin, ...parts);
  return row.vector.read.tokens.some(({ kind }) => kind === "word") ? margin : Math.min(-1, margin);
}
