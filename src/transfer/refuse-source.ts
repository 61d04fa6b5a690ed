import type { SourceProblem } from "../domain/source-problems.ts";
import { UserError } from "../errors.ts";

const SHOWN_LENGTH = 80;

/** @param line counted from 1 */
export function refuseSource(line: number, reason: SourceProblem, text: string, cause?: unknown): UserError {
  const shown = text.trim().slice(0, SHOWN_LENGTH);
  return new UserError("sourceRefused", { line, reason, text: shown }, cause === undefined ? {} : { cause });
}
