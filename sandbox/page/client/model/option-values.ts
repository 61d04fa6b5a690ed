import type { APIApplicationCommandBasicOption, ApplicationCommandOptionType } from "discord-api-types/v10";
import type { WireOption, WireOptions } from "../../protocol.ts";
import { OPTION } from "./discord.ts";
import { readUpload } from "./upload.ts";

/** What stands in an option's chip: what is read there, what it means once it is known, or the chosen file. */
export type Filled = { text: string; value?: string | number | boolean; file?: File };

/** The options ready to be sent, or what is wrong with them by name. */
export async function readOptions(
  options: readonly APIApplicationCommandBasicOption[],
  filled: Readonly<Record<string, Filled>>,
): Promise<{ values: WireOptions; errors: Record<string, string> }> {
  const values: WireOptions = {};
  const errors: Record<string, string> = {};
  for (const option of options) {
    const given = filled[option.name];
    if (!given || (given.text === "" && !given.file)) {
      if (option.required) errors[option.name] = "This option is required.";
      continue;
    }
    const read = await readOption(option, given);
    if (typeof read === "object" && "error" in read) errors[option.name] = read.error;
    else values[option.name] = read;
  }
  return { values, errors };
}

async function readOption(
  option: APIApplicationCommandBasicOption,
  given: Filled,
): Promise<WireOption | { error: string }> {
  if (option.type === OPTION.attachment)
    return given.file ? { file: await readUpload(given.file) } : { error: "Choose a file." };
  if (given.value !== undefined) return given.value;
  if (option.type === OPTION.string) return readText(option, given.text);
  if (option.type === OPTION.integer || option.type === OPTION.number) return readNumber(option, given.text);
  return { error: "Choose one from the list." };
}

type StringOption = Extract<APIApplicationCommandBasicOption, { type: ApplicationCommandOptionType.String }>;
type NumberOption = Extract<
  APIApplicationCommandBasicOption,
  { type: ApplicationCommandOptionType.Integer | ApplicationCommandOptionType.Number }
>;

function readText(option: StringOption, text: string): string | { error: string } {
  if ("choices" in option && option.choices?.length) return { error: "Choose one from the list." };
  const { min_length: min = 0, max_length: max = 6_000 } = option;
  if (text.length < min) return { error: `At least ${min} characters.` };
  return text.length > max ? { error: `At most ${max} characters.` } : text;
}

function readNumber(option: NumberOption, text: string): number | { error: string } {
  if ("choices" in option && option.choices?.length) return { error: "Choose one from the list." };
  const value = Number(text.replace(",", "."));
  if (!Number.isFinite(value)) return { error: "This is not a number." };
  if (option.type === OPTION.integer && !Number.isInteger(value)) return { error: "A whole number, please." };
  if (option.min_value !== undefined && value < option.min_value) return { error: `At least ${option.min_value}.` };
  return option.max_value !== undefined && value > option.max_value ? { error: `At most ${option.max_value}.` } : value;
}
