import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openStore } from "#src/store/store.ts";

const CHILD = path.join(import.meta.dirname, "kill-child.ts");
const ROUNDS = 6;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "talkback-kill-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the child until it acknowledged `count` pairs, kills it, and returns all that it acknowledged. */
async function writeUntilKilled(url: string, firstPair: number, count: number): Promise<number[]> {
  const child = spawn(process.execPath, [CHILD, url, String(firstPair)], { stdio: ["ignore", "pipe", "inherit"] });
  const exited = once(child, "exit");
  const acknowledged: number[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    if (/^\d+$/.test(line)) acknowledged.push(Number(line));
    if (acknowledged.length === count) child.kill("SIGKILL");
  }
  await exited;
  return acknowledged;
}

describe("a store whose process is killed", () => {
  it("has lost nothing it acknowledged, tears no change, and repairs its catalog without building it anew", async () => {
    const url = `sqlite://${path.join(folder, "store.sqlite")}`;
    const stages = new Set<string>();
    for (let round = 0; round < ROUNDS; round++) {
      const firstPair = 1 + round * 1_000_000;
      const acknowledged = await writeUntilKilled(url, firstPair, 50 + round * 137);

      const store = await openStore({ url, onProgress: ({ stage }) => round > 0 && stages.add(stage) });
      for (const pair of acknowledged) {
        const wanted = pair % 3 === 0 ? undefined : `pair ${pair}`;
        const pairOf = await store.getMany("comment", [String(pair * 2), String(pair * 2 + 1)]);
        expect(pairOf.map((comment) => comment?.text)).toEqual([wanted, wanted]);
      }
      const ids = store.catalog.listComments({ articleId: "2", order: "oldest", limit: 1_000_000 });
      expect(ids.filter((id) => Number(id) % 2 === 0).map((id) => String(Number(id) + 1))).toEqual(
        ids.filter((id) => Number(id) % 2 === 1),
      );
      expect(await store.catalog.verify()).toEqual([]);
      await store.close();
    }
    expect([...stages]).not.toContain("rebuild");
  }, 60_000);
});
