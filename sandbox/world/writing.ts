import { ChannelType, PermissionFlagsBits as P } from "discord-api-types/v10";
import { refuse } from "../refusal.ts";
import { demandOpen, inGuild } from "./direct.ts";
import type { Channel } from "./entities.ts";
import { channelPermissions, demand } from "./permissions.ts";
import { presentMember } from "./present.ts";
import type { World } from "./world.ts";

/** Any of these frees people from slowmode; bots are always free. */
const HURRIED = P.BypassSlowmode | P.ManageMessages | P.ManageChannels;

/** What it takes to write here. Throws 20016, 50001, 50007, 50013 or 160005. */
export function demandToWrite(world: World, channel: Channel, userId: string, more: bigint = 0n): void {
  if (channel.type === ChannelType.GuildForum) throw refuse("wrongChannelType");
  demand(world, channel, userId, (channel.thread ? P.SendMessagesInThreads : P.SendMessages) | more);
  if (channel.direct) return demandOpen(world, channel.direct);
  const held = channelPermissions(world, channel, userId);
  if (channel.thread?.locked && (held & P.ManageThreads) === 0n) throw refuse("threadLocked");
  if (channel.rate_limit_per_user > 0 && (held & HURRIED) === 0n) demandPatience(world, channel, userId);
}

function demandPatience(world: World, channel: Channel, userId: string): void {
  if (world.user(userId).bot) return;
  const sinceMs = world.now() - channel.rate_limit_per_user * 1_000;
  for (const { message } of world.messagesOf(channel.id).toReversed()) {
    if (Date.parse(message.timestamp) <= sinceMs) return;
    if (message.author.id === userId) throw refuse("slowmode");
  }
}

export function tellTyping(world: World, channel: Channel, userId: string): void {
  const member = world.tables.member.get(`${channel.guild_id}-${userId}`);
  const d = {
    channel_id: channel.id,
    user_id: userId,
    timestamp: Math.floor(world.now() / 1_000),
    ...inGuild(channel.guild_id),
    ...(member ? { member: presentMember(world, member) } : {}),
  };
  world.dispatch({ t: "TYPING_START", d, guildId: channel.guild_id || null, channelId: channel.id });
}
