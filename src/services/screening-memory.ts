import type { Snowflake } from "../domain/snowflake.ts";
import type { RecentComment } from "./detector/context.ts";

export const MEMORY_MS = 3_600_000;
/** Of one server: what a flood brings beyond it says nothing new. */
export const MOST_RECENT = 1_000;

/** What was judged within the last hour, by server: fingerprints and hosts, no texts. Never stored. */
export type ScreeningMemory = {
  of(guildId: Snowflake): readonly RecentComment[];
  /** A comment that was judged again takes its own place. */
  note(guildId: Snowflake, recent: RecentComment): void;
};

export function createScreeningMemory(now: () => number): ScreeningMemory {
  const byGuild = new Map<Snowflake, RecentComment[]>();

  return {
    of: (guildId) => byGuild.get(guildId) ?? [],
    note(guildId, recent) {
      const since = now() - MEMORY_MS;
      const kept = byGuild.get(guildId) ?? [];
      byGuild.set(guildId, kept);
      const earlier = kept.findIndex(({ commentId }) => commentId === recent.commentId);
      if (earlier >= 0) kept.splice(earlier, 1);
      kept.push(recent);
      // The oldest stand first, but for those that were judged late: they go with the others.
      let old = 0;
      while (old < kept.length && (kept.length - old > MOST_RECENT || Date.parse(kept[old]?.at ?? "") < since)) old++;
      if (old > 0) kept.splice(0, old);
    },
  };
}
