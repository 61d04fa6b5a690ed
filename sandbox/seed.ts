import { ChannelType, OverwriteType, PermissionFlagsBits as P } from "discord-api-types/v10";
import type { Sandbox } from "./sandbox.ts";
import type { Channel } from "./world/entities.ts";
import { joinGuild } from "./world/members.ts";
import type { World } from "./world/world.ts";

/** Where everything is in the little world that the sandbox begins with. */
export type SeededWorld = {
  guildId: string;
  channels: { articles: string; general: string; moderators: string; forum: string };
  roles: { moderator: string; bot: string };
  people: { publisher: string; moderator: string; members: [string, string, string] };
};

const EVERYONE = [
  P.ViewChannel,
  P.SendMessages,
  P.SendMessagesInThreads,
  P.CreatePublicThreads,
  P.ReadMessageHistory,
  P.AddReactions,
  P.AttachFiles,
  P.EmbedLinks,
  P.UseApplicationCommands,
];
const MODERATOR = [P.ManageMessages, P.ManageThreads, P.ModerateMembers, P.KickMembers, P.BanMembers, P.ViewAuditLog];
const BOT = [...EVERYONE, ...MODERATOR, P.ManageWebhooks];
const PUBLISHER = [P.ManageGuild, P.ManageChannels, P.ManageMessages, P.ManageThreads];

const bits = (permissions: bigint[]): string => permissions.reduce((all, one) => all | one, 0n).toString();

/** Fills an empty world with one server and its people; finds them again in a world that is there already. */
export function seedWorld(sandbox: Sandbox): SeededWorld {
  const { world } = sandbox;
  const known = JSON.parse(world.tables.fact("seed", () => JSON.stringify(build(sandbox)))) as SeededWorld;
  world.tables.flush();
  return known;
}

function build(sandbox: Sandbox): SeededWorld {
  const { world } = sandbox;
  const guildId = world.nextId();
  const person = (name: string, displayName: string): string => sandbox.createUser({ name, displayName }).id;
  const publisher = person("mira", "Mira");
  const moderator = person("jonas", "Jonas");
  const members: [string, string, string] = [person("aiko", "Aiko"), person("sam", "Sam"), person("priya", "Priya")];
  world.tables.put("guild", guildId, { id: guildId, name: "The Reading Room", owner_id: publisher, icon: null });
  const roles = {
    everyone: addRole(world, guildId, "@everyone", { id: guildId, permissions: bits(EVERYONE), position: 0 }),
    publisher: addRole(world, guildId, "Publisher", { permissions: bits(PUBLISHER), position: 3, color: 0xd4a017 }),
    moderator: addRole(world, guildId, "Moderator", { permissions: bits(MODERATOR), position: 2, color: 0x3b82c4 }),
    bot: addRole(world, guildId, "Talkback", { permissions: bits(BOT), position: 4, isManaged: true }),
  };
  joinGuild(world, guildId, publisher, [roles.publisher]);
  joinGuild(world, guildId, moderator, [roles.moderator]);
  for (const id of members) joinGuild(world, guildId, id, []);
  joinGuild(world, guildId, world.botId, [roles.bot]);
  const forModerators = [
    { id: guildId, type: OverwriteType.Role, allow: "0", deny: bits([P.ViewChannel]) },
    ...[roles.moderator, roles.bot].map((id) => ({
      id,
      type: OverwriteType.Role,
      allow: bits([P.ViewChannel]),
      deny: "0",
    })),
  ];
  const channels = {
    articles: addChannel(world, guildId, {
      name: "articles",
      position: 0,
      topic: "What we read. Reply in the threads.",
    }),
    general: addChannel(world, guildId, { name: "general", position: 1, topic: "Everything else" }),
    moderators: addChannel(world, guildId, { name: "moderators", position: 2, permission_overwrites: forModerators }),
    forum: addChannel(world, guildId, {
      name: "reading-room",
      position: 3,
      type: ChannelType.GuildForum,
      available_tags: ["Essay", "News", "Interview"].map((name) => ({
        id: world.nextId(),
        name,
        moderated: false,
        emoji_id: null,
        emoji_name: null,
      })),
    }),
  };
  return {
    guildId,
    channels,
    roles: { moderator: roles.moderator, bot: roles.bot },
    people: { publisher, moderator, members },
  };
}

function addRole(
  world: World,
  guildId: string,
  name: string,
  {
    id = world.nextId(),
    permissions,
    position,
    color = 0,
    isManaged = false,
  }: { id?: string; permissions: string; position: number; color?: number; isManaged?: boolean },
): string {
  const colors = { primary_color: color, secondary_color: null, tertiary_color: null };
  const look = { color, colors, hoist: position > 0, icon: null, unicode_emoji: null, mentionable: false, flags: 0 };
  const tags = isManaged ? { tags: { bot_id: world.botId } } : {};
  world.tables.put("role", id, {
    id,
    guild_id: guildId,
    name,
    permissions,
    position,
    managed: isManaged,
    ...look,
    ...tags,
  });
  return id;
}

function addChannel(world: World, guildId: string, channel: Partial<Channel> & { name: string }): string {
  const id = world.nextId();
  const unset = {
    parent_id: null,
    topic: null,
    nsfw: false,
    last_message_id: null,
    permission_overwrites: [],
    rate_limit_per_user: 0,
    flags: 0,
  };
  world.tables.put("channel", id, {
    ...unset,
    type: ChannelType.GuildText,
    position: 0,
    ...channel,
    id,
    guild_id: guildId,
  });
  return id;
}
