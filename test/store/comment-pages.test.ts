import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { array, assert, asyncProperty, boolean, constant, constantFrom, integer, oneof, record } from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Comment, commentStates } from "#src/domain/comment.ts";
import { listSorts } from "#src/domain/list-request.ts";
import { compareSnowflakes } from "#src/domain/snowflake.ts";
import { createCommentPaging, type ListTurn } from "#src/services/comments-paging.ts";
import { type CommentFilter, type CommentSort, openStore, type Store } from "#src/store/store.ts";
import { aComment, anArticle } from "../support/documents.ts";

const AT_MS = Date.UTC(2026, 10, 1);
let folder: string;
let store: Store;

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "talkback-pages-"));
  store = await openStore({ url: `sqlite://${path.join(folder, "store.sqlite")}` });
  await store.update((tx) => {
    // Article 2 stands in channel 4, article 3 in a private thread of it, article 5 in channel 6.
    tx.put("article", "2", anArticle("2"));
    tx.put("article", "3", anArticle("3", { threadId: "33", isPrivate: true }));
    tx.put("article", "5", anArticle("5", { channelId: "6" }));
  });
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const someComment = record({
  articleId: constantFrom("2", "3", "5"),
  state: constantFrom("visible" as const, "visible" as const, "visible" as const, "removed" as const),
  authorId: constantFrom("7", "8"),
  parent: oneof(constant(null), integer({ min: 1, max: 20 })),
  reactions: integer({ min: 0, max: 3 }),
  origin: constantFrom("live" as const, "import" as const),
  hasLink: boolean(),
  day: oneof(constant(null), integer({ min: 0, max: 9 })),
});
type Some = ReturnType<typeof someComment.generate>["value"];

function toComment(some: Some, index: number): Comment {
  const { articleId, state, authorId, parent, reactions, origin, hasLink, day } = some;
  return aComment(String(1_000 + index), {
    articleId,
    state,
    origin,
    parentId: parent === null ? null : String(1_000 + parent),
    author: { id: authorId, name: "Aiko", avatar: null, isBot: false },
    text: hasLink ? "see https://example.org" : "nothing",
    reactions: reactions === 0 ? [] : [{ emoji: "👍", count: reactions, reactors: [] }],
    createdAt: day === null ? null : new Date(AT_MS + day * 86_400_000).toISOString(),
  });
}

const day = integer({ min: 0, max: 9 }).map((number) => AT_MS + number * 86_400_000);
const narrowing = oneof(
  record({ articleId: constantFrom("2", "3") }),
  record({ authorId: constantFrom("7", "8") }),
  record({ parentId: constantFrom("1001", "1003") }),
  record({ origin: constantFrom("live" as const, "import" as const) }),
  record({ hasLink: constant(true) }),
  record({ from: day }),
  record({ until: day }),
);
const everywhere = ["4", "33", "6"];
const someFilter = record({
  places: constantFrom(everywhere, everywhere, ["4"], ["4", "33"], []),
  more: array(narrowing, { maxLength: 2 }),
}).map(({ places, more }): CommentFilter => Object.assign({ places }, ...more) as CommentFilter);

const PLACE: Record<string, string> = { "2": "4", "3": "33", "5": "6" };

function fits(comment: Comment, filter: CommentFilter): boolean {
  const createdMs = comment.createdAt === null ? null : Date.parse(comment.createdAt);
  return [
    comment.state === "visible",
    filter.places?.includes(PLACE[comment.articleId] ?? "") ?? true,
    filter.articleId === undefined || comment.articleId === filter.articleId,
    filter.authorId === undefined || comment.author.id === filter.authorId,
    filter.parentId === undefined || comment.parentId === filter.parentId,
    filter.origin === undefined || comment.origin === filter.origin,
    filter.hasLink !== true || comment.text.includes("https"),
    filter.from === undefined || (createdMs !== null && createdMs >= filter.from),
    filter.until === undefined || (createdMs !== null && createdMs < filter.until),
  ].every(Boolean);
}

/** The whole list, by hand. */
function expected(comments: Comment[], filter: CommentFilter, sort: CommentSort): string[] {
  const repliesTo = (id: string): Comment[] =>
    comments.filter(({ parentId, state }) => parentId === id && state === "visible");
  const heat = (id: string): number => {
    const replies = repliesTo(id);
    const last = replies.map(({ id: reply }) => BigInt(reply)).reduce((a, b) => (a > b ? a : b), 0n);
    return replies.length === 0 ? 0 : Number(last >> 22n) + Math.trunc(43_200_000 * Math.log2(replies.length));
  };
  const value = ({ id, reactions }: Comment): number => {
    if (sort === "reactions") return reactions.reduce((sum, { count }) => sum + count, 0);
    if (sort === "replies") return repliesTo(id).length;
    return sort === "lively" ? heat(id) : 1;
  };
  return comments
    .filter((comment) => fits(comment, filter) && value(comment) > 0)
    .sort((a, b) => value(b) - value(a) || (sort === "oldest" ? 1 : -1) * compareSnowflakes(a.id, b.id))
    .map(({ id }) => id);
}

