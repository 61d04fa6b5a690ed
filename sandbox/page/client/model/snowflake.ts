/** Orders ids by age: they are numbers too long for a Number, so length decides, then the digits. */
export function compareIds(a: string, b: string): number {
  if (a.length !== b.length) return a.length - b.length;
  return a < b ? -1 : a > b ? 1 : 0;
}

export function isNewer(id: string, than: string | null | undefined): boolean {
  return than === null || than === undefined || compareIds(id, than) > 0;
}

/** The id right after `id`: "everything before it" then includes `id` itself. */
export function nextId(id: string): string {
  return (BigInt(id) + 1n).toString();
}
