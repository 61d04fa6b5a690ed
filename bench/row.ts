/** One figure. Absolute values belong to the machine; a ratio compares two things measured in turn in one run. */
export type Row = {
  name: string;
  /** Comments stored meanwhile; null where that does not matter. */
  size: number | null;
  value: number;
  unit: string;
  p50?: number;
  p99?: number;
  ratio?: number;
  /** What is to be reached, in words. */
  target?: string;
  isMet?: boolean;
  note?: string;
};

type Figures = { p50: number; p99: number };

export function figuresOf(times: readonly number[]): Figures {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { p50: at(0.5), p99: at(0.99) };
}

export function median(values: readonly number[]): number {
  return figuresOf(values).p50;
}

/** Milliseconds of each of `rounds` questions, asked one after another. */
export async function timeEach(rounds: number, ask: (round: number) => unknown): Promise<Figures> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) times.push(await millisecondsFor(() => ask(round)));
  return figuresOf(times);
}

export async function millisecondsFor(work: () => unknown): Promise<number> {
  const startedMs = performance.now();
  await work();
  return performance.now() - startedMs;
}

export function atMost(limit: number, unit: string, value: number): Pick<Row, "target" | "isMet"> {
  return { target: `≤ ${limit.toLocaleString("en")} ${unit}`, isMet: value <= limit };
}

export function atLeast(limit: number, unit: string, value: number): Pick<Row, "target" | "isMet"> {
  return { target: `≥ ${limit.toLocaleString("en")} ${unit}`.trim(), isMet: value >= limit };
}

export function toText(rows: readonly Row[]): string {
  return rows.map(lineOf).join("\n");
}

function lineOf({ name, size, value, unit, p99, ratio, target, isMet, note }: Row): string {
  const digits = { maximumFractionDigits: value < 10 ? 3 : 0 };
  const parts = [
    (size === null ? name : `${name}, ${size.toLocaleString("en")} stored`).padEnd(66),
    `${value.toLocaleString("en", digits)} ${unit}`.padStart(20),
  ];
  if (p99 !== undefined) parts.push(`p99 ${p99.toLocaleString("en", digits)}`);
  if (ratio !== undefined) parts.push(`ratio ${ratio.toFixed(2)}`);
  if (target !== undefined) parts.push(`${isMet === true ? "✓" : "✗"} ${target}`);
  if (note !== undefined) parts.push(`(${note})`);
  return parts.join("  ");
}
