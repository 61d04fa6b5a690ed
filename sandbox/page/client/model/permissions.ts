import type { APIOverwrite, APIRole } from "discord-api-types/v10";
import { isThread } from "./world.ts";
import type { Guild, Place, World } from "./world.ts";

/** Bits of Discord's permission set that decide what the page offers. The sandbox decides what is done. */
export const PERMISSION = {
  administrator: 1n << 3n,
  addReactions: 1n << 6n,
  sendMessages: 1n << 11n,
  manageMessages: 1n << 13n,
  attachFiles: 1n << 15n,
  manageThreads: 1n << 34n,
  createPublicThreads: 1n << 35n,
  useApplicationCommands: 1n << 31n,
  sendMessagesInThreads: 1n << 38n,
} as const;

const EVERYTHING = (1n << 60n) - 1n;

type Overwritten = { permission_overwrites?: APIOverwrite[] };

/** Computed as Discord documents it: roles added up, then the channel's overwrites for everyone, roles, and the member. */
export function permissionsIn(world: World, guild: Guild, place: Place): bigint {
  const member = guild.members.find((member) => member.user.id === world.me.id);
  if (guild.ownerId === world.me.id) return EVERYTHING;
  const isHeld = (role: APIRole): boolean => role.id === guild.id || Boolean(member?.roles.includes(role.id));
  const base = guild.roles.filter(isHeld).reduce((bits, role) => bits | BigInt(role.permissions), 0n);
  if ((base & PERMISSION.administrator) !== 0n) return EVERYTHING;
  const parent = isThread(place) ? guild.channels.find((channel) => channel.id === place.parent_id) : place;
  const overwrites = (parent as Overwritten | undefined)?.permission_overwrites ?? [];
  const everyone = overwrites.filter((overwrite) => overwrite.id === guild.id);
  const roles = overwrites.filter((overwrite) => overwrite.id !== guild.id && member?.roles.includes(overwrite.id));
  const own = overwrites.filter((overwrite) => overwrite.id === world.me.id);
  return [everyone, roles, own].reduce(applyOverwrites, base);
}

function applyOverwrites(bits: bigint, overwrites: readonly APIOverwrite[]): bigint {
  const denied = overwrites.reduce((sum, overwrite) => sum | BigInt(overwrite.deny), 0n);
  const allowed = overwrites.reduce((sum, overwrite) => sum | BigInt(overwrite.allow), 0n);
  return (bits & ~denied) | allowed;
}

/** Why the person cannot write here, in plain words; null when they can. */
export function whyNotPost(permissions: bigint, place: Place): string | null {
  const isModerator = (permissions & PERMISSION.manageThreads) !== 0n;
  if (isThread(place)) {
    if (place.thread_metadata?.locked && !isModerator) return "This thread is locked. Only moderators can write here.";
    const canWrite = (permissions & PERMISSION.sendMessagesInThreads) !== 0n;
    return canWrite ? null : "You do not have permission to send messages in this thread.";
  }
  const canWrite = (permissions & PERMISSION.sendMessages) !== 0n;
  return canWrite ? null : "You do not have permission to send messages in this channel.";
}
