import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openAdapter } from "#src/store/adapters.ts";
import { openCatalogKeeper } from "#src/store/catalog-keeper.ts";
import type { CatalogProgress } from "#src/store/catalog-opening.ts";
import { verifyCatalog } from "#src/store/catalog-verify.ts";
import { openJournal } from "#src/store/journal.ts";
import { createRecords, type Records } from "#src/store/records.ts";
import { openStore } from "#src/store/store.ts";
import { createReading } from "#src/store/transaction.ts";
import { createWriting } from "#src/store/writing.ts";
import { aComment } from "../support/documents.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "talkback-writing-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const keyOf = (id: string): string => `comment:${id.padStart(20, "0")}`;

/** All that a store writes with, over records whose line breaks when `breaksAt` says so. */
async function openParts(
  breaksAt: { line: "before" | "after" | null },
  { isHeld = () => true, onProgress = () => undefined }: { isHeld?: () => boolean; onProgress?: CatalogProgress } = {},
) {
  const records = createRecords(await openAdapter(`sqlite://${path.join(folder, "store.sqlite")}`));
  const breaking: Records = {
    ...records,
    async setMany(entries) {
      if (breaksAt.line === "before") throw new Error("line broken");
      await records.setMany(entries);
      if (breaksAt.line === "after") throw new Error("line broken");
    },
  };
  const journal = await openJournal(records);
  const options = { records, journal, identity: "test", onProgress, log: undefined };
  const keeper = await openCatalogKeeper(path.join(folder, "catalog.sqlite"), options);
  const reading = createReading(records);
  const lock = { isHeld, release: () => Promise.resolve() };
  const writing = createWriting({ records: breaking, journal, keeper, lock, reading, log: undefined });
  const close = async (): Promise<void> => {
    keeper.close();
    await records.close();
  };
  return { records, keeper, writing, read: reading.readerOver(null), close };
}

describe("a commit of which nobody knows whether it arrived", () => {
  it.each([
    ["after", "words of 1"],
    ["before", undefined],
  ] as const)("is looked up before the next one: line broken %s it", async (when, text) => {
    const breaksAt: { line: "before" | "after" | null } = { line: when };
    const { records, keeper, writing, read, close } = await openParts(breaksAt);
    expect(await read.get("comment", "1")).toBeUndefined();
    await expect(writing.commit(new Map([[keyOf("1"), aComment("1")]]))).rejects.toThrow("line broken");
    breaksAt.line = null;
    await writing.commit(new Map([[keyOf("2"), aComment("2")]]));
    expect((await read.get("comment", "1"))?.text).toBe(text);
    expect((await read.get("comment", "2"))?.text).toBe("words of 2");
    expect(await verifyCatalog(keeper, records)).toEqual([]);
    await close();
  });
});

describe("commits that all fail", () => {
  it("leave a catalog that is in step, not one that has to be built anew", async () => {
    const breaksAt: { line: "before" | "after" | null } = { line: null };
    const parts = await openParts(breaksAt);
    await parts.writing.commit(new Map([[keyOf("1"), aComment("1")]]));
    breaksAt.line = "before";
    for (const id of ["2", "3", "4"]) {
      await expect(parts.writing.commit(new Map([[keyOf(id), aComment(id)]]))).rejects.toThrow("line broken");
    }
    await parts.close();
    const stages: string[] = [];
    const again = await openParts(breaksAt, { onProgress: ({ stage }) => stages.push(stage) });
    expect(stages).toEqual([]);
    expect(await verifyCatalog(again.keeper, again.records)).toEqual([]);
    await again.close();
  });
});

describe("a store whose lock may be lost", () => {
  it("writes nothing more", async () => {
    let isHeld = true;
    const { records, writing, close } = await openParts({ line: null }, { isHeld: () => isHeld });
    await writing.commit(new Map([[keyOf("1"), aComment("1")]]));
    isHeld = false;
    await expect(writing.commit(new Map([[keyOf("2"), aComment("2")]]))).rejects.toThrow(/no longer owns the store/);
    expect(await records.getMany([keyOf("1"), keyOf("2")])).toEqual([aComment("1"), undefined]);
    await close();
  });
});

describe("a catalog that cannot be written", () => {
  it("is tried again now and then, not with each change", async () => {
    const catalogFile = path.join(folder, "catalog.sqlite");
    let attempts = 0;
    const log = { info: () => undefined, warn: () => undefined, error: () => void attempts++ };
    const store = await openStore({ url: `sqlite://${path.join(folder, "store.sqlite")}`, catalogFile, log });
    const other = new DatabaseSync(catalogFile);
    other.exec("BEGIN IMMEDIATE");
    const startedMs = performance.now();
    for (let id = 1; id <= 300; id++) await store.update((tx) => tx.put("comment", String(id), aComment(String(id))));
    const seconds = (performance.now() - startedMs) / 1_000;
    expect(attempts).toBeGreaterThan(0);
    expect(attempts).toBeLessThan(3 + seconds);
    other.close();
    expect(store.catalog.countComments({ articleId: "2" })).toBe(300);
    await store.close();
  });

  it("fails no change, for the records have it, and catches up", async () => {
    const catalogFile = path.join(folder, "catalog.sqlite");
    const errors: string[] = [];
    const log = {
      info: () => undefined,
      warn: () => undefined,
      error: (_: unknown, text?: string) => void errors.push(text ?? ""),
    };
    const store = await openStore({ url: `sqlite://${path.join(folder, "store.sqlite")}`, catalogFile, log });
    const other = new DatabaseSync(catalogFile);
    other.exec("BEGIN IMMEDIATE");
    for (let id = 1; id <= 70; id++) await store.update((tx) => tx.put("comment", String(id), aComment(String(id))));
    expect(() => store.catalog.countComments({ articleId: "2" })).toThrow(/locked/);
    expect(store.stats().catalog).toEqual({ isUsable: true, commitsBehind: 70, documentsBehind: 70 });
    expect(errors).toContain("the catalog could not be written; it is tried again");
    expect((await store.get("comment", "70"))?.text).toBe("words of 70");
    other.exec("ROLLBACK");
    other.close();
    expect(store.catalog.countComments({ articleId: "2" })).toBe(70);
    expect(store.stats().catalog).toEqual({ isUsable: true, commitsBehind: 0, documentsBehind: 0 });
    expect(await store.catalog.verify()).toEqual([]);
    await store.close();
  });
});
