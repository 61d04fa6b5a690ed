/** SQLite's numbers are signed, Discord's are not: shifted by this, all 64 bits fit and keep their order. */
const SHIFT = 2n ** 63n;

/** The number that stands for an id in the catalog, ordered as the ids are. */
export function rowNumber(id: string): bigint {
  return BigInt(id) - SHIFT;
}

export function idOfRow(number: unknown): string {
  if (typeof number !== "bigint") throw new TypeError(`${String(number)} is no row number`);
  return (number + SHIFT).toString();
}
