import type { APIThreadChannel } from "discord.js";
import { Client, Events, GatewayIntentBits, MessageFlags, Routes } from "discord.js";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Sandbox } from "#sandbox/sandbox.ts";
import type { SeededWorld } from "#sandbox/seed.ts";
import { openSandbox, until } from "../support/sandbox.ts";

type Packet = { t: string | null; d: Record<string, unknown> };

let sandbox: Sandbox;
let world: SeededWorld;
let client: Client<true>;
let packets: Packet[];
let nowMs: number;

const rest = () => client.rest;
const told = (t: string) => packets.filter((packet) => packet.t === t);

async function connect(): Promise<Client<true>> {
  const { Guilds, GuildMessages, GuildMessageReactions, MessageContent, GuildMembers } = GatewayIntentBits;
  const made = new Client({
    intents: [Guilds, GuildMessages, GuildMessageReactions, MessageContent, GuildMembers],
    rest: { api: sandbox.apiUrl },
  });
  packets = [];
  made.on(Events.Raw, (packet: Packet) => packets.push(packet));
  const ready = new Promise<Client<true>>((resolve) => made.once(Events.ClientReady, resolve));
  await made.login(sandbox.token);
  return ready;
}

beforeEach(async () => {
  nowMs = Date.now();
  ({ sandbox, world } = await openSandbox({ now: () => nowMs, rateLimits: true }));
  client = await connect();
});

async function closeAll(): Promise<void> {
  await client.destroy();
  await sandbox.close();
  expect(sandbox.violations).toEqual([]);
}

afterEach(closeAll);

const post = (channelId: string, content: string) =>
  rest().post(Routes.channelMessages(channelId), { body: { content } }) as Promise<{ id: string }>;
const openThread = (channelId: string, messageId: string) =>
  rest().post(Routes.threads(channelId, messageId), { body: { name: "about it" } }) as Promise<APIThreadChannel>;

const replyToNothing = (fail_if_not_exists: boolean) =>
  rest().post(Routes.channelMessages(world.channels.general), {
    body: { content: "an answer", message_reference: { message_id: "1", fail_if_not_exists } },
  });

describe("threads", () => {
  test("a message with a thread says so, to the bot too, and that is no edit", async () => {
    const { id } = await post(world.channels.articles, "an article");
    await openThread(world.channels.articles, id);
    await until("the update", () => told("MESSAGE_UPDATE").length === 1);
    expect(told("MESSAGE_UPDATE")[0]?.d).toMatchObject({ id, flags: 32, edited_timestamp: null, thread: { id } });
    const message = await rest().get(Routes.channelMessage(world.channels.articles, id));
    expect(message).toMatchObject({ flags: 32 });
  });

  test("a forum post that is refused leaves nothing behind, and nobody hears of it", async () => {
    const body = { name: "a post", message: { content: "" } };
    await expect(rest().post(Routes.threads(world.channels.forum), { body })).rejects.toMatchObject({ code: 50_006 });
    await post(world.channels.general, "afterwards");
    await until("the message", () => told("MESSAGE_CREATE").length === 1);
    expect(told("THREAD_CREATE")).toEqual([]);
  });

  test("threads go with their channel", async () => {
    const { id } = await post(world.channels.general, "a message");
    await openThread(world.channels.general, id);
    await sandbox.actor(world.people.publisher).changeThread(id, { name: "renamed" });
    sandbox.world.tables.put("guild", world.guildId, {
      ...sandbox.world.guild(world.guildId),
      owner_id: sandbox.applicationId,
    });
    await rest().delete(Routes.channel(world.channels.general));
    await expect(rest().get(Routes.channel(id))).rejects.toMatchObject({ code: 10_003 });
  });

  test("archived ones come in pages, the last archived first", async () => {
    const ids: string[] = [];
    for (const name of ["first", "second", "third"]) {
      nowMs += 1_000;
      const { id } = await post(world.channels.articles, name);
      await openThread(world.channels.articles, id);
      await rest().patch(Routes.channel(id), { body: { archived: true } });
      ids.unshift(id);
    }
    const route = Routes.channelThreads(world.channels.articles, "public");
    const page = (query: Record<string, string>) =>
      rest().get(route, { query: new URLSearchParams(query) }) as Promise<{
        threads: { id: string; thread_metadata: { archive_timestamp: string } }[];
        has_more: boolean;
      }>;
    const first = await page({ limit: "2" });
    expect(first.threads.map(({ id }) => id)).toEqual(ids.slice(0, 2));
    expect(first.has_more).toBe(true);
    const second = await page({ limit: "2", before: first.threads[1]?.thread_metadata.archive_timestamp ?? "" });
    expect(second.threads.map(({ id }) => id)).toEqual(ids.slice(2));
    expect(second.has_more).toBe(false);
  });

  test("active ones are listed for the guild", async () => {
    const { id } = await post(world.channels.articles, "an article");
    await openThread(world.channels.articles, id);
    expect(await rest().get(Routes.guildActiveThreads(world.guildId))).toMatchObject({ threads: [{ id }] });
  });

  test("in an archived one only deletion works", async () => {
    const { id } = await post(world.channels.articles, "an article");
    await openThread(world.channels.articles, id);
    const comment = await sandbox.actor(world.people.members[0]).post(id, "a comment");
    await rest().patch(Routes.channel(id), { body: { archived: true } });
    const refused = { code: 50_083 };
    await expect(rest().put(Routes.channelMessageOwnReaction(id, comment.id, "👍"))).rejects.toMatchObject(refused);
    await expect(rest().delete(Routes.channelMessageAllReactions(id, comment.id))).rejects.toMatchObject(refused);
    await rest().delete(Routes.channelMessage(id, comment.id));
    await until("the deletion", () => told("MESSAGE_DELETE").length === 1);
  });
});

