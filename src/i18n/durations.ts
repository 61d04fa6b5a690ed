const UNITS = [
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
] as const;

/** How a language writes a length of time: `1 hour and 30 minutes`. */
export function durationsIn(locale: string): (seconds: number) => string {
  const list = new Intl.ListFormat(locale, { type: "unit", style: locale === "ja" ? "narrow" : "long" });
  const written = UNITS.map(([unit, size]) => ({
    size,
    format: new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "long" }),
  }));
  return (seconds) => {
    let left = seconds;
    const parts = written.flatMap(({ size, format }) => {
      const value = Math.floor(left / size);
      left %= size;
      return value > 0 ? [format.format(value)] : [];
    });
    return parts.length > 0 ? list.format(parts) : (written.at(-1)?.format.format(0) ?? "");
  };
}
