import type { Logger } from "pino";
import { type Snowflake, snowflakeTime } from "../domain/snowflake.ts";

/** Answers tell whole seconds and travel for a while; what is off by less is right. */
const TOLERANCE_MS = 60_000;

/** What time it is, also on a machine whose clock is wrong or jumps. */
export type DiscordClock = {
  /** This machine's time while it agrees with Discord's, else Discord's. Milliseconds since the Unix epoch. */
  now(): number;
  /** The `Date` header of an answer. */
  noteDate(header: string | null): void;
  /** An id that Discord has just made: it cannot be earlier than that. */
  noteId(id: Snowflake): void;
};

/**
 * Times go into ids, the log and the hour at which a sealed copy is erased for good, so a clock that somebody set wrong must not
 * get there. Between two answers Discord's time goes on by a clock that no one sets.
 */
export function createDiscordClock(
  log: Pick<Logger, "warn">,
  {
    wallMs = () => Date.now(),
    steadyMs = () => performance.now(),
  }: { wallMs?: () => number; steadyMs?: () => number } = {},
): DiscordClock {
  /** Discord's time when the steady clock stood at 0. */
  let originMs: number | null = null;
  let hasWarned = false;

  return {
    now() {
      const wall = wallMs();
      if (originMs === null) return wall;
      const theirs = originMs + steadyMs();
      const isOff = Math.abs(wall - theirs) > TOLERANCE_MS;
      if (isOff && !hasWarned)
        log.warn(
          { secondsAhead: Math.round((wall - theirs) / 1_000) },
          "this machine's clock differs from Discord's, whose time is used; set it right",
        );
      hasWarned = isOff;
      return isOff ? Math.round(theirs) : wall;
    },
    noteDate(header) {
      const at = header === null ? Number.NaN : Date.parse(header);
      if (!Number.isNaN(at)) originMs = at - steadyMs();
    },
    noteId(id) {
      const at = snowflakeTime(id);
      if (originMs !== null && at > originMs + steadyMs()) originMs = at - steadyMs();
    },
  };
}
