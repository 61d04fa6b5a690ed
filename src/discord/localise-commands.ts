import type { RESTPostAPIApplicationCommandsJSONBody } from "discord-api-types/v10";
import { COMMAND_TEXTS } from "../i18n/command-texts.ts";

type Named = { name: string; description?: string; type?: number; options?: Named[]; choices?: Named[] };

/**
 * A command as people see it in their language: descriptions, choices and the right-click menu. What is typed (`/watch list`) has
 * one name in every language, which is the one that help and hints give. What has no translation stays English.
 */
export function localiseCommand(data: RESTPostAPIApplicationCommandsJSONBody): object {
  const isMenu = !("description" in data) || !data.description;
  const named = isMenu ? { ...data, ...withTexts("name_localizations", data.name) } : data;
  return localise(named as Named);
}

function localise(named: Named): object {
  return {
    ...named,
    ...withTexts("description_localizations", named.description),
    ...(named.options ? { options: named.options.map(localise) } : {}),
    ...(named.choices
      ? { choices: named.choices.map((choice) => ({ ...choice, ...withTexts("name_localizations", choice.name) })) }
      : {}),
  };
}

function withTexts(key: string, english: string | undefined): object {
  const texts = COMMAND_TEXTS[english ?? ""];
  if (!texts) return {};
  const [de, es, ja] = texts;
  return { [key]: { de, "es-ES": es, "es-419": es, ja } };
}
