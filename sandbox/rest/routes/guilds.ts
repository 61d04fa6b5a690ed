import { ChannelType, PermissionFlagsBits as P } from "discord-api-types/v10";
import { presentGuild } from "../../gateway/guild-create.ts";
import { invalidForm, refuse } from "../../refusal.ts";
import type { Channel, Member } from "../../world/entities.ts";
import { deleteMessages } from "../../world/messages.ts";
import { demandInGuild } from "../../world/permissions.ts";
import { presentChannel, presentMember } from "../../world/present.ts";
import type { Call, Route } from "../router.ts";

const guildId = (call: Call): string => call.world.guild(call.params["guild"] ?? "").id;
const memberOf = (call: Call, userId = call.params["user"] ?? ""): Member =>
  call.world.member(guildId(call), userId === "@me" ? call.userId : userId);
const at = "/guilds/{guild}";
const DAY_MS = 86_400_000;
const LONGEST_TIMEOUT_DAYS = 28;

/** Only those above may act on those below: by the highest role. */
function demandAbove(call: Call, targetId: string): void {
  const { world, userId } = call;
  const rank = (id: string): number => {
    if (world.guild(guildId(call)).owner_id === id) return Infinity;
    const roles = world.tables.member.get(`${guildId(call)}-${id}`)?.roles ?? [];
    return Math.max(0, ...roles.map((role) => world.tables.role.get(role)?.position ?? 0));
  };
  if (rank(userId) <= rank(targetId)) throw refuse("missingPermissions");
}

type MemberChange = { roles?: string[]; nick?: string | null; communication_disabled_until?: string | null };

/** What a member can be changed in; discord.js leaves keys of its own beside it. */
function readChange({ roles, nick, communication_disabled_until: until }: MemberChange): MemberChange {
  return {
    ...(roles === undefined ? {} : { roles }),
    ...(nick === undefined ? {} : { nick }),
    ...(until === undefined ? {} : { communication_disabled_until: until }),
  };
}

function demandShortTimeout({ world }: Call, until: string): void {
  if (Date.parse(until) - world.now() <= LONGEST_TIMEOUT_DAYS * DAY_MS) return;
  const message = `The timeout must end within ${LONGEST_TIMEOUT_DAYS} days.`;
  throw invalidForm({
    communication_disabled_until: { code: "GUILD_MEMBER_INVALID_COMMUNICATION_DISABLED_UNTIL", message },
  });
}

function changeMember(call: Call): { body: unknown } {
  const member = memberOf(call);
  const change = readChange(call.body as MemberChange);
  if (change.communication_disabled_until !== undefined)
    demandInGuild(call.world, guildId(call), call.userId, P.ModerateMembers);
  if (change.communication_disabled_until) demandShortTimeout(call, change.communication_disabled_until);
  if (change.roles !== undefined) demandInGuild(call.world, guildId(call), call.userId, P.ManageRoles);
  if (change.nick !== undefined && member.user_id !== call.userId)
    demandInGuild(call.world, guildId(call), call.userId, P.ManageNicknames);
  if (member.user_id !== call.userId) demandAbove(call, member.user_id);
  const next: Member = { ...member, ...change };
  call.world.tables.put("member", `${member.guild_id}-${member.user_id}`, next);
  const d = { ...presentMember(call.world, next), guild_id: member.guild_id };
  call.world.dispatch({ t: "GUILD_MEMBER_UPDATE", d, guildId: member.guild_id, channelId: null });
  return { body: presentMember(call.world, next) };
}

function leave(call: Call, userId: string): void {
  const id = guildId(call);
  const d = { guild_id: id, user: call.world.user(userId) };
  call.world.dispatch({ t: "GUILD_MEMBER_REMOVE", d, guildId: id, channelId: null });
  call.world.tables.drop("member", `${id}-${userId}`);
}

function ban(call: Call): undefined {
  const userId = call.params["user"] ?? "";
  demandInGuild(call.world, guildId(call), call.userId, P.BanMembers);
  const user = call.world.user(userId);
  if (call.world.tables.member.has(`${guildId(call)}-${userId}`)) {
    demandAbove(call, userId);
    leave(call, userId);
  }
  call.world.tables.put("ban", `${guildId(call)}-${userId}`, {
    guild_id: guildId(call),
    user_id: userId,
    reason: null,
  });
  call.world.dispatch({
    t: "GUILD_BAN_ADD",
    d: { guild_id: guildId(call), user },
    guildId: guildId(call),
    channelId: null,
  });
  const { delete_message_seconds = 0 } = call.body as { delete_message_seconds?: number };
  deleteLatestOf(call, userId, delete_message_seconds);
  return undefined;
}

