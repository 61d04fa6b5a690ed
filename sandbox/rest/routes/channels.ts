import {
  type APIOverwrite,
  AuditLogEvent,
  AuditLogOptionsType,
  ChannelType,
  OverwriteType,
  PermissionFlagsBits as P,
} from "discord-api-types/v10";
import { refuse } from "../../refusal.ts";
import type { RawMessage } from "../../rules/message.ts";
import { writeAudit } from "../../world/audit.ts";
import { type ChannelChange, changeChannel, setChannel } from "../../world/channels.ts";
import type { Channel } from "../../world/entities.ts";
import { channelPermissions, demand } from "../../world/permissions.ts";
import { presentChannel, presentDirect, presentMessage } from "../../world/present.ts";
import { joinThread, leaveThread, presentThreadMember } from "../../world/thread-members.ts";
import {
  changeThread,
  deleteChannelAs,
  type NewThread,
  openForumPost,
  openThreadAlone,
  openThreadOverMessage,
  type ThreadChange,
} from "../../world/threads.ts";
import type { Call, Route } from "../router.ts";

const channelOf = ({ world, params }: Call): Channel => world.channel(params["channel"] ?? "");

function listThreads({ world, userId }: Call, threads: Channel[], most = Infinity): Record<string, unknown> {
  const visible = threads.filter((thread) => (channelPermissions(world, thread, userId) & P.ViewChannel) !== 0n);
  const newestFirst = visible.sort((a, b) => archivedAtMs(b) - archivedAtMs(a)).slice(0, most);
  const joined = newestFirst.filter(({ thread }) => thread?.members.includes(userId));
  return {
    threads: newestFirst.map(presentChannel),
    members: joined.map((thread) => presentThreadMember(world, thread, userId)),
    has_more: visible.length > newestFirst.length,
  };
}

function archivedAtMs({ thread }: Channel): number {
  return Date.parse(thread?.archive_timestamp ?? "");
}

/** One page, the last archived first; `before` is a time. */
function archivedOf(call: Call, type: ChannelType, isJoinedOnly: boolean = false): { body: unknown } {
  const channel = channelOf(call);
  const isPrivate = type === ChannelType.PrivateThread && !isJoinedOnly;
  demand(call.world, channel, call.userId, P.ReadMessageHistory | (isPrivate ? P.ManageThreads : 0n));
  const before = call.query.get("before");
  const beforeMs = before === null ? Infinity : Date.parse(before);
  const threads = call.world
    .channelsOf(channel.guild_id)
    .filter((one) => one.parent_id === channel.id && one.type === type && one.thread?.archived)
    .filter((one) => !isJoinedOnly || one.thread?.members.includes(call.userId))
    .filter((one) => archivedAtMs(one) < beforeMs);
  return { body: listThreads(call, threads, Number(call.query.get("limit") ?? 50)) };
}

function openThread(call: Call): { status: number; body: unknown } {
  const { world, userId, files } = call;
  const channel = channelOf(call);
  const body = call.body as NewThread & { message?: RawMessage };
  if (channel.type === ChannelType.GuildForum) {
    demand(world, channel, userId, P.SendMessages);
    const sender = { author: world.user(userId), userId };
    const { thread, message } = openForumPost(world, channel, sender, { ...body, message: body.message ?? {} }, files);
    return { status: 201, body: { ...presentChannel(thread), message: presentMessage(world, message, userId) } };
  }
  demand(
    world,
    channel,
    userId,
    body.type === ChannelType.PublicThread ? P.CreatePublicThreads : P.CreatePrivateThreads,
  );
  return { status: 201, body: presentChannel(openThreadAlone(world, channel, userId, body)) };
}

function setMember(call: Call, userId: string, isIn: boolean): undefined {
  const channel = channelOf(call);
  if (!channel.thread) throw refuse("wrongChannelType");
  demand(call.world, channel, call.userId, P.ViewChannel);
  if (channel.thread.archived) throw refuse("threadArchived");
  if (isIn) joinThread(call.world, channel, call.world.user(userId).id);
  else leaveThread(call.world, channel, userId);
  return undefined;
}

/** What one role or person may do here; null takes it away. */
function overwrite(call: Call, change: Partial<APIOverwrite> | null): undefined {
  const channel = channelOf(call);
  const id = call.params["overwrite"] ?? "";
  demand(call.world, channel, call.userId, P.ManageRoles);
  const known = channel.permission_overwrites.find((one) => one.id === id);
  if (!change && !known) throw refuse("unknownOverwrite");
  const others = channel.permission_overwrites.filter((one) => one !== known);
  const { type = OverwriteType.Role, allow = "0", deny = "0" } = change ?? known ?? {};
  const permission_overwrites = change ? [...others, { id, type, allow, deny }] : others;
  setChannel(call.world, { ...channel, permission_overwrites });
  const action = change
    ? AuditLogEvent[known ? "ChannelOverwriteUpdate" : "ChannelOverwriteCreate"]
    : AuditLogEvent.ChannelOverwriteDelete;
  const deed = { guildId: channel.guild_id, userId: call.userId, targetId: channel.id, reason: call.reason };
  const role = call.world.tables.role.get(id);
  const options = {
    id,
    type: type === OverwriteType.Role ? AuditLogOptionsType.Role : AuditLogOptionsType.Member,
    ...(role ? { role_name: role.name } : {}),
  };
  writeAudit(call.world, { ...deed, action, options });
  return undefined;
}

