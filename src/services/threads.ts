import type { Snowflake } from "../domain/snowflake.ts";
import type { Thread } from "../domain/thread.ts";
import type { Store } from "../store/store.ts";

/**
 * The threads that are ours, in memory: the first question asked of every gateway event. discord.js's cache cannot answer it,
 * because it does not hold archived threads after a start.
 */
export type Threads = {
  get(threadId: Snowflake): Thread | undefined;
  /** Newest first: the likely busy ones are caught up before the quiet ones. */
  all(): Thread[];
  /** Takes over what was committed. */
  remember(thread: Thread): void;
  forget(threadId: Snowflake): void;
};

export async function loadThreads(store: Store): Promise<Threads> {
  const stored = await store.getMany("thread", store.catalog.listThreads({}));
  const threads = new Map(stored.filter((thread) => thread !== undefined).map((thread) => [thread.id, thread]));
  return {
    get: (threadId) => threads.get(threadId),
    all: () => [...threads.values()].sort((a, b) => Number(BigInt(b.id) - BigInt(a.id))),
    remember: (thread) => {
      threads.set(thread.id, thread);
    },
    forget: (threadId) => {
      threads.delete(threadId);
    },
  };
}
