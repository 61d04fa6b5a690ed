import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { compareWorlds } from "./compare/compare.ts";
import { perform, TortureFailure } from "./drive/run.ts";
import { readOptions, type TortureOptions, UsageError } from "./options.ts";
import { describeDifferences, describeResult, hasErrors, resultOf } from "./report.ts";

/** As a shell has it for Ctrl+C. */
const BROKEN_OFF = 130;

/** Returns whether both worlds were the same. */
async function torture(options: TortureOptions, folder: string): Promise<boolean> {
  const say = (text: string): void => {
    if (!options.isJson) process.stderr.write(`${text}\n`);
  };
  const performance = await perform({ ...options, folder }, say);
  const compared = await compareWorlds(performance);
  const result = resultOf(options, performance, compared);
  process.stdout.write(`${options.isJson ? JSON.stringify(result) : describeResult(result)}\n`);
  if (!hasErrors(result)) return true;
  process.stderr.write(`${describeDifferences(compared)}\n`);
  return false;
}

for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(BROKEN_OFF));

const folder = mkdtempSync(path.join(tmpdir(), "talkback-torture-"));
let isKept = true;
try {
  const options = readOptions(process.argv.slice(2));
  const isGood = await torture(options, folder);
  isKept = options.isKept || !isGood;
  process.exitCode = isGood ? 0 : 1;
} catch (error) {
  if (error instanceof UsageError) isKept = false;
  if (!(error instanceof UsageError || error instanceof TortureFailure)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
} finally {
  if (isKept) process.stderr.write(`The logs and the store are in ${folder}\n`);
  else rmSync(folder, { recursive: true, force: true });
}
