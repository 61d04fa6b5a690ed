import type { Logger } from "pino";
import { createLog } from "#src/log.ts";

export type Line = Record<string, unknown> & { msg: string; level: number };

/** A log whose lines can be looked at. */
export function createLines(): { log: Logger; lines: Line[]; of(text: string): Line[] } {
  const lines: Line[] = [];
  const log = createLog("debug", { write: (line) => void lines.push(JSON.parse(line) as Line) });
  return { log, lines, of: (text) => lines.filter(({ msg }) => msg.includes(text)) };
}
