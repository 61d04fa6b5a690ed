import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createSavedViews, type SavedViews } from "#src/services/saved-views.ts";
import { openStore, type Store } from "#src/store/store.ts";

const DAY_MS = 86_400_000;
const LONG = "n..bread and butter and a good deal more than fits";

let folder: string;
let store: Store;
let views: SavedViews;
let nowMs: number;

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "talkback-views-"));
  store = await openStore({ url: `sqlite://${path.join(folder, "store.sqlite")}` });
  nowMs = Date.UTC(2026, 10, 23);
  views = createSavedViews({ store, now: () => nowMs });
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

describe("saved views", () => {
  it("leave short texts as they are, and give long ones a name that is always the same", async () => {
    expect(await views.shorten("b..bread", 20)).toBe("b..bread");
    const code = await views.shorten(LONG, 20);
    expect(code.length).toBeLessThanOrEqual(24);
    expect(await views.shorten(LONG, 20)).toBe(code);
    expect(await views.read(code)).toBe(LONG);
    expect(await views.read("b..bread")).toBe("b..bread");
    expect(await views.read("~never-heard-of")).toBe(null);
  });

  it("are forgotten after 30 days in which nobody turned a page", async () => {
    const code = await views.shorten(LONG, 20);
    nowMs += 20 * DAY_MS;
    await views.shorten(LONG, 20);
    nowMs += 29 * DAY_MS;
    expect(await views.read(code)).toBe(LONG);
    nowMs += 2 * DAY_MS;
    expect(await views.read(code)).toBe(null);
    await views.sweep();
    expect(store.catalog.listExpiredViews("9", 10)).toEqual([]);
    expect(await store.get("view", code.slice(1))).toBeUndefined();
  });
});
