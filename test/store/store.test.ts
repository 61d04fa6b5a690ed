import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { StartupError } from "#src/errors.ts";
import { openStore, type Store, type Transaction } from "#src/store/store.ts";
import { aComment } from "../support/documents.ts";

const folder = mkdtempSync(path.join(tmpdir(), "talkback-store-"));
const open: Store[] = [];
let files = 0;

const newUrl = (): string => `sqlite://${path.join(folder, `store-${files++}.sqlite`)}`;

async function openAt(url: string): Promise<Store> {
  const store = await openStore({ url });
  open.push(store);
  return store;
}

afterEach(async () => {
  for (const store of open.splice(0)) await store.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("a change", () => {
  it("is there after the store was closed and opened again", async () => {
    const url = newUrl();
    const first = await openAt(url);
    await first.update((tx) => tx.put("comment", "100", aComment("100")));
    await first.close();
    const second = await openAt(url);
    expect(await second.get("comment", "100")).toEqual(aComment("100"));
    expect(second.catalog.listComments({ articleId: "2", order: "oldest", limit: 10 })).toEqual(["100"]);
  });

  it("that throws leaves nothing behind and fails alone", async () => {
    const store = await openAt(newUrl());
    const results = await Promise.allSettled([
      store.update((tx) => tx.put("comment", "1", aComment("1"))),
      store.update((tx) => {
        tx.put("comment", "2", aComment("2"));
        throw new Error("no");
      }),
      store.update((tx) => tx.put("comment", "3", aComment("3"))),
    ]);
    expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(store.catalog.listComments({ guildId: "1", order: "oldest", limit: 10 })).toEqual(["1", "3"]);
    expect(await store.get("comment", "2")).toBeUndefined();
  });

  it("sees what it wrote and what was written before it", async () => {
    const store = await openAt(newUrl());
    const counted = Array.from({ length: 50 }, () =>
      store.update(async (tx) => {
        const seen = Number((await tx.get("meta", "counter"))?.["n"] ?? 0);
        tx.put("meta", "counter", { v: 1, n: seen + 1 });
        return Number((await tx.get("meta", "counter"))?.["n"]);
      }),
    );
    expect(await Promise.all(counted)).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
    expect(store.stats().commits).toBeLessThan(50);
  });

  it("may write 199 documents and no more", async () => {
    const store = await openAt(newUrl());
    const write = (count: number) =>
      store.update((tx) => {
        for (let id = 1; id <= count; id++) tx.put("comment", String(id), aComment(String(id)));
      });
    await expect(write(200)).rejects.toThrow(/one change wrote 200 documents/);
    expect(store.catalog.countComments({ articleId: "2" })).toBe(0);
    await write(199);
    expect(store.catalog.countComments({ articleId: "2" })).toBe(199);
  });

  it("that has ended cannot write any more", async () => {
    const store = await openAt(newUrl());
    const ended: Transaction[] = [];
    await store.update((tx) => void ended.push(tx));
    await store
      .update((tx) => {
        ended.push(tx);
        throw new Error("no");
      })
      .catch((error: unknown) => expect(error).toHaveProperty("message", "no"));
    expect(ended).toHaveLength(2);
    for (const tx of ended) {
      expect(() => tx.put("comment", "1", aComment("1"))).toThrow(/after its change had ended/);
      expect(() => tx.delete("comment", "1")).toThrow(/after its change had ended/);
    }
    expect(await store.get("comment", "1")).toBeUndefined();
  });

  it("with a document that does not fit its schema is refused", async () => {
    const store = await openAt(newUrl());
    const misshapen = { ...aComment("1"), state: "nonsense" as "visible" };
    await expect(store.update((tx) => tx.put("comment", "1", misshapen))).rejects.toThrow(/comment 1 .*state/);
  });

  it("that deletes takes the document out of records and catalog", async () => {
    const url = newUrl();
    const store = await openAt(url);
    await store.update((tx) => tx.put("comment", "1", aComment("1")));
    await store.update((tx) => tx.delete("comment", "1"));
    expect(await store.get("comment", "1")).toBeUndefined();
    expect(store.catalog.countComments({ articleId: "2" })).toBe(0);
    await store.close();
    expect(await (await openAt(url)).get("comment", "1")).toBeUndefined();
  });
});

describe("the store", () => {
  it("refuses a second owner in plain words, and takes one after the first is gone", async () => {
    const url = newUrl();
    const first = await openAt(url);
    await expect(openStore({ url })).rejects.toThrow(StartupError);
    await expect(openStore({ url })).rejects.toThrow(/in use by another Talkback/);
    await first.close();
    await expect(openAt(url)).resolves.toBeDefined();
  });

  it("finishes what is under way before it closes", async () => {
    const url = newUrl();
    const store = await openAt(url);
    const writes = Array.from({ length: 500 }, (_, index) =>
      store.update((tx) => tx.put("comment", String(index + 1), aComment(String(index + 1)))),
    );
    await store.close();
    await Promise.all(writes);
    expect((await openAt(url)).catalog.countComments({ articleId: "2" })).toBe(500);
    await expect(store.update(() => undefined)).rejects.toThrow(/closed/);
  });
});
