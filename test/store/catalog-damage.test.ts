import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openStore, type Store } from "#src/store/store.ts";
import { aComment } from "../support/documents.ts";

const PAGE_BYTES = 4_096;
const COMMENTS = 3_000;

let folder: string;
let stages: string[];
const logged: string[] = [];
const note = (_: unknown, text?: string): void => void logged.push(text ?? "");
const log = { info: note, warn: note, error: note };

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "talkback-damage-"));
  stages = [];
  logged.length = 0;
  const store = await open();
  for (let from = 1; from <= COMMENTS; from += 150) {
    await store.update((tx) => {
      for (let id = from; id < from + 150; id++) tx.put("comment", String(id), aComment(String(id)));
    });
  }
  await store.close();
  stages = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function open(): Promise<Store> {
  const url = `sqlite://${path.join(folder, "store.sqlite")}`;
  return openStore({ url, log, onProgress: ({ stage }) => stages.push(stage) });
}

/** Overwrites the catalog's pages from `share` of the file on, but never the first one. */
function damageFrom(share: number): void {
  const file = path.join(folder, "store.catalog.sqlite");
  const pages = Math.floor(statSync(file).size / PAGE_BYTES);
  const fd = openSync(file, "r+");
  for (let page = Math.max(1, Math.floor(pages * share)); page < pages; page++) {
    writeSync(fd, Buffer.alloc(PAGE_BYTES, 0x5a), 0, PAGE_BYTES, page * PAGE_BYTES);
  }
  closeSync(fd);
}

async function expectWhole(store: Store): Promise<void> {
  expect(store.catalog.countComments({ articleId: "2" })).toBe(COMMENTS);
  expect(await store.catalog.verify()).toEqual([]);
}

describe("a damaged catalog", () => {
  it("is built anew when the damage shows at the start", async () => {
    damageFrom(0);
    const store = await open();
    expect(stages).toContain("rebuild");
    expect(logged).toContain("the catalog is of another version, or damaged; it is built anew");
    await expectWhole(store);
    await store.close();
  });

  it("fails questions but no change, says so once, and is built anew at the next start", async () => {
    damageFrom(0.5);
    const store = await open();
    expect(stages).toEqual([]);
    const ask = () => store.catalog.listComments({ articleId: "2", order: "oldest", limit: COMMENTS });
    expect(store.stats().catalog.isUsable).toBe(true);
    expect(ask).toThrow(/built anew when Talkback is started again/);
    expect(store.stats().catalog.isUsable).toBe(false);
    expect(ask).toThrow(/built anew when Talkback is started again/);
    for (let round = 1; round <= 100; round++) {
      await store.update((tx) => tx.put("comment", "7", aComment("7", { text: `round ${round}` })));
    }
    expect((await store.get("comment", "7"))?.text).toBe("round 100");
    expect(logged).toHaveLength(1);
    await store.close();

    const again = await open();
    expect(stages).toContain("rebuild");
    await expectWhole(again);
    expect(again.catalog.searchComments({ guildId: "1", text: "round", states: ["visible"], limit: 5 })).toEqual(["7"]);
    await again.close();
  });
});
