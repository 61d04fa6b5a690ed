import { PermissionFlagsBits as P } from "discord-api-types/v10";
import { refuse, SandboxRefusal } from "../../refusal.ts";
import { openForm } from "../../rules/form.ts";
import type { Ban, Member } from "../../world/entities.ts";
import { ban, changeMember, type Deed, kick, type MemberChange, unban } from "../../world/members.ts";
import { demandInGuild } from "../../world/permissions.ts";
import { presentMember } from "../../world/present.ts";
import { changeRole, createRole, deleteRole, presentRole, type RoleChange } from "../../world/roles.ts";
import type { Call, Route } from "../router.ts";
import { guildIdOf } from "./guilds.ts";

const at = "/guilds/{guild}";
const MOST_BULK_BANS = 200;

const deedOf = (call: Call, targetId: string = call.params["user"] ?? ""): Deed => ({
  guildId: guildIdOf(call),
  userId: call.userId,
  targetId: targetId === "@me" ? call.userId : targetId,
  reason: call.reason,
});
const roleId = (call: Call): string => call.params["role"] ?? "";
const present = (call: Call, member: Member): { body: unknown } => ({ body: presentMember(call.world, member) });
const byId = (a: { user_id: string }, b: { user_id: string }): number =>
  BigInt(a.user_id) < BigInt(b.user_id) ? -1 : 1;
const membersOf = (call: Call): Member[] =>
  [...call.world.tables.member.values()].filter((member) => member.guild_id === guildIdOf(call)).sort(byId);

/** Whole lists of members are for bots that have the privileged intent. */
function listMembers(call: Call): { body: unknown } {
  if (!call.privileged.includes("GUILD_MEMBERS")) throw refuse("missingAccess");
  const after = BigInt(call.query.get("after") ?? 0);
  const later = membersOf(call).filter(({ user_id }) => BigInt(user_id) > after);
  const page = later.slice(0, Number(call.query.get("limit") ?? 1));
  return { body: page.map((member) => presentMember(call.world, member)) };
}

function searchMembers(call: Call): { body: unknown } {
  const query = (call.query.get("query") ?? "").toLowerCase();
  const isMeant = ({ nick, user_id }: Member): boolean =>
    [nick ?? "", call.world.user(user_id).username].some((name) => name.toLowerCase().startsWith(query));
  const found = membersOf(call)
    .filter(isMeant)
    .slice(0, Number(call.query.get("limit") ?? 1));
  return { body: found.map((member) => presentMember(call.world, member)) };
}

function giveRole(call: Call, isGiven: boolean): undefined {
  const deed = deedOf(call);
  const { roles } = call.world.member(deed.guildId, deed.targetId);
  call.world.role(deed.guildId, roleId(call));
  const others = roles.filter((id) => id !== roleId(call));
  changeMember(call.world, deed, { roles: isGiven ? [...others, roleId(call)] : others });
  return undefined;
}

const presentBan = (call: Call, { user_id, reason }: Ban): object => ({ user: call.world.user(user_id), reason });

function listBans(call: Call): { body: unknown } {
  const guildId = guildIdOf(call);
  demandInGuild(call.world, guildId, call.userId, P.BanMembers);
  const [before, after] = ["before", "after"].map((name) => call.query.get(name));
  const bans = [...call.world.tables.ban.values()]
    .filter((one) => one.guild_id === guildId)
    .filter(
      ({ user_id }) => (!before || BigInt(user_id) < BigInt(before)) && (!after || BigInt(user_id) > BigInt(after)),
    )
    .sort(byId)
    .slice(0, Number(call.query.get("limit") ?? 1_000));
  return { body: bans.map((one) => presentBan(call, one)) };
}

/** Needs the right to manage the guild, too. Who cannot be banned is named, and the others are banned. */
function bulkBan(call: Call): { body: unknown } {
  const body = call.body as { user_ids?: string[]; delete_message_seconds?: number };
  demandInGuild(call.world, guildIdOf(call), call.userId, P.BanMembers | P.ManageGuild);
  const form = openForm();
  form.count("user_ids", body.user_ids, 1, MOST_BULK_BANS);
  form.close();
  const banned_users: string[] = [];
  const failed_users: string[] = [];
  for (const id of body.user_ids ?? [])
    (canBan(call, id, body.delete_message_seconds) ? banned_users : failed_users).push(id);
  if (banned_users.length === 0) throw refuse("bulkBanFailed");
  return { body: { banned_users, failed_users } };
}

function canBan(call: Call, targetId: string, deletedSeconds: number | undefined): boolean {
  try {
    ban(call.world, deedOf(call, targetId), deletedSeconds);
    return true;
  } catch (error) {
    if (error instanceof SandboxRefusal) return false;
    throw error;
  }
}

export const memberRoutes: readonly Route[] = [
  { method: "GET", pattern: `${at}/members/search`, handle: searchMembers },
  { method: "GET", pattern: `${at}/members`, handle: listMembers },
  {
    method: "GET",
    pattern: `${at}/members/{user}`,
    handle: (call) => present(call, call.world.member(guildIdOf(call), deedOf(call).targetId)),
  },
  {
    method: "PATCH",
    pattern: `${at}/members/{user}`,
    handle: (call) => present(call, changeMember(call.world, deedOf(call), call.body as MemberChange)),
  },
  { method: "DELETE", pattern: `${at}/members/{user}`, handle: (call) => kick(call.world, deedOf(call)) as undefined },
  { method: "PUT", pattern: `${at}/members/{user}/roles/{role}`, handle: (call) => giveRole(call, true) },
  { method: "DELETE", pattern: `${at}/members/{user}/roles/{role}`, handle: (call) => giveRole(call, false) },

  { method: "GET", pattern: `${at}/bans`, handle: listBans },
  {
    method: "GET",
    pattern: `${at}/bans/{user}`,
    handle(call) {
      demandInGuild(call.world, guildIdOf(call), call.userId, P.BanMembers);
      const found = call.world.tables.ban.get(`${guildIdOf(call)}-${call.params["user"] ?? ""}`);
      if (!found) throw refuse("unknownBan");
      return { body: presentBan(call, found) };
    },
  },
  {
    method: "PUT",
    pattern: `${at}/bans/{user}`,
    handle(call) {
      const { delete_message_seconds } = call.body as { delete_message_seconds?: number };
      return ban(call.world, deedOf(call), delete_message_seconds) as undefined;
    },
  },
  { method: "DELETE", pattern: `${at}/bans/{user}`, handle: (call) => unban(call.world, deedOf(call)) as undefined },
  { method: "POST", pattern: `${at}/bulk-ban`, handle: bulkBan },

  {
    method: "GET",
    pattern: `${at}/roles`,
    handle: (call) => ({ body: call.world.rolesOf(guildIdOf(call)).map(presentRole) }),
  },
  {
    method: "GET",
    pattern: `${at}/roles/{role}`,
    handle: (call) => ({ body: presentRole(call.world.role(guildIdOf(call), roleId(call))) }),
  },
  {
    method: "POST",
    pattern: `${at}/roles`,
    handle: (call) => ({ body: presentRole(createRole(call.world, deedOf(call), call.body as RoleChange)) }),
  },
  {
    method: "PATCH",
    pattern: `${at}/roles/{role}`,
    handle: (call) => ({
      body: presentRole(changeRole(call.world, deedOf(call), roleId(call), call.body as RoleChange)),
    }),
  },
  {
    method: "DELETE",
    pattern: `${at}/roles/{role}`,
    handle: (call) => deleteRole(call.world, deedOf(call), roleId(call)) as undefined,
  },
];
