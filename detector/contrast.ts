import { BUCKETS } from "../src/services/detector/text-features.ts";
import type { Row } from "./fit.ts";

/** Each bucket is taken to have stood in so many spam and harmless rows before any is read. */
const UNSEEN = 1;
/** Traits count less beside words that are scaled; chosen by cross-validation on training rows. */
const TRAIT_SCALE = 0.6;

/**
 * How much more often each bucket stands in one kind of rows than in the other, as a log-ratio. Scaled by it, rare words that tell
 * little do not outweigh common ones that tell much (Wang and Manning, "Baselines and Bigrams", ACL 2012). The last column,
 * which is always 1, stays as it is.
 */
export function contrastOf(rows: readonly Row[], columns: number): Float64Array {
  const inSpam = new Float64Array(BUCKETS).fill(UNSEEN);
  const inHarmless = new Float64Array(BUCKETS).fill(UNSEEN);
  let [spam, harmless] = [2 * UNSEEN, 2 * UNSEEN];
  for (const { columns: present, label, weight } of rows) {
    const counts = label === 1 ? inSpam : inHarmless;
    for (const column of present) if (column < BUCKETS) counts[column]! += weight;
    if (label === 1) spam += weight;
    else harmless += weight;
  }
  const contrast = new Float64Array(columns).fill(TRAIT_SCALE, 0, columns - 1);
  contrast[columns - 1] = 1;
  for (let bucket = 0; bucket < BUCKETS; bucket++)
    contrast[bucket] = Math.abs(Math.log((inSpam[bucket] ?? 0) / spam / ((inHarmless[bucket] ?? 0) / harmless)));
  return contrast;
}

export function scaleRows(rows: readonly Row[], by: Float64Array): Row[] {
  return rows.map((row) => ({
    ...row,
    values: Float32Array.from(row.values, (value, at) => value * (by[row.columns[at] ?? 0] ?? 1)),
  }));
}
