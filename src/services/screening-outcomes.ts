import type { Logger } from "pino";
import type { Snowflake } from "../domain/snowflake.ts";
import type { ScreeningOutcome } from "../domain/screening.ts";
import type { Store, Transaction } from "../store/store.ts";

/** Notes, in the commit of what moderators decided, whether it bears the detector out. A comment that it had nothing against stays as it is. */
export async function settleScreening(tx: Transaction, commentId: Snowflake, outcome: ScreeningOutcome): Promise<void> {
  const screening = await tx.get("screening", commentId);
  if (screening && screening.verdict !== "pass" && screening.outcome !== outcome)
    tx.put("screening", commentId, { ...screening, outcome });
}

/** Reasons name hosts and words of the comment: they go when its text goes. What counts for the detector's record stays. */
export async function forgetReasons(tx: Transaction, commentId: Snowflake): Promise<void> {
  const screening = await tx.get("screening", commentId);
  if (screening && screening.reasons.length > 0) tx.put("screening", commentId, { ...screening, reasons: [] });
}

const SETTLED_AT_ONCE = 100;

/**
 * Confirms what a purge removed: it hides a hundred comments in one commit, which has no room for their verdicts. Should a crash come between,
 * these stay undecided in the record. Returns what ends it.
 */
export function followRemovals({ store, log }: { store: Store; log: Logger }): () => void {
  const removed = new Set<Snowflake>();
  let isSettling = false;

  async function settle(commentIds: readonly Snowflake[]): Promise<void> {
    const open = (await store.getMany("screening", commentIds)).filter((found) => found?.outcome === "open");
    if (open.length === 0) return;
    await store.update(async (tx) => {
      for (const found of open) if (found) await settleScreening(tx, found.commentId, "confirmed");
    });
  }

  async function settleAll(): Promise<void> {
    isSettling = true;
    try {
      while (removed.size > 0) {
        const ids = [...removed].slice(0, SETTLED_AT_ONCE);
        for (const id of ids) removed.delete(id);
        await settle(ids);
      }
    } finally {
      isSettling = false;
    }
  }

  return store.onStored("comment", (commentId, comment) => {
    if (comment?.state !== "removed") return;
    removed.add(commentId);
    if (isSettling) return;
    settleAll().catch((error: unknown) =>
      log.error({ err: error }, "verdicts on removed comments could not be settled"),
    );
  });
}
