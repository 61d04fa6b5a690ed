import { beforeEach, describe, expect, it } from "vitest";
import { createLog } from "#src/log.ts";
import { createScheduler, type Scheduler } from "#src/services/scheduler.ts";

const DAY_MS = 86_400_000;

let nowMs: number;
let timer: { run: () => void; atMs: number } | null;
let longestMs: number;
let scheduler: Scheduler;
let done: string[];

beforeEach(() => {
  [nowMs, timer, longestMs, done] = [1_000, null, 0, []];
  scheduler = createScheduler({
    now: () => nowMs,
    log: createLog("silent"),
    timer: (run, afterMs) => {
      const mine = { run, atMs: nowMs + afterMs };
      timer = mine;
      longestMs = Math.max(longestMs, afterMs);
      return () => {
        if (timer === mine) timer = null;
      };
    },
  });
});

/** Lets timers fire as time goes by; what they start ends before the next. */
async function pass(ms: number): Promise<void> {
  const endMs = nowMs + ms;
  while (timer && timer.atMs <= endMs) {
    const { run, atMs } = timer;
    nowMs = Math.max(nowMs, atMs);
    timer = null;
    run();
    await settle();
  }
  nowMs = endMs;
}

/** What was started ends within the same turn of the event loop. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const note = (name: string) => (): void => void done.push(`${name} at ${nowMs}`);

describe("the scheduler", () => {
  it("calls each once, in time, the earlier one first", async () => {
    scheduler.at("b", 30_000, note("b"));
    scheduler.at("a", 20_000, note("a"));
    await pass(100_000);
    expect(done).toEqual(["a at 20000", "b at 30000"]);
  });

  it("keeps times that no timer of Node's could wait for", async () => {
    scheduler.at("far", 40 * DAY_MS, note("far"));
    await pass(39 * DAY_MS);
    expect(done).toEqual([]);
    await pass(2 * DAY_MS);
    expect(done).toEqual([`far at ${40 * DAY_MS}`]);
    expect(longestMs).toBeLessThan(2 ** 31);
  });

  it("notices within a minute that the clock jumped ahead", async () => {
    scheduler.at("a", 10 * DAY_MS, note("a"));
    nowMs += 11 * DAY_MS;
    if (timer) timer.atMs += 11 * DAY_MS;
    await pass(60_000);
    expect(done.length).toBe(1);
  });

  it("waits on when the clock was set back", async () => {
    scheduler.at("a", 50_000, note("a"));
    nowMs -= 3_600_000;
    await pass(60_000);
    expect(done).toEqual([]);
    await pass(3_600_000);
    expect(done).toEqual(["a at 50000"]);
  });

  it("forgets what was cancelled or replaced", async () => {
    scheduler.at("a", 20_000, note("old"));
    scheduler.at("a", 40_000, note("new"));
    scheduler.at("b", 20_000, note("b"));
    scheduler.cancel("b");
    await pass(100_000);
    expect(done).toEqual(["new at 40000"]);
  });

  it("tries again what failed, and lets nothing else fail with it", async () => {
    let attempts = 0;
    scheduler.at("a", 20_000, () => {
      if (++attempts === 1) throw new Error("the disk is full");
      note("a")();
    });
    scheduler.at("b", 20_000, note("b"));
    await pass(200_000);
    expect(done).toEqual(["b at 20000", "a at 80000"]);
  });

  it("waits at its end for what is under way, and begins nothing more", async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    scheduler.at("a", 0, async () => {
      await promise;
      note("a")();
    });
    scheduler.at("b", 50_000, note("b"));
    await pass(10);
    const stopped = scheduler.stop();
    resolve();
    await stopped;
    expect(done.length).toBe(1);
    expect(timer).toBeNull();
  });
});
