import { ApplicationCommandOptionType, type RESTPostAPIApplicationCommandsJSONBody } from "discord-api-types/v10";
import { COMMAND_NAMES } from "../i18n/command-names.ts";
import { COMMAND_TEXTS } from "../i18n/command-texts.ts";

type Translated = readonly [de: string, es: string, ja: string];
type Named = { name: string; description?: string; type?: number; options?: Named[]; choices?: Named[] };

/**
 * A command as people see it in their language: names of commands and subcommands, descriptions, choices and the right-click menu.
 * Options have one name in every language.
 */
export function localiseCommand(data: RESTPostAPIApplicationCommandsJSONBody): object {
  const isMenu = !("description" in data) || !data.description;
  const texts = isMenu ? COMMAND_TEXTS : COMMAND_NAMES;
  return { ...localise(data as Named, data.name), ...withTexts("name_localizations", texts[data.name]) };
}

/** @param path the English names of the commands around it, and its own */
function localise(named: Named, path: string): object {
  const isSubcommand = named.type === ApplicationCommandOptionType.Subcommand;
  return {
    ...named,
    ...(isSubcommand ? withTexts("name_localizations", COMMAND_NAMES[path]) : {}),
    ...withTexts("description_localizations", COMMAND_TEXTS[named.description ?? ""]),
    ...(named.options ? { options: named.options.map((option) => localise(option, `${path} ${option.name}`)) } : {}),
    ...(named.choices
      ? {
          choices: named.choices.map((choice) => ({
            ...choice,
            ...withTexts("name_localizations", COMMAND_TEXTS[choice.name]),
          })),
        }
      : {}),
  };
}

function withTexts(key: string, texts: Translated | undefined): object {
  if (!texts) return {};
  const [de, es, ja] = texts;
  return { [key]: { de, "es-ES": es, "es-419": es, ja } };
}
