import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Comment } from "#src/domain/comment.ts";
import { openStore, type Store } from "#src/store/store.ts";
import { aComment, anArticle } from "../support/documents.ts";

let folder: string;
let store: Store;

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "talkback-catalog-"));
  store = await openStore({ url: `sqlite://${path.join(folder, "store.sqlite")}` });
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const put = (...comments: Comment[]): Promise<void> =>
  store.update((tx) => {
    for (const comment of comments) tx.put("comment", comment.id, comment);
  });

const search = (text: string, more: { articleId?: string; after?: string; limit?: number } = {}): string[] =>
  store.catalog.searchComments({ guildId: "1", states: ["visible"], limit: 20, text, ...more });

describe("lists of comments", () => {
  it("are in order of age, whatever the length of the ids and the order they came in", async () => {
    const ids = ["18446744073709551615", "9", "10", "100", "9223372036854775807", "9223372036854775808", "99"];
    await put(...ids.map((id) => aComment(id)));
    const oldest = ["9", "10", "99", "100", "9223372036854775807", "9223372036854775808", "18446744073709551615"];
    expect(store.catalog.listComments({ articleId: "2", order: "oldest", limit: 10 })).toEqual(oldest);
    expect(store.catalog.listComments({ articleId: "2", order: "newest", limit: 10 })).toEqual(oldest.toReversed());
  });

  it("come in pages, across states", async () => {
    const states = ["visible", "removed", "visible", "held", "deleted", "visible"] as const;
    await put(...states.map((state, index) => aComment(String(index + 1), { state })));
    const page = { articleId: "2", states: ["visible", "held"] as const, limit: 2 };
    expect(store.catalog.listComments({ ...page, order: "newest" })).toEqual(["6", "4"]);
    expect(store.catalog.listComments({ ...page, order: "newest", after: "4" })).toEqual(["3", "1"]);
    expect(store.catalog.listComments({ ...page, order: "oldest", after: "3" })).toEqual(["4", "6"]);
    expect(store.catalog.listComments({ order: "oldest", limit: 9 })).toHaveLength(6);
  });

  it("can be asked by each field, and by several", async () => {
    const other = { id: "8", name: "Bo", avatar: null, isBot: false };
    await put(
      aComment("10"),
      aComment("11", { guildId: "5" }),
      aComment("12", { articleId: "3" }),
      aComment("13", { threadId: "51" }),
      aComment("14", { author: other }),
      aComment("15", { parentId: "10", origin: "import", threadId: null }),
    );
    const list = (filter: object): string[] => store.catalog.listComments({ ...filter, order: "oldest", limit: 9 });
    const count = (filter: object): number => store.catalog.countComments(filter);
    for (const [filter, ids] of [
      [{ guildId: "5" }, ["11"]],
      [{ articleId: "3" }, ["12"]],
      [{ threadId: "51" }, ["13"]],
      [{ authorId: "8" }, ["14"]],
      [{ parentId: "10" }, ["15"]],
      [{ origin: "import" }, ["15"]],
      [{ guildId: "1", articleId: "2", authorId: "7", threadId: "50" }, ["10"]],
      [{ articleId: "2", parentId: "10", states: ["visible"] }, ["15"]],
      [{ articleId: "2", states: [] }, []],
      [{ authorId: "999" }, []],
    ] as const) {
      expect([filter, list(filter), count(filter)]).toEqual([filter, ids, ids.length]);
    }
  });
});

describe("counts", () => {
  it("of everything name comments by their state, of all servers", async () => {
    await put(aComment("1"), aComment("2", { guildId: "5" }), aComment("3", { state: "deleted", text: "" }));
    await store.update((tx) => tx.put("article", "2", anArticle("2")));
    expect(store.catalog.totals()).toEqual({ articles: 1, threads: 0, comments: { visible: 2, deleted: 1 } });
  });

  it("follow each change of state, article and place", async () => {
    await put(aComment("1"), aComment("2"), aComment("3", { articleId: "9" }));
    await put(aComment("1", { state: "removed", text: "" }), aComment("2", { articleId: "9" }));
    await store.update((tx) => tx.delete("comment", "3"));
    expect(store.catalog.countsByArticle(["2", "9", "404"])).toEqual(
      new Map([
        ["2", { visible: 0, total: 1 }],
        ["9", { visible: 1, total: 1 }],
        ["404", { visible: 0, total: 0 }],
      ]),
    );
    expect(store.catalog.countComments({ guildId: "1", states: ["visible"] })).toBe(1);
    expect(await store.catalog.verify()).toEqual([]);
  });
});

