import type { Logger } from "pino";

/** How long what was deleted may stay readable beside the files. */
export const LONGEST_IN_LOG_MS = 30_000;

export const EMPTY_LOG = "PRAGMA wal_checkpoint(TRUNCATE)";

export type LogEmptying = {
  /** Something was committed. */
  note(): void;
  stop(): void;
};

/**
 * SQLite writes each change into a log beside the file before it writes it into the file, and uses the log again from its start
 * only when it is long. So a text that was deleted would stay there until much more is written; emptying the log removes it.
 */
export function createLogEmptying(empty: () => Promise<void>, log?: Pick<Logger, "warn">): LogEmptying {
  let timer: NodeJS.Timeout | null = null;
  const run = (): void => {
    timer = null;
    empty().catch((error: unknown) => log?.warn({ err: error }, "the store's log could not be emptied"));
  };
  return {
    note() {
      timer ??= setTimeout(run, LONGEST_IN_LOG_MS).unref();
    },
    stop() {
      if (timer) clearTimeout(timer);
    },
  };
}
