import type { SearchHint } from "../domain/search-query.ts";
import type { UserError } from "../errors.ts";
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
  const [de, es, ja] = COMMAND_TEXTS[english] ?? [];
  const texts: Record<string, string | undefined> = { de, es, ja };
  return texts[locale.split("-")[0] ?? ""] ?? english;
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
