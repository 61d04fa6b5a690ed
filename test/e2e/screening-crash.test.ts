import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { Fault } from "#sandbox/faults/types.ts";
import type { Sandbox } from "#sandbox/sandbox.ts";
import type { SeededWorld } from "#sandbox/seed.ts";
import { joinGuild } from "#sandbox/world/members.ts";
import { openStore } from "#src/store/store.ts";
import { succeed, textOf, textPage } from "../support/bot.ts";
import { openSandbox, until } from "../support/sandbox.ts";

const CHILD = path.join(import.meta.dirname, "screening-child.ts");
const PATIENCE_MS = 20_000;
const TRADES = ["web design", "garden design", "logo design", "house painting"];
const advertisementOf = (trade: string): string =>
  `Great post, thanks for sharing! We offer the best ${trade} services, visit our website https://${trade.replace(" ", "-")}.example.com for offers.`;

let folder: string;
let sandbox: Sandbox;
let world: SeededWorld;
let child: ChildProcess | null = null;

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "talkback-screening-"));
  ({ sandbox, world } = await openSandbox());
});
afterEach(async () => {
  await kill();
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
  if (sandbox.violations.length > 0) throw new Error(JSON.stringify(sandbox.violations));
});

const storeFile = (): string => path.join(folder, "talkback.sqlite");

async function start(): Promise<void> {
  child = spawn(process.execPath, [CHILD, storeFile(), sandbox.apiUrl, sandbox.token], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (child.stdout) await once(child.stdout, "data");
}

async function kill(): Promise<void> {
  if (!child) return;
  const closed = once(child, "close");
  child.kill("SIGKILL");
  await closed;
  child = null;
}

async function openThread(): Promise<string> {
  const publisher = sandbox.actor(world.people.publisher);
  const { articles, moderators, general } = world.channels;
  await succeed(publisher.runCommand(general, "setup", { articles, moderators, role: world.roles.moderator }));
  const file = textPage("The page", []);
  await succeed(publisher.runCommand(general, "article import", { file }));
  const [thread] = publisher.snapshot().guilds[0]?.threads ?? [];
  if (!thread) throw new Error("no thread was opened");
  return thread.id;
}

/** Each advertisement is somebody else's: a flood of one author would get fewer cards. */
async function advertise(threadId: string): Promise<string[]> {
  const ids: string[] = [];
  for (const [at, trade] of TRADES.entries()) {
    const user = sandbox.createUser({ name: `newcomer${at}`, displayName: `newcomer${at}` });
    joinGuild(sandbox.world, world.guildId, user.id, []);
    ids.push((await sandbox.actor(user.id).post(threadId, advertisementOf(trade))).id);
  }
  return ids;
}

const cards = (): string[] =>
  sandbox
    .actor(world.people.moderator)
    .messages(world.channels.moderators)
    .filter((message) => JSON.stringify(message.components).includes("mod-claim:"))
    .map((message) => textOf({ message }));

const strikes: Record<string, (moderators: string) => Fault | null> = {
  "as soon as the comments are there": () => null,
  "when comments that are to be held cannot be deleted": () => ({
    kind: "status",
    status: 500,
    method: "DELETE",
    path: /messages/,
  }),
  "when a card was posted and its answer lost": (moderators) => ({
    kind: "lostAnswer",
    method: "POST",
    path: new RegExp(`^/channels/${moderators}/messages`),
  }),
};

it.each(Object.keys(strikes))(
  "judges each comment once, with one card, when it is killed (-9) %s",
  { timeout: PATIENCE_MS * 3 },
  async (when) => {
    await start();
    const threadId = await openThread();
    const strike = strikes[when]?.(world.channels.moderators) ?? null;
    const fault = strike && sandbox.faults.add(strike);
    const ids = await advertise(threadId);
    if (fault) await until("the fault strikes", () => fault.count > 0, PATIENCE_MS);
    await kill();
    fault?.remove();

    await start();
    await until("every comment has its card", () => cards().length >= TRADES.length, PATIENCE_MS);
    await until("all are gone", () =>
      sandbox.world.messagesOf(threadId).every(({ message }) => !ids.includes(message.id)),
    );
    await kill();
    // Another start finds nothing left to do over.
    await start();
    await kill();
    const store = await openStore({ url: `sqlite://${storeFile()}` });
    try {
      const comments = await store.getMany("comment", ids);
      expect(comments.map((comment) => comment?.state)).toEqual(ids.map(() => "held"));
      const screenings = await store.getMany("screening", ids);
      expect(screenings.map((screening) => screening?.verdict)).toEqual(ids.map(() => "hold"));
      expect(store.catalog.countCases({ guildId: world.guildId, action: "hold" })).toBe(ids.length);
      expect(await store.catalog.verify()).toEqual([]);
    } finally {
      await store.close();
    }
    const shown = cards();
    expect(shown.length).toBe(ids.length);
    for (const trade of TRADES) expect(shown.filter((card) => card.includes(trade)).length).toBe(1);
  },
);
