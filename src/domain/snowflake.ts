import { z } from "zod";

/** The first millisecond of 2015 (UTC), where Discord's ids begin. https://docs.discord.com/developers/reference#snowflakes */
const DISCORD_EPOCH_MS = 1_420_070_400_000n;

/** A Discord id: decimal digits in a string. Never a number: ids exceed 2^53. */
export const snowflakeSchema = z.string().regex(/^\d{1,20}$/);
export type Snowflake = string;

const LARGEST_SNOWFLAKE = 2n ** 64n - 1n;

/** Whether a text that a person typed can be an id. */
export function isSnowflake(text: string): text is Snowflake {
  return /^(?:0|[1-9]\d{0,19})$/.test(text) && BigInt(text) <= LARGEST_SNOWFLAKE;
}

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

/** The smallest id that is newer. */
export function nextSnowflake(id: Snowflake): Snowflake {
  return (BigInt(id) + 1n).toString();
}

/** Milliseconds since the Unix epoch at which the id was made. */
export function snowflakeTime(id: Snowflake): number {
  return Number((BigInt(id) >> 22n) + DISCORD_EPOCH_MS);
}

/** The id that is older than all that Discord made from `timeMs` (milliseconds since the Unix epoch) on; "0" before 2015. */
export function snowflakeAt(timeMs: number): Snowflake {
  const millisecond = BigInt(Math.floor(timeMs)) - DISCORD_EPOCH_MS;
  return millisecond <= 0n ? "0" : ((millisecond << 22n) - 1n).toString();
}

/** Worker and process 31: Discord's own ids of the same millisecond carry smaller ones, so ours collide with none. */
const OWN_ORIGIN = ((31n << 5n) | 31n) << 12n;
const IDS_A_MILLISECOND = 4_096;

/**
 * An id of our own that sorts among Discord's: for articles, and for comments that exist before their message does.
 * @param timeMs milliseconds since the Unix epoch, not before 2015
 * @param sequence from 0; every 4,096 ids take the next millisecond
 */
export function mintSnowflake(timeMs: number, sequence: number): Snowflake {
  const millisecond = BigInt(timeMs + Math.floor(sequence / IDS_A_MILLISECOND)) - DISCORD_EPOCH_MS;
  return ((millisecond << 22n) | OWN_ORIGIN | BigInt(sequence % IDS_A_MILLISECOND)).toString();
}
