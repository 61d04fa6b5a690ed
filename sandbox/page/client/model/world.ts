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

/** Direct conversations are shown as a server of their own; Discord's own addresses call it `@me`. */
export const DIRECTS = "0";

function directsOf({ directs = [] }: Snapshot): Guild[] {
  if (directs.length === 0) return [];
  const channels = directs.map((direct) => ({
    ...direct,
    name: direct.recipients?.[0]?.global_name ?? direct.recipients?.[0]?.username ?? "",
  }));
  const nobody = { ownerId: "0", threads: [], roles: [], members: [] };
  return [{ id: DIRECTS, name: "Direct messages", channels: channels as unknown as APIChannel[], ...nobody }];
}

/** After a conversation began: the world with the conversations as they are now. */
export function withDirects(world: World, snapshot: Snapshot): World {
  return { ...world, guilds: [...world.guilds.filter(({ id }) => id !== DIRECTS), ...directsOf(snapshot)] };
}

export function worldOf(snapshot: Snapshot): World {
  const newest: Record<string, string> = {};
  const guilds = [...snapshot.guilds, ...directsOf(snapshot)];
  for (const guild of guilds) {
    for (const place of [...guild.channels, ...guild.threads]) {
      if ("last_message_id" in place && place.last_message_id) newest[place.id] = place.last_message_id;
    }
  }
  return { me: snapshot.me, guilds, commands: snapshot.commands, windows: {}, newest };
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
