import { zoneOffset } from "./zones.ts";

/** An instant, and its zone as the source wrote it; null where it names none (then the time is taken for UTC). */
export type ReadDate = { at: string; zone: string | null };
export type DateProblem = "dateUnreadable" | "dateImpossible" | "zoneUnknown";

const LONGEST_DATE = 80;
const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const MONTH =
  "(?<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?";
const DAY = "(?<day>\\d{1,2})(?:st|nd|rd|th)?";
const YEAR = "(?<year>\\d{4})";
const TIME =
  "(?<hour>\\d{1,2})(?::(?<minute>\\d{2}))?(?::(?<second>\\d{2})(?:[.,](?<fraction>\\d{1,9}))?)?\\s*(?<half>[ap]\\.?\\s?m\\.?)?";
const ZONE = "\\(?(?<zone>Z|(?:UTC|GMT)?\\s?[+\\-\u2212]\\d{1,2}(?::?\\d{2})?|[A-Z]{1,5})\\)?";
const WEEKDAY = "(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\\.?,?\\s+)?";
const WHEN = `(?:(?:,|\\s+at|\\s*[-\u2013])?\\s*${TIME}(?:,?\\s*${ZONE})?)?`;

const FORMS = [
  new RegExp(`^${WEEKDAY}${MONTH}\\s+${DAY},?\\s+${YEAR}${WHEN}$`, "i"),
  new RegExp(`^${WEEKDAY}${DAY}[\\s-]+${MONTH},?[\\s-]+${YEAR}${WHEN}$`, "i"),
  new RegExp(
    `^${YEAR}(?<mark>[-/])(?<iso>\\d{2})\\k<mark>(?<day>\\d{2})(?:(?:T|,?\\s+)${TIME}(?:\\s*${ZONE})?)?$`,
    "i",
  ),
];

/** What is written like a date, also one that cannot be read: a foreign month, a day's number first or last, no year. */
const DATE_SHAPE =
  /^(?:\p{L}{2,10}\.?,?\s+)?(?:\p{L}{3,12}\.?\s+\d{1,2}\p{L}{0,2},?\s+\d{4}|\d{1,2}\p{L}{0,2}\.?\s+\p{L}{3,12}\.?,?\s+\d{4}|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\p{L}{3,12}\.?\s+\d{1,2}\p{L}{0,2},?\s+\d{1,2}:\d\d)(?!\d)(?<rest>.{0,40})$/u;
const DATE_WORDS = /\b(?:at|noon|midnight|length|time|standard|daylight|summer|eastern|central|mountain|pacific)\b/giu;
const PROSE = /\p{Ll}{3}/u;

/** Whether a line means to be a date, so that a wrong one is refused and not taken for text. */
export function looksLikeDate(text: string): boolean {
  if (readDate(text) !== "dateUnreadable") return true;
  const rest = DATE_SHAPE.exec(text.trim())?.groups?.["rest"];
  return rest !== undefined && !PROSE.test(rest.replace(DATE_WORDS, ""));
}

/**
 * Reads `March 11, 2009, 3:16 AM PST`, `11 March 2009`, `2009-03-11T11:16:00+01:00` and the like. A date without a time is its midnight.
 * @param elsewhere the zone to use for a text that names none, in its own words
 */
export function readDate(text: string, elsewhere: string | null = null): ReadDate | DateProblem {
  const line = text.trim();
  const parts =
    line.length > LONGEST_DATE
      ? undefined
      : FORMS.map((form) => form.exec(line)?.groups).find((groups) => groups !== undefined);
  if (!parts) return "dateUnreadable";
  const wallMs = wallTime(parts);
  if (wallMs === null) return "dateImpossible";
  const zone = parts["zone"]?.trim() ?? elsewhere;
  const offsetMs = zone === null ? 0 : zoneOffset(zone, wallMs);
  if (offsetMs === null) return "zoneUnknown";
  const at = new Date(wallMs - offsetMs).toISOString().replace(".000Z", "Z");
  return /^\d{4}-/.test(at) ? { at, zone } : "dateImpossible";
}

/** What the clock on the wall showed, as if it hung in Greenwich; null for a day or a time that never was. */
function wallTime(parts: Record<string, string | undefined>): number | null {
  const { month: name = "", iso, hour: hourText, minute: minuteText, half, fraction = "" } = parts;
  // `3` alone could be anything; `3 PM` is a time.
  if (hourText !== undefined && minuteText === undefined && half === undefined) return null;
  const month = iso === undefined ? MONTHS.indexOf(name.slice(0, 3).toLowerCase()) : Number(iso) - 1;
  const [year, day] = [Number(parts["year"]), Number(parts["day"])];
  const [minute, second] = [Number(minuteText ?? 0), Number(parts["second"] ?? 0)];
  const hour = hourOf(Number(hourText ?? 0), half);
  if (hour === null || hour > 23 || minute > 59 || second > 59) return null;
  const date = new Date(Date.UTC(2000, month, day, hour, minute, second, Number(fraction.padEnd(3, "0").slice(0, 3))));
  date.setUTCFullYear(year, month, day);
  return date.getUTCMonth() === month && date.getUTCDate() === day ? date.getTime() : null;
}

function hourOf(hour: number, half: string | undefined): number | null {
  if (half === undefined) return hour;
  if (hour < 1 || hour > 12) return null;
  return (hour % 12) + (/^p/i.test(half) ? 12 : 0);
}
