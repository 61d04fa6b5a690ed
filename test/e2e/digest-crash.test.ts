import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { Sandbox } from "#sandbox/sandbox.ts";
import type { SeededWorld } from "#sandbox/seed.ts";
import type { Actor } from "#sandbox/types.ts";
import { succeed, textOf, textPage } from "../support/bot.ts";
import { openSandbox, until } from "../support/sandbox.ts";

const DAY_MS = 86_400_000;
const CHILD = path.join(import.meta.dirname, "digest-child.ts");

let folder: string;
let sandbox: Sandbox;
let world: SeededWorld;
let moderator: Actor;
let child: ChildProcess | null = null;

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "talkback-digest-"));
  ({ sandbox, world } = await openSandbox());
  moderator = sandbox.actor(world.people.moderator);
});
afterEach(async () => {
  await kill();
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
  if (sandbox.violations.length > 0) throw new Error(JSON.stringify(sandbox.violations));
});

const storeFile = (): string => path.join(folder, "talkback.sqlite");

function spawnChild(aheadMs: number): ChildProcess {
  const args = [CHILD, storeFile(), sandbox.apiUrl, sandbox.token, world.guildId, String(aheadMs)];
  child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  return child;
}

async function start(aheadMs: number): Promise<void> {
  const { stdout } = spawnChild(aheadMs);
  if (stdout) await once(stdout, "data");
}

async function kill(): Promise<void> {
  if (!child) return;
  const closed = once(child, "close");
  child.kill("SIGKILL");
  await closed;
  child = null;
}

/** Digests in the channel. */
const posted = (): string[] =>
  moderator
    .messages(world.channels.general)
    .map((message) => textOf({ message }))
    .filter((text) => text.includes("Digest:"));

it.each(["before its answer came", "after its answer came"])(
  "a digest of a schedule whose process is killed %s is posted once, and does not name what went meanwhile",
  { timeout: 60_000 },
  async (when) => {
    const [publisher, aiko] = [sandbox.actor(world.people.publisher), sandbox.actor(world.people.members[0])];
    const { articles, moderators, general } = world.channels;
    await start(0);
    await succeed(publisher.runCommand(general, "setup", { articles, moderators, role: world.roles.moderator }));
    await succeed(publisher.runCommand(general, "article import", { file: textPage("Bread", []) }));
    const threadId = publisher.snapshot().guilds[0]?.threads.at(-1)?.id ?? "";
    await succeed(moderator.runCommand(general, "digest on", { every: "day", channel: general }));
    const { id } = await aiko.post(threadId, "Who bakes?");
    await aiko.post(threadId, "Who eats?");
    await kill();

    const path = new RegExp(`/channels/${general}/messages$`);
    if (when.startsWith("before")) sandbox.faults.add({ kind: "lostAnswer", method: "POST", path });
    spawnChild(2 * DAY_MS);
    await until("it is posted", () => posted().length > 0, 20_000);
    await kill();
    sandbox.faults.clear();
    expect(posted()[0]).toContain("Who bakes?");
    await aiko.delete(threadId, id);

    await start(2 * DAY_MS);
    await until("what went is gone", () => !posted()[0]?.includes("Who bakes?"), 20_000);
    expect(posted()).toHaveLength(1);
    expect(posted()[0]).toContain("Who eats?");
  },
);
