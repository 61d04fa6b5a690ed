import type { ApplicationCommandOptionType as O } from "discord-api-types/v10";
import { ApplicationCommandType } from "discord-api-types/v10";
import { openForm, type Form } from "./form.ts";

const ARCHIVE_MINUTES: ReadonlySet<unknown> = new Set([60, 1_440, 4_320, 10_080]);
const SLOWEST_SECONDS = 21_600;

/** What a channel or thread is made or changed with. */
export function checkChannel(
  body: { name?: unknown; topic?: unknown; rate_limit_per_user?: unknown; auto_archive_duration?: unknown },
  isNew: boolean = true,
): void {
  const form = openForm();
  if (isNew || body.name !== undefined) form.length("name", body.name, 1, 100);
  form.length("topic", body.topic, 0, 4_096);
  const slow = Number(body.rate_limit_per_user ?? 0);
  if (slow < 0 || slow > SLOWEST_SECONDS)
    form.fail("rate_limit_per_user", "NUMBER_TYPE_MAX", `int value should be between 0 and ${SLOWEST_SECONDS}.`);
  if (body.auto_archive_duration !== undefined && !ARCHIVE_MINUTES.has(body.auto_archive_duration))
    form.fail("auto_archive_duration", "BASE_TYPE_CHOICES", "Value must be one of {60, 1440, 4320, 10080}.");
  form.close();
}

/** https://docs.discord.com/developers/resources/webhook#create-webhook */
export function checkWebhookName(path: string, name: unknown): void {
  const form = openForm();
  form.length(path, typeof name === "string" ? name.trim() : name, 1, 80);
  const forbidden = /discord|clyde/i.exec(String(name));
  if (forbidden)
    form.fail(path, "USERNAME_INVALID_CONTAINS", `Username cannot contain "${forbidden[0].toLowerCase()}"`);
  if (/^(everyone|here)$/i.test(String(name))) form.fail(path, "USERNAME_INVALID", "This name is reserved.");
  form.close();
}

type RawOption = {
  type: O;
  name: string;
  description: string;
  options?: RawOption[];
  choices?: { name: string; value: unknown }[];
};
export type RawCommand = { name: string; type?: ApplicationCommandType; description?: string; options?: RawOption[] };

const COMMAND_NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
const LONGEST_COMMAND = 8_000;
const MOST_COMMANDS: Record<number, number> = { 1: 100, 2: 15, 3: 15 };

/** A set of commands, as it is registered. */
export function checkCommands(commands: readonly RawCommand[]): void {
  const form = openForm();
  const names = new Set<string>();
  const counts: Record<number, number> = {};
  commands.forEach((command, index) => {
    const type = command.type ?? ApplicationCommandType.ChatInput;
    counts[type] = (counts[type] ?? 0) + 1;
    if (counts[type] > (MOST_COMMANDS[type] ?? 1))
      form.fail(`${index}`, "APPLICATION_COMMANDS_TOO_MANY", "Too many commands of this type");
    if (names.has(`${type} ${command.name}`))
      form.fail(`${index}.name`, "APPLICATION_COMMANDS_DUPLICATE_NAME", "Application command names must be unique");
    names.add(`${type} ${command.name}`);
    if (type === ApplicationCommandType.ChatInput) checkSlashCommand(form, `${index}`, command);
    else {
      form.length(`${index}.name`, command.name, 1, 32);
      if (command.description)
        form.fail(
          `${index}.description`,
          "APPLICATION_COMMAND_INVALID_DESCRIPTION",
          "Context menu commands cannot have description",
        );
    }
  });
  form.close();
}

function checkSlashCommand(form: Form, path: string, command: RawCommand): void {
  checkName(form, path, command.name);
  form.length(`${path}.description`, command.description, 1, 100);
  if (sizeOf(command) > LONGEST_COMMAND)
    form.fail(path, "APPLICATION_COMMAND_TOO_LARGE", `Command exceeds maximum size (${LONGEST_COMMAND})`);
  checkOptions(form, path, command.options ?? []);
}

function checkOptions(form: Form, path: string, options: RawOption[]): void {
  form.count(`${path}.options`, options, 0, 25);
  options.forEach((option, index) => {
    const at = `${path}.options.${index}`;
    checkName(form, at, option.name);
    form.length(`${at}.description`, option.description, 1, 100);
    form.count(`${at}.choices`, option.choices, 0, 25);
    option.choices?.forEach((choice, place) => form.length(`${at}.choices.${place}.name`, choice.name, 1, 100));
    checkOptions(form, at, option.options ?? []);
  });
}

function checkName(form: Form, path: string, name: string): void {
  if (COMMAND_NAME.test(name) && name === name.toLowerCase()) return;
  form.fail(`${path}.name`, "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid");
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
