import { AuditLogEvent, ChannelType, PermissionFlagsBits as P } from "discord-api-types/v10";
import { checkChannel } from "../rules/names.ts";
import { writeAudit } from "./audit.ts";
import type { Channel } from "./entities.ts";
import { demand, demandInGuild, mayView } from "./permissions.ts";
import { presentChannel } from "./present.ts";
import { presentThreadMember } from "./thread-members.ts";
import type { World } from "./world.ts";

const CHANGEABLE = [
  "name",
  "topic",
  "nsfw",
  "position",
  "parent_id",
  "rate_limit_per_user",
  "permission_overwrites",
  "available_tags",
  "flags",
] as const;
export type ChannelChange = Partial<Pick<Channel, (typeof CHANGEABLE)[number]>>;

const NEW_TAG = { moderated: false, emoji_id: null, emoji_name: null };

/** Keeps a channel as it is now, and tells who can see it. A bot that sees it again is told of its threads. */
export function setChannel(world: World, channel: Channel): void {
  const wasSeen = mayView(world, channel.id, world.botId);
  world.tables.put("channel", channel.id, channel);
  const place = { guildId: channel.guild_id, channelId: channel.id };
  world.dispatch({ t: "CHANNEL_UPDATE", d: presentChannel(channel), ...place });
  if (wasSeen || !mayView(world, channel.id, world.botId)) return;
  const active = world
    .channelsOf(channel.guild_id)
    .filter((one) => one.parent_id === channel.id && one.thread?.archived === false)
    .filter((one) => mayView(world, one.id, world.botId));
  const joined = active.filter(({ thread }) => thread?.members.includes(world.botId));
  const d = {
    guild_id: channel.guild_id,
    channel_ids: [channel.id],
    threads: active.map(presentChannel),
    members: joined.map((thread) => presentThreadMember(world, thread, world.botId)),
  };
  world.dispatch({ t: "THREAD_LIST_SYNC", d, ...place, onlyFor: [world.botId] });
}

/** @returns a channel behind all others, seen by whom its overwrites let. Throws 50013, 50035. */
export function createChannel(
  world: World,
  { guildId, userId, reason }: { guildId: string; userId: string; reason: string | null },
  raw: ChannelChange & { type?: ChannelType },
): Channel {
  demandInGuild(world, guildId, userId, P.ManageChannels);
  checkChannel(raw);
  const channel: Channel = {
    name: "",
    position: world.channelsOf(guildId).length,
    parent_id: null,
    topic: null,
    nsfw: false,
    last_message_id: null,
    permission_overwrites: [],
    rate_limit_per_user: 0,
    flags: 0,
    ...readChange(world, raw),
    type: raw.type ?? ChannelType.GuildText,
    id: world.nextId(),
    guild_id: guildId,
  };
  world.tables.put("channel", channel.id, channel);
  world.dispatch({ t: "CHANNEL_CREATE", d: presentChannel(channel), guildId, channelId: channel.id });
  writeAudit(world, { guildId, userId, targetId: channel.id, action: AuditLogEvent.ChannelCreate, reason });
  return channel;
}

/** Throws 50013, 50035. */
export function changeChannel(
  world: World,
  channel: Channel,
  userId: string,
  raw: ChannelChange,
  reason: string | null = null,
): Channel {
  demand(world, channel, userId, P.ManageChannels);
  checkChannel(raw, false);
  const next: Channel = { ...channel, ...readChange(world, raw) };
  setChannel(world, next);
  const deed = { guildId: channel.guild_id, userId, targetId: channel.id, reason };
  writeAudit(world, { ...deed, action: AuditLogEvent.ChannelUpdate });
  return next;
}

/** Only what a channel can be changed in. New tags come without an id. */
function readChange(world: World, raw: ChannelChange): ChannelChange {
  const given = CHANGEABLE.filter((key) => raw[key] !== undefined).map((key) => [key, raw[key]]);
  const change = Object.fromEntries(given) as ChannelChange;
  const complete = (tag: { id?: string }): object => ({ ...NEW_TAG, ...tag, id: tag.id ?? world.nextId() });
  return change.available_tags
    ? { ...change, available_tags: change.available_tags.map(complete) as NonNullable<Channel["available_tags"]> }
    : change;
}