/** A ban can take someone's messages of the last hours or days with it. */
function deleteLatestOf({ world, params }: Call, userId: string, seconds: number): void {
  if (seconds <= 0) return;
  const sinceMs = world.now() - seconds * 1_000;
  for (const channel of world.channelsOf(params["guild"] ?? "")) {
    const latest = world
      .messagesOf(channel.id)
      .filter(({ message }) => message.author.id === userId && Date.parse(message.timestamp) >= sinceMs);
    if (latest.length > 0) deleteMessages(world, channel, latest);
  }
}

function unban(call: Call): undefined {
  const userId = call.params["user"] ?? "";
  demandInGuild(call.world, guildId(call), call.userId, P.BanMembers);
  if (!call.world.tables.ban.has(`${guildId(call)}-${userId}`)) throw refuse("unknownBan");
  call.world.tables.drop("ban", `${guildId(call)}-${userId}`);
  call.world.dispatch({
    t: "GUILD_BAN_REMOVE",
    d: { guild_id: guildId(call), user: call.world.user(userId) },
    guildId: guildId(call),
    channelId: null,
  });
  return undefined;
}

function createChannel(call: Call): { status: number; body: unknown } {
  demandInGuild(call.world, guildId(call), call.userId, P.ManageChannels);
  const body = call.body as { name: string; type?: ChannelType };
  const channel: Channel = {
    position: 99,
    parent_id: null,
    topic: null,
    nsfw: false,
    last_message_id: null,
    permission_overwrites: [],
    rate_limit_per_user: 0,
    flags: 0,
    ...body,
    type: body.type ?? ChannelType.GuildText,
    id: call.world.nextId(),
    guild_id: guildId(call),
  };
  call.world.tables.put("channel", channel.id, channel);
  call.world.dispatch({
    t: "CHANNEL_CREATE",
    d: presentChannel(channel),
    guildId: channel.guild_id,
    channelId: channel.id,
  });
  return { status: 201, body: presentChannel(channel) };
}

const membersOf = (call: Call): Member[] =>
  [...call.world.tables.member.values()].filter((member) => member.guild_id === guildId(call));
const present = (call: Call, members: Member[]): { body: unknown } => ({
  body: members.map((member) => presentMember(call.world, member)),
});

export const guildRoutes: readonly Route[] = [
  { method: "GET", pattern: at, handle: (call) => ({ body: presentGuild(call.world, guildId(call)) }) },
  {
    method: "GET",
    pattern: `${at}/channels`,
    handle: (call) => ({
      body: call.world
        .channelsOf(guildId(call))
        .filter(({ thread }) => !thread)
        .map(presentChannel),
    }),
  },
  { method: "POST", pattern: `${at}/channels`, handle: createChannel },
  {
    method: "GET",
    pattern: `${at}/roles`,
    handle: (call) => ({ body: call.world.rolesOf(guildId(call)).map(({ guild_id: _, ...role }) => role) }),
  },
  {
    method: "GET",
    pattern: `${at}/members/search`,
    handle(call) {
      const query = (call.query.get("query") ?? "").toLowerCase();
      const isMeant = ({ nick, user_id }: Member): boolean =>
        `${nick ?? ""} ${call.world.user(user_id).username}`.toLowerCase().includes(query);
      return present(
        call,
        membersOf(call)
          .filter(isMeant)
          .slice(0, Number(call.query.get("limit") ?? 1)),
      );
    },
  },
  {
    method: "GET",
    pattern: `${at}/members`,
    handle: (call) => present(call, membersOf(call).slice(0, Number(call.query.get("limit") ?? 1))),
  },
  {
    method: "GET",
    pattern: `${at}/members/{user}`,
    handle: (call) => ({ body: presentMember(call.world, memberOf(call)) }),
  },
  { method: "PATCH", pattern: `${at}/members/{user}`, handle: changeMember },
  {
    method: "DELETE",
    pattern: `${at}/members/{user}`,
    handle(call) {
      demandInGuild(call.world, guildId(call), call.userId, P.KickMembers);
      const { user_id } = memberOf(call);
      demandAbove(call, user_id);
      leave(call, user_id);
      return undefined;
    },
  },
  {
    method: "GET",
    pattern: `${at}/bans`,
    handle(call) {
      demandInGuild(call.world, guildId(call), call.userId, P.BanMembers);
      const bans = [...call.world.tables.ban.values()].filter(({ guild_id }) => guild_id === guildId(call));
      return { body: bans.map(({ user_id, reason }) => ({ user: call.world.user(user_id), reason })) };
    },
  },
  {
    method: "GET",
    pattern: `${at}/bans/{user}`,
    handle(call) {
      const found = call.world.tables.ban.get(`${guildId(call)}-${call.params["user"] ?? ""}`);
      if (!found) throw refuse("unknownBan");
      return { body: { user: call.world.user(found.user_id), reason: found.reason } };
    },
  },
  { method: "PUT", pattern: `${at}/bans/{user}`, handle: ban },
  { method: "DELETE", pattern: `${at}/bans/{user}`, handle: unban },
  { method: "GET", pattern: `${at}/auto-moderation/rules`, handle: () => ({ body: [] }) },
];
