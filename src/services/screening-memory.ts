import type { Snowflake } from "../domain/snowflake.ts";
import type { RecentComment } from "./detector/context.ts";

const KEPT_MS = 3_600_000;
/** Of one server: what a flood brings beyond it says nothing new. */
const MOST_RECENT = 1_000;

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
      const since = now() - KEPT_MS;
      const kept = (byGuild.get(guildId) ?? []).filter(
        ({ commentId, at }) => commentId !== recent.commentId && Date.parse(at) >= since,
      );
      kept.push(recent);
      byGuild.set(guildId, kept.slice(-MOST_RECENT));
    },
  };
}
