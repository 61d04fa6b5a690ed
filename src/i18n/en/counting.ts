const plural = new Intl.PluralRules("en");

export const number = new Intl.NumberFormat("en");

/** `1 comment`, `1,234 comments`. */
export function count(value: number, one: string, many: string): string {
  return `${number.format(value)} ${plural.select(value) === "one" ? one : many}`;
}