export const channelRoutes: readonly Route[] = [
  {
    method: "GET",
    pattern: "/channels/{channel}",
    handle(call) {
      demand(call.world, channelOf(call), call.userId, P.ViewChannel);
      const channel = channelOf(call);
      return { body: channel.direct ? presentDirect(call.world, channel) : presentChannel(channel) };
    },
  },
  {
    method: "PATCH",
    pattern: "/channels/{channel}",
    handle(call) {
      const channel = channelOf(call);
      if (channel.thread)
        return {
          body: presentChannel(changeThread(call.world, channel, call.userId, call.body as ThreadChange, call.reason)),
        };
      return {
        body: presentChannel(changeChannel(call.world, channel, call.userId, call.body as ChannelChange, call.reason)),
      };
    },
  },
  {
    method: "DELETE",
    pattern: "/channels/{channel}",
    handle(call) {
      const channel = channelOf(call);
      deleteChannelAs(call.world, channel, call.userId, call.reason);
      return { body: presentChannel(channel) };
    },
  },
  {
    method: "PUT",
    pattern: "/channels/{channel}/permissions/{overwrite}",
    handle: (call) => overwrite(call, call.body as Partial<APIOverwrite>),
  },
  {
    method: "DELETE",
    pattern: "/channels/{channel}/permissions/{overwrite}",
    handle: (call) => overwrite(call, null),
  },
  { method: "POST", pattern: "/channels/{channel}/threads", handle: openThread },
  {
    method: "POST",
    pattern: "/channels/{channel}/messages/{message}/threads",
    handle(call) {
      const channel = channelOf(call);
      demand(call.world, channel, call.userId, P.CreatePublicThreads | P.ReadMessageHistory);
      const stored = call.world.message(channel.id, call.params["message"] ?? "");
      return {
        status: 201,
        body: presentChannel(openThreadOverMessage(call.world, channel, stored, call.userId, call.body as NewThread)),
      };
    },
  },
  {
    method: "GET",
    pattern: "/channels/{channel}/threads/archived/public",
    handle: (call) => archivedOf(call, ChannelType.PublicThread),
  },
  {
    method: "GET",
    pattern: "/channels/{channel}/threads/archived/private",
    handle: (call) => archivedOf(call, ChannelType.PrivateThread),
  },
  {
    method: "GET",
    pattern: "/channels/{channel}/users/@me/threads/archived/private",
    handle: (call) => archivedOf(call, ChannelType.PrivateThread, true),
  },
  {
    method: "GET",
    pattern: "/guilds/{guild}/threads/active",
    handle(call) {
      const threads = call.world
        .channelsOf(call.params["guild"] ?? "")
        .filter(({ thread }) => thread?.archived === false);
      return { body: listThreads(call, threads) };
    },
  },
  {
    method: "GET",
    pattern: "/channels/{channel}/thread-members",
    handle(call) {
      const channel = channelOf(call);
      demand(call.world, channel, call.userId, P.ViewChannel);
      return { body: (channel.thread?.members ?? []).map((id) => presentThreadMember(call.world, channel, id)) };
    },
  },
  {
    method: "GET",
    pattern: "/channels/{channel}/thread-members/{user}",
    handle(call) {
      const channel = channelOf(call);
      demand(call.world, channel, call.userId, P.ViewChannel);
      const userId = call.params["user"] === "@me" ? call.userId : (call.params["user"] ?? "");
      if (!channel.thread?.members.includes(userId)) throw refuse("unknownMember");
      return { body: presentThreadMember(call.world, channel, userId) };
    },
  },
  {
    method: "PUT",
    pattern: "/channels/{channel}/thread-members/@me",
    handle: (call) => setMember(call, call.userId, true),
  },
  {
    method: "DELETE",
    pattern: "/channels/{channel}/thread-members/@me",
    handle: (call) => setMember(call, call.userId, false),
  },
  {
    method: "PUT",
    pattern: "/channels/{channel}/thread-members/{user}",
    handle: (call) => setMember(call, call.params["user"] ?? "", true),
  },
  {
    method: "DELETE",
    pattern: "/channels/{channel}/thread-members/{user}",
    handle: (call) => setMember(call, call.params["user"] ?? "", false),
  },
];
