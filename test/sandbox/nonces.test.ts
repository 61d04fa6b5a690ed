import { Routes } from "discord.js";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Sandbox } from "#sandbox/sandbox.ts";
import type { SeededWorld } from "#sandbox/seed.ts";
import { openSandbox } from "../support/sandbox.ts";
import { closeBoth, connect, type Connected } from "./support/client.ts";

let sandbox: Sandbox;
let world: SeededWorld;
let bot: Connected;
let nowMs: number;

beforeEach(async () => {
  nowMs = Date.now();
  ({ sandbox, world } = await openSandbox({ now: () => nowMs }));
  bot = await connect(sandbox);
});

afterEach(() => closeBoth(bot, sandbox));

async function send(content: string, nonce: string, enforce_nonce: boolean = true): Promise<string> {
  const body = { content, nonce, enforce_nonce };
  const sent = (await bot.client.rest.post(Routes.channelMessages(world.channels.general), { body })) as { id: string };
  return sent.id;
}

describe("a nonce that is enforced", () => {
  test("makes one message of two sends, whatever was said between them", async () => {
    const id = await send("an article", "1");
    await send("something else", "2");
    await sandbox.actor(world.people.members[0]).post(world.channels.general, "hello");
    expect(await send("an article", "1")).toBe(id);
  });

  test("is free again after five minutes", async () => {
    const id = await send("an article", "1");
    nowMs += 299_000;
    expect(await send("an article", "1")).toBe(id);
    nowMs += 1_000;
    expect(await send("an article", "1")).not.toBe(id);
  });

  test("means nothing where it is not enforced, or the message is gone", async () => {
    const id = await send("an article", "1");
    expect(await send("an article", "1", false)).not.toBe(id);
    const second = await send("another", "2");
    await bot.client.rest.delete(Routes.channelMessage(world.channels.general, second));
    expect(await send("another", "2")).not.toBe(second);
  });
});
