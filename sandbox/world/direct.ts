import { ChannelType, PermissionFlagsBits as P } from "discord-api-types/v10";
import { refuse } from "../refusal.ts";
import type { Channel } from "./entities.ts";
import type { World } from "./world.ts";

/** Stands where a channel or message of a guild has the guild's id. */
export const NO_GUILD = "";

/** What the two people of a direct conversation may do in it. */
export const DIRECT_PERMISSIONS =
  P.ViewChannel |
  P.SendMessages |
  P.ReadMessageHistory |
  P.AddReactions |
  P.AttachFiles |
  P.EmbedLinks |
  P.UseApplicationCommands;

/** The guild's id as events and messages carry it: not at all outside a guild. */
export function inGuild(guildId: string): { guild_id?: string } {
  return guildId === NO_GUILD ? {} : { guild_id: guildId };
}

/** The conversation of the bot with someone, which is there from the first time it is asked for. Throws 10013. */
export function openDirect(world: World, userId: string): Channel {
  world.user(userId);
  if (userId === world.botId) throw refuse("closedDirect");
  const known = world.tables.direct.get(userId)?.channel_id;
  if (known) return world.channel(known);
  const channel: Channel = {
    id: world.nextId(),
    type: ChannelType.DM,
    guild_id: NO_GUILD,
    name: "",
    position: 0,
    parent_id: null,
    topic: null,
    nsfw: false,
    last_message_id: null,
    permission_overwrites: [],
    rate_limit_per_user: 0,
    flags: 0,
    direct: { user_id: userId, bot_id: world.botId },
  };
  world.tables.put("channel", channel.id, channel);
  const isClosed = world.tables.direct.get(userId)?.isClosed ?? false;
  world.tables.put("direct", userId, { channel_id: channel.id, isClosed });
  return channel;
}

/** Whether someone takes messages from the bots of their servers. */
export function setDirectClosed(world: World, userId: string, isClosed: boolean): void {
  const channel_id = world.tables.direct.get(userId)?.channel_id ?? null;
  world.tables.put("direct", userId, { channel_id, isClosed });
  world.tables.flush();
}

/** Throws 50007 where the other side takes no messages, or shares no server with the bot. */
export function demandOpen(world: World, { user_id }: NonNullable<Channel["direct"]>): void {
  const isShared = [...world.tables.guild.keys()].some((id) =>
    [user_id, world.botId].every((one) => world.tables.member.has(`${id}-${one}`)),
  );
  if (!isShared || world.tables.direct.get(user_id)?.isClosed) throw refuse("closedDirect");
}
