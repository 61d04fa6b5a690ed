import { type APIRole, AuditLogEvent as A, PermissionFlagsBits as P } from "discord-api-types/v10";
import { openForm } from "../rules/form.ts";
import { writeAudit } from "./audit.ts";
import type { Role } from "./entities.ts";
import { demandInGuild, demandRank, guildPermissions } from "./permissions.ts";
import type { World } from "./world.ts";
import { refuse } from "../refusal.ts";

export type RoleChange = Partial<Pick<APIRole, "name" | "permissions" | "color" | "hoist" | "mentionable">>;
type By = { guildId: string; userId: string; reason?: string | null };

export function presentRole({ guild_id: _, ...role }: Role): APIRole {
  return role;
}

/** A new role stands below all others. Throws 50013, also for rights that one does not have oneself. */
export function createRole(world: World, by: By, raw: RoleChange): Role {
  const { guildId, userId } = by;
  demandInGuild(world, guildId, userId, P.ManageRoles);
  const change = readChange(world, by, raw);
  const id = world.nextId();
  const { color = 0 } = change;
  const colors = { primary_color: color, secondary_color: null, tertiary_color: null };
  const look = { color, colors, hoist: false, icon: null, unicode_emoji: null, mentionable: false, flags: 0 };
  const permissions = world.role(guildId, guildId).permissions;
  const base = { id, guild_id: guildId, name: "new role", permissions, position: 1, managed: false };
  const role: Role = { ...base, ...look, ...change };
  world.tables.put("role", id, role);
  tell(world, "GUILD_ROLE_CREATE", role);
  writeAudit(world, { ...by, action: A.RoleCreate, targetId: id });
  return role;
}

/** Throws 10011, 50013. */
export function changeRole(world: World, by: By, roleId: string, raw: RoleChange): Role {
  const role = world.role(by.guildId, roleId);
  demandInGuild(world, by.guildId, by.userId, P.ManageRoles);
  demandRank(world, by.guildId, by.userId, role.position);
  const change = readChange(world, by, raw);
  const colors = change.color === undefined ? {} : { colors: { ...role.colors, primary_color: change.color } };
  const next: Role = { ...role, ...change, ...colors };
  world.tables.put("role", roleId, next);
  tell(world, "GUILD_ROLE_UPDATE", next);
  writeAudit(world, { ...by, action: A.RoleUpdate, targetId: roleId });
  return next;
}

/** Everybody who had it loses it. Throws 10011, 50013, also for roles that belong to an app. */
export function deleteRole(world: World, by: By, roleId: string): void {
  const role = world.role(by.guildId, roleId);
  demandInGuild(world, by.guildId, by.userId, P.ManageRoles);
  demandRank(world, by.guildId, by.userId, role.position);
  if (role.managed || roleId === by.guildId) throw refuse("invalidRole");
  for (const [key, member] of world.tables.member) {
    if (member.guild_id !== by.guildId || !member.roles.includes(roleId)) continue;
    world.tables.put("member", key, { ...member, roles: member.roles.filter((id) => id !== roleId) });
  }
  world.tables.drop("role", roleId);
  const d = { guild_id: by.guildId, role_id: roleId };
  world.dispatch({ t: "GUILD_ROLE_DELETE", d, guildId: by.guildId, channelId: null });
  writeAudit(world, { ...by, action: A.RoleDelete, targetId: roleId });
}

function readChange(world: World, { guildId, userId }: By, raw: RoleChange): RoleChange {
  const form = openForm();
  form.length("name", raw.name, 0, 100);
  form.close();
  const more = BigInt(raw.permissions ?? 0) & ~guildPermissions(world, guildId, userId);
  if (more !== 0n) throw refuse("missingPermissions");
  const keys = ["name", "permissions", "color", "hoist", "mentionable"] as const;
  return Object.fromEntries(
    keys.filter((key) => raw[key] !== undefined && raw[key] !== null).map((key) => [key, raw[key]]),
  );
}

function tell(world: World, t: string, role: Role): void {
  const d = { guild_id: role.guild_id, role: presentRole(role) };
  world.dispatch({ t, d, guildId: role.guild_id, channelId: null });
}
