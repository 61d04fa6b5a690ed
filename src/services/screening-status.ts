import type { Comment } from "../domain/comment.ts";
import { isWaiting, type Screening } from "../domain/screening.ts";
import type { Snowflake } from "../domain/snowflake.ts";
import type { Store } from "../store/store.ts";

/** Verdicts of one kind, by what moderators made of them. */
export type VerdictCounts = { open: number; confirmed: number; reversed: number };

export type DetectorStatus = {
  held: VerdictCounts;
  flagged: VerdictCounts;
  /** Comments that passed with something noted. */
  noted: number;
  /** That wait for moderators, newest first. */
  waiting: { comment: Comment; screening: Screening }[];
};

const MOST_WAITING = 5;
/** Looked through for those that still wait: some are deleted by their authors since. */
const MOST_READ = 50;

/** How the detector does in a server, as its moderators see it. */
export type DetectorRecord = {
  status(guildId: Snowflake): Promise<DetectorStatus>;
  /** What it said of a comment; undefined where it had nothing to say. */
  verdictOn(commentId: Snowflake): Promise<Screening | undefined>;
};

export function createDetectorRecord({ store }: { store: Store }): DetectorRecord {
  const countsOf = (guildId: Snowflake, verdict: "hold" | "flag"): VerdictCounts => ({
    open: store.catalog.countScreenings({ guildId, verdict, outcome: "open" }),
    confirmed: store.catalog.countScreenings({ guildId, verdict, outcome: "confirmed" }),
    reversed: store.catalog.countScreenings({ guildId, verdict, outcome: "reversed" }),
  });

  async function waitingIn(guildId: Snowflake): Promise<DetectorStatus["waiting"]> {
    const ids = (["hold", "flag"] as const).flatMap((verdict) =>
      store.catalog.listScreenings({ guildId, verdict, outcome: "open", limit: MOST_READ }),
    );
    const screenings = await store.getMany("screening", ids);
    const comments = await store.getMany("comment", ids);
    const waiting = screenings.flatMap((screening, index) => {
      const comment = comments[index];
      const isThere = comment?.state === "visible" || comment?.state === "held";
      return screening && comment && isThere && isWaiting(screening) ? [{ comment, screening }] : [];
    });
    return waiting
      .sort((one, other) => Date.parse(other.screening.judgedAt) - Date.parse(one.screening.judgedAt))
      .slice(0, MOST_WAITING);
  }

  return {
    status: async (guildId) => ({
      held: countsOf(guildId, "hold"),
      flagged: countsOf(guildId, "flag"),
      noted: store.catalog.countScreenings({ guildId, verdict: "pass" }),
      waiting: await waitingIn(guildId),
    }),
    verdictOn: (commentId) => store.get("screening", commentId),
  };
}

/** The share of verdicts that were right, among those that moderators decided on; null before the first. */
export function precisionOf({ confirmed, reversed }: Pick<VerdictCounts, "confirmed" | "reversed">): number | null {
  return confirmed + reversed === 0 ? null : confirmed / (confirmed + reversed);
}
