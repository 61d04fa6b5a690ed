import type { SearchHint } from "../domain/search-query.ts";
import type { UserError } from "../errors.ts";
import { en, type Texts } from "./en/index.ts";

/** The texts for a Discord locale (`de`, `en-US`); English where there is no other. */
export function textsFor(_locale: string): Texts {
  return en;
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
