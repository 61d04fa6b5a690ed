import type { Logger } from "pino";

/**
 * So often the clock is looked at, at least: a machine that slept, or whose clock was set, is noticed within this time. It is also why
 * times further away than the 24.8 days that a timer of Node's takes need no care.
 */
const LONGEST_WAIT_MS = 60_000;
/** What failed is tried again after so long. */
const RETRY_MS = 60_000;

/** Starts a timer that keeps no process alive; what it returns ends it. */
export type StartTimer = (run: () => void, afterMs: number) => () => void;

const startTimer: StartTimer = (run, afterMs) => {
  const timer = setTimeout(run, afterMs).unref();
  return () => clearTimeout(timer);
};

/** Does things at a time. It keeps nothing: who must not lose a time stores it, and names it again after a restart. */
export type Scheduler = {
  /**
   * Calls `run` once, when the clock shows `atMs` (milliseconds since the Unix epoch) or later; at the next turn for a time that is over.
   * A second call for the same `id` replaces the first. A `run` that rejects is called again after a minute, unless it was replaced.
   */
  at(id: string, atMs: number, run: () => Promise<void> | void): void;
  cancel(id: string): void;
  /** Resolves when what was under way is done. */
  stop(): Promise<void>;
};

type Entry = { atMs: number; run: () => Promise<void> | void };
type Parts = { now: () => number; log: Pick<Logger, "error">; timer?: StartTimer };

export function createScheduler({ now, log, timer = startTimer }: Parts): Scheduler {
  const entries = new Map<string, Entry>();
  const running = new Set<Promise<void>>();
  let armed: { atMs: number; end: () => void } | null = null;
  let isStopped = false;

  function arm(atMs: number): void {
    if (isStopped || (armed && armed.atMs <= atMs)) return;
    armed?.end();
    const waitMs = Math.min(Math.max(0, atMs - now()), LONGEST_WAIT_MS);
    armed = { atMs, end: timer(look, waitMs) };
  }

  function look(): void {
    armed = null;
    let nextMs = Infinity;
    for (const [id, entry] of entries) {
      if (entry.atMs <= now()) start(id, entry);
      else nextMs = Math.min(nextMs, entry.atMs);
    }
    if (nextMs < Infinity) arm(nextMs);
  }

  function start(id: string, entry: Entry): void {
    entries.delete(id);
    const run: Promise<void> = Promise.resolve()
      .then(() => entry.run())
      .catch((error: unknown) => {
        log.error({ err: error, id }, "what was due failed; it is tried again");
        if (!entries.has(id)) at(id, now() + RETRY_MS, entry.run);
      })
      .finally(() => running.delete(run));
    running.add(run);
  }

  function at(id: string, atMs: number, run: Entry["run"]): void {
    if (isStopped) return;
    entries.set(id, { atMs, run });
    arm(atMs);
  }

  return {
    at,
    cancel: (id) => void entries.delete(id),
    async stop() {
      isStopped = true;
      armed?.end();
      entries.clear();
      await Promise.all(running);
    },
  };
}
