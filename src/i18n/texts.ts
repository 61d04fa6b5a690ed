import type { SearchHint } from "../domain/search-query.ts";
import type { UserError } from "../errors.ts";
import { COMMAND_NAMES } from "./command-names.ts";
import { COMMAND_TEXTS } from "./command-texts.ts";
import { de } from "./de/index.ts";
import { en, type Texts } from "./en/index.ts";
import { es } from "./es/index.ts";
import { ja } from "./ja/index.ts";

/** Every language there is, by the first part of Discord's names of locales. */
const LANGUAGES: Readonly<Record<string, Texts>> = { de, en, es, ja };

/** The texts for a Discord locale (`de`, `en-US`, `es-419`); English where there is no other. */
export function textsFor(locale: string): Texts {
  return LANGUAGES[locale.split("-")[0] ?? ""] ?? en;
}

/** What Discord shows of the commands, in the language of a locale; English where there is no other. */
export function commandText(locale: string, english: string): string {
  return inLanguage(locale, COMMAND_TEXTS[english]) ?? english;
}

/** What is typed of a command in the language of a locale, by its English names: `comments list`. */
export function commandName(locale: string, english: string): string {
  const [command = ""] = english.split(" ");
  const path = english === command ? [command] : [command, english];
  return path.map((part) => inLanguage(locale, COMMAND_NAMES[part]) ?? part.split(" ").at(-1)).join(" ");
}

function inLanguage(locale: string, texts: readonly [string, string, string] | undefined): string | undefined {
  const [de, es, ja] = texts ?? [];
  const known: Record<string, string | undefined> = { de, es, ja };
  return known[locale.split("-")[0] ?? ""];
}

/** What is said of a search that was not understood in part. */
export function hintText(texts: Texts, hint: SearchHint): string {
  const text = texts.search.hints[hint.code] as (hint: SearchHint) => string;
  return text(hint);
}

/** What a UserError says to a person. */
export function explain(texts: Texts, error: UserError): string {
  const text = texts.errors[error.code] as (context: UserError["context"]) => string;
  return text(error.context);
}
