import { Routes } from "discord.js";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Sandbox } from "#sandbox/sandbox.ts";
import type { SeededWorld } from "#sandbox/seed.ts";
import type { Actor } from "#sandbox/types.ts";
import { openSandbox, until } from "../support/sandbox.ts";
import { closeBoth, connect, type Connected } from "./support/client.ts";

let sandbox: Sandbox;
let world: SeededWorld;
let bot: Connected;
let aiko: Actor;
let channelId: string;
let messageId: string;

beforeEach(async () => {
  ({ sandbox, world } = await openSandbox());
  bot = await connect(sandbox);
  aiko = sandbox.actor(world.people.members[0]);
  channelId = world.channels.general;
  messageId = (await aiko.post(channelId, "hello")).id;
});

afterEach(() => closeBoth(bot, sandbox));

const message = () => bot.client.rest.get(Routes.channelMessage(channelId, messageId));
const own = (emoji: string) => Routes.channelMessageOwnReaction(channelId, messageId, encodeURIComponent(emoji));
const seen = (t: string) => bot.told(`MESSAGE_REACTION_${t}`).map(({ user_id, emoji }) => [user_id, emoji]);

describe("reactions", () => {
  test("are counted once a person, say whether one's own is among them, and are told", async () => {
    await aiko.react(channelId, messageId, "👍");
    await aiko.react(channelId, messageId, "👍");
    await bot.client.rest.put(own("👍"));
    const emoji = { id: null, name: "👍" };
    expect(await message()).toMatchObject({ reactions: [{ emoji, count: 2, me: true }] });
    await bot.client.rest.delete(own("👍"));
    expect(await message()).toMatchObject({ reactions: [{ emoji, count: 1, me: false }] });
    expect(aiko.messages(channelId)).toMatchObject([{ reactions: [{ count: 1, me: true }] }]);
    await aiko.unreact(channelId, messageId, "👍");
    expect(await message()).not.toHaveProperty("reactions");
    await until("the last removal", () => seen("REMOVE").length === 2);
    expect(seen("ADD")).toEqual([
      [aiko.user.id, emoji],
      [sandbox.applicationId, emoji],
    ]);
    expect(seen("REMOVE")).toEqual([
      [sandbox.applicationId, emoji],
      [aiko.user.id, emoji],
    ]);
  });

  test("are listed in pages that join, whoever came first", async () => {
    const guests = Array.from({ length: 130 }, (_, index) => sandbox.createUser({ name: `guest-${index}` }).id);
    for (const id of guests.toReversed()) {
      sandbox.join(world.guildId, id);
      await sandbox.actor(id).react(channelId, messageId, "👍");
    }
    const route = Routes.channelMessageReaction(channelId, messageId, encodeURIComponent("👍"));
    const page = async (after: string) => {
      const query = new URLSearchParams({ after, limit: "100" });
      return ((await bot.client.rest.get(route, { query })) as { id: string }[]).map(({ id }) => id);
    };
    const first = await page("0");
    expect(first).toEqual(guests.slice(0, 100));
    expect(await page(first.at(-1) ?? "")).toEqual(guests.slice(100));
  });

  test("are taken away by moderators, one kind or all at once", async () => {
    for (const emoji of ["👍", "🎉", "party:123456789012345678"]) await aiko.react(channelId, messageId, emoji);
    const kind = Routes.channelMessageReaction(channelId, messageId, encodeURIComponent("👍"));
    await bot.client.rest.delete(kind);
    expect(await message()).toMatchObject({ reactions: [{ emoji: { name: "🎉" } }, { emoji: { name: "party" } }] });
    await bot.client.rest.delete(Routes.channelMessageAllReactions(channelId, messageId));
    expect(await message()).not.toHaveProperty("reactions");
    await until("the news", () => seen("REMOVE_ALL").length === 1);
    expect(seen("REMOVE_EMOJI")).toEqual([[undefined, { id: null, name: "👍" }]]);
  });

  test("are of twenty kinds at most", async () => {
    const kinds = Array.from({ length: 21 }, (_, index) => String.fromCodePoint(0x1f600 + index));
    for (const emoji of kinds.slice(0, 20)) await aiko.react(channelId, messageId, emoji);
    await expect(aiko.react(channelId, messageId, kinds[20] ?? "")).rejects.toMatchObject({ code: 30_010 });
  });

  test.each(["👍", "👍🏽", "❤️", "❤", "🇯🇵", "👩‍👩‍👧", "1️⃣", "🏴‍☠️"])("may be %s", async (emoji) => {
    await bot.client.rest.put(own(emoji));
    expect(await message()).toMatchObject({ reactions: [{ emoji: { id: null, name: emoji } }] });
  });

  test.each(["ok", "1", "👍👍", "👍 ", ":party:"])("cannot be %j", async (emoji) => {
    await expect(bot.client.rest.put(own(emoji))).rejects.toMatchObject({ code: 10_014 });
  });
});