describe("search", () => {
  it("finds every word's beginning, without regard to case, accents and width, newest first", async () => {
    const texts = [
      "Der Ärger mit dem Käse",
      "ARGER, nothing else",
      "ｆｕｌｌ width",
      "re\u0301sume\u0301 writing",
      "हिन्दी भाषा",
      "漢字テスト",
    ];
    await put(...texts.map((text, index) => aComment(String(index + 1), { text })));
    expect(search("arger")).toEqual(["2", "1"]);
    expect(search("KÄS der")).toEqual(["1"]);
    expect(search("full")).toEqual(["3"]);
    expect(search("résumé")).toEqual(["4"]);
    expect(search("हिन्दी")).toEqual(["5"]);
    expect(search("漢字")).toEqual(["6"]);
    expect(search("käse nothing")).toEqual([]);
  });

  it("stays within a guild, an article and the states asked for, page by page", async () => {
    await put(
      aComment("1", { text: "tea" }),
      aComment("2", { text: "tea", guildId: "5" }),
      aComment("3", { text: "tea", articleId: "9" }),
      aComment("4", { text: "tea", state: "held" }),
      aComment("5", { text: "tea" }),
    );
    expect(search("tea")).toEqual(["5", "3", "1"]);
    expect(search("tea", { articleId: "2" })).toEqual(["5", "1"]);
    expect(search("tea", { limit: 1, after: "5" })).toEqual(["3"]);
    expect(store.catalog.searchComments({ guildId: "1", states: ["held", "removed"], text: "tea", limit: 9 })).toEqual([
      "4",
    ]);
  });

  it("takes nothing that a person types for search syntax", async () => {
    await put(aComment("1", { text: `AND OR NOT NEAR col: "quoted" (brackets) star* ^caret +plus -minus {braces}` }));
    for (const text of [
      "AND",
      "NOT",
      "NEAR",
      'col: "quoted"',
      "(brackets)",
      "star*",
      "^caret",
      "-minus",
      "{braces",
      "'",
    ]) {
      expect([text, search(text)]).toEqual([text, text === "'" ? [] : ["1"]]);
    }
    for (const text of ["", "   ", '"', "*", "OR OR OR", "text:", "a".repeat(5_000), "\0", "\uD800", "😀", "%_\\"]) {
      expect(Array.isArray(search(text))).toBe(true);
    }
  });

  it("throws for no character there is", () => {
    for (let code = 0; code < 0x11_0000; code += 1) {
      if (/[\p{L}\p{N}\p{M}]/u.test(String.fromCodePoint(code)))
        search(`a${String.fromCodePoint(code)}b`, { limit: 1 });
    }
    expect(search("still here")).toEqual([]);
  }, 60_000);

  it("forgets a text that was edited or removed, also in the file, and still finds its author", async () => {
    await put(
      aComment("1", { text: "zqxjkvb stays until it is edited" }),
      aComment("2", { text: "wvutqzx stays until it is removed" }),
    );
    expect(search("zqxjkvb")).toEqual(["1"]);
    expect(search("wvutqzx")).toEqual(["2"]);
    await put(aComment("1", { text: "something else" }), aComment("2", { state: "removed", text: "" }));
    expect(search("zqxjkvb")).toEqual([]);
    expect(search("something")).toEqual(["1"]);
    expect(store.catalog.searchComments({ guildId: "1", states: ["removed"], text: "aik", limit: 5 })).toEqual(["2"]);
    await store.close();
    for (const name of ["store.sqlite", "store.catalog.sqlite"]) {
      expect(readFileSync(path.join(folder, name), "latin1")).not.toMatch(/zqxjkvb|wvutqzx/i);
    }
  });
});

describe("the catalog", () => {
  it("knows a change as soon as its update has resolved", async () => {
    for (let id = 1; id <= 20; id++) {
      await put(aComment(String(id)));
      expect(store.catalog.countComments({ articleId: "2" })).toBe(id);
      expect(store.catalog.listComments({ articleId: "2", order: "newest", limit: 1 })).toEqual([String(id)]);
    }
  });
});
