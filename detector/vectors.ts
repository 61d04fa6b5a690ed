import { describeSpan, TRAIT_COUNT } from "../src/services/detector/span-traits.ts";
import { BUCKETS, readText, type ReadText } from "../src/services/detector/text-features.ts";
import type { Row } from "./fit.ts";

/** Beside the buckets: one column a trait, and one that is always 1. */
export const COLUMNS = BUCKETS + TRAIT_COUNT + 1;
/** Traits count less than words, so that how something is written does not decide alone. */
export const TRAIT_WEIGHT = 0.7;

export type Vector = Pick<Row, "columns" | "values"> & { read: ReadText };

/** What the model sees of a text, as a row to train on: the same numbers as `scoreSpans` uses. */
export function vectorOf(text: string): Vector {
  const read = readText(text);
  const total = new Map<number, number>();
  const features = read.offsets[read.tokens.length] ?? 0;
  let squares = 0;
  for (let at = 0; at < features; at++) {
    const [bucket, value] = [read.buckets[at] ?? 0, read.values[at] ?? 0];
    squares += value * value;
    total.set(bucket, (total.get(bucket) ?? 0) + value);
  }
  const length = Math.sqrt(squares) || 1;
  for (const [bucket, value] of total) total.set(bucket, value / length);
  const traits = new Float64Array(TRAIT_COUNT);
  describeSpan(read.counts, 0, read.tokens.length, traits);
  for (const [at, value] of traits.entries()) if (value !== 0) total.set(BUCKETS + at, value * TRAIT_WEIGHT);
  total.set(COLUMNS - 1, 1);
  return { read, columns: Uint32Array.from(total.keys()), values: Float32Array.from(total.values()) };
}
