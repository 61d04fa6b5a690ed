import { ChannelType, MessageType, PermissionFlagsBits as P, Routes } from "discord.js";
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

async function openThread(name: string = "a thread"): Promise<string> {
  const { id } = await aiko.post(world.channels.general, "an article");
  return ((await rest().post(Routes.threads(world.channels.general, id), { body: { name } })) as { id: string }).id;
}

describe("a thread", () => {
  test("counts what was ever said and what is left, without its starter", async () => {
    const id = await openThread();
    const first = await aiko.post(id, "one");
    const second = await aiko.post(id, "two");
    await aiko.delete(id, first.id);
    const thread = await rest().get(Routes.channel(id));
    expect(thread).toMatchObject({ message_count: 1, total_message_sent: 2, last_message_id: second.id });
  });

  test("has those as members who open it, speak in it or are added", async () => {
    const id = await openThread();
    await aiko.post(id, "here");
    await rest().put(Routes.threadMembers(id, world.people.members[1]));
    const members = (await rest().get(Routes.threadMembers(id))) as { user_id: string }[];
    const [, sam] = world.people.members;
    expect(members.map(({ user_id }) => user_id)).toEqual([sandbox.applicationId, aiko.user.id, sam]);
    await rest().delete(Routes.threadMembers(id, sam));
    await expect(rest().get(Routes.threadMembers(id, sam))).rejects.toMatchObject({ code: 10_007 });
    await until("three changes", () => bot.told("THREAD_MEMBERS_UPDATE").length === 3);
  });

  test("says by a message of Discord's own that it was renamed, or where it was opened on its own", async () => {
    const id = await openThread();
    await rest().patch(Routes.channel(id), { body: { name: "another name" } });
    expect(aiko.messages(id)[0]).toMatchObject({ type: MessageType.ChannelNameChange, content: "another name" });
    const body = { name: "on its own", type: ChannelType.PublicThread };
    const alone = (await rest().post(Routes.threads(world.channels.general), { body })) as { id: string };
    expect(aiko.messages(world.channels.general)[0]).toMatchObject({
      type: MessageType.ThreadCreated,
      message_reference: { channel_id: alone.id },
    });
  });

  test("sleeps when its time is over, and is woken by a message unless it is locked", async () => {
    const id = await openThread();
    nowMs += 1_440 * 60_000 - 1;
    sandbox.archiveQuietThreads();
    expect(sandbox.world.thread(id).archived).toBe(false);
    nowMs += 1;
    sandbox.archiveQuietThreads();
    expect(sandbox.world.thread(id).archived).toBe(true);
    await aiko.post(id, "wake up");
    expect(sandbox.world.thread(id).archived).toBe(false);
    await rest().patch(Routes.channel(id), { body: { archived: true, locked: true } });
    await expect(aiko.post(id, "wake up")).rejects.toMatchObject({ code: 160_005 });
    await expect(aiko.changeThread(id, { archived: false })).rejects.toMatchObject({ code: 50_013 });
  });

  test("is opened once over a message", async () => {
    const id = await openThread();
    const again = rest().post(Routes.threads(world.channels.general, id), { body: { name: "again" } });
    await expect(again).rejects.toMatchObject({ code: 160_004 });
  });

  test("that is private is seen by its members and by moderators only", async () => {
    const role = sandbox.world.role(world.guildId, world.roles.bot);
    const permissions = (BigInt(role.permissions) | P.CreatePrivateThreads).toString();
    sandbox.world.tables.put("role", role.id, { ...role, permissions });
    const body = { name: "private", type: ChannelType.PrivateThread };
    const { id } = (await rest().post(Routes.threads(world.channels.general), { body })) as { id: string };
    expect(() => aiko.messages(id)).toThrow("Missing Access");
    expect(sandbox.actor(world.people.moderator).messages(id)).toEqual([]);
    await rest().put(Routes.threadMembers(id, aiko.user.id));
    expect(aiko.messages(id)).toEqual([]);
  });

  test("is refused when the server has a thousand at work", async () => {
    const body = { name: "one of many", type: ChannelType.PublicThread };
    const open = () => rest().post(Routes.threads(world.channels.general), { body });
    for (let index = 0; index < 1_000; index++)
      await sandbox.actor(world.people.publisher).openThread(world.channels.general, { name: `${index}` });
    await expect(open()).rejects.toMatchObject({ code: 160_006 });
    nowMs += 1_440 * 60_000;
    sandbox.archiveQuietThreads();
    await expect(open()).resolves.toMatchObject({ name: "one of many" });
  });
});

