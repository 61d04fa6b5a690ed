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

/** Puts ids where the picked names stand; the longest names first, so that none is cut by a shorter one. */
export function sendMentions(text: string, picked: readonly Mentionable[]): string {
  return picked
    .toSorted((a, b) => b.shown.length - a.shown.length)
    .reduce((before, item) => before.replaceAll(item.shown, item.sent), text);
}
