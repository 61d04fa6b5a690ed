import { AuditLogEvent as A, PermissionFlagsBits as P } from "discord-api-types/v10";
import { invalidForm, refuse } from "../refusal.ts";
import { type Audited, writeAudit } from "./audit.ts";
import type { Member } from "./entities.ts";
import { guildCreate } from "./present-guild.ts";
import { deleteMessages } from "./messages.ts";
import { demandAbove, demandInGuild, demandRank } from "./permissions.ts";
import { presentMember } from "./present.ts";
import type { World } from "./world.ts";

const DAY_MS = 86_400_000;
const LONGEST_TIMEOUT_DAYS = 28;
const MOST_DELETED_SECONDS = 604_800;

/** Who acts on whom, and why. */
export type Deed = { guildId: string; userId: string; targetId: string; reason?: string | null };

const keyOf = (guildId: string, userId: string): string => `${guildId}-${userId}`;

/** Someone comes into a guild; the bot, too. Throws 40007 for who is banned. */
export function joinGuild(world: World, guildId: string, userId: string, roles: readonly string[] = []): Member {
  if (world.tables.ban.has(keyOf(guildId, userId))) throw refuse("banned");
  const known = world.tables.member.get(keyOf(guildId, userId));
  if (known) return known;
  const unset = { nick: null, avatar: null, banner: null, premium_since: null, communication_disabled_until: null };
  const flags = { deaf: false, mute: false, pending: false, flags: 0 };
  const place = { guild_id: guildId, user_id: userId, joined_at: world.timestamp() };
  const member: Member = { ...place, roles: [...roles], ...unset, ...flags };
  world.tables.put("member", keyOf(guildId, userId), member);
  if (userId === world.botId)
    world.dispatch({ t: "GUILD_CREATE", d: guildCreate(world, guildId), guildId, channelId: null, onlyFor: [userId] });
  const d = { ...presentMember(world, member), guild_id: guildId };
  world.dispatch({ t: "GUILD_MEMBER_ADD", d, guildId, channelId: null });
  return member;
}

/** Someone leaves or is made to. Of the bot's own leaving it is told only that the guild is gone. */
export function leaveGuild(world: World, guildId: string, userId: string): void {
  world.member(guildId, userId);
  if (userId === world.botId)
    world.dispatch({ t: "GUILD_DELETE", d: { id: guildId }, guildId, channelId: null, onlyFor: [userId] });
  world.tables.drop("member", keyOf(guildId, userId));
  const d = { guild_id: guildId, user: world.user(userId) };
  world.dispatch({ t: "GUILD_MEMBER_REMOVE", d, guildId, channelId: null });
}

/** Throws 50013 without the right or the rank, 10007 for who is no member. */
export function kick(world: World, { guildId, userId, targetId, reason = null }: Deed): void {
  demandInGuild(world, guildId, userId, P.KickMembers);
  world.member(guildId, targetId);
  demandAbove(world, guildId, userId, targetId);
  leaveGuild(world, guildId, targetId);
  writeAudit(world, { guildId, userId, action: A.MemberKick, targetId, reason });
}

/** A ban can take someone's messages of the last days with it. Throws 50013, 10013, 50035. */
export function ban(
  world: World,
  { guildId, userId, targetId, reason = null }: Deed,
  deletedSeconds: number = 0,
): void {
  demandInGuild(world, guildId, userId, P.BanMembers);
  if (deletedSeconds < 0 || deletedSeconds > MOST_DELETED_SECONDS) {
    const message = `int value should be between 0 and ${MOST_DELETED_SECONDS}.`;
    throw invalidForm({ delete_message_seconds: { code: "NUMBER_TYPE_MAX", message } });
  }
  const user = world.user(targetId);
  const isMember = world.tables.member.has(keyOf(guildId, targetId));
  if (isMember) demandAbove(world, guildId, userId, targetId);
  if (world.tables.ban.has(keyOf(guildId, targetId))) return;
  world.tables.put("ban", keyOf(guildId, targetId), { guild_id: guildId, user_id: targetId, reason });
  world.dispatch({ t: "GUILD_BAN_ADD", d: { guild_id: guildId, user }, guildId, channelId: null });
  if (isMember) leaveGuild(world, guildId, targetId);
  deleteLatestOf(world, guildId, targetId, deletedSeconds);
  writeAudit(world, { guildId, userId, action: A.MemberBanAdd, targetId, reason });
}

