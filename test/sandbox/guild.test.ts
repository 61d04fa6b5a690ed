import { AuditLogEvent, Events, type Guild, PermissionFlagsBits as P, Routes } from "discord.js";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Sandbox } from "#sandbox/sandbox.ts";
import type { SeededWorld } from "#sandbox/seed.ts";
import { openSandbox, until } from "../support/sandbox.ts";
import { closeBoth, connect, type Connected } from "./support/client.ts";

let sandbox: Sandbox;
let world: SeededWorld;
let bot: Connected;
let guild: Guild;

beforeEach(async () => {
  ({ sandbox, world } = await openSandbox());
  bot = await connect(sandbox);
  guild = await bot.client.guilds.fetch(world.guildId);
});

afterEach(() => closeBoth(bot, sandbox));

/** What a server's owner gives the bot beyond what Talkback asks for. */
function grant(...rights: bigint[]): void {
  const role = sandbox.world.role(world.guildId, world.roles.bot);
  const permissions = rights.reduce((all, one) => all | one, BigInt(role.permissions)).toString();
  sandbox.world.tables.put("role", role.id, { ...role, permissions });
}

describe("people", () => {
  test("come and go, and the bot is told", async () => {
    const { id } = sandbox.createUser({ name: "newcomer" });
    sandbox.join(world.guildId, id);
    await until("the arrival", () => bot.told("GUILD_MEMBER_ADD").length === 1);
    expect((await guild.members.fetch(id)).user.username).toBe("newcomer");
    sandbox.leave(world.guildId, id);
    await until("the departure", () => bot.told("GUILD_MEMBER_REMOVE").length === 1);
    await expect(guild.members.fetch({ user: id, force: true })).rejects.toMatchObject({ code: 10_007 });
  });

  test("are listed in pages by id, and fetched whole over the gateway however many they are", async () => {
    for (let index = 0; index < 1_100; index++)
      sandbox.join(world.guildId, sandbox.createUser({ name: `guest-${index}` }).id);
    const everybody = await guild.members.fetch();
    expect(everybody.size).toBe(1_106);
    await until("two chunks", () => bot.told("GUILD_MEMBERS_CHUNK").length === 2);
    const first = await guild.members.list({ limit: 1_000 });
    const rest = await guild.members.list({ limit: 1_000, after: first.lastKey() ?? "" });
    expect(new Set([...first.keys(), ...rest.keys()]).size).toBe(1_106);
  });

  test("that were banned do not come back before the ban ends, and the reason is kept", async () => {
    const [id] = world.people.members;
    await guild.members.ban(id, { reason: "spam — again" });
    expect(await guild.bans.fetch(id)).toMatchObject({ reason: "spam — again" });
    expect(() => sandbox.join(world.guildId, id)).toThrow("banned");
    await guild.bans.remove(id);
    sandbox.join(world.guildId, id);
    await expect(guild.bans.fetch({ user: id, force: true })).rejects.toMatchObject({ code: 10_026 });
  });

  test("are banned many at once, those below only", async () => {
    const [one, two] = world.people.members;
    await expect(guild.members.bulkBan([one, two])).rejects.toMatchObject({ code: 50_013 });
    grant(P.ManageGuild);
    const { bannedUsers, failedUsers } = await guild.members.bulkBan([one, two, world.people.publisher]);
    expect(bannedUsers).toEqual([one, two]);
    expect(failedUsers).toEqual([world.people.publisher]);
    await expect(guild.members.bulkBan([world.people.publisher])).rejects.toMatchObject({ code: 500_000 });
  });

  test("above the bot are out of its reach", async () => {
    for (const attempt of [
      () => guild.members.kick(world.people.publisher),
      () => guild.members.ban(world.people.publisher),
      () => guild.members.edit(world.people.publisher, { communicationDisabledUntil: Date.now() + 60_000 }),
    ])
      await expect(attempt()).rejects.toMatchObject({ code: 50_013 });
  });
});

describe("roles", () => {
  test("are made, given, taken and deleted by those above them", async () => {
    const [id] = world.people.members;
    await expect(guild.members.addRole({ user: id, role: world.roles.moderator })).rejects.toMatchObject({
      code: 50_013,
    });
    grant(P.ManageRoles);
    const role = await guild.roles.create({ name: "Readers", colors: { primaryColor: 0x112233 } });
    await guild.members.addRole({ user: id, role });
    expect((await guild.members.fetch({ user: id, force: true })).roles.cache.has(role.id)).toBe(true);
    await role.setName("Regulars");
    await role.delete();
    expect((await guild.members.fetch({ user: id, force: true })).roles.cache.has(role.id)).toBe(false);
    for (const what of ["CREATE", "UPDATE", "DELETE"])
      await until(`the role's ${what}`, () => bot.told(`GUILD_ROLE_${what}`).length === 1);
  });

  test("of one's own or above, and rights that one lacks, cannot be given", async () => {
    grant(P.ManageRoles);
    const [id] = world.people.members;
    const own = Routes.guildMemberRole(world.guildId, id, world.roles.bot);
    await expect(bot.client.rest.put(own)).rejects.toMatchObject({ code: 50_013 });
    await expect(guild.roles.create({ permissions: P.Administrator })).rejects.toMatchObject({ code: 50_013 });
  });
});

