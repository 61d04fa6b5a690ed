import { type Guild, OverwriteType, PermissionFlagsBits as P, Routes, TextChannel } from "discord.js";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Sandbox } from "#sandbox/sandbox.ts";
import type { SeededWorld } from "#sandbox/seed.ts";
import { channelPermissions } from "#sandbox/world/permissions.ts";
import { openSandbox } from "../support/sandbox.ts";
import { closeBoth, connect, type Connected } from "./support/client.ts";

let sandbox: Sandbox;
let world: SeededWorld;
let bot: Connected;

beforeEach(async () => {
  ({ sandbox, world } = await openSandbox());
  bot = await connect(sandbox);
});

afterEach(() => closeBoth(bot, sandbox));

function setRights(roleId: string, permissions: bigint): void {
  sandbox.world.tables.put("role", roleId, {
    ...sandbox.world.role(world.guildId, roleId),
    permissions: permissions.toString(),
  });
}

function takeFromBot(...rights: bigint[]): void {
  const role = sandbox.world.role(world.guildId, world.roles.bot);
  const everyone = sandbox.world.role(world.guildId, world.guildId);
  const without = (permissions: string) => rights.reduce((all, one) => all & ~one, BigInt(permissions));
  setRights(role.id, without(role.permissions));
  setRights(everyone.id, without(everyone.permissions));
}

describe("what someone may do in a channel", () => {
  const rights = fc
    .subarray([P.ViewChannel, P.SendMessages, P.ManageMessages, P.AddReactions, P.Administrator])
    .map((bits) => bits.reduce((all, one) => all | one, 0n));
  const overwrite = fc.record({ allow: rights, deny: rights });

  test("is what discord.js makes of the same roles and overwrites", async () => {
    const [memberId] = world.people.members;
    setRights(world.roles.bot, P.Administrator);
    const member = sandbox.world.member(world.guildId, memberId);
    const roleIds = [
      world.roles.moderator,
      sandbox.world.rolesOf(world.guildId).find(({ name }) => name === "Publisher")?.id ?? "",
    ];
    sandbox.world.tables.put("member", `${world.guildId}-${memberId}`, { ...member, roles: roleIds });
    const guild = await bot.client.guilds.fetch({ guild: world.guildId, force: true });
    const property = fc.asyncProperty(
      fc.tuple(rights, rights, rights),
      fc.tuple(overwrite, overwrite, overwrite, overwrite),
      async (ofRoles, layers) => {
        const holders = [world.guildId, ...roleIds];
        holders.forEach((id, index) => setRights(id, ofRoles[index] ?? 0n));
        const permission_overwrites = [...holders, memberId].map((id, index) => ({
          id,
          type: id === memberId ? OverwriteType.Member : OverwriteType.Role,
          allow: String(layers[index]?.allow),
          deny: String(layers[index]?.deny),
        }));
        const channel = { ...sandbox.world.channel(world.channels.general), permission_overwrites };
        sandbox.world.tables.put("channel", channel.id, channel);
        const expected = await readByClient(guild, memberId);
        const held = channelPermissions(sandbox.world, channel, memberId);
        expect(held).toBe((expected & P.ViewChannel) === 0n ? 0n : expected);
      },
    );
    await fc.assert(property, { numRuns: 60 });
  });

  async function readByClient(guild: Guild, memberId: string): Promise<bigint> {
    await guild.roles.fetch(undefined, { force: true });
    const member = await guild.members.fetch({ user: memberId, force: true });
    const channel = await bot.client.channels.fetch(world.channels.general, { force: true });
    if (!(channel instanceof TextChannel)) throw new Error("no text channel");
    return channel.permissionsFor(member).bitfield;
  }
});

describe("the bot without the right to", () => {
  const general = () => world.channels.general;
  const messages = () => Routes.channelMessages(general());
  const aikosMessage = async () => (await sandbox.actor(world.people.members[0]).post(general(), "hello")).id;
  const rest = () => bot.client.rest;

  test.each([
    ["send messages cannot send", P.SendMessages, () => rest().post(messages(), { body: { content: "x" } })],
    ["embed cannot send an embed", P.EmbedLinks, () => rest().post(messages(), { body: { embeds: [{ title: "x" }] } })],
    [
      "attach files cannot attach",
      P.AttachFiles,
      () => rest().post(messages(), { body: {}, files: [{ name: "a.txt", data: "a" }] }),
    ],
    [
      "manage messages cannot delete those of others",
      P.ManageMessages,
      async () => rest().delete(Routes.channelMessage(general(), await aikosMessage())),
    ],
    [
      "add reactions cannot begin one",
      P.AddReactions,
      async () => rest().put(Routes.channelMessageOwnReaction(general(), await aikosMessage(), "%F0%9F%91%8D")),
    ],
    [
      "open threads cannot open one",
      P.CreatePublicThreads,
      async () => rest().post(Routes.threads(general(), await aikosMessage()), { body: { name: "x" } }),
    ],
    [
      "manage webhooks cannot make or list them",
      P.ManageWebhooks,
      async () => {
        await expect(rest().get(Routes.guildWebhooks(world.guildId))).rejects.toMatchObject({ code: 50_013 });
        return rest().post(Routes.channelWebhooks(general()), { body: { name: "x" } });
      },
    ],
    [
      "moderate members cannot time anybody out",
      P.ModerateMembers,
      () =>
        rest().patch(Routes.guildMember(world.guildId, world.people.members[0]), {
          body: { communication_disabled_until: new Date(Date.now() + 60_000).toISOString() },
        }),
    ],
  ])("%s", async (_, right, attempt) => {
    takeFromBot(right);
    await expect(attempt()).rejects.toMatchObject({ code: 50_013 });
  });

  test("see a channel is told that it has no access", async () => {
    takeFromBot(P.ViewChannel);
    await expect(rest().get(messages())).rejects.toMatchObject({ code: 50_001 });
    await expect(rest().post(messages(), { body: { content: "x" } })).rejects.toMatchObject({ code: 50_001 });
  });
});

describe("people", () => {
  test("do to messages and threads only what they may", async () => {
    const [aiko, sam] = world.people.members.map((id) => sandbox.actor(id));
    const jonas = sandbox.actor(world.people.moderator);
    if (!aiko || !sam) throw new Error("nobody is there");
    const { id } = await aiko.post(world.channels.general, "mine");
    await expect(sam.edit(world.channels.general, id, "yours")).rejects.toMatchObject({ code: 50_005 });
    await expect(sam.delete(world.channels.general, id)).rejects.toMatchObject({ code: 50_013 });
    await expect(sam.post(world.channels.moderators, "hello")).rejects.toMatchObject({ code: 50_001 });
    expect(() => sam.messages(world.channels.moderators)).toThrow("Missing Access");
    const thread = await aiko.openThread(world.channels.general, { name: "about it", messageId: id });
    await expect(sam.changeThread(thread.id, { name: "taken over" })).rejects.toMatchObject({ code: 50_013 });
    await expect(aiko.changeThread(thread.id, { locked: true })).rejects.toMatchObject({ code: 50_013 });
    await jonas.changeThread(thread.id, { locked: true });
    await expect(sam.post(thread.id, "one more thing")).rejects.toMatchObject({ code: 160_005 });
    await expect(jonas.post(thread.id, "closed")).resolves.toMatchObject({ content: "closed" });
    await jonas.delete(world.channels.general, id);
    expect(aiko.messages(world.channels.general)).toEqual([]);
  });
});
