import type { World } from "../world/world.ts";
import type { Person } from "./protocol.ts";

/** Everyone who is no app, with what they are on the server; those without a role first, as a newcomer would be. */
export function listPeople(world: World): Person[] {
  const people = new Map<string, Person>();
  for (const member of world.tables.member.values()) {
    const user = world.user(member.user_id);
    if (user.bot || people.has(user.id)) continue;
    const title = titleOf(world, member.guild_id, member);
    people.set(user.id, { id: user.id, name: member.nick ?? user.global_name ?? user.username, title });
  }
  return [...people.values()].toSorted((a, b) => Number(a.title !== PLAIN) - Number(b.title !== PLAIN));
}

const PLAIN = "Member";

function titleOf(world: World, guildId: string, member: { user_id: string; roles: readonly string[] }): string {
  const [top] = world
    .rolesOf(guildId)
    .filter((role) => member.roles.includes(role.id))
    .toSorted((a, b) => b.position - a.position);
  if (top) return top.name;
  return world.guild(guildId).owner_id === member.user_id ? "Owner" : PLAIN;
}