describe("messages", () => {
  test("of components come back complete, with their media found, also after an edit", async () => {
    const channel = await client.channels.fetch(world.channels.general);
    if (!channel?.isSendable()) throw new Error("no text channel");
    const select = { type: 3, custom_id: "pick", options: [{ label: "One", value: "1" }] } as const;
    const card = {
      type: 17,
      components: [
        { type: 10, content: "A title" },
        { type: 14 },
        { type: 12, items: [{ media: { url: "attachment://cover.png" } }] },
        { type: 13, file: { url: "attachment://cover.png" } },
        { type: 1, components: [select] },
      ],
    } as const;
    const files = [{ attachment: Buffer.from("picture"), name: "cover.png" }];
    const message = await channel.send({ flags: MessageFlags.IsComponentsV2, components: [card], files });
    const read = () => rest().get(Routes.channelMessage(channel.id, message.id)) as Promise<{ components: unknown }>;
    const url = expect.stringContaining("/cover.png?ex=") as string;
    const { components } = await read();
    expect(components).toMatchObject([
      {
        id: 1,
        accent_color: null,
        components: [
          { id: 2 },
          { divider: true, spacing: 1 },
          { items: [{ media: { url } }] },
          { name: "cover.png", size: 7, file: { url } },
          { components: [{ min_values: 1, max_values: 1 }] },
        ],
      },
    ]);
    await message.edit({ allowedMentions: { parse: [] } });
    expect((await read()).components).toEqual(components);
  });

  test("with an embed come back complete", async () => {
    const embeds = [{ title: "A title", fields: [{ name: "Length", value: "5:24" }] }];
    const message = await rest().post(Routes.channelMessages(world.channels.general), { body: { embeds } });
    expect(message).toMatchObject({ embeds: [{ type: "rich", fields: [{ inline: false }] }] });
  });
});

describe("replies", () => {
  test("to a message that is gone are refused, or become plain messages", async () => {
    await expect(replyToNothing(true)).rejects.toMatchObject({ code: 50_035 });
    const message = await replyToNothing(false);
    expect(message).toMatchObject({ type: 0, content: "an answer" });
    expect(message).not.toHaveProperty("message_reference");
  });
});

describe("hidden channels", () => {
  test("are known to the bot, but not what happens in them", async () => {
    const channel = sandbox.world.channel(world.channels.general);
    const permission_overwrites = [
      { id: world.guildId, type: 0, allow: "0", deny: "1024" },
      { id: world.people.members[0], type: 1, allow: "1024", deny: "0" },
    ];
    sandbox.world.tables.put("channel", channel.id, { ...channel, permission_overwrites });
    await client.destroy();
    client = await connect();
    expect(client.channels.cache.get(channel.id)).toMatchObject({ viewable: false });
    await sandbox.actor(world.people.members[0]).post(channel.id, "a secret");
    await post(world.channels.articles, "for everybody");
    await until("the open message", () => told("MESSAGE_CREATE").length === 1);
    expect(told("MESSAGE_CREATE")[0]?.d["content"]).toBe("for everybody");
    await expect(rest().get(Routes.channelMessages(channel.id))).rejects.toMatchObject({ code: 50_001 });
  });
});

