import { TRAIT_COUNT } from "../src/services/detector/span-traits.ts";
import { BUCKETS } from "../src/services/detector/text-features.ts";
import {
  type KindParameters,
  PART_SIZES,
  type TextKind,
  textKinds,
  type TextModel,
} from "../src/services/detector/text-model.ts";
import { published, type Sample } from "./datasets.ts";
import { contrastOf, scaleRows } from "./contrast.ts";
import { fitLinear, type Row } from "./fit.ts";
import { COLUMNS, TRAIT_WEIGHT, type Vector } from "./vectors.ts";

export type TrainingRow = Sample & { vector: Vector };

/** Chosen by cross-validation on training rows; see docs/detector.md. */
const COST = 2;
const CONTRASTED_COST = 1;
const ROUNDS = 15;
/** Other sets' spam teaches a kind a little; their harmless rows as much as its own. */
const FOREIGN_SPAM_WEIGHT = 0.01;
/** Kinds that gain when words are scaled by contrast. Where spam is made of the words of its place, as under articles, it harms. */
const CONTRASTED: readonly TextKind[] = ["replies"];

export function isOwn(kind: TextKind, { source }: Sample): boolean {
  return published[source].kind === kind;
}

/** Trains every kind on the rows given. Thresholds and slopes are still those of an untouched score. */
export function trainKinds(rows: readonly TrainingRow[]): TextModel {
  const trained = textKinds.map((kind) => {
    const weighted = rows.map((row) => ({
      ...row.vector,
      label: row.label,
      weight: row.label === 0 || isOwn(kind, row) ? 1 : FOREIGN_SPAM_WEIGHT,
    }));
    return CONTRASTED.includes(kind)
      ? fitContrasted(weighted)
      : fitLinear(weighted, { columns: COLUMNS, cost: COST, rounds: ROUNDS });
  });
  return quantise(trained);
}

/** A plain model of these rows alone, for comparison with what others have published. */
export function fitRows(rows: readonly TrainingRow[]): Float64Array {
  const weighted = rows.map(({ vector, label }) => ({ ...vector, label, weight: 1 }));
  return fitContrasted(weighted);
}

function fitContrasted(rows: readonly Row[]): Float64Array {
  const contrast = contrastOf(rows, COLUMNS);
  const weights = fitLinear(scaleRows(rows, contrast), { columns: COLUMNS, cost: CONTRASTED_COST, rounds: ROUNDS });
  return weights.map((weight, column) => weight * (contrast[column] ?? 1));
}

export function scoreRow(weights: Float64Array, { columns, values }: Vector): number {
  let score = 0;
  for (const [at, column] of columns.entries()) score += (weights[column] ?? 0) * (values[at] ?? 0);
  return score;
}

/** Rounds weights to 8 bits; traits and bias to 4 digits. */
function quantise(trained: readonly Float64Array[]): TextModel {
  const weights = new Int8Array(BUCKETS * textKinds.length);
  const kinds = trained.map((exact, at): [TextKind, KindParameters] => {
    let largest = 0;
    for (let bucket = 0; bucket < BUCKETS; bucket++) largest = Math.max(largest, Math.abs(exact[bucket] ?? 0));
    const step = rounded(largest / 127, 8);
    for (let bucket = 0; bucket < BUCKETS; bucket++)
      weights[bucket * textKinds.length + at] = step === 0 ? 0 : Math.round((exact[bucket] ?? 0) / step);
    const traits = Array.from({ length: TRAIT_COUNT }, (_, trait) =>
      rounded((exact[BUCKETS + trait] ?? 0) * TRAIT_WEIGHT, 4),
    );
    const bias = rounded(exact[COLUMNS - 1] ?? 0, 4);
    return [textKinds[at] ?? "articles", { step, bias, traits, threshold: 0, slope: 1 }];
  });
  return {
    kinds: Object.fromEntries(kinds) as Record<TextKind, KindParameters>,
    weights,
    partPenalties: PART_SIZES.map(() => 0),
  };
}

export function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
