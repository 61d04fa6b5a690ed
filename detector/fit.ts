import { seededRandom, shuffle } from "./random.ts";

/** A sparse row: what stands in which column. Columns may repeat; their values add up. */
export type Row = { columns: Uint32Array; values: Float32Array; label: 0 | 1; weight: number };

export type FitOptions = {
  columns: number;
  /** How dear a mistake is, against keeping the weights small. */
  cost: number;
  rounds?: number;
  seed?: number;
};

/**
 * A linear support vector machine with squared hinge loss, by dual coordinate descent (Hsieh and others, ICML 2008, algorithm 1).
 * The same rows in the same order give the same weights, to the bit.
 */
export function fitLinear(rows: readonly Row[], { columns, cost, rounds = 25, seed = 1 }: FitOptions): Float64Array {
  const weights = new Float64Array(columns);
  const alphas = new Float64Array(rows.length);
  const diagonals = Float64Array.from(rows, ({ weight }) => 1 / (2 * cost * weight));
  const norms = Float64Array.from(rows, squaredNorm);
  const order = Uint32Array.from(rows, (_, at) => at);
  const random = seededRandom(seed);
  for (let round = 0; round < rounds; round++) {
    shuffle(order, random);
    for (const at of order) {
      const row = rows[at];
      if (!row) continue;
      const side = row.label === 1 ? 1 : -1;
      const alpha = alphas[at] ?? 0;
      const diagonal = diagonals[at] ?? 0;
      const gradient = side * dot(row, weights) - 1 + diagonal * alpha;
      const next = Math.max(0, alpha - gradient / ((norms[at] ?? 0) + diagonal));
      if (next === alpha) continue;
      alphas[at] = next;
      addScaled(weights, row, (next - alpha) * side);
    }
  }
  return weights;
}

function dot({ columns, values }: Row, weights: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < columns.length; at++) sum += (values[at] ?? 0) * (weights[columns[at] ?? 0] ?? 0);
  return sum;
}

function addScaled(weights: Float64Array, { columns, values }: Row, by: number): void {
  for (let at = 0; at < columns.length; at++) {
    const column = columns[at] ?? 0;
    weights[column] = (weights[column] ?? 0) + by * (values[at] ?? 0);
  }
}

function squaredNorm({ columns, values }: Row): number {
  const total = new Map<number, number>();
  for (let at = 0; at < columns.length; at++) {
    const column = columns[at] ?? 0;
    total.set(column, (total.get(column) ?? 0) + (values[at] ?? 0));
  }
  let sum = 0;
  for (const value of total.values()) sum += value * value;
  return sum;
}
