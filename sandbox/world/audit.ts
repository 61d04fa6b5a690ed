import { type APIAuditLogEntry, type AuditLogEvent, PermissionFlagsBits as P } from "discord-api-types/v10";
import { guildPermissions } from "./permissions.ts";
import type { World } from "./world.ts";

export type Audited = {
  guildId: string;
  /** Who did it. */
  userId: string;
  action: AuditLogEvent;
  targetId: string | null;
  reason?: string | null;
  changes?: APIAuditLogEntry["changes"];
  options?: APIAuditLogEntry["options"];
};

/**
 * Discord's own log of what was done in a guild, for those who may view it.
 * https://docs.discord.com/developers/resources/audit-log
 */
export function writeAudit(world: World, { guildId, userId, action, targetId, ...more }: Audited): void {
  const id = world.nextId();
  const { reason, changes, options } = more;
  const entry = {
    id,
    user_id: userId,
    target_id: targetId,
    action_type: action,
    ...(changes ? { changes } : {}),
    ...(options ? { options } : {}),
    ...(reason ? { reason } : {}),
  };
  world.tables.put("audit", id, { ...entry, guild_id: guildId });
  const readers = [...world.tables.member.values()]
    .filter((member) => member.guild_id === guildId)
    .map((member) => member.user_id)
    .filter((id) => (guildPermissions(world, guildId, id) & P.ViewAuditLog) !== 0n);
  const d = { ...entry, guild_id: guildId };
  world.dispatch({ t: "GUILD_AUDIT_LOG_ENTRY_CREATE", d, guildId, channelId: null, onlyFor: readers });
}
