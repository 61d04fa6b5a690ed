import type { UserError } from "../errors.ts";
import { en, type Texts } from "./en.ts";

/** The texts for a Discord locale (`de`, `en-US`); English where there is no other. */
export function textsFor(_locale: string): Texts {
  return en;
}

/** What a UserError says to a person. */
export function explain(texts: Texts, error: UserError): string {
  const text = texts.errors[error.code] as (context: UserError["context"]) => string;
  return text(error.context);
}
