import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { LONGEST_IN_LOG_MS } from "#src/store/log-emptying.ts";
import { openStore } from "#src/store/store.ts";
import { aComment } from "../support/documents.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "talkback-log-"));
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true, force: true });
});

const filesWith = (word: RegExp): string[] =>
  readdirSync(folder).filter((name) => word.test(readFileSync(path.join(folder, name), "latin1")));

it("a text that was deleted leaves every file of the store while it is open", async () => {
  const store = await openStore({ url: `sqlite://${path.join(folder, "store.sqlite")}` });
  await store.update((tx) => tx.put("comment", "1", aComment("1", { text: "zqxjkvb, said in anger" })));
  expect(store.catalog.countComments({ articleId: "2" })).toBe(1);
  await store.update((tx) => tx.put("comment", "1", aComment("1", { text: "", state: "deleted" })));
  expect(filesWith(/zqxjkvb/)).not.toEqual([]);

  vi.advanceTimersByTime(LONGEST_IN_LOG_MS);
  await store.update(() => undefined);
  await vi.waitUntil(() => filesWith(/zqxjkvb/).length === 0);
  expect(await store.catalog.verify()).toEqual([]);
  await store.close();
});
