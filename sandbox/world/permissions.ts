import { type APIOverwrite, ChannelType, OverwriteType, PermissionFlagsBits as P } from "discord-api-types/v10";
import { refuse } from "../refusal.ts";
import { DIRECT_PERMISSIONS } from "./direct.ts";
import type { Channel } from "./entities.ts";
import type { World } from "./world.ts";

export const ALL_PERMISSIONS = Object.values(P).reduce((all, bit) => all | bit, 0n);
/** What is left to a member who is timed out. */
const WHILE_TIMED_OUT = P.ViewChannel | P.ReadMessageHistory;

export const THREAD_TYPES: ReadonlySet<ChannelType> = new Set([
  ChannelType.PublicThread,
  ChannelType.PrivateThread,
  ChannelType.AnnouncementThread,
]);

/** What roles give in the whole guild. https://docs.discord.com/developers/topics/permissions */
export function guildPermissions(world: World, guildId: string, userId: string): bigint {
  if (world.guild(guildId).owner_id === userId) return ALL_PERMISSIONS;
  const member = world.tables.member.get(`${guildId}-${userId}`);
  if (!member) return 0n;
  const held = [guildId, ...member.roles].map((id) => BigInt(world.tables.role.get(id)?.permissions ?? 0));
  const bits = held.reduce((all, one) => all | one, 0n);
  return (bits & P.Administrator) !== 0n ? ALL_PERMISSIONS : bits;
}

/** The same in one channel, with its overwrites; a thread's are its parent's. */
export function channelPermissions(world: World, channel: Channel, userId: string): bigint {
  if (channel.direct) return Object.values(channel.direct).includes(userId) ? DIRECT_PERMISSIONS : 0n;
  const base = guildPermissions(world, channel.guild_id, userId);
  if (base === ALL_PERMISSIONS) return base;
  const member = world.tables.member.get(`${channel.guild_id}-${userId}`);
  if (!member) return 0n;
  const parent = channel.thread && channel.parent_id ? world.tables.channel.get(channel.parent_id) : channel;
  let bits = applyOverwrites(base, parent?.permission_overwrites ?? [], channel.guild_id, member.roles, userId);
  const isHidden = (bits & P.ViewChannel) === 0n;
  const isForeignPrivate =
    channel.type === ChannelType.PrivateThread &&
    !channel.thread?.members.includes(userId) &&
    (bits & P.ManageThreads) === 0n;
  if (isHidden || isForeignPrivate) return 0n;
  if (member.communication_disabled_until && Date.parse(member.communication_disabled_until) > world.now())
    bits &= WHILE_TIMED_OUT;
  return bits;
}

function applyOverwrites(
  base: bigint,
  overwrites: APIOverwrite[],
  guildId: string,
  roles: string[],
  userId: string,
): bigint {
  const everyone = overwrites.filter(({ id, type }) => type === OverwriteType.Role && id === guildId);
  const ofRoles = overwrites.filter(({ id, type }) => type === OverwriteType.Role && roles.includes(id));
  const own = overwrites.filter(({ id, type }) => type === OverwriteType.Member && id === userId);
  let bits = base;
  for (const layer of [everyone, ofRoles, own]) {
    for (const { deny } of layer) bits &= ~BigInt(deny);
    for (const { allow } of layer) bits |= BigInt(allow);
  }
  return bits;
}

export function mayView(world: World, channelId: string, userId: string): boolean {
  const channel = world.tables.channel.get(channelId);
  return channel !== undefined && (channelPermissions(world, channel, userId) & P.ViewChannel) !== 0n;
}

/** Throws 50001 where someone cannot see the channel, 50013 where they lack one of the rights. */
export function demand(world: World, channel: Channel, userId: string, needed: bigint): void {
  const held = channelPermissions(world, channel, userId);
  if ((held & P.ViewChannel) === 0n) throw refuse("missingAccess");
  if ((held & needed) !== needed) throw refuse("missingPermissions");
}

export function demandInGuild(world: World, guildId: string, userId: string, needed: bigint): void {
  if (!world.tables.member.has(`${guildId}-${userId}`)) throw refuse("missingAccess");
  if ((guildPermissions(world, guildId, userId) & needed) !== needed) throw refuse("missingPermissions");
}

/** How high someone stands: by their highest role, the owner above all. */
function rankOf(world: World, guildId: string, userId: string): number {
  if (world.guild(guildId).owner_id === userId) return Infinity;
  const roles = world.tables.member.get(`${guildId}-${userId}`)?.roles ?? [];
  return Math.max(0, ...roles.map((role) => world.tables.role.get(role)?.position ?? 0));
}

/** Only those above may act on those below. Throws 50013. */
export function demandAbove(world: World, guildId: string, userId: string, targetId: string): void {
  demandRank(world, guildId, userId, rankOf(world, guildId, targetId));
}

/** Only those above a role may change, give or take it. Throws 50013. */
export function demandRank(world: World, guildId: string, userId: string, position: number): void {
  if (rankOf(world, guildId, userId) <= position) throw refuse("missingPermissions");
}
