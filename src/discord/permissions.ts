import { PermissionFlagsBits } from "discord-api-types/v10";
import type { ChannelPurpose } from "../services/ports.ts";

type PermissionName = keyof typeof PermissionFlagsBits;

/** What the bot needs in a channel, by what the channel is for. */
export const NEEDED_PERMISSIONS: Record<ChannelPurpose, readonly PermissionName[]> = {
  articles: [
    "ViewChannel",
    "SendMessages",
    "CreatePublicThreads",
    "SendMessagesInThreads",
    "ReadMessageHistory",
    "EmbedLinks",
    "ManageMessages",
    "ManageThreads",
    "ManageWebhooks",
  ],
  // History, to find a card after a crash; threads, where the channel is a forum.
  moderation: ["ViewChannel", "SendMessages", "SendMessagesInThreads", "ReadMessageHistory", "ManageThreads"],
  // History, to see after a crash what stands there already.
  log: ["ViewChannel", "SendMessages", "ReadMessageHistory"],
  // In the whole server: without them warnings and everything on comments still work.
  members: ["ModerateMembers", "KickMembers", "BanMembers"],
  quotes: ["ViewChannel", "SendMessages"],
  // History, to find a digest after a crash.
  digests: ["ViewChannel", "SendMessages", "ReadMessageHistory"],
  threads: ["ViewChannel", "ManageThreads", "SendMessagesInThreads"],
};

/** All of them together: what the invite link asks for. */
export function invitePermissions(): bigint {
  const names = new Set(Object.values(NEEDED_PERMISSIONS).flat());
  return [...names].reduce((bits, name) => bits | PermissionFlagsBits[name], 0n);
}

/** `ManageWebhooks` → `Manage Webhooks`, as Discord's settings call it. */
export function permissionLabel(name: string): string {
  return name.replace(/(?<=[a-z])(?=[A-Z])/g, " ");
}

export function inviteLink(applicationId: string): string {
  const query = new URLSearchParams({
    client_id: applicationId,
    scope: "bot applications.commands",
    permissions: invitePermissions().toString(),
  });
  return `https://discord.com/oauth2/authorize?${query.toString()}`;
}
