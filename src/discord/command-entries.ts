import { ApplicationCommandOptionType, ApplicationCommandType } from "discord-api-types/v10";
import type { Access } from "../domain/access.ts";
import type { Command } from "./command.ts";

/** Something that a person can use: `/ping`, `/comments list`, or an entry of a message's menu. */
export type CommandEntry = {
  /** `comments list`, without the slash. */
  name: string;
  access: Access;
  /** In English; null for an entry of a message's menu. */
  description: string | null;
};

/** Who may use a command, or one of its subcommands. */
export function accessTo(command: Command, subcommand: string | null): Access {
  if (typeof command.access === "string") return command.access;
  // A subcommand that nobody thought of is nobody's but an admin's.
  return command.access[subcommand ?? ""] ?? "admin";
}

/** All that can be used of a command: each of its subcommands, or itself. */
export function entriesOf(command: Command): CommandEntry[] {
  const { data } = command;
  if (data.type === ApplicationCommandType.Message || data.type === ApplicationCommandType.User)
    return [{ name: data.name, access: accessTo(command, null), description: null }];
  const description = ("description" in data ? data.description : undefined) ?? null;
  const options = "options" in data ? (data.options ?? []) : [];
  const subcommands = options.filter(({ type }) => type === ApplicationCommandOptionType.Subcommand);
  if (subcommands.length === 0) return [{ name: data.name, access: accessTo(command, null), description }];
  return subcommands.map((sub) => ({
    name: `${data.name} ${sub.name}`,
    access: accessTo(command, sub.name),
    description: sub.description,
  }));
}
