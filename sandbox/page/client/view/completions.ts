import type { APIApplicationCommand } from "discord-api-types/v10";
import { listCommands, matchCommands } from "../model/commands.ts";
import type { CommandEntry } from "../model/commands.ts";
import { mentionAt, suggestMentions } from "../model/mentions.ts";
import type { Mentionable } from "../model/mentions.ts";
import type { Guild } from "../model/world.ts";
import { mayUse } from "./message-menu.ts";
import type { Suggestion } from "./suggestions.ts";

/** What is offered for what is being typed, and what happens when an entry is taken. */
export type Listing = { label: string; items: Suggestion[]; pick: (index: number) => void };

/** Commands, while the text is nothing but a slash and the beginning of a name. */
export function listCommandsFor(
  text: string,
  commands: readonly APIApplicationCommand[],
  permissions: bigint,
  start: (entry: CommandEntry) => void,
): Listing | null {
  if (!/^\/(?!\/)[^\n]*$/.test(text)) return null;
  const allowed = commands.filter((command) => mayUse(command, permissions));
  const entries = matchCommands(listCommands(allowed), text.slice(1));
  if (entries.length === 0) return null;
  const items = entries.map((entry) => ({
    key: entry.name,
    label: `/${entry.name}`,
    description: entry.description,
    hint: entry.options.map((option) => (option.required ? option.name : `${option.name}?`)).join("  "),
  }));
  return { label: "Commands", items, pick: (index) => pickAt(entries, index, start) };
}

/** Members or channels, while a name is being typed after its mark. */
export function listMentionsFor(
  text: string,
  caret: number,
  guild: Guild,
  insert: (start: number, item: Mentionable) => void,
): Listing | null {
  const at = mentionAt(text, caret);
  const found = at ? suggestMentions(guild, at.mark, at.typed) : [];
  if (!at || found.length === 0) return null;
  const items = found.map((item) => ({ key: item.sent, label: item.shown, description: item.detail }));
  const pick = (index: number): void => pickAt(found, index, (item) => insert(at.start, item));
  return { label: at.mark === "@" ? "Members" : "Channels", items, pick };
}

function pickAt<Item>(items: readonly Item[], index: number, use: (item: Item) => void): void {
  const item = items[index];
  if (item !== undefined) use(item);
}

/** Moves in the list, takes an entry, or hides the list. True when the key was for it. */
export function handleListKey(
  event: KeyboardEvent,
  listing: { items: readonly unknown[]; pick: (index: number) => void },
  active: number,
  setActive: (index: number) => void,
  hide: () => void,
): boolean {
  const { length } = listing.items;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step !== undefined) setActive((active + step + length) % length);
  else if ((event.key === "Enter" || event.key === "Tab") && !event.shiftKey) listing.pick(active);
  else if (event.key === "Escape") hide();
  else return false;
  return true;
}
