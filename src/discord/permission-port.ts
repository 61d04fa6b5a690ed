import { PermissionFlagsBits, Routes } from "discord-api-types/v10";
import type { Client, GuildBasedChannel, GuildMember } from "discord.js";
import { UserError } from "../errors.ts";
import type { DiscordPort } from "../services/ports.ts";
import { hasDiscordCode } from "./refusals.ts";
import { NEEDED_PERMISSIONS, permissionLabel } from "./permissions.ts";
import type { Rest } from "./rest.ts";

const UNKNOWN_MEMBER = 10_007;

const MANAGING_THREADS = PermissionFlagsBits.ViewChannel | PermissionFlagsBits.ManageThreads;
const READING = PermissionFlagsBits.ViewChannel | PermissionFlagsBits.ReadMessageHistory;
/** Discord tells bots of their own thread memberships only, so those of others are asked for; turning pages must not ask each time. */
const MEMBERSHIP_KEPT_MS = 10_000;
const MOST_MEMBERSHIPS = 5_000;

type PermissionPort = Pick<
  DiscordPort,
  "hasChannel" | "missingPermissions" | "mayRead" | "mayReadThread" | "mayPost" | "mayManageThreads"
>;

/** Who may do what where, from the guild, roles and channels that discord.js keeps up to date. */
export function createPermissionPort(rest: Rest, client: Client, now: () => number): PermissionPort {
  const memberships = new Map<string, { isMember: Promise<boolean>; askedAtMs: number }>();

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

  /** False also where we cannot see the thread ourselves. */
  async function askMembership(threadId: string, userId: string): Promise<boolean> {
    try {
      await rest.get(Routes.threadMembers(threadId, userId), { channelId: threadId, permissions: "View Channel" });
      return true;
    } catch (error) {
      if (hasDiscordCode(error, UNKNOWN_MEMBER)) return false;
      if (error instanceof UserError && error.code !== "discordUnavailable") return false;
      throw error;
    }
  }

  function isThreadMember(threadId: string, userId: string): Promise<boolean> {
    const key = `${threadId}-${userId}`;
    const known = memberships.get(key);
    if (known && now() - known.askedAtMs < MEMBERSHIP_KEPT_MS) return known.isMember;
    if (memberships.size >= MOST_MEMBERSHIPS) memberships.clear();
    const isMember = askMembership(threadId, userId);
    memberships.set(key, { isMember, askedAtMs: now() });
    isMember.catch(() => memberships.delete(key));
    return isMember;
  }

  return {
    hasChannel: (guildId, channelId) => channelOf(guildId, channelId) !== undefined,
    missingPermissions(guildId, channelId, purpose) {
      const me = client.guilds.cache.get(guildId)?.members.me;
      const held = me ? channelOf(guildId, channelId)?.permissionsFor(me) : undefined;
      const missing = NEEDED_PERMISSIONS[purpose].filter((name) => !held?.has(PermissionFlagsBits[name]));
      return missing.map(permissionLabel);
    },
    mayRead: (guildId, userId, channelId) => holds(guildId, userId, channelId, READING),
    mayManageThreads: (guildId, userId, channelId) => holds(guildId, userId, channelId, MANAGING_THREADS),
    async mayReadThread(guildId, userId, { channelId, threadId }) {
      if (!(await holds(guildId, userId, channelId, READING))) return false;
      const isManager = await holds(guildId, userId, channelId, PermissionFlagsBits.ManageThreads);
      return isManager || isThreadMember(threadId, userId);
    },
    async mayPost(guildId, userId, channelId) {
      const isThread = channelOf(guildId, channelId)?.isThread() ?? false;
      const send = isThread ? PermissionFlagsBits.SendMessagesInThreads : PermissionFlagsBits.SendMessages;
      return holds(guildId, userId, channelId, PermissionFlagsBits.ViewChannel | send);
    },
  };
}
