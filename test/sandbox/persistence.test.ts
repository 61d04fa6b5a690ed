import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { Routes } from "discord.js";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openSandbox } from "../support/sandbox.ts";
import { closeBoth, connect } from "./support/client.ts";

const CHILD = path.join(import.meta.dirname, "persistence-child.ts");
const TURNS = 300;

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "talkback-world-"));
  file = path.join(folder, "world.sqlite");
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the child until it has told of so many turns, kills it, and returns the message of each turn it told of. */
async function fillAndKill(turns: number): Promise<{ turn: number; id: string }[]> {
  const child = spawn(process.execPath, [CHILD, file], { stdio: ["ignore", "pipe", "inherit"] });
  const told: { turn: number; id: string }[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    const [turn = "", id = ""] = line.split(" ");
    told.push({ turn: Number(turn), id });
    if (told.length === turns) child.kill("SIGKILL");
  }
  return told;
}

describe("a world that is kept in a file", () => {
  test("loses nothing that was told as done when its process is killed", async () => {
    const told = await fillAndKill(TURNS);
    expect(told.length).toBeGreaterThanOrEqual(TURNS);
    const { sandbox, world } = await openSandbox({ file });
    const kept = new Map(sandbox.world.messagesOf(world.channels.general).map(({ message }) => [message.id, message]));
    const found = told.map(({ turn, id }) => [turn, kept.get(id)?.content]);
    const expected = told.map(({ turn }) => [
      turn,
      [`message ${turn}`, `message ${turn}, edited`, undefined][turn % 3],
    ]);
    expect(found).toEqual(expected);
    const newest = told.at(-1)?.id ?? "";
    const { id } = await sandbox.actor(world.people.members[0]).post(world.channels.general, "after the kill");
    expect(BigInt(id)).toBeGreaterThan(BigInt(newest));
    await sandbox.close();
  });

  test("has the same token, people, webhooks and commands when it is opened again", async () => {
    const first = await openSandbox({ file });
    const bot = await connect(first.sandbox);
    const commands = Routes.applicationCommands(first.sandbox.applicationId);
    const webhooks = Routes.channelWebhooks(first.world.channels.articles);
    await bot.client.rest.put(commands, { body: [{ name: "ping", description: "Is anybody there?" }] });
    await bot.client.rest.post(webhooks, { body: { name: "Talkback" } });
    const state = async ({ client }: typeof bot) => [await client.rest.get(commands), await client.rest.get(webhooks)];
    const before = await state(bot);
    await closeBoth(bot, first.sandbox);

    const second = await openSandbox({ file });
    expect(second.world).toEqual(first.world);
    expect(second.sandbox.token).toBe(first.sandbox.token);
    expect(second.sandbox.applicationId).toBe(first.sandbox.applicationId);
    const again = await connect(second.sandbox);
    expect(await state(again)).toEqual(before);
    await closeBoth(again, second.sandbox);
  });

  test("never gives an id twice, though the message that had it is gone and the clock stands still", async () => {
    const nowMs = Date.now();
    const first = await openSandbox({ file, now: () => nowMs });
    const aiko = first.sandbox.actor(first.world.people.members[0]);
    const { id } = await aiko.post(first.world.channels.general, "hello");
    await aiko.delete(first.world.channels.general, id);
    await first.sandbox.close();

    const second = await openSandbox({ file, now: () => nowMs });
    const posted = await second.sandbox
      .actor(second.world.people.members[0])
      .post(second.world.channels.general, "again");
    expect(BigInt(posted.id)).toBeGreaterThan(BigInt(id));
    await second.sandbox.close();
  });
});
