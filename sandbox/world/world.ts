import type { APIUser } from "discord-api-types/v10";
import { refuse } from "../refusal.ts";
import type { Channel, Guild, Member, Role, StoredMessage } from "./entities.ts";
import { createMessageIndex, type MessageIndex, type PageQuery } from "./message-index.ts";
import { createNonces } from "./nonces.ts";
import { openTables, type WorldTables } from "./tables.ts";

const DISCORD_EPOCH_MS = 1_420_070_400_000;

/** Something that happened, for whoever may see it. */
export type WorldEvent = {
  t: string;
  /** What is sent; a function where it depends on who looks. */
  d: unknown;
  guildId: string | null;
  /** Seen only by those who may view this channel. */
  channelId: string | null;
  /** Only these people, and never the bot: private answers. */
  onlyFor?: string[];
};

/** The state of the little Discord and the one way out of it. */
export type World = {
  tables: WorldTables;
  now(): number;
  timestamp(): string;
  /** Ids only grow, also when the clock does not. */
  nextId(): string;
  /** The only way out: to gateway sessions and to people's own clients. */
  dispatch(event: WorldEvent): void;
  onEvent(listener: (event: WorldEvent) => void): () => void;
  /** The bot's own user id, which is its application's too. */
  botId: string;
  /** The languages of people's clients, by user; American English where none is known. */
  readonly locales: Map<string, string>;
  guild(id: string): Guild;
  channel(id: string): Channel;
  user(id: string): APIUser;
  member(guildId: string, userId: string): Member;
  role(guildId: string, id: string): Role;
  message(channelId: string, id: string): StoredMessage;
  rolesOf(guildId: string): Role[];
  channelsOf(guildId: string): Channel[];
  /** Oldest first. */
  messagesOf(channelId: string): readonly StoredMessage[];
  /** Newest first, whatever was asked for. Throws 50035 where something else than an id is given. */
  page(channelId: string, query: PageQuery): StoredMessage[];
  /** What this author sent here with this nonce, if that was lately and is still there. */
  messageWithNonce(channelId: string, authorId: string, nonce: string): StoredMessage | undefined;
  putMessage(stored: StoredMessage): void;
  dropMessage(stored: StoredMessage): void;
  /** A thread with Discord's own counters. */
  thread(id: string): {
    id: string;
    message_count: number;
    total_message_sent: number;
    archived: boolean;
    locked: boolean;
  };
};

export function createWorld(options: { now?: () => number; file?: string }): World {
  const now = options.now ?? Date.now;
  const tables = openTables(options.file);
  const listeners = new Set<(event: WorldEvent) => void>();
  const byChannel = new Map<string, MessageIndex>();
  let lastId = newestId(tables);

  /** Discord's times carry microseconds: of two in one millisecond the second is later. */
  let lastStamp = { ms: 0, micros: 0 };
  const timestamp = (): string => {
    const ms = now();
    lastStamp = { ms, micros: ms === lastStamp.ms ? Math.min(lastStamp.micros + 1, 999) : 0 };
    return new Date(ms).toISOString().replace("Z", `${String(lastStamp.micros).padStart(3, "0")}+00:00`);
  };
  const nextId = (): string => {
    const fromClock = BigInt(now() - DISCORD_EPOCH_MS) << 22n;
    lastId = fromClock > lastId ? fromClock : lastId + 1n;
    return lastId.toString();
  };
  const indexOf = (channelId: string): MessageIndex => {
    const index = byChannel.get(channelId) ?? createMessageIndex();
    byChannel.set(channelId, index);
    return index;
  };
  const nonces = createNonces(now);
  for (const stored of tables.message.values()) {
    indexOf(stored.message.channel_id).put(stored);
    nonces.note(stored);
  }

  const find = <T>(found: T | undefined, name: Parameters<typeof refuse>[0]): T => {
    if (found === undefined) throw refuse(name);
    return found;
  };

  const world: World = {
    tables,
    now,
    timestamp,
    nextId,
    botId: tables.fact("bot", nextId),
    locales: new Map(),
    dispatch(event) {
      // What had the newest id may be gone, or was never kept: after a restart that id is not given again all the same.
      tables.setFact("newest-id", lastId.toString());
      tables.flush();
      for (const listener of listeners) listener(event);
    },
    onEvent(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    guild: (id) => find(tables.guild.get(id), "unknownGuild"),
    channel: (id) => find(tables.channel.get(id), "unknownChannel"),
    user: (id) => find(tables.user.get(id), "unknownUser"),
    member: (guildId, userId) => find(tables.member.get(`${guildId}-${userId}`), "unknownMember"),
    role: (guildId, id) => {
      const role = tables.role.get(id);
      return find(role?.guild_id === guildId ? role : undefined, "unknownRole");
    },
    message: (channelId, id) => find(indexOf(channelId).get(id), "unknownMessage"),
    rolesOf: (guildId) => [...tables.role.values()].filter((role) => role.guild_id === guildId),
    channelsOf: (guildId) => [...tables.channel.values()].filter((channel) => channel.guild_id === guildId),
    messagesOf: (channelId) => indexOf(channelId).all(),
    page: (channelId, query) => indexOf(channelId).page(query),
    messageWithNonce: (channelId, authorId, nonce) =>
      indexOf(channelId).get(nonces.find(channelId, authorId, nonce) ?? ""),
    putMessage(stored) {
      nonces.note(stored);
      tables.put("message", stored.message.id, stored);
      indexOf(stored.message.channel_id).put(stored);
    },
    dropMessage({ message }) {
      tables.drop("message", message.id);
      indexOf(message.channel_id).drop(message.id);
    },
    thread(id) {
      const { thread } = world.channel(id);
      if (!thread) throw refuse("unknownChannel");
      const { message_count, total_message_sent, archived, locked } = thread;
      return { id, message_count, total_message_sent, archived, locked };
    },
  };
  return world;
}

/** When an id was given, in milliseconds since the Unix epoch. */
export function timeOf(id: string): number {
  return Number(BigInt(id) >> 22n) + DISCORD_EPOCH_MS;
}

function newestId(tables: WorldTables): bigint {
  let newest = BigInt(tables.fact("newest-id", () => "0"));
  const named = [
    tables.channel,
    tables.message,
    tables.webhook,
    tables.user,
    tables.role,
    tables.command,
    tables.file,
    tables.audit,
  ];
  for (const table of named) for (const id of table.keys()) if (BigInt(id) > newest) newest = BigInt(id);
  return newest;
}
