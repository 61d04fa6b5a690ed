import { type Client, type Guild, type GuildMember, PermissionFlagsBits } from "discord.js";
import { UserError } from "../errors.ts";
import type { DiscordPort } from "../services/ports.ts";
import { hasDiscordCode } from "./refusals.ts";

const UNKNOWN_MEMBER = 10_007;
/** https://docs.discord.com/developers/events/gateway-events#request-guild-members */
const MEMBERS_A_REQUEST = 100;
const PATIENCE_MS = 15_000;
const POWERS = [PermissionFlagsBits.ManageGuild, PermissionFlagsBits.ManageMessages];

type StaffPort = Pick<DiscordPort, "staffAmong" | "isStaff">;

/** Who moderates, asked anew each time: without the members' intent Discord does not tell of changed roles. */
export function createStaffPort(client: Client): StaffPort {
  function guildOf(guildId: string): Guild {
    const guild = client.guilds.cache.get(guildId);
    if (!guild) throw new UserError("missingAccess", {});
    return guild;
  }

  const moderates = (member: GuildMember, roleId: string | null): boolean =>
    member.permissions.any(POWERS) || (roleId !== null && member.roles.cache.has(roleId));

  return {
    async staffAmong(guildId, userIds, roleId) {
      const guild = guildOf(guildId);
      const staff = new Set<string>();
      for (let from = 0; from < userIds.length; from += MEMBERS_A_REQUEST) {
        const user = userIds.slice(from, from + MEMBERS_A_REQUEST);
        const members = await guild.members.fetch({ user, time: PATIENCE_MS }).catch((cause: unknown) => {
          throw new UserError("discordUnavailable", {}, { cause });
        });
        for (const member of members.values()) if (moderates(member, roleId)) staff.add(member.id);
      }
      return staff;
    },

    async isStaff(guildId, userId, { channelId, roleId }) {
      const guild = guildOf(guildId);
      const member = await guild.members.fetch({ user: userId, force: true }).catch((error: unknown) => {
        if (hasDiscordCode(error, UNKNOWN_MEMBER)) return null;
        throw error;
      });
      if (!member) return false;
      const inChannel = guild.channels.cache.get(channelId)?.permissionsFor(member);
      return moderates(member, roleId) || (inChannel?.any(POWERS) ?? false);
    },
  };
}