describe("history", () => {
  test("is empty for whoever may not read it", async () => {
    await post(world.channels.general, "a message");
    const everyone = sandbox.world
      .rolesOf(world.guildId)
      .map((role) => ({ id: role.id, type: 0, allow: "0", deny: "65536" }));
    const channel = sandbox.world.channel(world.channels.general);
    sandbox.world.tables.put("channel", channel.id, { ...channel, permission_overwrites: everyone });
    expect(await rest().get(Routes.channelMessages(channel.id))).toEqual([]);
  });
});

describe("members", () => {
  test("a timeout is kept as Discord keeps it, and ends", async () => {
    const guild = await client.guilds.fetch(world.guildId);
    const member = await guild.members.fetch(world.people.members[0]);
    await member.timeout(60_000, "calm down");
    const aiko = sandbox.actor(world.people.members[0]);
    await expect(aiko.post(world.channels.general, "!")).rejects.toMatchObject({ code: 50_013 });
    nowMs += 61_000;
    await expect(aiko.post(world.channels.general, "sorry")).resolves.toMatchObject({ content: "sorry" });
  });

  test("nobody is timed out for longer than 28 days", async () => {
    const communication_disabled_until = new Date(nowMs + 29 * 86_400_000).toISOString();
    const route = Routes.guildMember(world.guildId, world.people.members[0]);
    await expect(rest().patch(route, { body: { communication_disabled_until } })).rejects.toMatchObject({
      code: 50_035,
    });
  });

  test("a ban can take someone's latest messages with it", async () => {
    const aiko = sandbox.actor(world.people.members[0]);
    await aiko.post(world.channels.general, "long ago");
    nowMs += 7_200_000;
    const { id } = await aiko.post(world.channels.general, "just now");
    const guild = await client.guilds.fetch(world.guildId);
    await guild.members.ban(world.people.members[0], { deleteMessageSeconds: 3_600 });
    await until("the deletion", () => told("MESSAGE_DELETE_BULK").length === 1);
    expect(told("MESSAGE_DELETE_BULK")[0]?.d["ids"]).toEqual([id]);
  });
});

describe("commands", () => {
  test("one that asks for no permission at all is for administrators only", async () => {
    const body = [{ name: "secret", description: "x", default_member_permissions: "0" }];
    await rest().put(Routes.applicationCommands(sandbox.applicationId), { body });
    const run = (id: string) => sandbox.actor(id).runCommand(world.channels.general, "secret");
    await expect(run(world.people.members[0])).rejects.toMatchObject({ code: 50_013 });
  });

  test("an answer is too late after fifteen minutes, and too early before the first word", async () => {
    await rest().put(Routes.applicationCommands(sandbox.applicationId), { body: [{ name: "wait", description: "x" }] });
    const seen: unknown[] = [];
    client.on(Events.InteractionCreate, (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      const answer = async () => {
        seen.push(await interaction.webhook.send("too early").catch((error: { code: number }) => error.code));
        await interaction.deferReply();
        nowMs += 16 * 60_000;
        seen.push(await interaction.editReply("too late").catch((error: { code: number }) => error.code));
      };
      void answer();
    });
    void sandbox.actor(world.people.members[0]).runCommand(world.channels.general, "wait");
    await until("both refusals", () => seen.length === 2);
    expect(seen).toEqual([10_015, 50_027]);
  });
});

describe("rate limits", () => {
  test("each route has a bucket of its own", async () => {
    const buckets = new Map<string, string | null>();
    client.rest.on("response", ({ method, path }, response) => {
      buckets.set(`${method} ${path.split("/").at(-1)}`, response.headers.get("x-ratelimit-bucket"));
    });
    const { id } = await post(world.channels.general, "a message");
    await openThread(world.channels.general, id);
    await rest().post(Routes.channelTyping(world.channels.general));
    expect(new Set(buckets.values()).size).toBe(3);
  });
});
