import { readPeriod } from "./search-period.ts";

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Words for units in the languages that Talkback speaks. A bare `m` is minutes here: a purge is of today. */
const UNITS: readonly [RegExp, number][] = [
  [/^(?:s|secs?|seconds?|sek|sekunden?|segs?|segundos?|秒[間前]?)$/u, SECOND_MS],
  [/^(?:m|mins?|minutes?|minuten?|minutos?|分[間前]?)$/u, MINUTE_MS],
  [/^(?:h|hrs?|hours?|std|stunden?|horas?|時間前?)$/u, HOUR_MS],
  [/^(?:d|days?|t|tage?n?|d[ií]as?|日[間前]?)$/u, DAY_MS],
  [/^(?:w|weeks?|wochen?|semanas?|週間?前?)$/u, 7 * DAY_MS],
  [/^(?:months?|monate?n?|mes|meses|[かヶカ]月間?前?)$/u, 30 * DAY_MS],
];
const SPAN =
  /^(?:the\s+)?(?:last|past|letzten?|vor|(?:las|los)\s+últim[ao]s|últim[ao]s?|hace|過去|直近)?\s*(?<amount>\d{1,5})?\s*(?<unit>\p{L}+)\.?(?:\s+(?:ago|her))?$/u;
const MOMENT =
  /^(?<date>\d{4}-\d{1,2}-\d{1,2})[t ]\s*(?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:\.\d+)?)?\s*(?<zone>z|utc|[+-]\d{2}:?\d{2})?$/u;
const STAMP = /^<t:(?<seconds>\d{1,11})(?::[a-z])?>$/iu;

/**
 * The instant that a person means by `last 2 hours`, `30 min ago`, `2026-11-23 14:30` (UTC, unless a zone follows), a timestamp of Discord's
 * (`<t:1700000000>`) or whatever `readPeriod` knows; in milliseconds since the Unix epoch, null for anything else.
 */
export function readInstant(text: string, nowMs: number): number | null {
  const typed = text.trim().toLowerCase().replace(/\s+/g, " ");
  const seconds = STAMP.exec(typed)?.groups?.["seconds"];
  if (seconds !== undefined) return Number(seconds) * SECOND_MS;
  return readMoment(typed) ?? readSpan(typed, nowMs) ?? readPeriod(typed, nowMs);
}

function readMoment(typed: string): number | null {
  const { date, hour, minute, second = "00", zone = "z" } = MOMENT.exec(typed)?.groups ?? {};
  if (date === undefined || hour === undefined || minute === undefined) return null;
  const day = readPeriod(date, 0);
  const [hours, minutes] = [Number(hour), Number(minute)];
  if (day === null || hours > 24 || minutes > 59 || Number(second) > 59) return null;
  return day + hours * HOUR_MS + minutes * MINUTE_MS + Number(second) * SECOND_MS - offsetOf(zone);
}

function offsetOf(zone: string): number {
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(zone) ?? [];
  const offset = Number(hours ?? 0) * HOUR_MS + Number(minutes ?? 0) * MINUTE_MS;
  return sign === "-" ? -offset : offset;
}

function readSpan(typed: string, nowMs: number): number | null {
  const { amount = "1", unit = "" } = SPAN.exec(typed)?.groups ?? {};
  const unitMs = UNITS.find(([words]) => words.test(unit))?.[1];
  return unitMs === undefined ? null : Math.max(0, nowMs - Number(amount) * unitMs);
}
