import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createComments, type Comments } from "#src/services/comments.ts";
import type { SearchPage } from "#src/services/comments-search.ts";
import { openStore, type Store } from "#src/store/store.ts";
import { aComment, anArticle } from "../support/documents.ts";

let folder: string;
let store: Store;
let comments: Comments;
const reader = { id: "70000000000000007", guildId: "1" };

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "talkback-find-"));
  store = await openStore({ url: `sqlite://${path.join(folder, "store.sqlite")}` });
  const port = {
    mayRead: async (_guild: string, _user: string, id: string) => id === "4",
    mayReadThread: async () => false,
  };
  comments = createComments({ store, port, now: () => Date.UTC(2026, 10, 23) });
  await store.update((tx) => {
    tx.put("article", "2", anArticle("2", { title: "Bread" }));
    tx.put("article", "3", anArticle("3", { title: "Bread in secret", channelId: "5" }));
  });
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

function search(
  text: string,
  at: { offset: number; id: string | null } = { offset: 0, id: null },
): Promise<SearchPage> {
  return comments.search(reader, { text, order: "newest", articleId: null, authorId: null }, { at, limit: 5 });
}
const idsOf = (page: SearchPage): string[] => page.comments.map(({ id }) => id);

describe("a search", () => {
  it("lists so many hits and says that there are more", async () => {
    for (let start = 100; start < 700; start += 150) {
      await store.update((tx) => {
        for (let id = start; id < start + 150; id++)
          tx.put("comment", String(id), aComment(String(id), { text: "rye" }));
      });
    }
    const first = await search("rye");
    expect(first).toMatchObject({ total: 500, hasMore: true, offset: 0 });
    expect(idsOf(first)).toEqual(["699", "698", "697", "696", "695"]);
    const second = await search("rye", { offset: 5, id: first.idAt(5) });
    expect(idsOf(second)[0]).toBe("694");
    await store.update((tx) => tx.put("comment", "800", aComment("800", { text: "rye" })));
    expect(idsOf(await search("rye", { offset: 5, id: "694" }))[0]).toBe("694");
    await store.update((tx) => tx.delete("comment", "694"));
    expect(idsOf(await search("rye", { offset: 6, id: "694" }))[0]).toBe("693");
    expect((await search("rye", { offset: 1e9, id: null })).offset).toBe(495);
  });

  it("goes by filters alone, and leaves words out of what they find", async () => {
    const mine = { id: reader.id, name: "Me", avatar: null, isBot: false };
    await store.update((tx) => {
      tx.put("comment", "11", aComment("11", { text: "cake", author: mine }));
      tx.put("comment", "12", aComment("12", { text: "bread", author: mine }));
      tx.put("comment", "13", aComment("13", { text: "cake", articleId: "3", author: mine }));
      tx.put("comment", "14", aComment("14", { text: "cake", createdAt: "2020-05-05T00:00:00.000Z" }));
    });
    expect(idsOf(await search("author:me"))).toEqual(["12", "11"]);
    expect(idsOf(await search("author:me -cake"))).toEqual(["12"]);
    expect(idsOf(await search(`author:<@${reader.id}> cake`))).toEqual(["11"]);
    expect(idsOf(await search("author:aik cake"))).toEqual(["14"]);
    expect(idsOf(await search("cake before:2021"))).toEqual(["14"]);
    expect(idsOf(await search("after:2020-05-05 before:2020-05-06"))).toEqual(["14"]);
    expect(idsOf(await search("article:bread cake"))).toEqual(["14", "11"]);
    expect(idsOf(await search("article:secret cake"))).toEqual([]);
    expect(idsOf(await search("article:3 cake"))).toEqual([]);
  });
});
