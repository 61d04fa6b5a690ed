import { isSnowflake, type Snowflake } from "./snowflake.ts";

const DIGITS = 36;

/** An id, or another whole number from 0 on, in 13 letters and digits rather than 20, for custom ids of at most 100 characters. */
export function shortId(number: Snowflake | number): string {
  return BigInt(number).toString(DIGITS);
}

/** The number that `shortId` shortened; null for what it cannot have made. */
export function longId(short: string): Snowflake | null {
  if (!/^[0-9a-z]{1,13}$/.test(short)) return null;
  let number = 0n;
  for (const digit of short) number = number * BigInt(DIGITS) + BigInt(Number.parseInt(digit, DIGITS));
  const id = number.toString();
  return isSnowflake(id) ? id : null;
}
