const DAY_MS = 86_400_000;
const AGO_MS: Record<string, number> = { h: 3_600_000, d: DAY_MS, w: 7 * DAY_MS, m: 30 * DAY_MS, y: 365 * DAY_MS };

/**
 * When a day, a month, a year (`2026-11-23`, `2026-11`, `2026`), a moment ago (`12h`, `7d`, `2w`, `3m`, `1y`), `today` or `yesterday`
 * begins, in milliseconds since the Unix epoch; null for anything else. Days are UTC's.
 */
export function readPeriod(text: string, nowMs: number): number | null {
  const day = text.trim().toLowerCase();
  const today = nowMs - (nowMs % DAY_MS);
  if (day === "today") return today;
  if (day === "yesterday") return today - DAY_MS;
  const [, amount, unit] = /^(\d{1,4})([hdwmy])$/.exec(day) ?? [];
  if (amount !== undefined && unit !== undefined) return Math.max(0, nowMs - Number(amount) * (AGO_MS[unit] ?? 0));
  const [, year, month = "01", date = "01"] = /^(\d{4})(?:[-./](\d{1,2})(?:[-./](\d{1,2}))?)?$/.exec(day) ?? [];
  if (year === undefined) return null;
  const at = new Date(Date.UTC(Number(year), Number(month) - 1, Number(date)));
  // The 31st of a shorter month would be another day.
  const isReal = at.getUTCMonth() === Number(month) - 1 && at.getUTCDate() === Number(date);
  return isReal && Number(year) >= 1970 ? at.getTime() : null;
}
