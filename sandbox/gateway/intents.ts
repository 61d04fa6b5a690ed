import { GatewayIntentBits as I } from "discord-api-types/v10";
import { blankMessage } from "../world/readable.ts";
import type { WorldEvent } from "../world/world.ts";

/** Which intent an event needs; events that are not here go to everybody. https://docs.discord.com/developers/events/gateway#list-of-intents */
const NEEDS: Record<string, number> = {
  CHANNEL_CREATE: I.Guilds,
  CHANNEL_UPDATE: I.Guilds,
  CHANNEL_DELETE: I.Guilds,
  THREAD_CREATE: I.Guilds,
  THREAD_UPDATE: I.Guilds,
  THREAD_DELETE: I.Guilds,
  THREAD_LIST_SYNC: I.Guilds,
  THREAD_MEMBERS_UPDATE: I.Guilds,
  GUILD_CREATE: I.Guilds,
  GUILD_DELETE: I.Guilds,
  GUILD_AUDIT_LOG_ENTRY_CREATE: I.GuildModeration,
  CHANNEL_PINS_UPDATE: I.Guilds,
  GUILD_ROLE_CREATE: I.Guilds,
  GUILD_ROLE_UPDATE: I.Guilds,
  GUILD_ROLE_DELETE: I.Guilds,
  GUILD_MEMBER_ADD: I.GuildMembers,
  GUILD_MEMBER_REMOVE: I.GuildMembers,
  GUILD_BAN_ADD: I.GuildModeration,
  GUILD_BAN_REMOVE: I.GuildModeration,
  WEBHOOKS_UPDATE: I.GuildWebhooks,
  MESSAGE_CREATE: I.GuildMessages,
  MESSAGE_UPDATE: I.GuildMessages,
  MESSAGE_DELETE: I.GuildMessages,
  MESSAGE_DELETE_BULK: I.GuildMessages,
  MESSAGE_REACTION_ADD: I.GuildMessageReactions,
  MESSAGE_REACTION_REMOVE: I.GuildMessageReactions,
  MESSAGE_REACTION_REMOVE_ALL: I.GuildMessageReactions,
  MESSAGE_REACTION_REMOVE_EMOJI: I.GuildMessageReactions,
  TYPING_START: I.GuildMessageTyping,
  AUTO_MODERATION_ACTION_EXECUTION: I.AutoModerationExecution,
};

const NEEDS_IN_DIRECT: Record<string, number> = {
  MESSAGE_CREATE: I.DirectMessages,
  MESSAGE_UPDATE: I.DirectMessages,
  MESSAGE_DELETE: I.DirectMessages,
  CHANNEL_PINS_UPDATE: I.DirectMessages,
  MESSAGE_REACTION_ADD: I.DirectMessageReactions,
  MESSAGE_REACTION_REMOVE: I.DirectMessageReactions,
  MESSAGE_REACTION_REMOVE_ALL: I.DirectMessageReactions,
  MESSAGE_REACTION_REMOVE_EMOJI: I.DirectMessageReactions,
  TYPING_START: I.DirectMessageTyping,
};

export const PRIVILEGED = {
  MESSAGE_CONTENT: I.MessageContent,
  GUILD_MEMBERS: I.GuildMembers,
  GUILD_PRESENCES: I.GuildPresences,
} as const;

/** A member's own changes are told to the bot itself whatever its intents. */
export function isWanted(event: WorldEvent, intents: number, botId: string): boolean {
  if (event.t === "GUILD_MEMBER_UPDATE") {
    return (intents & I.GuildMembers) !== 0 || (event.d as { user?: { id: string } }).user?.id === botId;
  }
  const needed = event.guildId === null ? (NEEDS_IN_DIRECT[event.t] ?? NEEDS[event.t]) : NEEDS[event.t];
  return needed === undefined || (intents & needed) !== 0;
}

/** A dispatch as a session with these intents gets it. */
export function seenWith(intents: number, { t, d, guildId }: WorldEvent, botId: string): unknown {
  if (t === "GUILD_CREATE") return withFewMembers(d as GuildCreate, intents, botId);
  // Without MESSAGE_CONTENT only one's own messages and those that mention one can be read, and direct ones.
  const isMessage = t === "MESSAGE_CREATE" || t === "MESSAGE_UPDATE";
  const isHidden = isMessage && guildId !== null && (intents & I.MessageContent) === 0;
  return isHidden ? blankMessage(d as object, botId) : d;
}

type GuildCreate = { members: { user: { id: string } }[] };

/**
 * Only bots that may see who is online are told of everybody at the start; the others have to ask.
 * https://docs.discord.com/developers/events/gateway-events#guild-create
 */
function withFewMembers(guild: GuildCreate, intents: number, botId: string): GuildCreate {
  if ((intents & I.GuildPresences) !== 0) return guild;
  return { ...guild, members: guild.members.filter(({ user }) => user.id === botId) };
}
