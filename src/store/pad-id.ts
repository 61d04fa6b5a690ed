const SNOWFLAKE_DIGITS = 20;

/** Padded, ids sort as text just as they do as numbers. */
export function padId(id: string): string {
  return id.padStart(SNOWFLAKE_DIGITS, "0");
}

export function unpadId(id: string): string {
  return id.replace(/(?<![0-9a-z])0+(?=\d)/g, "");
}
