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

/** Days of the week by ISO's numbers: Monday is 1. */
export function weekdaysIn(locale: string): (weekday: number) => string {
  const day = new Intl.DateTimeFormat(locale, { weekday: "long", timeZone: "UTC" });
  // The first of January 2024 was a Monday.
  return (weekday) => day.format(Date.UTC(2024, 0, weekday));
}