describe("a sorted and filtered list", () => {
  it("is the same page by page, forwards, backwards and by jumps, as it is in one piece", async () => {
    await assert(
      asyncProperty(
        array(someComment, { minLength: 1, maxLength: 30, size: "max" }),
        someFilter,
        async (some, filter) => {
          const comments = some.map(toComment);
          await store.update((tx) => {
            for (let index = 0; index < 30; index++) tx.delete("comment", String(1_000 + index));
            for (const comment of comments) tx.put("comment", comment.id, comment);
          });
          const paging = createCommentPaging(store.catalog);
          for (const sort of listSorts) {
            const list = { filter: { ...filter, states: ["visible"] as const }, sort };
            const whole = expected(comments, filter, sort);
            expect([sort, store.catalog.countOfList(list)]).toEqual([sort, whole.length]);
            const read: string[] = [];
            let turn: ListTurn = { kind: "first" };
            for (;;) {
              const page = await paging.turn(list, turn, 4);
              expect(page.offset).toBe(read.length);
              read.push(...page.rows.map(({ id }) => id));
              if (!page.hasNext || !page.last) break;
              turn = { kind: "next", position: page.last, offset: read.length };
              const back = await paging.turn(list, { kind: "next", position: page.last, offset: read.length }, 4);
              if (!back.first) break;
              const before = await paging.turn(
                list,
                { kind: "previous", position: back.first, offset: page.offset },
                4,
              );
              expect(before.rows).toEqual(page.rows);
            }
            expect([sort, read]).toEqual([sort, whole]);
            for (let offset = 0; offset < whole.length; offset += 3) {
              const page = await paging.turn(list, { kind: "jump", offset }, 4);
              expect(page.rows.map(({ id }) => id)).toEqual(whole.slice(offset, offset + 4));
            }
          }
        },
      ),
      { numRuns: 150 },
    );
  }, 60_000);

  it("holds for a reader of very many places, and for one of none", async () => {
    const many = Array.from({ length: 150 }, (_, index) => String(100_000 + index));
    await store.update((tx) => {
      for (const [index, id] of many.entries()) {
        tx.put("article", id, anArticle(id, { threadId: `9${id}`, isPrivate: true }));
        if (index < 40) tx.put("comment", `7${id}`, aComment(`7${id}`, { articleId: id }));
      }
    });
    const places = many.map((id) => `9${id}`);
    expect(store.catalog.listPlaces("1").map(({ id }) => id)).toEqual(["4", "6", "33", ...places]);
    const query = { filter: { places }, sort: "newest" as const, limit: 3 };
    const newest = many.slice(37, 40).toReversed();
    expect(store.catalog.pageOfComments(query).rows.map(({ id }) => id)).toEqual(newest.map((id) => `7${id}`));
    expect(store.catalog.countOfList(query)).toBe(40);
    expect(store.catalog.commentAt(query, 39)?.id).toBe(`7${many[0]}`);
    expect(store.catalog.pageOfComments({ ...query, filter: { places: [] } })).toEqual({ rows: [], goOn: null });
  });

  it("says where to go on when it has looked long enough", async () => {
    const ids = Array.from({ length: 9_000 }, (_, index) => String(10_000 + index));
    for (let start = 0; start < ids.length; start += 190) {
      await store.update((tx) => {
        for (const id of ids.slice(start, start + 190)) tx.put("comment", id, aComment(id));
      });
    }
    await store.update((tx) => tx.put("comment", "10003", aComment("10003", { text: "https://example.org" })));
    const list = { filter: { places: ["4"], hasLink: true }, sort: "newest" as const };
    const first = store.catalog.pageOfComments({ ...list, limit: 5 });
    expect(first.rows).toEqual([]);
    expect(first.goOn).not.toBe(null);
    expect(store.catalog.countOfList(list)).toBe(null);
    const page = await createCommentPaging(store.catalog).turn(list, { kind: "first" }, 5);
    expect(page).toMatchObject({ rows: [{ id: "10003" }], total: null, hasNext: false });
  }, 30_000);

  it("knows every state", () => {
    for (const state of commentStates) {
      expect(store.catalog.countOfList({ filter: { places: ["4"], states: [state] }, sort: "newest" })).toBe(0);
    }
  });
});
