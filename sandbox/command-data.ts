import {
  type APIApplicationCommandIntegerOption,
  type APIApplicationCommandNumberOption,
  type APIApplicationCommandOption,
  ApplicationCommandOptionType as O,
} from "discord-api-types/v10";
import { invalidForm } from "./refusal.ts";
import { closeResolved, openResolved, type Resolved, resolveChannel, resolveRole, resolveUser } from "./resolve.ts";
import type { OptionValue } from "./types.ts";
import type { Command } from "./world/entities.ts";
import { storeFiles } from "./world/files.ts";
import type { World } from "./world/world.ts";

type Given = { name: string; type: O; value?: unknown; focused?: true; options?: Given[] };

/**
 * The data of a slash command as Discord sends it: the options nested, what they point to resolved.
 * @param name as typed: `article post`
 * @param focused the option someone is typing in, for suggestions
 */
export function buildCommandData(
  world: World,
  channelId: string,
  command: Command,
  name: string,
  options: Record<string, OptionValue>,
  userId: string,
  focused?: string,
): Record<string, unknown> {
  const path = name.split(" ").slice(1);
  const resolved = openResolved();
  let described: readonly APIApplicationCommandOption[] = command.options ?? [];
  const steps: { name: string; type: O }[] = [];
  for (const step of path) {
    const found = described.find((option) => option.name === step);
    if (!found) throw invalid(step, "There is no such subcommand");
    steps.push({ name: found.name, type: found.type });
    described = "options" in found ? (found.options ?? []) : [];
  }
  const guildId = world.channel(channelId).guild_id;
  let given: Given[] = Object.entries(options).map(([key, value]) => {
    const option = described.find((one) => one.name === key);
    if (!option) throw invalid(key, "There is no such option");
    const isFocused = key === focused;
    const read = isFocused
      ? { value }
      : { value: readValue(world, channelId, guildId, userId, option, value, resolved) };
    return { name: key, type: option.type, ...read, ...(isFocused ? { focused: true as const } : {}) };
  });
  if (focused !== undefined && !(focused in options))
    given.push({ name: focused, type: typeOf(described, focused), value: "", focused: true });
  const absent =
    focused === undefined
      ? described.find((option) => "required" in option && option.required && !(option.name in options))
      : undefined;
  if (absent) throw invalid(absent.name, "This option is required");
  for (const step of steps.toReversed()) given = [{ ...step, options: given }];
  const scope = command.guild_id === undefined ? {} : { guild_id: command.guild_id };
  return {
    id: command.id,
    name: command.name,
    type: 1,
    options: given,
    ...scope,
    ...closeResolved(resolved),
  };
}

function typeOf(described: readonly APIApplicationCommandOption[], name: string): O {
  const option = described.find((one) => one.name === name);
  if (!option || !("autocomplete" in option && option.autocomplete)) throw invalid(name, "It suggests nothing");
  return option.type;
}

function readValue(
  world: World,
  channelId: string,
  guildId: string,
  userId: string,
  option: APIApplicationCommandOption,
  value: OptionValue,
  resolved: Resolved,
): unknown {
  switch (option.type) {
    case O.Attachment: {
      if (typeof value !== "object") throw invalid(option.name, "A file is needed");
      const [attachment] = storeFiles(world, channelId, [value], []);
      if (!attachment) throw invalid(option.name, "A file is needed");
      resolved.attachments[attachment.id] = attachment;
      return attachment.id;
    }
    default:
      return readText(world, guildId, userId, option, typeof value === "object" ? value.name : String(value), resolved);
  }
}

function readText(
  world: World,
  guildId: string,
  userId: string,
  option: APIApplicationCommandOption,
  value: string,
  resolved: Resolved,
): unknown {
  switch (option.type) {
    case O.User:
      resolveUser(world, guildId, value, resolved);
      return value;
    case O.Role:
      resolveRole(world, guildId, value, resolved);
      return value;
    case O.Mentionable:
      if (world.tables.role.has(value)) resolveRole(world, guildId, value, resolved);
      else resolveUser(world, guildId, value, resolved);
      return value;
    case O.Channel:
      resolveChannel(world, userId, option.channel_types, value, resolved);
      return value;
    case O.Integer:
    case O.Number:
      return readNumber(option, value);
    case O.Boolean:
      return value === "true";
    default:
      return checkText(option, value);
  }
}

function readNumber(
  option: APIApplicationCommandIntegerOption | APIApplicationCommandNumberOption,
  text: string,
): number {
  const number = Number(text);
  if (text.trim() === "" || Number.isNaN(number) || (option.type === O.Integer && !Number.isInteger(number)))
    throw invalid(option.name, "A number is needed");
  const {
    choices,
    min_value = -Infinity,
    max_value = Infinity,
  } = option as {
    choices?: { value: number }[];
    min_value?: number;
    max_value?: number;
  };
  if (choices?.length && !choices.some(({ value }) => value === number))
    throw invalid(option.name, "Choose one of the choices");
  if (number < min_value || number > max_value) throw invalid(option.name, "The number is too small or too large");
  return number;
}

function checkText(option: APIApplicationCommandOption, text: string): string {
  const { choices, max_length, min_length } = option as {
    choices?: { value: string }[];
    max_length?: number;
    min_length?: number;
  };
  if (choices?.length && !choices.some((choice) => choice.value === text))
    throw invalid(option.name, "Choose one of the choices");
  if (text.length > (max_length ?? 6_000) || text.length < (min_length ?? 0))
    throw invalid(option.name, "The text is too long or too short");
  return text;
}

function invalid(name: string, message: string): Error {
  return invalidForm({ [`options.${name}`]: { code: "OPTION_INVALID", message } });
}
