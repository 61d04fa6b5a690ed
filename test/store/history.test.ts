import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import {
  array,
  assert,
  asyncProperty,
  boolean,
  constant,
  constantFrom,
  integer,
  oneof,
  record,
  string,
} from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type CommentState, commentStates, type Reaction } from "#src/domain/comment.ts";
import { compareSnowflakes } from "#src/domain/snowflake.ts";
import { openStore } from "#src/store/store.ts";
import { aComment, anArticle } from "../support/documents.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "talkback-history-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Kept = { text: string; state: CommentState; articleId: string; parentId: string | null; reactions: Reaction[] };

const id = integer({ min: 1, max: 12 }).map((number) => String(number ** 9));
const kept = record({
  text: string({ unit: "grapheme" }),
  state: constantFrom(...commentStates),
  articleId: constantFrom("2", "3"),
  parentId: oneof(constant(null), id),
  reactions: array(integer({ min: 1, max: 3 }), { maxLength: 2 }).map((counts) =>
    counts.map((count, index) => ({ emoji: ["👍", "🎉"][index] ?? "", count, reactors: [] })),
  ),
});
/** Comments are known before their article, and an article moves. */
const place = record({ channelId: constantFrom("4", "5"), threadId: constantFrom("50", null), isPrivate: boolean() });
const write = oneof(
  { weight: 5, arbitrary: record({ kind: constant("put" as const), id, kept }) },
  { weight: 2, arbitrary: record({ kind: constant("delete" as const), id }) },
  { weight: 1, arbitrary: record({ kind: constant("place" as const), id: constantFrom("2", "3"), place }) },
  { weight: 1, arbitrary: record({ kind: constant("forget" as const), id: constantFrom("2", "3") }) },
);
const step = oneof(
  {
    weight: 8,
    arbitrary: record({
      kind: constant("change" as const),
      writes: array(write, { maxLength: 5 }),
      fails: constantFrom(false, false, true),
    }),
  },
  { weight: 2, arbitrary: record({ kind: constant("settle" as const) }) },
  { weight: 1, arbitrary: record({ kind: constant("reopen" as const) }) },
);

it("a store equals a plain map after any history of changes, failures and reopenings", async () => {
  let files = 0;
  await assert(
    asyncProperty(array(step, { maxLength: 40 }), async (steps) => {
      const url = `sqlite://${path.join(folder, `${files++}.sqlite`)}`;
      let store = await openStore({ url });
      const model = new Map<string, Kept>();
      let underWay: Promise<unknown>[] = [];
      for (const one of steps) {
        if (one.kind !== "change") {
          await Promise.all(underWay);
          underWay = [];
          if (one.kind === "settle") continue;
          await store.close();
          store = await openStore({ url });
          continue;
        }
        const done = store.update((tx) => {
          for (const each of one.writes) {
            if (each.kind === "put") tx.put("comment", each.id, aComment(each.id, each.kept));
            else if (each.kind === "delete") tx.delete("comment", each.id);
            else if (each.kind === "place") tx.put("article", each.id, anArticle(each.id, each.place));
            else tx.delete("article", each.id);
          }
          if (one.fails) throw new Error("changed my mind");
        });
        underWay.push(
          one.fails ? done.catch((error: unknown) => expect(error).toHaveProperty("message", "changed my mind")) : done,
        );
        if (one.fails) continue;
        for (const each of one.writes) {
          if (each.kind === "put") model.set(each.id, each.kept);
          else if (each.kind === "delete") model.delete(each.id);
        }
      }
      await Promise.all(underWay);

      const ids = store.catalog.listComments({ guildId: "1", order: "oldest", limit: 100 });
      const stored = await store.getMany("comment", ids);
      const wanted = [...model].sort(([a], [b]) => compareSnowflakes(a, b));
      expect(stored).toEqual(wanted.map(([commentId, fields]) => aComment(commentId, fields)));
      const counted = [...model.values()].filter(
        ({ articleId, state }) => articleId === "3" && state === "held",
      ).length;
      expect(store.catalog.countComments({ articleId: "3", states: ["held"] })).toBe(counted);
      expect(await store.catalog.verify()).toEqual([]);
      await store.close();
    }),
    { numRuns: 60 },
  );
}, 60_000);
