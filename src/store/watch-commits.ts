import type { Writes } from "./committer.ts";

/** A commit that is over. `error`: why it failed, or null. */
export type CommitSeen = { entries: number; durationMs: number; error: unknown };

/** Tells of every commit, whether it succeeded or not. */
export function watchCommits(
  commit: (writes: Writes) => Promise<void>,
  onCommit: (seen: CommitSeen) => void,
): (writes: Writes) => Promise<void> {
  return async (writes) => {
    const startedMs = performance.now();
    const tell = (error: unknown): void =>
      onCommit({ entries: writes.size, durationMs: performance.now() - startedMs, error });
    try {
      await commit(writes);
    } catch (error) {
      tell(error);
      throw error;
    }
    tell(null);
  };
}
