import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createWatchdog, type Watchdog } from "#src/services/watchdog.ts";

const PATIENCE_MS = 1_000;

let newest: Map<string, string>;
let known: Map<string, string>;
let restarts: number;
let looks: number;
let hear: (name: string) => void;
let isConnected: boolean;
let watchdog: Watchdog;

beforeEach(() => {
  vi.useFakeTimers();
  [newest, known, restarts, looks, isConnected] = [new Map([["1", "10"]]), new Map([["1", "10"]]), 0, 0, true];
  const gateway = {
    isConnected: () => isConnected,
    onEvent(listener: (name: string) => void) {
      hear = listener;
      return () => undefined;
    },
    restart: async () => void restarts++,
  };
  watchdog = createWatchdog({
    gateway,
    newestMessages: async () => {
      looks++;
      return newest;
    },
    newestKnown: (threadId) => known.get(threadId) ?? null,
    log: { warn: () => undefined, debug: () => undefined, error: () => undefined },
    patienceMs: PATIENCE_MS,
    graceMs: 10,
  });
});

afterEach(() => {
  watchdog.stop();
  vi.useRealTimers();
});

const pass = (patiences: number): Promise<unknown> => vi.advanceTimersByTimeAsync(patiences * PATIENCE_MS + 50);

describe("the watchdog", () => {
  it("asks nothing of Discord while events come", async () => {
    for (let turn = 0; turn < 30; turn++) {
      await vi.advanceTimersByTimeAsync(PATIENCE_MS / 3);
      hear("MESSAGE_CREATE");
    }
    expect(looks).toBe(0);
  });

  it("leaves a quiet server alone, and asks once a patience", async () => {
    await pass(10);
    expect(restarts).toBe(0);
    expect(looks).toBeLessThanOrEqual(10);
  });

  it("restarts for a message that was not told of", async () => {
    newest.set("1", "11");
    await pass(1.5);
    expect(restarts).toBe(1);
    expect(watchdog.restarts()).toBe(1);
  });

  it("does not restart for what is told while it asks", async () => {
    newest.set("1", "11");
    await vi.advanceTimersByTimeAsync(PATIENCE_MS + 5);
    expect(looks).toBe(1);
    known.set("1", "11");
    await pass(3);
    expect(restarts).toBe(0);
  });

  it("takes one message for a reason only once", async () => {
    newest.set("1", "11");
    await pass(20);
    expect(restarts).toBe(1);
  });

  it("restarts ever less often while it does not help, and as at first once events come again", async () => {
    let id = 11;
    const chatter = setInterval(() => newest.set("1", String(++id)), 100);
    await pass(40);
    expect(restarts).toBeLessThanOrEqual(5);
    expect(restarts).toBeGreaterThanOrEqual(4);
    hear("GUILD_CREATE");
    await pass(3);
    expect(restarts).toBeLessThanOrEqual(5);
    hear("MESSAGE_CREATE");
    const before = restarts;
    await pass(70);
    expect(restarts).toBeGreaterThan(before);
    clearInterval(chatter);
  });

  it("waits while discord.js connects", async () => {
    isConnected = false;
    newest.set("1", "11");
    await pass(5);
    expect([restarts, looks]).toEqual([0, 0]);
  });
});
