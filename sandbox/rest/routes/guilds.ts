import { type APIAuditLogEntry, type ChannelType, PermissionFlagsBits as P } from "discord-api-types/v10";
import { type ChannelChange, createChannel } from "../../world/channels.ts";
import type { AuditEntry } from "../../world/entities.ts";
import { demandInGuild } from "../../world/permissions.ts";
import { presentChannel } from "../../world/present.ts";
import { presentGuild } from "../../world/present-guild.ts";
import type { Call, Route } from "../router.ts";

const at = "/guilds/{guild}";
const MOST_AUDIT_ENTRIES = 100;

/** The guild of the address, which the bot must be in. Throws 10004, 50001. */
export function guildIdOf(call: Call): string {
  const { id } = call.world.guild(call.params["guild"] ?? "");
  demandInGuild(call.world, id, call.userId, 0n);
  return id;
}

/** Newest first, as Discord lists them. */
function auditLog(call: Call): { body: unknown } {
  const { world, query, userId } = call;
  const guildId = guildIdOf(call);
  demandInGuild(world, guildId, userId, P.ViewAuditLog);
  const [by, action, before] = ["user_id", "action_type", "before"].map((name) => query.get(name));
  const limit = Math.min(MOST_AUDIT_ENTRIES, Number(query.get("limit") ?? 50));
  const isMeant = (entry: AuditEntry): boolean =>
    entry.guild_id === guildId &&
    (!by || entry.user_id === by) &&
    (!action || String(entry.action_type) === action) &&
    (!before || BigInt(entry.id) < BigInt(before));
  const entries = [...world.tables.audit.values()].filter(isMeant).slice(-limit).toReversed();
  const people = new Set(entries.flatMap(({ user_id, target_id }) => [user_id ?? "", target_id ?? ""]));
  return {
    body: {
      audit_log_entries: entries.map(({ guild_id: _, ...entry }): APIAuditLogEntry => entry),
      users: [...people].flatMap((id) => world.tables.user.get(id) ?? []),
      integrations: [],
      webhooks: [],
      guild_scheduled_events: [],
      threads: [],
      application_commands: [],
      auto_moderation_rules: [],
    },
  };
}

export const guildRoutes: readonly Route[] = [
  { method: "GET", pattern: at, handle: (call) => ({ body: presentGuild(call.world, guildIdOf(call)) }) },
  {
    method: "GET",
    pattern: `${at}/channels`,
    handle: (call) => ({
      body: call.world
        .channelsOf(guildIdOf(call))
        .filter(({ thread }) => !thread)
        .map(presentChannel),
    }),
  },
  {
    method: "POST",
    pattern: `${at}/channels`,
    handle(call) {
      const by = { guildId: guildIdOf(call), userId: call.userId, reason: call.reason };
      const channel = createChannel(call.world, by, call.body as ChannelChange & { type?: ChannelType });
      return { status: 201, body: presentChannel(channel) };
    },
  },
  { method: "GET", pattern: `${at}/audit-logs`, handle: auditLog },
  {
    method: "GET",
    pattern: `${at}/auto-moderation/rules`,
    handle(call) {
      const guildId = guildIdOf(call);
      demandInGuild(call.world, guildId, call.userId, P.ManageGuild);
      return { body: [...call.world.tables.autoMod.values()].filter((rule) => rule.guild_id === guildId) };
    },
  },
];
