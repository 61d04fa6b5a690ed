import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { array, assert, asyncProperty, constantFrom, string } from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findWords } from "#src/domain/find-words.ts";
import { parseSearch } from "#src/domain/search-query.ts";
import { openStore, type Store } from "#src/store/store.ts";
import { aComment, anArticle } from "../support/documents.ts";

let folder: string;
let store: Store;

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "talkback-search-"));
  store = await openStore({ url: `sqlite://${path.join(folder, "store.sqlite")}` });
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const put = (texts: readonly string[]): Promise<void> =>
  store.update((tx) => {
    tx.put("article", "2", anArticle("2"));
    for (const [index, text] of texts.entries())
      tx.put("comment", String(index + 1), aComment(String(index + 1), { text }));
  });

function find(text: string, isScored = false): string[] {
  const { terms, excluded, authors } = parseSearch(text, 0);
  const words = { terms, excluded, authors };
  const { hits } = store.catalog.findComments({ words, filter: { places: ["4"] }, isScored, limit: 100 });
  return hits.toSorted((a, b) => a.score - b.score).map(({ id }) => id);
}

describe("a search of the catalog", () => {
  it("finds any stretch of a script without spaces", async () => {
    await put(["昨日黒猫を見た", "猫", "tシャツとコーヒー", "かき氷", "がき", "ประเทศไทย", "𠮷野家"]);
    for (const [query, ids] of [
      ["猫", ["2", "1"]],
      ["黒猫", ["1"]],
      ["黒猫を見", ["1"]],
      ["猫黒", []],
      ["見た", ["1"]],
      ["た", ["1"]],
      ["シャツ", ["3"]],
      ["tシ", ["3"]],
      ["ヒー", ["3"]],
      ["かき", ["4"]],
      ["ไทย", ["6"]],
      ["𠮷", ["7"]],
      ["猫 昨日", ["1"]],
      ["猫 -黒", ["2"]],
    ] as const) {
      expect([query, find(query)]).toEqual([query, ids]);
    }
  });

  it("puts first what says most of it", async () => {
    await put(["bread and a great many other words that have nothing to do with it at all", "bread bread", "cake"]);
    expect(find("bread", true)).toEqual(["2", "1"]);
  });

  it("finds what the marks in a text show, and nothing else", async () => {
    const words = constantFrom("tea", "Té", "teapot", "漢字", "字", "漢", "x", "カ", "ガ", "한국어", "12", "-", "…");
    const text = array(words, { maxLength: 6 }).chain((parts) => constantFrom(parts.join(" "), parts.join("")));
    await assert(
      asyncProperty(array(text, { minLength: 1, maxLength: 6 }), text, async (texts, query) => {
        await put(texts);
        const typed = `"${query}"`;
        const { terms } = parseSearch(typed, 0);
        const marked = texts.flatMap((one, index) => (findWords(one, terms).length > 0 ? [String(index + 1)] : []));
        const found = find(typed).filter((id) => Number(id) <= texts.length);
        expect(found.toSorted()).toEqual(marked);
      }),
      { numRuns: 500 },
    );
  });

  it("fails for nothing that can be typed", async () => {
    await put(["a"]);
    const pieces = constantFrom(
      '"',
      "-",
      "*",
      ":",
      " ",
      "author:",
      "a",
      "(",
      ")",
      "^",
      "NEAR",
      "\0",
      "\uD800",
      "漢",
      "½",
      "ﷺ",
    );
    const typed = array(pieces, { maxLength: 20 }).map((parts) => parts.join(""));
    for (const text of [string({ unit: "binary" }), typed]) {
      await assert(
        asyncProperty(text, async (one) => {
          expect(Array.isArray(find(one, true))).toBe(true);
        }),
        { numRuns: 500 },
      );
    }
  });

  it("is asked in steps that end at the oldest", async () => {
    await put(["tea", "tea", "tea"]);
    const words = { terms: [{ text: "tea", isPrefix: false }], excluded: [], authors: [] };
    const query = { words, filter: { places: ["4"] }, isScored: false, limit: 2 };
    expect(store.catalog.findComments(query)).toEqual({
      hits: [
        { id: "3", score: 0 },
        { id: "2", score: 0 },
      ],
      goOn: "2",
    });
    expect(store.catalog.findComments({ ...query, after: "2" })).toEqual({ hits: [{ id: "1", score: 0 }], goOn: null });
    expect(store.catalog.findComments({ ...query, filter: { places: ["5"] } }).hits).toEqual([]);
  });
});
