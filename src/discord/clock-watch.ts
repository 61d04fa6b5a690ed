import type { REST } from "discord.js";
import type { Logger } from "pino";

/** Less than this is drift, or the pause of a busy process. */
const JUMP_MS = 5_000;

/**
 * Compares the time of day with a clock that no one sets. discord.js keeps its rate limits by the time of day: set back by an hour, it
 * would wait an hour too long. So after such a step what it knows of the limits is forgotten; the next answers tell it anew.
 * Returns whether that was so.
 */
export function createClockWatch(parts: {
  rest: Pick<REST, "handlers" | "globalReset">;
  log: Pick<Logger, "warn">;
  wallMs?: () => number;
  steadyMs?: () => number;
}): () => boolean {
  const { rest, log, wallMs = () => Date.now(), steadyMs = () => performance.now() } = parts;
  let offsetMs = wallMs() - steadyMs();
  return () => {
    const steppedMs = wallMs() - steadyMs() - offsetMs;
    if (Math.abs(steppedMs) < JUMP_MS) return false;
    offsetMs += steppedMs;
    log.warn({ seconds: Math.round(steppedMs / 1_000) }, "this machine's clock was set, or the machine slept");
    if (steppedMs > 0) return false;
    rest.handlers.clear();
    rest.globalReset = 0;
    return true;
  };
}
