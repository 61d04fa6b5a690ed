import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { array, assert, asyncProperty, constantFrom, integer, option, record } from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Comment } from "#src/domain/comment.ts";
import { openStore, type StatsScope, type Store } from "#src/store/store.ts";
import { aComment, anArticle } from "../support/documents.ts";

const QUARTER_MS = 900_000;
const START_MS = Date.parse("2026-11-23T12:00:00Z");

let folder: string;
let store: Store;

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "talkback-stats-"));
  store = await openStore({ url: `sqlite://${path.join(folder, "store.sqlite")}` });
  await store.update((tx) => {
    tx.put("article", "2", anArticle("2"));
    tx.put("article", "3", anArticle("3", { channelId: "9" }));
  });
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const eachOf = (scope: StatsScope, from: number | null = null) =>
  [...store.catalog.countedComments(scope, from)].flat();

/** The sums of what was kept count for count, and of what is read row by row. */
function figures(places: readonly string[]): unknown[] {
  const kept = [...store.catalog.countedQuarters(places)].flat();
  const read = eachOf({ places });
  const quarters = new Map<number | null, { comments: number; replies: number }>();
  for (const { at, isReply } of read) {
    const key = at === null ? null : Math.floor(at / QUARTER_MS) * QUARTER_MS;
    const quarter = quarters.get(key) ?? { comments: 0, replies: 0 };
    quarters.set(key, { comments: quarter.comments + 1, replies: quarter.replies + (isReply ? 1 : 0) });
  }
  const keptByTime = kept.map(({ at, comments, replies }) => [at, { comments, replies }] as const);
  return [
    [Object.fromEntries(keptByTime), store.catalog.countParticipants(places)],
    [Object.fromEntries(quarters), new Set(read.map(({ who }) => who)).size],
  ];
}

describe("the figures of comments", () => {
  it("that are kept are those of the comments that stand, whatever became of them, and after a rebuild", async () => {
    const change = record({
      id: integer({ min: 10, max: 24 }),
      state: constantFrom<Comment["state"]>("visible", "visible", "visible", "deleted", "removed", "held"),
      articleId: constantFrom("2", "2", "3"),
      author: constantFrom("7", "8", null),
      parent: option(integer({ min: 10, max: 24 })),
      minutes: option(integer({ min: -120, max: 120 })),
      hasGone: constantFrom(false, false, false, true),
    });
    await assert(
      asyncProperty(array(change, { minLength: 1, maxLength: 40 }), async (changes) => {
        await store.update((tx) => {
          for (const { id, state, articleId, author, parent, minutes, hasGone } of changes) {
            const createdAt = minutes === null ? null : new Date(START_MS + minutes * 60_000).toISOString();
            const parentId = parent === null || parent === id ? null : String(parent);
            const by = { id: author, name: author ?? "wren", avatar: null, isBot: false };
            const comment = aComment(String(id), { state, articleId, author: by, parentId, createdAt });
            if (hasGone) tx.delete("comment", String(id));
            else tx.put("comment", String(id), comment);
          }
        });
        for (const places of [["4"], ["9"], ["4", "9"]]) {
          const [kept, read] = figures(places);
          expect(kept).toEqual(read);
        }
      }),
      { numRuns: 150 },
    );
    expect(await store.catalog.verify()).toEqual([]);
  });

  it("say how soon the first reply came, and of imported comments only what was said then", async () => {
    const at = (minutes: number): string => new Date(START_MS + minutes * 60_000).toISOString();
    await store.update((tx) => {
      tx.put("comment", "10", aComment("10", { createdAt: at(0) }));
      tx.put("comment", "11", aComment("11", { createdAt: at(30), parentId: "10" }));
      tx.put("comment", "12", aComment("12", { createdAt: at(50), parentId: "10" }));
      tx.put("comment", "13", aComment("13", { createdAt: at(60), parentId: "11" }));
      tx.put("comment", "14", aComment("14", { createdAt: at(-9_000_000), origin: "import" }));
      tx.put("comment", "15", aComment("15", { createdAt: at(70), parentId: "14" }));
      tx.put("comment", "16", aComment("16", { createdAt: at(80), parentId: "13" }));
    });
    expect(store.catalog.medianDelay(["4"])).toBe(30 * 60_000);
    expect(store.catalog.medianDelay(["9"])).toBeNull();
    const delays = eachOf({ articleId: "2" }).flatMap(({ delay }) => (delay === null ? [] : [delay / 60_000]));
    expect(delays.toSorted((a, b) => a - b)).toEqual([20, 30, 30]);
    await store.update((tx) => tx.put("comment", "11", aComment("11", { state: "removed", parentId: "10" })));
    expect(store.catalog.medianDelay(["4"])).toBe(20 * 60_000);
  });

  it("name the comments with the most reactions and replies, of a time too", async () => {
    const thumbs = (count: number) => [{ emoji: "👍", count, reactors: [] }];
    const [before, since] = ["2026-11-01T00:00:00Z", "2026-11-20T00:00:00Z"];
    await store.update((tx) => {
      tx.put("comment", "10", aComment("10", { createdAt: before, reactions: thumbs(9) }));
      tx.put("comment", "11", aComment("11", { createdAt: since, reactions: thumbs(2) }));
      tx.put("comment", "12", aComment("12", { createdAt: since, parentId: "10" }));
    });
    const top = (scope: StatsScope, from: string | null, sort: "reactions" | "replies"): string[] =>
      store.catalog.topComments(scope, from === null ? null : Date.parse(from), { sort, limit: 3 });
    expect(top({ places: ["4"] }, null, "reactions")).toEqual(["10", "11"]);
    expect(top({ articleId: "2" }, null, "replies")).toEqual(["10"]);
    expect(top({ places: ["4"], authorId: "7" }, null, "reactions")).toEqual(["10", "11"]);
    expect(top({ places: ["4"], authorId: "8" }, null, "reactions")).toEqual([]);
    expect(top({ places: ["9"] }, null, "reactions")).toEqual([]);
  });
});
