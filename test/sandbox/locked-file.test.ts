import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openSandbox } from "../support/sandbox.ts";

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "talkback-world-"));
  file = path.join(folder, "world.sqlite");
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("a world waits for whoever has its file for a moment", async () => {
  const first = await openSandbox({ file });
  await first.sandbox.actor(first.world.people.moderator).post(first.world.channels.general, "hello");
  await first.sandbox.close();
  const holder = spawn(process.execPath, [path.join(import.meta.dirname, "support/locking-child.ts"), file]);
  const gone = once(holder, "close");
  await once(holder.stdout, "data");
  const { sandbox, world } = await openSandbox({ file });
  expect(sandbox.world.messagesOf(world.channels.general)).toMatchObject([{ message: { content: "hello" } }]);
  await sandbox.close();
  await gone;
});
