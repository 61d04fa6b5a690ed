import { parseArgs } from "node:util";

export const USAGE = `Usage: npm run torture -- [--seed N] [--seconds S] [--json] [--keep]
  --seed N     which history, a whole number from 0 (default 1)
  --seconds S  how long it is performed, from 1 to 3600 (default 60)
  --json       print one JSON object instead of a summary
  --keep       keep the logs and the store also when nothing is wrong`;

export type TortureOptions = { seed: number; seconds: number; isJson: boolean; isKept: boolean };

/** What was typed does not fit. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** Throws UsageError. */
export function readOptions(args: string[]): TortureOptions {
  const { seed, seconds, json = false, keep = false } = parse(args);
  return {
    seed: readNumber("seed", seed ?? "1", { least: 0, most: 2 ** 32 - 1 }),
    seconds: readNumber("seconds", seconds ?? "60", { least: 1, most: 3_600 }),
    isJson: json,
    isKept: keep,
  };
}

function parse(args: string[]): { seed?: string; seconds?: string; json?: boolean; keep?: boolean } {
  try {
    return parseArgs({
      args,
      options: {
        seed: { type: "string" },
        seconds: { type: "string" },
        json: { type: "boolean" },
        keep: { type: "boolean" },
      },
    }).values;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new UsageError(`${error.message}\n${USAGE}`, { cause: error });
  }
}

function readNumber(name: string, text: string, { least, most }: { least: number; most: number }): number {
  const number = /^\d+$/.test(text) ? Number(text) : NaN;
  if (number >= least && number <= most) return number;
  throw new UsageError(`--${name} must be a whole number from ${least} to ${most}, not "${text}".\n${USAGE}`);
}