describe("a channel that the bot sees again", () => {
  test("comes with the threads that are at work in it", async () => {
    const role = sandbox.world.role(world.guildId, world.roles.bot);
    const permissions = (BigInt(role.permissions) | P.ManageRoles).toString();
    sandbox.world.tables.put("role", role.id, { ...role, permissions });
    const id = await openThread();
    const { general } = world.channels;
    const hide = Routes.channelPermission(general, sandbox.applicationId);
    await rest().put(hide, { body: { type: 1, allow: "0", deny: P.ViewChannel.toString() } });
    await aiko.post(id, "unheard");
    await expect(rest().get(Routes.channel(id))).rejects.toMatchObject({ code: 50_001 });
    const channel = sandbox.world.channel(general);
    const owner = sandbox.actor(world.people.publisher);
    sandbox.changeChannel(general, owner.user.id, { permission_overwrites: [] });
    await until("the threads", () => bot.told("THREAD_LIST_SYNC").length === 1);
    expect(bot.told("THREAD_LIST_SYNC")).toMatchObject([{ channel_ids: [channel.id], threads: [{ id }] }]);
    expect(bot.told("MESSAGE_CREATE").map((message) => message["content"])).not.toContain("unheard");
  });
});

describe("a webhook", () => {
  test("speaks in a forum only in a post, old or new", async () => {
    const { forum, general } = world.channels;
    const made = (await rest().post(Routes.channelWebhooks(forum), { body: { name: "Talkback" } })) as {
      id: string;
      token: string;
    };
    const say = (body: object, threadId?: string) =>
      rest().post(Routes.webhook(made.id, made.token), {
        body,
        auth: false,
        query: new URLSearchParams({ wait: "true", ...(threadId === undefined ? {} : { thread_id: threadId }) }),
      }) as Promise<{ channel_id: string; id: string }>;
    await expect(say({ content: "hello" })).rejects.toMatchObject({ code: 220_001 });
    const first = await say({ content: "hello", thread_name: "A post" });
    expect(first.channel_id).toBe(first.id);
    const second = await say({ content: "more", username: "Old Author" }, first.id);
    expect(second).toMatchObject({ webhook_id: made.id, author: { username: "Old Author" } });
    await expect(say({ content: "x", thread_name: "y" }, first.id)).rejects.toMatchObject({ code: 220_002 });
    const elsewhere = await openThread();
    await expect(say({ content: "x" }, elsewhere)).rejects.toMatchObject({ code: 10_003 });
    const renamed = await rest().patch(Routes.webhook(made.id, made.token), { body: { name: "T" }, auth: false });
    expect(renamed).toMatchObject({ name: "T" });
    expect(renamed).not.toHaveProperty("user");
    await expect(
      rest().post(Routes.channelWebhooks(general), { body: { name: "My Discord hook" } }),
    ).rejects.toMatchObject({ code: 50_035 });
  });

  test("is one of fifteen in a channel at most", async () => {
    const make = () => rest().post(Routes.channelWebhooks(world.channels.general), { body: { name: "hook" } });
    for (let index = 0; index < 15; index++) await make();
    await expect(make()).rejects.toMatchObject({ code: 30_007 });
  });
});
