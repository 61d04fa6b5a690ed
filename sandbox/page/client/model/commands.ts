import type {
  APIApplicationCommand,
  APIApplicationCommandBasicOption,
  APIApplicationCommandOption,
} from "discord-api-types/v10";
import { COMMAND, OPTION } from "./discord.ts";

/** A slash command as it is typed: `comments list` for a subcommand. */
export type CommandEntry = {
  name: string;
  description: string;
  options: readonly APIApplicationCommandBasicOption[];
  command: APIApplicationCommand;
};

/** Every slash command that can be run, subcommands one by one. */
export function listCommands(commands: readonly APIApplicationCommand[]): CommandEntry[] {
  return commands
    .filter((command) => command.type === COMMAND.slash)
    .flatMap((command) => entriesOf(command, command.name, command.description, command.options ?? []))
    .toSorted((a, b) => a.name.localeCompare(b.name));
}

function entriesOf(
  command: APIApplicationCommand,
  name: string,
  description: string,
  options: readonly APIApplicationCommandOption[],
): CommandEntry[] {
  const inner = options.filter((option) => option.type === OPTION.subcommand || option.type === OPTION.group);
  if (inner.length === 0) return [{ name, description, command, options: options.filter(isBasic) }];
  return inner.flatMap((option) =>
    entriesOf(command, `${name} ${option.name}`, option.description, option.options ?? []),
  );
}

function isBasic(option: APIApplicationCommandOption): option is APIApplicationCommandBasicOption {
  return option.type !== OPTION.subcommand && option.type !== OPTION.group;
}

/** The commands that fit what was typed after the slash: by beginning first, then anywhere. */
export function matchCommands(entries: readonly CommandEntry[], typed: string): CommandEntry[] {
  const needle = typed.trim().toLocaleLowerCase();
  const begins = entries.filter((entry) => entry.name.startsWith(needle));
  const contains = entries.filter((entry) => !entry.name.startsWith(needle) && entry.name.includes(needle));
  return [...begins, ...contains].slice(0, 25);
}
