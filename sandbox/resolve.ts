import { refuse } from "./refusal.ts";
import { channelPermissions, guildPermissions } from "./world/permissions.ts";
import { presentChannel, presentMember } from "./world/present.ts";
import type { World } from "./world/world.ts";

/** The people, roles, channels and files that an interaction names, by id. */
export type Resolved = Record<"users" | "members" | "roles" | "channels" | "attachments", Record<string, unknown>>;

export function openResolved(): Resolved {
  return { users: {}, members: {}, roles: {}, channels: {}, attachments: {} };
}

/** Only the kinds that something was found of, as Discord sends it. */
export function closeResolved(resolved: Resolved): { resolved?: Partial<Resolved> } {
  const filled = Object.entries(resolved).filter(([, entries]) => Object.keys(entries).length > 0);
  return filled.length > 0 ? { resolved: Object.fromEntries(filled) } : {};
}

/** Throws 10013. */
export function resolveUser(world: World, guildId: string, id: string, resolved: Resolved): void {
  resolved.users[id] = world.user(id);
  if (world.tables.member.has(`${guildId}-${id}`)) resolved.members[id] = memberFor(world, guildId, id);
}

/** Throws 10011. */
export function resolveRole(world: World, guildId: string, id: string, resolved: Resolved): void {
  const role = world.tables.role.get(id);
  if (role?.guild_id !== guildId) throw refuse("unknownRole");
  const { guild_id: _, ...shown } = role;
  resolved.roles[id] = shown;
}

/**
 * A channel with the rights that this person has in it: none where they cannot see it, for a changed client could
 * send its id too. Throws 10003.
 */
export function resolveChannel(
  world: World,
  userId: string,
  types: readonly number[] | undefined,
  id: string,
  resolved: Resolved,
): void {
  const channel = world.channel(id);
  if (types?.length && !types.includes(channel.type)) throw refuse("unknownChannel");
  const permissions = channelPermissions(world, channel, userId).toString();
  resolved.channels[id] = { ...presentChannel(channel), permissions };
}

/** A member beside whom the user stands. */
export function memberFor(world: World, guildId: string, userId: string): Record<string, unknown> {
  const { user: _, ...member } = presentMember(world, world.member(guildId, userId));
  return { ...member, permissions: guildPermissions(world, guildId, userId).toString() };
}
