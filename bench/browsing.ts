import { type ListRequest, WHOLE_LIST } from "#src/domain/list-request.ts";
import type { SearchOrder } from "#src/domain/search-request.ts";
import { createComments } from "#src/services/comments.ts";
import type { StatsSubject } from "#src/services/comments-stats.ts";
import type { Store } from "#src/store/store.ts";
import { BIG_ARTICLE_ID, COMMON_WORD, type Place, RARE_WORD } from "./filled-store.ts";
import { atMost, type Row, timeEach } from "./row.ts";

const PAGE = 5;
const ROUNDS = 100;
const FAR_PAGE = 500;

/** What `/comments list`, `search` and `thread` ask, for someone who can read everything; without Discord. */
export async function askBrowsing(store: Store, size: number, { guildId }: Place): Promise<Row[]> {
  const port = { mayRead: async () => true, mayReadThread: async () => true };
  const comments = createComments({ store, port, now: Date.now });
  const reader = { id: "1", guildId, access: "everyone" as const };
  const row = async (name: string, limitMs: number | null, ask: () => Promise<unknown>): Promise<Row> => {
    const { p50, p99 } = await timeEach(ROUNDS, ask);
    const target = limitMs === null ? {} : atMost(limitMs, "ms", p50);
    return { name, size, value: p50, unit: "ms", p50, p99, ...target };
  };
  const list = (change: Partial<ListRequest>, page: number = 1): Promise<unknown> =>
    comments.list(
      reader,
      { ...WHOLE_LIST, ...change },
      { turn: { kind: "jump", offset: (page - 1) * PAGE }, limit: PAGE },
    );
  const search = (text: string, order: SearchOrder): Promise<unknown> => {
    const request = { text, order, articleId: null, authorId: null };
    return comments.search(reader, request, { at: { offset: 0, id: null }, limit: PAGE });
  };
  const ofArticle = { articleId: BIG_ARTICLE_ID };
  const stats = (subject: StatsSubject): Promise<unknown> =>
    comments.stats({ ...reader, isModerator: true }, { subject, from: null, zone: "Europe/Berlin" });
  return [
    await row("/comments list of an article, the first page", 1, () => list(ofArticle)),
    await row("/comments list of an article, page 500 from the menu", 1, () => list(ofArticle, FAR_PAGE)),
    await row("/comments list of the server, the first page", 1, () => list({})),
    await row("/comments list of the server, page 500 from the menu", 1, () => list({}, FAR_PAGE)),
    await row("/comments search for a rare word, best first", 5, () => search(RARE_WORD, "best")),
    await row("/comments search for a common word, best first", null, () => search(COMMON_WORD, "best")),
    await row("/comments search for a common word, newest first", null, () => search(COMMON_WORD, "newest")),
    await row("/comments thread, the first page", null, () =>
      comments.outline(reader, { ...ofArticle, rootId: null, sort: "oldest" }, { kind: "first" }),
    ),
    await row("/comments stats of the server", 100, () => stats({ kind: "server" })),
    await row("/comments stats of an article with 10,000 comments", 100, () =>
      stats({ kind: "article", ...ofArticle }),
    ),
  ];
}
