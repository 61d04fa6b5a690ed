import { MessageType, PermissionFlagsBits as P, Routes } from "discord.js";
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
let nowMs: number;

beforeEach(async () => {
  nowMs = Date.now();
  ({ sandbox, world } = await openSandbox({ now: () => nowMs }));
  bot = await connect(sandbox);
  aiko = sandbox.actor(world.people.members[0]);
});

afterEach(() => closeBoth(bot, sandbox));

const rest = () => bot.client.rest;
const list = (query: Record<string, string>) =>
  rest().get(Routes.channelMessages(world.channels.general), { query: new URLSearchParams(query) }) as Promise<
    { id: string; type: number; content: string; embeds: unknown[]; edited_timestamp: string | null }[]
  >;

/** For requests that are wrong on purpose: the checker saw it too. */
function expectComplaint(): void {
  expect(sandbox.violations.splice(0)).not.toEqual([]);
}

describe("pages of history", () => {
  test("are newest first, whether asked before, after or around an id", async () => {
    const ids: string[] = [];
    for (let index = 0; index < 7; index++) ids.push((await aiko.post(world.channels.general, `${index}`)).id);
    const pick = async (query: Record<string, string>) => (await list(query)).map(({ content }) => content).join("");
    expect(await pick({ limit: "3" })).toBe("654");
    expect(await pick({ limit: "3", before: ids[3] ?? "" })).toBe("210");
    expect(await pick({ limit: "3", after: ids[3] ?? "" })).toBe("654");
    expect(await pick({ limit: "2", after: ids[3] ?? "" })).toBe("54");
    expect(await pick({ limit: "3", around: ids[3] ?? "" })).toBe("432");
  });

  test("hold one to a hundred", async () => {
    for (const limit of ["0", "101", "many"]) await expect(list({ limit })).rejects.toMatchObject({ code: 50_035 });
    expectComplaint();
  });
});

describe("pins", () => {
  test("are told by an update, by the channel and by a message of Discord's own", async () => {
    const role = sandbox.world.role(world.guildId, world.roles.bot);
    const { id } = await aiko.post(world.channels.general, "keep this");
    const pin = Routes.channelMessagesPin(world.channels.general, id);
    await expect(rest().put(pin)).rejects.toMatchObject({ code: 50_013 });
    const permissions = (BigInt(role.permissions) | P.PinMessages).toString();
    sandbox.world.tables.put("role", role.id, { ...role, permissions });
    await rest().put(pin);
    const { items } = (await rest().get(Routes.channelMessagesPins(world.channels.general))) as { items: object[] };
    expect(items).toMatchObject([{ message: { id, pinned: true } }]);
    const [notice] = await list({ limit: "1" });
    expect(notice?.type).toBe(MessageType.ChannelPinnedMessage);
    await until("the update", () => bot.told("MESSAGE_UPDATE").length === 1);
    expect(bot.told("MESSAGE_UPDATE")).toMatchObject([{ id, pinned: true, edited_timestamp: null }]);
    await rest().delete(pin);
    await until("both pins", () => bot.told("CHANNEL_PINS_UPDATE").length === 2);
    expect(bot.told("CHANNEL_PINS_UPDATE")).toMatchObject([{}, { last_pin_timestamp: null }]);
  });
});

describe("replies", () => {
  test("ping whom they answer, unless that is turned off", async () => {
    const { id } = await aiko.post(world.channels.general, "a question");
    const reply = (replied_user: boolean) => {
      const message_reference = { message_id: id };
      const body = { content: "an answer", message_reference, allowed_mentions: { parse: [], replied_user } };
      return rest().post(Routes.channelMessages(world.channels.general), { body });
    };
    expect(await reply(true)).toMatchObject({ type: 19, mentions: [{ id: aiko.user.id }] });
    expect(await reply(false)).toMatchObject({ type: 19, mentions: [], referenced_message: { id } });
  });
});

describe("mentions", () => {
  test("reach only whom the bot allows", async () => {
    const content = `<@${aiko.user.id}> <@&${world.roles.moderator}> @everyone`;
    const send = (allowed_mentions?: object) =>
      rest().post(Routes.channelMessages(world.channels.general), { body: { content, allowed_mentions } });
    expect(await send({ parse: [] })).toMatchObject({ mentions: [], mention_roles: [], mention_everyone: false });
    expect(await send({ users: [aiko.user.id] })).toMatchObject({
      mentions: [{ id: aiko.user.id }],
      mention_roles: [],
    });
    // Without the right to it, nobody mentions everybody.
    expect(await send()).toMatchObject({ mention_roles: [world.roles.moderator], mention_everyone: false });
  });

  test("are allowed by kind or by name, not both", async () => {
    const allowed_mentions = { parse: ["users"], users: [aiko.user.id] };
    const body = { content: "hello", allowed_mentions };
    const sent = rest().post(Routes.channelMessages(world.channels.general), { body });
    await expect(sent).rejects.toMatchObject({ code: 50_035 });
  });
});

