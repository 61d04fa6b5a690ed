/** Numbers, plurals and lists as a language writes them. */
export function countingIn(locale: string) {
  const plural = new Intl.PluralRules(locale);
  const number = new Intl.NumberFormat(locale);
  return {
    number,
    decimal: new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }),
    percent: new Intl.NumberFormat(locale, { style: "percent" }),
    list: new Intl.ListFormat(locale, { type: "conjunction" }),
    /** `1 comment`, `1,234 comments`. */
    count: (value: number, one: string, many: string): string =>
      `${number.format(value)} ${plural.select(value) === "one" ? one : many}`,
  };
}
