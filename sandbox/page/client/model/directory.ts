import type { APIGuildMember, APIMessage, APIRole, APIUser } from "discord-api-types/v10";
import { hashOf, readHash } from "./route.ts";
import { findPlace, placeName } from "./world.ts";
import type { Guild, World } from "./world.ts";

/** Names for ids, as one person sees them. */
export type Directory = {
  userName(id: string): string;
  roleName(id: string): string;
  channelName(id: string): string;
  /** The address within the page; null for what the person cannot see. */
  channelHash(id: string, messageId?: string): string | null;
  /** "#general" or "#general › message" for a place within the page. */
  describePlace(hash: string): string;
  authorName(message: Pick<APIMessage, "author">): string;
  /** The colour of the highest coloured role, or null. */
  colorOf(userId: string): string | null;
  member(userId: string): APIGuildMember | null;
};

export function makeDirectory(world: World): Directory {
  const members = new Map(world.guilds.flatMap((guild) => guild.members).map((member) => [member.user.id, member]));
  const roles = new Map(world.guilds.flatMap((guild) => guild.roles).map((role) => [role.id, role]));
  const nameOf = (user: APIUser): string => members.get(user.id)?.nick ?? user.global_name ?? user.username;
  const channelName = (id: string): string => {
    const found = findPlace(world, id);
    return found ? placeName(found.place) : "unknown";
  };
  return {
    channelName,
    userName: (id) => {
      const member = members.get(id);
      return member ? nameOf(member.user) : "unknown user";
    },
    roleName: (id) => roles.get(id)?.name ?? "unknown role",
    channelHash: (id, messageId) => {
      const found = findPlace(world, id);
      return found && hashOf(found.guild.id, id, messageId);
    },
    describePlace: (hash) => {
      const route = readHash(hash);
      return `#${channelName(route?.channelId ?? "")}${route?.messageId ? " › message" : ""}`;
    },
    authorName: (message) => nameOf(message.author),
    colorOf: (userId) => {
      const color = topRole(members.get(userId), [...roles.values()], (role) => colorNumber(role) !== 0);
      return color ? `#${colorNumber(color).toString(16).padStart(6, "0")}` : null;
    },
    member: (userId) => members.get(userId) ?? null,
  };
}

const colorNumber = (role: APIRole): number => role.colors?.primary_color ?? role.color;

export function topRole(
  member: APIGuildMember | undefined | null,
  roles: readonly APIRole[],
  counts: (role: APIRole) => boolean,
): APIRole | null {
  const held = roles.filter((role) => member?.roles.includes(role.id) && counts(role));
  return held.toSorted((a, b) => b.position - a.position)[0] ?? null;
}

/** What a member is called on the server: by their highest role, else "Owner" or "Member". */
export function titleOf(guild: Guild, member: APIGuildMember): string {
  if (member.user.bot) return "App";
  const role = topRole(member, guild.roles, (role) => role.id !== guild.id);
  return role?.name ?? (guild.ownerId === member.user.id ? "Owner" : "Member");
}
