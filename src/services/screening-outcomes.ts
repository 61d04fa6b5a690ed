import type { Snowflake } from "../domain/snowflake.ts";
import type { ScreeningOutcome } from "../domain/screening.ts";
import type { Transaction } from "../store/store.ts";

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
