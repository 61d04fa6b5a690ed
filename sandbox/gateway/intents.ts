import type { MessageType } from "discord-api-types/v10";
import { GatewayIntentBits as I } from "discord-api-types/v10";
import type { WorldEvent } from "../world/world.ts";

/** Which intent an event needs; events that are not here go to everybody. https://docs.discord.com/developers/events/gateway#list-of-intents */
const NEEDS: Record<string, number> = {
  CHANNEL_CREATE: I.Guilds,
  CHANNEL_UPDATE: I.Guilds,
  CHANNEL_DELETE: I.Guilds,
  THREAD_CREATE: I.Guilds,
  THREAD_UPDATE: I.Guilds,
  THREAD_DELETE: I.Guilds,
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
  const needed = NEEDS[event.t];
  return needed === undefined || (intents & needed) !== 0;
}

type Message = {
  author?: { id: string };
  mentions?: { id: string }[];
  type: MessageType;
  content: string;
  embeds?: unknown[];
  attachments?: unknown[];
  components?: unknown[];
  referenced_message?: Message | null;
};

/** Without MESSAGE_CONTENT only one's own messages and those that mention one can be read. */
export function blankContent(t: string, d: unknown, intents: number, botId: string): unknown {
  const isMessage = t === "MESSAGE_CREATE" || t === "MESSAGE_UPDATE";
  return isMessage && (intents & I.MessageContent) === 0 ? blank(d as Message, botId) : d;
}

function blank(message: Message, botId: string): Message {
  const isReadable = message.author?.id === botId || message.mentions?.some(({ id }) => id === botId);
  const referenced = message.referenced_message ? { referenced_message: blank(message.referenced_message, botId) } : {};
  return isReadable
    ? message
    : {
        ...message,
        content: "",
        embeds: [],
        attachments: [],
        components: [],
        ...referenced,
      };
}
