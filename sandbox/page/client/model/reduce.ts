import type { APIChannel, APIGuildMember, APIMessage, APIRole, APIThreadChannel } from "discord-api-types/v10";
import type { ActorEvent } from "../../protocol.ts";
import { changeMessage, dropMessages, putMessage } from "./message-window.ts";
import type { MessageWindow } from "./message-window.ts";
import { addReaction, removeEmoji, removeReaction } from "./reactions.ts";
import type { EmojiKey } from "./reactions.ts";
import { isNewer } from "./snowflake.ts";
import { FLAG, MESSAGE } from "./discord.ts";
import { hasFlag } from "./world.ts";
import type { Guild, World } from "./world.ts";

type InChannel = { channel_id: string };
type Reaction = InChannel & { message_id: string; user_id: string; emoji: EmojiKey };
type OfGuild = { guild_id: string };

/** What the gateway sends, by the name of the dispatch. */
type Payloads = {
  MESSAGE_CREATE: APIMessage;
  MESSAGE_UPDATE: Partial<APIMessage> & InChannel & { id: string };
  MESSAGE_DELETE: InChannel & { id: string };
  MESSAGE_DELETE_BULK: InChannel & { ids: string[] };
  MESSAGE_REACTION_ADD: Reaction;
  MESSAGE_REACTION_REMOVE: Reaction;
  MESSAGE_REACTION_REMOVE_EMOJI: Reaction;
  MESSAGE_REACTION_REMOVE_ALL: Reaction;
  CHANNEL_CREATE: APIChannel & OfGuild;
  CHANNEL_UPDATE: APIChannel & OfGuild;
  CHANNEL_DELETE: OfGuild & { id: string };
  THREAD_CREATE: APIThreadChannel;
  THREAD_UPDATE: APIThreadChannel;
  THREAD_DELETE: OfGuild & { id: string };
  THREAD_LIST_SYNC: OfGuild & { threads: APIThreadChannel[] };
  GUILD_MEMBER_ADD: APIGuildMember & OfGuild;
  GUILD_MEMBER_UPDATE: APIGuildMember & OfGuild;
  GUILD_MEMBER_REMOVE: OfGuild & { user: { id: string } };
  GUILD_ROLE_CREATE: OfGuild & { role: APIRole };
  GUILD_ROLE_UPDATE: OfGuild & { role: APIRole };
  GUILD_ROLE_DELETE: OfGuild & { role_id: string };
  GUILD_UPDATE: { id: string; name: string; owner_id: string };
};

const HANDLERS: { [Name in keyof Payloads]: (world: World, data: Payloads[Name]) => World } = {
  MESSAGE_CREATE: addMessage,
  MESSAGE_UPDATE: updateMessage,
  MESSAGE_DELETE: (world, data) => removeMessages(world, data.channel_id, [data.id]),
  MESSAGE_DELETE_BULK: (world, data) => removeMessages(world, data.channel_id, data.ids),
  MESSAGE_REACTION_ADD: (world, data) => changeReactions(world, data, addReaction),
  MESSAGE_REACTION_REMOVE: (world, data) => changeReactions(world, data, removeReaction),
  MESSAGE_REACTION_REMOVE_EMOJI: (world, data) => changeReactions(world, data, removeEmoji),
  MESSAGE_REACTION_REMOVE_ALL: (world, data) => changeReactions(world, data, () => []),
  CHANNEL_CREATE: putChannel,
  CHANNEL_UPDATE: putChannel,
  CHANNEL_DELETE: dropChannel,
  THREAD_CREATE: putThread,
  THREAD_UPDATE: putThread,
  THREAD_DELETE: dropThread,
  THREAD_LIST_SYNC: (world, data) =>
    data.threads.reduce((before, thread) => putThread(before, { ...thread, guild_id: data.guild_id }), world),
  GUILD_MEMBER_ADD: putMember,
  GUILD_MEMBER_UPDATE: putMember,
  GUILD_MEMBER_REMOVE: (world, data) =>
    changeGuild(world, data.guild_id, (guild) => ({
      ...guild,
      members: guild.members.filter((member) => member.user.id !== data.user.id),
    })),
  GUILD_ROLE_CREATE: putRole,
  GUILD_ROLE_UPDATE: putRole,
  GUILD_ROLE_DELETE: (world, data) =>
    changeGuild(world, data.guild_id, (guild) => ({
      ...guild,
      roles: guild.roles.filter((role) => role.id !== data.role_id),
    })),
  GUILD_UPDATE: (world, data) =>
    changeGuild(world, data.id, (guild) => ({ ...guild, name: data.name, ownerId: data.owner_id })),
};

/**
 * The world after an event of the gateway; the same object when the event means nothing to the page. Payloads are
 * trusted to have the shape that their name promises: our own server sends them.
 */
export function applyEvent(world: World, event: ActorEvent): World {
  if (!Object.hasOwn(HANDLERS, event.t)) return world;
  const apply = HANDLERS[event.t as keyof Payloads] as (world: World, data: unknown) => World;
  return apply(world, event.d);
}

