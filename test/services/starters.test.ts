import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createLog } from "#src/log.ts";
import { createStarters, STARTER_EDIT_INTERVAL_MS } from "#src/services/starters.ts";
import { anArticle } from "../support/documents.ts";

/** Starters over a count that the test sets, with what was shown when. */
function openStarters() {
  const shown: [ms: number, count: number][] = [];
  const state = { count: 1, refusals: 0 };
  const startedMs = Date.now();
  const starters = createStarters({
    store: { get: async () => anArticle("2", { starterMessageId: "50", threadId: "50" }) } as never,
    comments: { countVisible: () => state.count } as never,
    port: {
      async refreshStarter(_article, count) {
        if (state.refusals-- > 0) throw new Error("refused");
        shown.push([Date.now() - startedMs, count]);
      },
    },
    log: createLog("silent"),
  });
  return { starters, shown, state };
}

describe("the count on a starter message", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("is shown at once, and then at most once in 30 seconds, with the latest count", async () => {
    const { starters, shown, state } = openStarters();
    for (let second = 0; second < 65; second++) {
      state.count = second + 1;
      starters.touch("2");
      await vi.advanceTimersByTimeAsync(1_000);
    }
    await vi.advanceTimersByTimeAsync(STARTER_EDIT_INTERVAL_MS);
    expect(shown.map(([ms]) => ms)).toEqual([0, 30_000, 60_000, 90_000]);
    expect(shown.at(-1)?.[1]).toBe(65);
  });

  it("is not edited when nothing changed", async () => {
    const { starters, shown } = openStarters();
    for (let time = 0; time < 3; time++) {
      starters.touch("2");
      await vi.advanceTimersByTimeAsync(STARTER_EDIT_INTERVAL_MS);
    }
    expect(shown.length).toBe(1);
  });

  it("is tried again with the next change after a failure, and never after the stop", async () => {
    const { starters, shown, state } = openStarters();
    state.refusals = 1;
    starters.touch("2");
    await vi.advanceTimersByTimeAsync(STARTER_EDIT_INTERVAL_MS);
    state.count = 2;
    starters.touch("2");
    await vi.advanceTimersByTimeAsync(STARTER_EDIT_INTERVAL_MS);
    expect(shown.map(([, count]) => count)).toEqual([2]);
    state.count = 3;
    starters.touch("2");
    await starters.stop();
    await vi.advanceTimersByTimeAsync(STARTER_EDIT_INTERVAL_MS * 2);
    expect(shown.length).toBe(1);
  });
});
