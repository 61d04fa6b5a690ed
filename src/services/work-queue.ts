import { UserError } from "../errors.ts";

const FIRST_RETRY_MS = 5_000;
const LONGEST_RETRY_MS = 300_000;
/** Retries of many keys are spread by this share of the pause. */
const JITTER = 0.25;

type Entry<Work> = {
  key: string;
  work: Work;
  failures: number;
  waiters: { resolve: () => void; reject: (reason: unknown) => void }[];
};

/**
 * Work by key: one piece at a time for each key, so many keys side by side. What is asked for while it waits is merged into it;
 * what is asked for while it runs is done again after it. What fails comes again, after growing pauses.
 */
export type WorkQueue<Work> = {
  /** Resolves when the work is done; rejects when its next attempt fails. `isLater`: after the first pause. */
  push(key: string, work: Work, options?: { isLater: boolean }): Promise<void>;
  /** Why the newest attempt at a key failed, until one succeeds; null otherwise. */
  failureOf(key: string): unknown;
  isRunning(key: string): boolean;
  runningCount(): number;
  /** Keys with work to do. */
  size(): number;
  /** Called when `size` may have changed. */
  onChange(listener: () => void): void;
  /** Begins nothing more, refuses what waits (shuttingDown) and waits for what is under way. */
  stop(): Promise<void>;
};

export function createWorkQueue<Work>(options: {
  atOnce: number;
  run(key: string, work: Work): Promise<void>;
  merge(before: Work, after: Work): Work;
  /** An error that no repetition helps against. `failures`: how often this key failed without a success between. */
  isFinal(error: unknown, key: string, failures: number): boolean;
  firstRetryMs?: number;
}): WorkQueue<Work> {
  const { atOnce, run, merge, isFinal, firstRetryMs = FIRST_RETRY_MS } = options;
  const ready = new Map<string, Entry<Work>>();
  const delayed = new Map<string, { entry: Entry<Work>; timer: NodeJS.Timeout }>();
  const running = new Map<string, Promise<void>>();
  const failures = new Map<string, unknown>();
  const listeners: (() => void)[] = [];
  let isStopped = false;

  function begin(): void {
    for (const [key, entry] of ready) {
      if (isStopped || running.size >= atOnce) break;
      if (running.has(key)) continue;
      ready.delete(key);
      running.set(key, carryOut(entry));
    }
    for (const listener of listeners) listener();
  }

  async function carryOut(entry: Entry<Work>): Promise<void> {
    const { key, work, waiters } = entry;
    // Also where `run` throws at once, the entry stands among the running ones first.
    await Promise.resolve();
    try {
      await run(key, work);
      failures.delete(key);
      for (const { resolve } of waiters) resolve();
    } catch (error) {
      for (const { reject } of waiters) reject(error);
      failures.set(key, error);
      if (isFinal(error, key, entry.failures + 1)) failures.delete(key);
      else if (!isStopped) delay({ key, work, failures: entry.failures + 1, waiters: [] });
    } finally {
      running.delete(key);
      begin();
    }
  }

  function delay(entry: Entry<Work>): void {
    const pauseMs = Math.min(firstRetryMs * 2 ** Math.max(0, entry.failures - 1), LONGEST_RETRY_MS);
    const again = (): void => {
      delayed.delete(entry.key);
      add(entry);
    };
    const timer = setTimeout(again, pauseMs * (1 + Math.random() * JITTER)).unref();
    delayed.set(entry.key, { entry, timer });
  }

  function add(entry: Entry<Work>): void {
    const before = ready.get(entry.key);
    ready.set(entry.key, before ? joined(before, entry) : entry);
    begin();
  }

  const joined = (before: Entry<Work>, after: Entry<Work>): Entry<Work> => ({
    key: before.key,
    work: merge(before.work, after.work),
    failures: Math.max(before.failures, after.failures),
    waiters: [...before.waiters, ...after.waiters],
  });

  function takeDelayed(key: string): Entry<Work> | undefined {
    const waiting = delayed.get(key);
    if (!waiting) return undefined;
    clearTimeout(waiting.timer);
    delayed.delete(key);
    return waiting.entry;
  }

  return {
    push: (key, work, { isLater } = { isLater: false }) =>
      new Promise((resolve, reject) => {
        if (isStopped) {
          reject(new UserError("shuttingDown", {}));
          return;
        }
        const fresh: Entry<Work> = { key, work, failures: 0, waiters: [{ resolve, reject }] };
        const earlier = takeDelayed(key);
        const entry = earlier ? joined(earlier, fresh) : fresh;
        if (isLater && !ready.has(key)) delay(entry);
        else add(entry);
        for (const listener of listeners) listener();
      }),
    failureOf: (key) => failures.get(key) ?? null,
    isRunning: (key) => running.has(key),
    runningCount: () => running.size,
    size: () => new Set([...ready.keys(), ...delayed.keys(), ...running.keys()]).size,
    onChange: (listener) => {
      listeners.push(listener);
    },
    async stop() {
      isStopped = true;
      for (const { timer } of delayed.values()) clearTimeout(timer);
      const left = [...ready.values(), ...[...delayed.values()].map(({ entry }) => entry)];
      ready.clear();
      delayed.clear();
      for (const { reject } of left.flatMap(({ waiters }) => waiters)) reject(new UserError("shuttingDown", {}));
      await Promise.allSettled(running.values());
    },
  };
}