function changeWindow(world: World, id: string, change: (window: MessageWindow) => MessageWindow): World {
  const window = world.windows[id];
  if (!window) return world;
  const next = change(window);
  return next === window ? world : { ...world, windows: { ...world.windows, [id]: next } };
}

function addMessage(world: World, message: APIMessage): World {
  const next = changeWindow(world, message.channel_id, (window) => putMessage(window, message));
  const isNews = isNewer(message.id, next.newest[message.channel_id]) && !hasFlag(message, FLAG.ephemeral);
  if (!isNews) return next;
  // Discord's own count leaves the starter out.
  if (message.type === MESSAGE.threadStarter) return next;
  return changeThread(
    { ...next, newest: { ...next.newest, [message.channel_id]: message.id } },
    message.channel_id,
    (thread) => ({ ...thread, message_count: (thread.message_count ?? 0) + 1 }),
  );
}

function updateMessage(world: World, update: Partial<APIMessage> & InChannel & { id: string }): World {
  return changeWindow(world, update.channel_id, (window) => {
    const next = changeMessage(window, update.id, (message) => ({
      ...message,
      ...update,
      reactions: update.reactions ?? message.reactions ?? [],
    }));
    return quoteAgain(next, update.id);
  });
}

/** Replies carry a copy of the message they answer; it follows the original. */
function quoteAgain(window: MessageWindow, id: string): MessageWindow {
  const original = window.messages.find((message) => message.id === id);
  if (!original || !window.messages.some((message) => message.referenced_message?.id === id)) return window;
  const messages = window.messages.map((message) =>
    message.referenced_message?.id === id ? { ...message, referenced_message: original } : message,
  );
  return { ...window, messages };
}

function removeMessages(world: World, channelId: string, ids: readonly string[]): World {
  const next = changeWindow(world, channelId, (window) => dropMessages(window, new Set(ids)));
  return changeThread(next, channelId, (thread) => ({
    ...thread,
    message_count: Math.max(0, (thread.message_count ?? 0) - ids.length),
  }));
}

function changeReactions(
  world: World,
  data: Reaction,
  change: (
    reactions: NonNullable<APIMessage["reactions"]>,
    emoji: EmojiKey,
    isMine: boolean,
  ) => NonNullable<APIMessage["reactions"]>,
): World {
  const isMine = data.user_id === world.me.id;
  return changeWindow(world, data.channel_id, (window) =>
    changeMessage(window, data.message_id, (message) => ({
      ...message,
      reactions: change(message.reactions ?? [], data.emoji, isMine),
    })),
  );
}

function changeGuild(world: World, id: string | undefined, change: (guild: Guild) => Guild): World {
  return { ...world, guilds: world.guilds.map((guild) => (guild.id === id ? change(guild) : guild)) };
}

function changeThread(world: World, id: string, change: (thread: APIThreadChannel) => APIThreadChannel): World {
  const guild = world.guilds.find((guild) => guild.threads.some((thread) => thread.id === id));
  if (!guild) return world;
  return changeGuild(world, guild.id, (guild) => ({
    ...guild,
    threads: guild.threads.map((thread) => (thread.id === id ? change(thread) : thread)),
  }));
}

function put<Item>(items: readonly Item[], item: Item, isSame: (other: Item) => boolean): Item[] {
  const at = items.findIndex(isSame);
  return at === -1 ? [...items, item] : items.with(at, { ...items[at], ...item });
}

function putChannel(world: World, channel: APIChannel & OfGuild): World {
  return changeGuild(world, channel.guild_id, (guild) => ({
    ...guild,
    channels: put<APIChannel>(guild.channels, channel, (other) => other.id === channel.id),
  }));
}

function dropChannel(world: World, channel: { id: string } & OfGuild): World {
  return changeGuild(world, channel.guild_id, (guild) => ({
    ...guild,
    channels: guild.channels.filter((other) => other.id !== channel.id),
    threads: guild.threads.filter((thread) => thread.parent_id !== channel.id),
  }));
}

function putThread(world: World, thread: APIThreadChannel): World {
  return changeGuild(world, thread.guild_id, (guild) => ({
    ...guild,
    threads: put(guild.threads, thread, (other) => other.id === thread.id),
  }));
}

function dropThread(world: World, thread: { id: string } & OfGuild): World {
  return changeGuild(world, thread.guild_id, (guild) => ({
    ...guild,
    threads: guild.threads.filter((other) => other.id !== thread.id),
  }));
}

function putMember(world: World, member: APIGuildMember & OfGuild): World {
  return changeGuild(world, member.guild_id, (guild) => ({
    ...guild,
    members: put(guild.members, member, (other) => other.user.id === member.user.id),
  }));
}

function putRole(world: World, data: OfGuild & { role: APIRole }): World {
  return changeGuild(world, data.guild_id, (guild) => ({
    ...guild,
    roles: put(guild.roles, data.role, (other) => other.id === data.role.id),
  }));
}
