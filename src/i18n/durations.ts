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

const LONG_UNITS = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
  ["second", 1_000],
] as const;
/** From two of a unit on it is precise enough. */
const ENOUGH = 2;

/** How a language writes about how long something took, in milliseconds, in one unit: `90 minutes`, `3 days`. */
export function longestUnitIn(locale: string): (ms: number) => string {
  return (ms) => {
    const [unit, size] = LONG_UNITS.find(([, each]) => ms >= ENOUGH * each) ?? ["second", 1_000];
    const value = Math.max(1, Math.round(ms / size));
    return new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "long" }).format(value);
  };
}
