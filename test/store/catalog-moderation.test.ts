import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openStore, type Store } from "#src/store/store.ts";
import { aCase, aComment, aReport, anArticle } from "../support/documents.ts";

const AT = "2026-11-23T12:00:00.000Z";
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

describe("articles", () => {
  it("are listed by age within a guild, counted, and found by a part of the title", async () => {
    const titles = ["Leadership vs. Management", "Über die Ärzte", "100% of 100_000", "Naïve leaders"];
    await store.update((tx) => {
      for (const [index, title] of titles.entries())
        tx.put("article", String(8 + index), anArticle(String(8 + index), { title }));
      tx.put("article", "50", anArticle("50", { guildId: "5", title: "Leadership elsewhere" }));
    });
    const { catalog } = store;
    expect(catalog.listArticles({ guildId: "1", order: "newest", limit: 2 })).toEqual(["11", "10"]);
    expect(catalog.listArticles({ guildId: "1", order: "newest", after: "10", limit: 9 })).toEqual(["9", "8"]);
    expect(catalog.listArticles({ guildId: "1", order: "oldest", after: "9", limit: 9 })).toEqual(["10", "11"]);
    expect(catalog.countArticles({ guildId: "1" })).toBe(4);
    const find = (text: string): string[] => catalog.findArticles({ guildId: "1", text, limit: 9 });
    expect([find("LEADER"), find("arzte"), find("0% o"), find("100_"), find("naive l"), find("_")]).toEqual([
      ["11", "8"],
      ["9"],
      ["10"],
      ["10"],
      ["11"],
      ["10"],
    ]);
  });
});

describe("threads", () => {
  it("are listed for one guild or for all", async () => {
    const thread = {
      v: 1,
      articleId: "2",
      parentChannelId: "4",
      name: "t",
      isArchived: false,
      isLocked: false,
    } as const;
    await store.update((tx) => {
      for (const [id, guildId] of [
        ["60", "1"],
        ["7", "5"],
        ["61", "1"],
      ] as const) {
        tx.put("thread", id, { ...thread, id, guildId, checkpoint: null, deletedAt: null });
      }
    });
    expect(store.catalog.listThreads({})).toEqual(["7", "60", "61"]);
    expect(store.catalog.listThreads({ guildId: "1" })).toEqual(["60", "61"]);
    await store.update((tx) => tx.delete("thread", "60"));
    expect(store.catalog.listThreads({ guildId: "1" })).toEqual(["61"]);
    expect(await store.catalog.verify()).toEqual([]);
  });
});

describe("reports and cases", () => {
  it("come oldest first, by comment and state, and open ones are counted", async () => {
    const later = "2026-11-24T12:00:00.000Z";
    await store.update((tx) => {
      tx.put("report", "10-7", aReport("10", "7", { createdAt: later }));
      tx.put("report", "10-8", aReport("10", "8"));
      tx.put("report", "9-7", aReport("9", "7"));
      tx.put("report", "11-7", aReport("11", "7", { state: "dismissed", caseNumber: 1 }));
    });
    const list = (more: object): string[] => store.catalog.listReports({ guildId: "1", limit: 9, ...more });
    expect(list({})).toHaveLength(4);
    expect(list({ state: "open" })).toEqual(["10-8", "9-7", "10-7"]);
    expect(list({ commentId: "10" })).toEqual(["10-8", "10-7"]);
    expect(list({ commentId: "11", state: "open" })).toEqual([]);
    expect(list({ limit: 1, state: "open" })).toEqual(["10-8"]);
    expect(store.catalog.countOpenReports("1")).toBe(3);
    await store.update((tx) => tx.put("report", "9-7", aReport("9", "7", { state: "upheld", caseNumber: 2 })));
    expect(store.catalog.countOpenReports("1")).toBe(2);
    expect(await store.catalog.verify()).toEqual([]);
  });

  it("are numbered in the order of their numbers, not of their texts", async () => {
    await store.update((tx) => {
      for (const number of [1, 2, 9, 10, 100])
        tx.put("case", `1-${number}`, aCase(number, { commentId: number > 9 ? "5" : "4" }));
    });
    expect(store.catalog.listCases({ guildId: "1", limit: 3 })).toEqual(["1-100", "1-10", "1-9"]);
    expect(store.catalog.listCases({ guildId: "1", commentId: "5", limit: 1 })).toEqual(["1-100"]);
  });
});

describe("what is known of people", () => {
  it("are reports of theirs and of their comments, and their cases, page by page", async () => {
    await store.update((tx) => {
      tx.put("report", "10-7", aReport("10", "7", { authorId: "5", state: "upheld", caseNumber: 1 }));
      tx.put("report", "11-7", aReport("11", "7", { authorId: "6", state: "dismissed", caseNumber: 2 }));
      tx.put("report", "10-8", aReport("10", "8", { authorId: "5" }));
      tx.put("report", "12-8", aReport("12", "8"));
      for (const number of [1, 2, 3, 4])
        tx.put(
          "case",
          `1-${number}`,
          aCase(number, { targetId: number < 4 ? "5" : "6", action: number < 3 ? "warn" : "ban", commentId: null }),
        );
    });
    const reports = (filter: object): number => store.catalog.countReports({ guildId: "1", ...filter });
    expect([reports({ authorId: "5" }), reports({ reporterId: "7", state: "upheld" }), reports({})]).toEqual([2, 1, 4]);
    const cases = (more: object): string[] => store.catalog.listCases({ guildId: "1", limit: 9, ...more });
    expect(cases({ memberId: "5" })).toEqual(["1-3", "1-2", "1-1"]);
    expect(cases({ memberId: "5", before: 3, limit: 1 })).toEqual(["1-2"]);
    expect(cases({ memberId: "5", action: "ban" })).toEqual(["1-3"]);
    expect(store.catalog.countCases({ guildId: "1", memberId: "6" })).toBe(1);
    expect(await store.catalog.verify()).toEqual([]);
  });
});

describe("what is due", () => {
  it("are jobs, oldest first, until they are done", async () => {
    const job = { v: 1, kind: "post-article", guildId: "1", stage: "posting" } as const;
    await store.update((tx) => {
      tx.put("outbox", "article-5", { ...job, articleId: "5", createdAt: "2026-11-24T12:00:00.000Z" });
      tx.put("outbox", "article-10", { ...job, articleId: "10", createdAt: AT });
    });
    expect(store.catalog.listOutbox()).toEqual(["article-10", "article-5"]);
    await store.update((tx) => tx.delete("outbox", "article-10"));
    expect(store.catalog.listOutbox()).toEqual(["article-5"]);
    expect(await store.catalog.verify()).toEqual([]);
  });

  it("are sealed copies whose time is over", async () => {
    await store.update((tx) => {
      for (const [id, eraseAfter] of [
        ["1", "2026-12-01T00:00:00.000Z"],
        ["2", "2026-12-03T00:00:00.000Z"],
      ] as const) {
        tx.put("sealed", id, { v: 1, comment: aComment(id), sealedAt: AT, eraseAfter });
      }
    });
    expect(store.catalog.listExpiredSealed("2026-12-02T00:00:00.000Z")).toEqual(["1"]);
    expect(store.catalog.listExpiredSealed("2026-12-03T00:00:00.000Z")).toEqual(["1"]);
  });
});
