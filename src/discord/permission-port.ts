import { PermissionFlagsBits } from "discord-api-types/v10";
import type { Client, GuildBasedChannel, GuildMember } from "discord.js";
import type { DiscordPort } from "../services/ports.ts";
import { hasDiscordCode } from "./refusals.ts";
import { NEEDED_PERMISSIONS, permissionLabel } from "./permissions.ts";

const UNKNOWN_MEMBER = 10_007;

type PermissionPort = Pick<DiscordPort, "hasChannel" | "missingPermissions" | "mayRead" | "mayPost">;

/** Who may do what where, from the guild, roles and channels that discord.js keeps up to date. */
export function createPermissionPort(client: Client): PermissionPort {
  const channelOf = (guildId: string, channelId: string): GuildBasedChannel | undefined =>
    client.guilds.cache.get(guildId)?.channels.cache.get(channelId);

  async function memberOf(guildId: string, userId: string): Promise<GuildMember | null> {
    const members = client.guilds.cache.get(guildId)?.members;
    return (
      (await members?.fetch(userId).catch((error: unknown) => {
        if (hasDiscordCode(error, UNKNOWN_MEMBER)) return null;
        throw error;
      })) ?? null
    );
  }

  async function holds(guildId: string, userId: string, channelId: string, bits: bigint): Promise<boolean> {
    const channel = channelOf(guildId, channelId);
    const member = channel && (await memberOf(guildId, userId));
    return member ? channel.permissionsFor(member).has(bits) : false;
  }

  return {
    hasChannel: (guildId, channelId) => channelOf(guildId, channelId) !== undefined,
    missingPermissions(guildId, channelId, purpose) {
      const me = client.guilds.cache.get(guildId)?.members.me;
      const held = me ? channelOf(guildId, channelId)?.permissionsFor(me) : undefined;
      const missing = NEEDED_PERMISSIONS[purpose].filter((name) => !held?.has(PermissionFlagsBits[name]));
      return missing.map(permissionLabel);
    },
    mayRead: (guildId, userId, channelId) =>
      holds(guildId, userId, channelId, PermissionFlagsBits.ViewChannel | PermissionFlagsBits.ReadMessageHistory),
    async mayPost(guildId, userId, channelId) {
      const isThread = channelOf(guildId, channelId)?.isThread() ?? false;
      const send = isThread ? PermissionFlagsBits.SendMessagesInThreads : PermissionFlagsBits.SendMessages;
      return holds(guildId, userId, channelId, PermissionFlagsBits.ViewChannel | send);
    },
  };
}