function deleteLatestOf(world: World, guildId: string, authorId: string, seconds: number): void {
  if (seconds <= 0) return;
  const sinceMs = world.now() - seconds * 1_000;
  for (const channel of world.channelsOf(guildId)) {
    const latest = world
      .messagesOf(channel.id)
      .filter(({ message }) => message.author.id === authorId && Date.parse(message.timestamp) >= sinceMs);
    if (latest.length > 0) deleteMessages(world, channel, latest);
  }
}

/** Throws 50013, 10026. */
export function unban(world: World, { guildId, userId, targetId, reason = null }: Deed): void {
  demandInGuild(world, guildId, userId, P.BanMembers);
  if (!world.tables.ban.has(keyOf(guildId, targetId))) throw refuse("unknownBan");
  world.tables.drop("ban", keyOf(guildId, targetId));
  const d = { guild_id: guildId, user: world.user(targetId) };
  world.dispatch({ t: "GUILD_BAN_REMOVE", d, guildId, channelId: null });
  writeAudit(world, { guildId, userId, action: A.MemberBanRemove, targetId, reason });
}

export type MemberChange = {
  roles?: string[];
  nick?: string | null;
  communication_disabled_until?: string | null;
};

/** Throws 50013 without the right or the rank, 10007, 10011, and 50035 for a timeout that is too long. */
export function changeMember(
  world: World,
  { guildId, userId, targetId, reason = null }: Deed,
  raw: MemberChange,
): Member {
  const member = world.member(guildId, targetId);
  const change = readChange(raw);
  const until = change.communication_disabled_until;
  if (until !== undefined) demandInGuild(world, guildId, userId, P.ModerateMembers);
  if (until) demandShortTimeout(world, until);
  if (change.roles) demandRoles(world, { guildId, userId }, member.roles, change.roles);
  if (change.nick !== undefined)
    demandInGuild(world, guildId, userId, targetId === userId ? P.ChangeNickname : P.ManageNicknames);
  if (targetId !== userId) demandAbove(world, guildId, userId, targetId);
  const next: Member = { ...member, ...change };
  world.tables.put("member", keyOf(guildId, targetId), next);
  const d = { ...presentMember(world, next), guild_id: guildId };
  world.dispatch({ t: "GUILD_MEMBER_UPDATE", d, guildId, channelId: null });
  const action = change.roles ? A.MemberRoleUpdate : A.MemberUpdate;
  writeAudit(world, { guildId, userId, action, targetId, reason, changes: changesOf(member, change) });
  return next;
}

/** What a member can be changed in; discord.js leaves keys of its own beside it. */
function readChange({ roles, nick, communication_disabled_until: until }: MemberChange): MemberChange {
  return {
    ...(roles === undefined ? {} : { roles: [...new Set(roles)] }),
    ...(nick === undefined ? {} : { nick }),
    ...(until === undefined ? {} : { communication_disabled_until: until }),
  };
}

function changesOf(member: Member, change: MemberChange): NonNullable<Audited["changes"]> {
  const changed = (["nick", "communication_disabled_until"] as const).filter((key) => change[key] !== undefined);
  const given = (key: "old_value" | "new_value", value: unknown): object => (value ? { [key]: value } : {});
  return changed.map((key) => ({
    key,
    ...given("old_value", member[key]),
    ...given("new_value", change[key]),
  }));
}

function demandShortTimeout(world: World, until: string): void {
  if (Date.parse(until) - world.now() <= LONGEST_TIMEOUT_DAYS * DAY_MS) return;
  const message = `The timeout must end within ${LONGEST_TIMEOUT_DAYS} days.`;
  throw invalidForm({
    communication_disabled_until: { code: "GUILD_MEMBER_INVALID_COMMUNICATION_DISABLED_UNTIL", message },
  });
}

/** Roles are given and taken by those who stand above them. */
function demandRoles(
  world: World,
  { guildId, userId }: { guildId: string; userId: string },
  before: readonly string[],
  after: readonly string[],
): void {
  demandInGuild(world, guildId, userId, P.ManageRoles);
  const changed = [...before.filter((id) => !after.includes(id)), ...after.filter((id) => !before.includes(id))];
  for (const id of changed) demandRank(world, guildId, userId, world.role(guildId, id).position);
}
