import { snowflakeTime } from "#src/domain/snowflake.ts";
import { composeDigest } from "#src/services/digest-compose.ts";
import type { Store } from "#src/store/store.ts";
import { BIG_ARTICLE_ID, idAt, type Place } from "./filled-store.ts";
import { atMost, type Row, timeEach } from "./row.ts";

const ROUNDS = 30;
const COMMENTS_A_WEEK = 10_000;
const UNTIL = "2026-11-24T00:00:00.000Z";

/** What `/digest now` asks, for a channel whose readers may read everything; without Discord. In a filled store everybody is new. */
export async function askDigest(store: Store, size: number, { guildId, channelId }: Place): Promise<Row[]> {
  const weekAgo = new Date(snowflakeTime(idAt(size - COMMENTS_A_WEEK))).toISOString();
  const row = async (name: string, articleId: string | null, from: string | null): Promise<Row> => {
    const scope = { guildId, places: [channelId], articleId, from, until: UNTIL };
    const { p50, p99 } = await timeEach(ROUNDS, () => composeDigest(store, scope));
    const found = (await composeDigest(store, scope))?.comments ?? 0;
    const note = `of ${found.toLocaleString("en")} comments`;
    return { name, size, value: p50, unit: "ms", p50, p99, ...atMost(250, "ms", p50), note };
  };
  return [
    await row("/digest of a week", null, weekAgo),
    await row("/digest of an article with 10,000 comments", BIG_ARTICLE_ID, null),
  ];
}
