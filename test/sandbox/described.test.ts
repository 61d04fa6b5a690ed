import { Routes } from "discord.js";
import { afterEach, beforeEach, expect, test } from "vitest";
import { channelRoutes } from "#sandbox/rest/routes/channels.ts";
import { commandRoutes } from "#sandbox/rest/routes/commands.ts";
import { guildRoutes } from "#sandbox/rest/routes/guilds.ts";
import { memberRoutes } from "#sandbox/rest/routes/members.ts";
import { messageRoutes } from "#sandbox/rest/routes/messages.ts";
import { userRoutes } from "#sandbox/rest/routes/users.ts";
import { webhookRoutes } from "#sandbox/rest/routes/webhooks.ts";
import type { Sandbox } from "#sandbox/sandbox.ts";
import type { SeededWorld } from "#sandbox/seed.ts";
import { openSandbox } from "../support/sandbox.ts";
import { closeBoth, connect, type Connected } from "./support/client.ts";

let sandbox: Sandbox;
let world: SeededWorld;
let bot: Connected;

beforeEach(async () => {
  ({ sandbox, world } = await openSandbox());
  bot = await connect(sandbox);
  // What may be asked is tried elsewhere: here the bot may ask for everything.
  const guild = sandbox.world.guild(world.guildId);
  sandbox.world.tables.put("guild", guild.id, { ...guild, owner_id: sandbox.applicationId });
});

afterEach(() => closeBoth(bot, sandbox));

const post = (route: `/${string}`, body: object) =>
  bot.client.rest.post(route, { body }) as Promise<{ id: string; token: string }>;

/** One of everything: a reaction, a file, a reply, threads of each kind, a pin, a webhook, a command, a role, a ban. */
async function furnish(): Promise<Record<string, string>> {
  const { general, forum } = world.channels;
  const [aikoId, samId] = world.people.members;
  const aiko = sandbox.actor(aikoId);
  const file = { name: "cover.png", contentType: "image/png", data: new Uint8Array([1]) };
  const message = await aiko.post(general, { content: "hello", files: [file] });
  await aiko.react(general, message.id, "👍");
  await aiko.post(general, { content: "an answer", replyTo: message.id });
  const thread = await post(Routes.threads(general, message.id), { name: "about it" });
  const closed = await post(Routes.threads(general), { name: "closed", type: 11 });
  await post(Routes.threads(general), { name: "private", type: 12 });
  await bot.client.rest.patch(Routes.channel(closed.id), { body: { archived: true } });
  await post(Routes.threads(forum), { name: "a post", message: { content: "hello" } });
  const webhook = await post(Routes.channelWebhooks(general), { name: "Talkback" });
  const spoken = await bot.client.rest.post(Routes.webhook(webhook.id, webhook.token), {
    body: { content: "old words", username: "An Old Author" },
    query: new URLSearchParams({ wait: "true" }),
    auth: false,
  });
  await bot.client.rest.put(Routes.channelMessagesPin(general, message.id));
  const command = await post(Routes.applicationCommands(sandbox.applicationId), { name: "ping", description: "x" });
  const role = await post(Routes.guildRoles(world.guildId), { name: "Readers" });
  await bot.client.rest.put(Routes.guildBan(world.guildId, samId));
  return {
    channel: general,
    guild: world.guildId,
    message: message.id,
    user: aikoId,
    banned: samId,
    thread: thread.id,
    role: role.id,
    webhook: webhook.id,
    token: webhook.token,
    spoken: (spoken as { id: string }).id,
    command: command.id,
    application: sandbox.applicationId,
    emoji: encodeURIComponent("👍"),
  };
}

/** Where a pattern's words mean something more particular than elsewhere. */
function addressOf(pattern: string): string {
  if (pattern.includes("thread-members/{user}"))
    return pattern.replace("{user}", "{application}").replace("{channel}", "{thread}");
  if (pattern.includes("thread-members")) return pattern.replace("{channel}", "{thread}");
  if (pattern.includes("/bans/")) return pattern.replace("{user}", "{banned}");
  if (pattern.startsWith("/webhooks/")) return pattern.replace("{message}", "{spoken}");
  return pattern;
}

test("every address that only tells something tells it as Discord describes it", async () => {
  const ids = await furnish();
  const routes = [
    ...messageRoutes,
    ...channelRoutes,
    ...webhookRoutes,
    ...commandRoutes,
    ...guildRoutes,
    ...memberRoutes,
    ...userRoutes,
  ];
  // The command is everybody's, not the guild's.
  const asked = routes.filter(({ method, pattern }) => method === "GET" && !/guilds.*\{command\}/.test(pattern));
  const statuses: [string, number][] = [];
  for (const { pattern } of asked) {
    const path = addressOf(pattern).replace(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? "");
    const query = pattern.endsWith("/members/search") ? "?query=a" : "";
    const headers = { authorization: `Bot ${sandbox.token}` };
    const response = await fetch(`${sandbox.apiUrl}/v10${path}${query}`, { headers });
    await response.arrayBuffer();
    statuses.push([pattern, response.status]);
  }
  expect(statuses.filter(([, status]) => status !== 200)).toEqual([]);
  expect(statuses.length).toBeGreaterThan(35);
  expect(sandbox.violations).toEqual([]);
});

test("a forum is made with tags that have ids, and the making is in the log", async () => {
  const body = { name: "letters", type: 15, available_tags: [{ name: "Open" }] };
  const forum = await bot.client.rest.post(Routes.guildChannels(world.guildId), { body, reason: "asked for" });
  expect(forum).toMatchObject({
    type: 15,
    available_tags: [{ id: expect.stringMatching(/^\d+$/) as string, name: "Open" }],
  });
  const guild = await bot.client.guilds.fetch(world.guildId);
  const { entries } = await guild.fetchAuditLogs();
  expect(entries.first()).toMatchObject({ action: 10, reason: "asked for", targetId: (forum as { id: string }).id });
});

test("the bot lists its servers, and leaves one of its own accord", async () => {
  expect([...(await bot.client.guilds.fetch()).keys()]).toEqual([world.guildId]);
  const guild = bot.client.guilds.cache.get(world.guildId);
  if (!guild) throw new Error("no guild");
  const { owner_id: _, ...rest } = sandbox.world.guild(world.guildId);
  sandbox.world.tables.put("guild", world.guildId, { ...rest, owner_id: world.people.publisher });
  await guild.leave();
  expect((await bot.client.guilds.fetch()).size).toBe(0);
});
