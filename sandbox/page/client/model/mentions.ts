import type { Directory } from "./directory.ts";
import type { Guild } from "./world.ts";
import { placeName } from "./world.ts";

/** Someone or something that can be named in a message: shown as `shown`, sent as `sent`. */
export type Mentionable = { shown: string; sent: string; detail: string };

const TRIGGER = /(?:^|[\s(])([@#])([\p{L}\p{N}_.-]{0,30})$/u;
const MAX_SUGGESTIONS = 8;

/** The name being typed right before the caret, with its mark. */
export function mentionAt(text: string, caret: number): { start: number; mark: string; typed: string } | null {
  const match = TRIGGER.exec(text.slice(0, caret));
  const [, mark, typed] = match ?? [];
  if (mark === undefined || typed === undefined) return null;
  return { start: caret - typed.length - 1, mark, typed };
}

export function suggestMentions(guild: Guild, mark: string, typed: string): Mentionable[] {
  const needle = typed.toLocaleLowerCase();
  const all = mark === "@" ? people(guild) : places(guild);
  return all.filter((item) => item.shown.slice(1).toLocaleLowerCase().includes(needle)).slice(0, MAX_SUGGESTIONS);
}

function people(guild: Guild): Mentionable[] {
  return guild.members.map(({ user, nick }) => ({
    shown: `@${nick ?? user.global_name ?? user.username}`,
    sent: `<@${user.id}>`,
    detail: user.username,
  }));
}

function places(guild: Guild): Mentionable[] {
  return [...guild.channels, ...guild.threads].map((place) => ({
    shown: `#${placeName(place)}`,
    sent: `<#${place.id}>`,
    detail: "",
  }));
}

/** The other way round, for a message that is edited: names to read, and what they stand for. */
export function readMentions(content: string, directory: Directory): { text: string; picked: Mentionable[] } {
  const picked: Mentionable[] = [];
  const text = content.replaceAll(/<(@|#)(\d{1,20})>/g, (sent, mark: string, id: string) => {
    const shown = `${mark}${mark === "@" ? directory.userName(id) : directory.channelName(id)}`;
    // Two that share a name could not be told apart again.
    if (picked.some((item) => item.shown === shown && item.sent !== sent)) return sent;
    picked.push({ shown, sent, detail: "" });
    return shown;
  });
  return { text, picked };
}

/** Puts ids where the picked names stand; the longest names first, so that none is cut by a shorter one. */
export function sendMentions(text: string, picked: readonly Mentionable[]): string {
  return picked
    .toSorted((a, b) => b.shown.length - a.shown.length)
    .reduce((before, item) => before.replaceAll(item.shown, item.sent), text);
}
