import type { Snowflake } from "../domain/snowflake.ts";
import { addFindings, countFindings, type Findings, newThreadCheck, type ThreadCheck } from "../domain/thread-check.ts";
import type { Store } from "../store/store.ts";

/** What comparing threads with Discord brought to light, by thread. */
export type Checks = {
  /** In the order of the ids. */
  getMany(threadIds: Snowflake[]): Promise<ThreadCheck[]>;
  /** Adds what a comparison of the newest stretch, or of the whole thread, found. */
  note(threadId: Snowflake, extent: "newest" | "whole", found: Findings): Promise<void>;
  /** Adds what was found without a comparison. */
  add(threadId: Snowflake, found: Findings): Promise<void>;
};

export function createChecks({ store, now }: { store: Store; now: () => number }): Checks {
  const change = (threadId: Snowflake, found: Findings, times: Partial<ThreadCheck>): Promise<void> =>
    store.update(async (tx) => {
      const before = (await tx.get("check", threadId)) ?? newThreadCheck(threadId);
      const foundAt = countFindings(found) > 0 ? new Date(now()).toISOString() : before.foundAt;
      tx.put("check", threadId, { ...before, ...times, found: addFindings(before.found, found), foundAt });
    });

  return {
    async getMany(threadIds) {
      const checks = await store.getMany("check", threadIds);
      return checks.map((check, index) => check ?? newThreadCheck(threadIds[index] ?? ""));
    },
    note(threadId, extent, found) {
      const at = new Date(now()).toISOString();
      return change(threadId, found, extent === "whole" ? { newestAt: at, wholeAt: at } : { newestAt: at });
    },
    add: (threadId, found) => (countFindings(found) > 0 ? change(threadId, found, {}) : Promise.resolve()),
  };
}
