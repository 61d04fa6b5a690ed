import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openFileKeeper } from "#src/services/file-keeper.ts";

const CHILD = path.join(import.meta.dirname, "file-keeper-child.ts");
const everything = { mostBytes: Infinity, mostBytesInAll: Infinity };
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "talkback-keeper-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function* chunks(...sizes: number[]): AsyncIterable<Uint8Array> {
  for (const [index, size] of sizes.entries()) yield new Uint8Array(size).fill(index + sizes.length);
}
const halfWritten = (): string[] => readdirSync(folder).filter((name) => name.endsWith(".part"));

it("stops in the middle of a file that is larger than anybody said", async () => {
  const keeper = await openFileKeeper(folder);
  let isReadOn = false;
  async function* growing(): AsyncIterable<Uint8Array> {
    yield* chunks(60, 60);
    isReadOn = true;
    yield new Uint8Array(60);
  }
  expect(await keeper.save(growing(), { ...everything, mostBytes: 100 })).toBe("tooLarge");
  expect(isReadOn).toBe(false);
  expect(readdirSync(folder)).toEqual([]);
  expect(keeper.totalBytes()).toBe(0);
});

it("never takes more than it may in all, also while several files arrive together", async () => {
  const keeper = await openFileKeeper(folder);
  const room = { mostBytes: 100, mostBytesInAll: 150 };
  const answers = await Promise.all(
    [[100], [50, 50], [30, 40, 30]].map((sizes) => keeper.save(chunks(...sizes), room)),
  );
  expect(answers.filter((answer) => answer === "full").length).toBeGreaterThanOrEqual(2);
  expect(keeper.totalBytes()).toBeLessThanOrEqual(150);
});

it("counts what was there before, once", async () => {
  const first = await openFileKeeper(folder);
  await first.save(chunks(10), everything);
  await first.save(chunks(10), everything);
  expect(first.totalBytes()).toBe(10);
  expect((await openFileKeeper(folder)).totalBytes()).toBe(10);
});

it("leaves nothing of a file in the middle of which the program was killed", async () => {
  const child = spawn(process.execPath, [CHILD, folder], { stdio: ["ignore", "pipe", "inherit"] });
  await once(child.stdout, "data");
  expect(halfWritten()).toHaveLength(1);
  const exited = once(child, "exit");
  child.kill("SIGKILL");
  await exited;
  expect(halfWritten()).toHaveLength(1);
  const keeper = await openFileKeeper(folder);
  expect(halfWritten()).toEqual([]);
  expect(keeper.totalBytes()).toBe(0);
});
