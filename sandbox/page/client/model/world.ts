import type {
  APIApplicationCommand,
  APIMessage,
  APIUser,
  APIChannel,
  APIGuildMember,
  APIRole,
  APIThreadChannel,
} from "discord-api-types/v10";
import { CHANNEL } from "./discord.ts";
import type { Snapshot } from "../../protocol.ts";
import type { MessageWindow } from "./message-window.ts";

export type Guild = {
  id: string;
  name: string;
  ownerId: string;
  channels: APIChannel[];
  threads: APIThreadChannel[];
  roles: APIRole[];
  members: APIGuildMember[];
};

/** What one person's client knows. Every change makes a new object; what did not change keeps its identity. */
export type World = {
  me: APIUser;
  guilds: readonly Guild[];
  commands: readonly APIApplicationCommand[];
  /** Loaded messages by channel or thread. */
  windows: Readonly<Record<string, MessageWindow>>;
  /** Newest message by channel or thread, loaded or not. */
  newest: Readonly<Record<string, string>>;
};

export function worldOf(snapshot: Snapshot): World {
  const newest: Record<string, string> = {};
  for (const guild of snapshot.guilds) {
    for (const place of [...guild.channels, ...guild.threads]) {
      if ("last_message_id" in place && place.last_message_id) newest[place.id] = place.last_message_id;
    }
  }
  return { me: snapshot.me, guilds: snapshot.guilds, commands: snapshot.commands, windows: {}, newest };
}

export function hasFlag(message: APIMessage, flag: number): boolean {
  return ((message.flags ?? 0) & flag) !== 0;
}

export type Place = APIChannel | APIThreadChannel;

export function isThread(place: Place): place is APIThreadChannel {
  return (
    place.type === CHANNEL.newsThread || place.type === CHANNEL.publicThread || place.type === CHANNEL.privateThread
  );
}

export function isForum(place: Place): boolean {
  return place.type === CHANNEL.forum || place.type === CHANNEL.media;
}

export function findPlace(world: World, id: string): { guild: Guild; place: Place } | null {
  for (const guild of world.guilds) {
    const place =
      guild.channels.find((channel) => channel.id === id) ?? guild.threads.find((thread) => thread.id === id);
    if (place) return { guild, place };
  }
  return null;
}

export function placeName(place: Place): string {
  return place.name ?? "direct message";
}
