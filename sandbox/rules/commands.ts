import { ApplicationCommandOptionType as O, ApplicationCommandType } from "discord-api-types/v10";
import { type Form, openForm } from "./form.ts";

type RawOption = {
  type: O;
  name: string;
  description: string;
  required?: boolean;
  autocomplete?: boolean;
  options?: RawOption[];
  choices?: { name: string; value: unknown }[];
};
export type RawCommand = { name: string; type?: ApplicationCommandType; description?: string; options?: RawOption[] };

const COMMAND_NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
const STEPS: ReadonlySet<O> = new Set([O.Subcommand, O.SubcommandGroup]);
const LONGEST_COMMAND = 8_000;
const MOST_COMMANDS: Record<number, number> = { 1: 100, 2: 15, 3: 15 };

/** All commands of one scope, as they are registered at once. Throws 50035. */
export function checkCommands(commands: readonly RawCommand[]): void {
  const form = openForm();
  commands.forEach((command, index) => {
    checkAmong(form, `${index}.`, command, commands.slice(0, index));
    checkOne(form, `${index}.`, command);
  });
  form.close();
}

/** One command beside the others of its scope. Throws 50035. */
export function checkCommand(command: RawCommand, others: readonly RawCommand[]): void {
  const form = openForm();
  checkAmong(form, "", command, others);
  checkOne(form, "", command);
  form.close();
}

export function typeOf({ type }: { type?: ApplicationCommandType }): ApplicationCommandType {
  return type ?? ApplicationCommandType.ChatInput;
}

/** @param path of what is checked, with a dot at its end, or empty for the whole body; here and below */
function checkAmong(form: Form, path: string, command: RawCommand, others: readonly RawCommand[]): void {
  const alike = others.filter((other) => typeOf(other) === typeOf(command));
  if (alike.length >= (MOST_COMMANDS[typeOf(command)] ?? 1))
    form.fail(`${path}type`, "APPLICATION_COMMANDS_TOO_MANY", "Too many commands of this type");
  if (alike.some(({ name }) => name === command.name))
    form.fail(`${path}name`, "APPLICATION_COMMANDS_DUPLICATE_NAME", "Application command names must be unique");
}

function checkOne(form: Form, path: string, command: RawCommand): void {
  if (typeOf(command) === ApplicationCommandType.ChatInput) return checkSlashCommand(form, path, command);
  form.length(`${path}name`, command.name, 1, 32);
  if (!command.description) return;
  const message = "Context menu commands cannot have description";
  form.fail(`${path}description`, "APPLICATION_COMMAND_INVALID_DESCRIPTION", message);
}

function checkSlashCommand(form: Form, path: string, command: RawCommand): void {
  checkName(form, path, command.name);
  form.length(`${path}description`, command.description, 1, 100);
  if (sizeOf(command) > LONGEST_COMMAND)
    form.fail(`${path}options`, "APPLICATION_COMMAND_TOO_LARGE", `Command exceeds maximum size (${LONGEST_COMMAND})`);
  checkOptions(form, path, command.options ?? [], 1);
}

function checkOptions(form: Form, path: string, options: RawOption[], depth: number): void {
  form.count(`${path}options`, options, 0, 25);
  checkOrder(form, `${path}options`, options);
  checkKinds(form, `${path}options`, options, depth);
  options.forEach((option, index) => {
    const at = `${path}options.${index}.`;
    if (options.slice(0, index).some(({ name }) => name === option.name))
      form.fail(`${at}name`, "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS", "Option name already exists");
    checkName(form, at, option.name);
    form.length(`${at}description`, option.description, 1, 100);
    checkChoices(form, at, option);
    checkOptions(form, at, option.options ?? [], depth + 1);
  });
}

/** Those that must be given come first. */
function checkOrder(form: Form, path: string, options: RawOption[]): void {
  const lastRequired = options.findLastIndex(({ required }) => required);
  if (options.slice(0, Math.max(0, lastRequired)).every(({ required }) => required)) return;
  const message = "Required options must be placed before non-required options";
  form.fail(`${path}.${lastRequired}`, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", message);
}

/** Subcommands stand among themselves, and groups of them only on the outside. */
function checkKinds(form: Form, path: string, options: RawOption[], depth: number): void {
  const steps = options.filter(({ type }) => STEPS.has(type));
  const isMixed = steps.length > 0 && steps.length < options.length;
  const isTooDeep = depth > 1 && steps.some(({ type }) => type === O.SubcommandGroup);
  if (!isMixed && !isTooDeep) return;
  const message = "Sub-command and sub-command group option types are mutually exclusive to all other types";
  form.fail(path, "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", message);
}

/** A fixed list of choices, or suggestions while someone types: not both. */
function checkChoices(form: Form, path: string, { type, choices = [], autocomplete }: RawOption): void {
  form.count(`${path}choices`, choices, 0, 25);
  if (choices.length > 0 && autocomplete) {
    const message = "Options with choices cannot have autocomplete";
    form.fail(`${path}autocomplete`, "APPLICATION_COMMAND_OPTIONS_CHOICES_AUTOCOMPLETE", message);
  }
  choices.forEach(({ name, value }, index) => {
    const at = `${path}choices.${index}.`;
    form.length(`${at}name`, name, 1, 100);
    if (type === O.String) form.length(`${at}value`, value, 1, 100);
    if (choices.slice(0, index).some((other) => other.name === name))
      form.fail(`${at}name`, "APPLICATION_COMMAND_OPTIONS_CHOICES_NAME_ALREADY_EXISTS", "Choice name already exists");
  });
}

function checkName(form: Form, path: string, name: string): void {
  if (COMMAND_NAME.test(name) && name === name.toLowerCase()) return;
  form.fail(`${path}name`, "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid");
}

function sizeOf({ name, description, options }: { name: string; description?: string; options?: RawOption[] }): number {
  const own = name.length + (description?.length ?? 0);
  return (options ?? []).reduce((sum, option) => {
    const choices = (option.choices ?? []).reduce(
      (total, choice) => total + choice.name.length + String(choice.value).length,
      0,
    );
    return sum + sizeOf(option) + choices;
  }, own);
}