describe("the guild's audit log", () => {
  test("has who did what to whom and why, newest first", async () => {
    const [id, other] = world.people.members;
    await guild.members.kick(id, "rude");
    await guild.members.edit(other, { communicationDisabledUntil: Date.now() + 60_000, reason: "calm down" });
    const { entries } = await guild.fetchAuditLogs();
    expect(entries.map(({ action, reason, targetId, executorId }) => [action, reason, targetId, executorId])).toEqual([
      [AuditLogEvent.MemberUpdate, "calm down", other, sandbox.applicationId],
      [AuditLogEvent.MemberKick, "rude", id, sandbox.applicationId],
    ]);
    const kicks = await guild.fetchAuditLogs({ type: AuditLogEvent.MemberKick });
    expect(kicks.entries.size).toBe(1);
    await until("two entries", () => bot.told("GUILD_AUDIT_LOG_ENTRY_CREATE").length === 2);
  });

  test("has the messages of others that people deleted, but none that a bot deleted singly", async () => {
    const [id] = world.people.members;
    const aiko = sandbox.actor(id);
    const posted = await Promise.all(["a", "b", "c", "d"].map((text) => aiko.post(world.channels.general, text)));
    const [a = "", b = "", c = "", d = ""] = posted.map((message) => message.id);
    await bot.client.rest.delete(Routes.channelMessage(world.channels.general, a));
    await sandbox.actor(world.people.moderator).delete(world.channels.general, b);
    const route = Routes.channelBulkDelete(world.channels.general);
    await bot.client.rest.post(route, { body: { messages: [c, d] }, reason: "cleaning" });
    const { entries } = await guild.fetchAuditLogs();
    expect(
      entries.map(({ action, reason, extra }) => [action, reason, extra && "count" in extra && extra.count]),
    ).toEqual([
      [AuditLogEvent.MessageBulkDelete, "cleaning", 2],
      [AuditLogEvent.MessageDelete, null, 1],
    ]);
  });

  test("is not for everybody, and takes no reason longer than 512 characters", async () => {
    const reason = "x".repeat(513);
    await expect(guild.members.kick(world.people.members[0], reason)).rejects.toMatchObject({ code: 50_035 });
    const role = sandbox.world.role(world.guildId, world.roles.bot);
    sandbox.world.tables.put("role", role.id, {
      ...role,
      permissions: (BigInt(role.permissions) & ~P.ViewAuditLog).toString(),
    });
    await expect(guild.fetchAuditLogs()).rejects.toMatchObject({ code: 50_013 });
  });
});

describe("a channel", () => {
  test("is closed to some by an overwrite, and opened again", async () => {
    const aiko = sandbox.actor(world.people.members[0]);
    const channel = guild.channels.cache.get(world.channels.general);
    if (!channel || !("permissionOverwrites" in channel)) throw new Error("no channel");
    grant(P.ManageRoles);
    await channel.permissionOverwrites.create(world.guildId, { SendMessages: false });
    await expect(aiko.post(channel.id, "hello")).rejects.toMatchObject({ code: 50_013 });
    await channel.permissionOverwrites.delete(world.guildId);
    await expect(aiko.post(channel.id, "hello")).resolves.toMatchObject({ content: "hello" });
  });

  test("gets forum tags with ids, and refuses a slowmode of more than six hours", async () => {
    grant(P.ManageChannels);
    const forum = await bot.client.channels.fetch(world.channels.forum);
    if (!forum || !("setAvailableTags" in forum)) throw new Error("no forum");
    await forum.setAvailableTags([...forum.availableTags, { name: "Letters" }]);
    await until("the change", () => bot.told("CHANNEL_UPDATE").length === 1);
    expect(forum.availableTags.map(({ name, id }) => [name, id.length > 15])).toContainEqual(["Letters", true]);
    const body = { rate_limit_per_user: 21_601 };
    const change = bot.client.rest.patch(Routes.channel(world.channels.general), { body });
    await expect(change).rejects.toMatchObject({ code: 50_035 });
    sandbox.violations.splice(0);
  });
});

describe("the bot", () => {
  test("that is sent away hears only that the server is gone, and of its return", async () => {
    const gone = new Promise<string>((resolve) => bot.client.once(Events.GuildDelete, ({ id }) => resolve(id)));
    sandbox.leave(world.guildId, sandbox.applicationId);
    expect(await gone).toBe(world.guildId);
    expect(bot.told("GUILD_MEMBER_REMOVE")).toEqual([]);
    await sandbox.actor(world.people.members[0]).post(world.channels.general, "unheard");
    await expect(bot.client.rest.get(Routes.channel(world.channels.general))).rejects.toMatchObject({ code: 50_001 });
    const back = new Promise<string>((resolve) => bot.client.once(Events.GuildCreate, ({ id }) => resolve(id)));
    sandbox.join(world.guildId, sandbox.applicationId, [world.roles.bot]);
    expect(await back).toBe(world.guildId);
    expect(bot.told("MESSAGE_CREATE")).toEqual([]);
  });
});
