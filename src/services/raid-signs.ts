import type { Strictness } from "../domain/detector-settings.ts";
import type { RaidKind } from "../domain/raid.ts";
import type { Snowflake } from "../domain/snowflake.ts";
import type { RecentComment } from "./detector/context.ts";
import { compareFingerprints } from "./detector/fingerprint.ts";
import { createRecent } from "./recent.ts";

const MINUTE_MS = 60_000;
/** What was written longer ago, as what a catch-up brings, is no raid that anybody could slow down. */
const MEMORY_MS = 5 * MINUTE_MS;
const MOST_THREADS = 500;
/** Of one thread: what a flood brings beyond it says nothing new. */
const MOST_SEEN = 500;

/** How much within how long makes a raid, at normal strictness. */
const LEAST: Readonly<Record<RaidKind, { count: number; withinMs: number }>> = {
  /** Distinct members of less than a day. */
  members: { count: 8, withinMs: 3 * MINUTE_MS },
  /** Comments of the same text, or nearly so, of at least three members. */
  text: { count: 6, withinMs: MEMORY_MS },
  /** Comments of members that are not trusted. */
  flood: { count: 30, withinMs: MINUTE_MS },
};
const LEAST_ALIKE_MEMBERS = 3;
const FACTORS: Readonly<Record<Strictness, number>> = { lenient: 2, normal: 1, strict: 0.6 };
/** A raid goes on while half of it goes on. */
const GOES_ON = 0.5;

/** What makes a raid of a thread at this moment: the comments that are part of it. */
export type RaidSign = { kind: RaidKind; comments: readonly RecentComment[] };

/** The comments of the last minutes, by thread, as far as they are of people whom nobody trusts yet. Fingerprints, no texts; never stored. */
export type RaidSigns = {
  /** Takes a comment in, and says whether it is part of a raid. By the times of the comments, however late they are judged. */
  note(comment: RecentComment, how: { strictness: Strictness; isGoingOn: boolean }): RaidSign | null;
  forget(threadId: Snowflake): void;
};

export function createRaidSigns(now: () => number): RaidSigns {
  const byThread = createRecent<RecentComment[]>(MOST_THREADS);

  return {
    note(comment, { strictness, isGoingOn }) {
      const since = now() - MEMORY_MS;
      if (Date.parse(comment.at) < since) return null;
      const kept = (byThread.get(comment.threadId) ?? []).filter(
        ({ commentId, at }) => commentId !== comment.commentId && Date.parse(at) >= since,
      );
      const seen = [...kept, comment].slice(-MOST_SEEN);
      byThread.note(comment.threadId, seen);
      const factor = FACTORS[strictness] * (isGoingOn ? GOES_ON : 1);
      for (const kind of ["text", "members", "flood"] as const) {
        const comments = partOf(kind, seen, comment);
        if (measure(kind, comments) >= LEAST[kind].count * factor) return { kind, comments };
      }
      return null;
    },
    forget: (threadId) => byThread.note(threadId, []),
  };
}

/** What could be a raid together with a comment. */
function partOf(kind: RaidKind, seen: readonly RecentComment[], comment: RecentComment): RecentComment[] {
  if (kind === "members" && !comment.isNewMember) return [];
  const since = Date.parse(comment.at) - LEAST[kind].withinMs;
  return seen.filter((other) => {
    if (Date.parse(other.at) < since) return false;
    if (kind === "members") return other.isNewMember;
    return kind === "flood" || compareFingerprints(other.fingerprint, comment.fingerprint) !== null;
  });
}

function measure(kind: RaidKind, comments: readonly RecentComment[]): number {
  const members = new Set(comments.map(({ authorId }) => authorId)).size;
  if (kind === "members") return members;
  return kind === "text" && members < LEAST_ALIKE_MEMBERS ? 0 : comments.length;
}
