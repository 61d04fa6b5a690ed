import { rm } from "node:fs/promises";
import path from "node:path";
import { openStore, type Store } from "#src/store/store.ts";
import { askBrowsing } from "./browsing.ts";
import { askDigest } from "./digest.ts";
import { askScreening } from "./screening.ts";
import {
  articleAt,
  BIG_ARTICLE_COMMENTS,
  BIG_ARTICLE_ID,
  COMMON_WORD,
  commentAt,
  commentsFrom,
  fillStore,
  idAt,
  inFolder,
  type Place,
  putAll,
  RARE_WORD,
} from "./filled-store.ts";
import { openPlainTable } from "./plain-table.ts";
import { atMost, median, millisecondsFor, type Row, timeEach } from "./row.ts";

const PLACE: Place = { guildId: "1", channelId: "2" };
const PAGE = 20;
const SINGLES = 500;

/** The store alone: what a change costs beside a plain insert, and what a question costs when much is stored. */
export async function benchStore({ quick, sizes }: { quick: boolean; sizes: readonly number[] }): Promise<Row[]> {
  const rows = await benchWriting(quick ? 10_000 : 50_000);
  for (const size of sizes) rows.push(...(await benchReading(size)));
  return rows;
}

async function benchWriting(updates: number): Promise<Row[]> {
  return inFolder(async (folder) => {
    const store = await openStore({ url: `sqlite://${path.join(folder, "store.sqlite")}` });
    const table = openPlainTable(path.join(folder, "plain.sqlite"));
    const rounds: { plain: number; ours: number }[] = [];
    for (let round = 0; round < 3; round++) {
      const comments = commentsFrom(round * updates, (round + 1) * updates, updates, PLACE);
      const plain = (updates / (await millisecondsFor(() => table.insert(comments)))) * 1_000;
      const ours = (updates / (await millisecondsFor(() => putAll(store, comments)))) * 1_000;
      rounds.push({ plain, ours });
    }
    const single = await timeSingles(store, table, 3 * updates);
    await store.close();
    table.close();
    return [
      single,
      {
        name: "one-comment updates under load, with the catalog",
        size: null,
        value: Math.round(median(rounds.map(({ ours }) => ours))),
        unit: "updates/s",
        ratio: median(rounds.map(({ ours, plain }) => ours / plain)),
        note: "of plain inserts into one table with four indexes, 199 rows a transaction",
      },
    ];
  });
}

/** One comment a commit, one after another; both sides in turn, so that a slow moment of the disk meets both. */
async function timeSingles(store: Store, table: ReturnType<typeof openPlainTable>, from: number): Promise<Row> {
  const times: { ours: number; plain: number }[] = [];
  for (let index = from; index < from + SINGLES; index++) {
    const comment = commentAt(index, from, PLACE);
    const single = [comment];
    const plain = await millisecondsFor(() => table.insert(single));
    const ours = await millisecondsFor(() => store.update((tx) => tx.put("comment", comment.id, comment)));
    times.push({ ours, plain });
  }
  const ours = median(times.map((time) => time.ours));
  const ratio = median(times.map((time) => time.plain)) / ours;
  return {
    name: "one durable commit",
    size: null,
    value: ours,
    unit: "ms",
    ratio,
    note: "a plain insert's time by ours",
  };
}

async function benchReading(size: number): Promise<Row[]> {
  return inFolder(async (folder) => {
    const url = `sqlite://${path.join(folder, "store.sqlite")}`;
    await fillStore(url, size, PLACE);
    await rm(path.join(folder, "store.catalog.sqlite"));
    const rebuiltMs = await millisecondsFor(async () => (await openStore({ url })).close());
    const openedMs = await millisecondsFor(async () => (await openStore({ url })).close());
    const store = await openStore({ url });
    const rows = [
      ...(await askAll(store, size)),
      ...(await askBrowsing(store, size, PLACE)),
      ...(await askDigest(store, size, PLACE)),
      ...(await askScreening(store, size, PLACE)),
    ];
    await store.close();
    return [
      { name: "the catalog built anew", size, value: rebuiltMs / 1_000, unit: "s" },
      { name: "the store opened", size, value: openedMs, unit: "ms" },
      ...rows,
    ];
  });
}

async function askAll(store: Store, size: number): Promise<Row[]> {
  const { catalog } = store;
  const states = ["visible"] as const;
  const page = { articleId: BIG_ARTICLE_ID, states, order: "newest", limit: PAGE } as const;
  const read = async (after?: string): Promise<unknown> =>
    store.getMany("comment", catalog.listComments(after === undefined ? page : { ...page, after }));
  const everyNth = Math.max(2, Math.floor(size / BIG_ARTICLE_COMMENTS));
  const held = Math.floor(size / everyNth);
  const cursorOf = (round: number): string => idAt(((round * 37) % held) * everyNth);
  const articleIds = Array.from({ length: 100 }, (_, index) => articleAt(index));
  const search = (text: string): unknown =>
    catalog.searchComments({ guildId: PLACE.guildId, states, text, limit: PAGE });
  const row = async (name: string, limitMs: number | null, ask: (round: number) => unknown): Promise<Row> => {
    const { p50, p99 } = await timeEach(300, ask);
    const target = limitMs === null ? {} : atMost(limitMs, "ms", p50);
    return { name, size, value: p50, unit: "ms", p50, p99, ...target };
  };
  return [
    await row("newest 20 of an article with 10,000 comments", 1, () => read()),
    await row("any page of it, the 500th too", 1, (round) => read(cursorOf(round))),
    await row("counts of 100 articles in one call", 1, () => catalog.countsByArticle(articleIds)),
    await row("search for a rare word", 5, () => search(RARE_WORD)),
    await row("search for a common word", null, () => search(COMMON_WORD)),
  ];
}
