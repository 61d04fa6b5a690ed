import { z } from "zod";

/** The first millisecond of 2015 (UTC), where Discord's ids begin. https://docs.discord.com/developers/reference#snowflakes */
const DISCORD_EPOCH_MS = 1_420_070_400_000n;

/** A Discord id: decimal digits in a string. Never a number: ids exceed 2^53. */
export const snowflakeSchema = z.string().regex(/^\d{1,20}$/);
export type Snowflake = string;

/** Orders ids by age: by length, then by text. Both must be snowflakes. */
export function compareSnowflakes(a: Snowflake, b: Snowflake): number {
  if (a.length !== b.length) return a.length - b.length;
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The newer of two ids; `null` is older than everything. */
export function newestSnowflake(a: Snowflake | null, b: Snowflake | null): Snowflake | null {
  if (a === null) return b;
  if (b === null) return a;
  return compareSnowflakes(a, b) >= 0 ? a : b;
}

/** Milliseconds since the Unix epoch at which the id was made. */
export function snowflakeTime(id: Snowflake): number {
  return Number((BigInt(id) >> 22n) + DISCORD_EPOCH_MS);
}

/**
 * An id of our own that sorts among Discord's: for articles, and for comments that exist before their message does.
 * @param timeMs milliseconds since the Unix epoch, not before 2015
 * @param sequence 0 to 4,194,303: tells apart ids of one millisecond
 */
export function mintSnowflake(timeMs: number, sequence: number): Snowflake {
  return (((BigInt(timeMs) - DISCORD_EPOCH_MS) << 22n) + BigInt(sequence)).toString();
}

/** The id `steps` places after `id`. */
export function advanceSnowflake(id: Snowflake, steps: number): Snowflake {
  return (BigInt(id) + BigInt(steps)).toString();
}