describe("previews of links", () => {
  test("are an update that is no edit", async () => {
    const { id } = await aiko.post(world.channels.general, "see https://example.org");
    sandbox.showPreview(world.channels.general, id, { title: "An example" });
    await until("the update", () => bot.told("MESSAGE_UPDATE").length === 1);
    expect(await list({ limit: "1" })).toMatchObject([{ edited_timestamp: null, embeds: [{ title: "An example" }] }]);
  });
});

describe("files", () => {
  const data = new TextEncoder().encode("hello");
  const fetchFile = (url: string) => fetch(url).then(async (answer) => [answer.status, await answer.text()]);

  test("are served for a day at a signed address, and then at a new one", async () => {
    const { attachments } = await aiko.post(world.channels.general, { files: [{ name: "a b.txt", data }] });
    const url = attachments[0]?.url ?? "";
    expect(await fetchFile(url)).toEqual([200, "hello"]);
    expect((await fetchFile(url.replace(/hm=./, "hm=x")))[0]).toBe(404);
    nowMs += 86_400_001;
    expect((await fetchFile(url))[0]).toBe(404);
    const body = { attachment_urls: [url] };
    const { refreshed_urls } = (await rest().post("/attachments/refresh-urls", { body })) as {
      refreshed_urls: { original: string; refreshed: string }[];
    };
    // Discord has this route, but does not describe it.
    expectComplaint();
    expect(refreshed_urls[0]?.original).toBe(url);
    expect(await fetchFile(refreshed_urls[0]?.refreshed ?? "")).toEqual([200, "hello"]);
  });

  test("are ten at most, of ten megabytes at most", async () => {
    const small = Array.from({ length: 11 }, (_, index) => ({ name: `${index}.txt`, data }));
    await expect(aiko.post(world.channels.general, { files: small })).rejects.toMatchObject({ code: 50_035 });
    const large = [{ name: "large.bin", data: new Uint8Array(10_485_761) }];
    await expect(aiko.post(world.channels.general, { files: large })).rejects.toMatchObject({ code: 40_005 });
    expect(aiko.messages(world.channels.general)).toEqual([]);
  });
});

describe("slowmode", () => {
  test("holds people back, but no moderators and no bots", async () => {
    const channel = sandbox.world.channel(world.channels.general);
    sandbox.world.tables.put("channel", channel.id, { ...channel, rate_limit_per_user: 60 });
    await aiko.post(channel.id, "first");
    await expect(aiko.post(channel.id, "second")).rejects.toMatchObject({ code: 20_016 });
    const jonas = sandbox.actor(world.people.moderator);
    await jonas.post(channel.id, "first");
    await jonas.post(channel.id, "second");
    nowMs += 60_000;
    await expect(aiko.post(channel.id, "second")).resolves.toMatchObject({ content: "second" });
  });
});

describe("bulk deletion", () => {
  test("takes two to a hundred messages, none older than fourteen days", async () => {
    const old = await aiko.post(world.channels.general, "old");
    nowMs += 15 * 86_400_000;
    const young = await Promise.all(["a", "b"].map((text) => aiko.post(world.channels.general, text)));
    const [a = "", b = ""] = young.map(({ id }) => id);
    const remove = (messages: string[]) =>
      rest().post(Routes.channelBulkDelete(world.channels.general), { body: { messages } });
    await expect(remove([a, old.id])).rejects.toMatchObject({ code: 50_034 });
    await expect(remove([a])).rejects.toMatchObject({ code: 50_016 });
    expectComplaint();
    await remove([a, b]);
    expect((await list({})).map(({ id }) => id)).toEqual([old.id]);
    await until("the deletion", () => bot.told("MESSAGE_DELETE_BULK").length === 1);
    expect(bot.told("MESSAGE_DELETE_BULK")).toMatchObject([{ ids: [a, b] }]);
  });
});

describe("direct messages", () => {
  test("go both ways, and are nobody else's", async () => {
    const user = await bot.client.users.fetch(aiko.user.id);
    const sent = await user.send("about your report");
    const direct = aiko.snapshot().directs?.[0]?.id ?? "";
    expect(aiko.messages(direct)).toMatchObject([{ id: sent.id, content: "about your report" }]);
    await aiko.post(direct, "thank you");
    await until("the answer", () => bot.told("MESSAGE_CREATE").length === 2);
    expect(bot.told("MESSAGE_CREATE")[1]).not.toHaveProperty("guild_id");
    const sam = sandbox.actor(world.people.members[1]);
    expect(() => sam.messages(direct)).toThrow("Missing Access");
    await expect(sam.post(direct, "me too")).rejects.toMatchObject({ code: 50_001 });
  });

  test("are refused by who wants none, or shares no server with the bot", async () => {
    const user = await bot.client.users.fetch(aiko.user.id);
    sandbox.setDirectClosed(aiko.user.id, true);
    await expect(user.send("hello")).rejects.toMatchObject({ code: 50_007 });
    sandbox.setDirectClosed(aiko.user.id, false);
    await expect(user.send("hello")).resolves.toMatchObject({ content: "hello" });
    sandbox.leave(world.guildId, aiko.user.id);
    await expect(user.send("hello")).rejects.toMatchObject({ code: 50_007 });
  });
});
