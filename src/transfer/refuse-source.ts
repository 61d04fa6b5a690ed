import { cutAtSentence } from "../domain/cut-text.ts";
import type { SourceProblem } from "../domain/source-problems.ts";
import { UserError } from "../errors.ts";

const SHOWN_LENGTH = 80;

/**
 * Why a source is refused: `text` is what stands on that line, shortened and without control characters, so that it can be
 * printed on a terminal.
 * @param line counted from 1
 */
export function refuseSource(
  line: number,
  reason: SourceProblem,
  text: string,
  more: { field?: string; cause?: unknown } = {},
): UserError {
  const shown = cutAtSentence(text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ").trim(), SHOWN_LENGTH).text;
  const context = { line, reason, text: shown, ...(more.field === undefined ? {} : { field: more.field }) };
  return new UserError("sourceRefused", context, more.cause === undefined ? {} : { cause: more.cause });
}
