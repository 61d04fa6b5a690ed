import type { Snowflake } from "../domain/snowflake.ts";

/** Each id once, those that are there. */
export function uniqueIds(ids: readonly (Snowflake | null)[]): Snowflake[] {
  return [...new Set(ids.filter((id) => id !== null))];
}

/** What was found, by its id; what was not is missing. */
export function mapById<T>(documents: readonly (T | undefined)[], idOf: (document: T) => Snowflake): Map<Snowflake, T> {
  return new Map(documents.filter((one) => one !== undefined).map((one) => [idOf(one), one]));
}
