/** An instant, and its zone as the source wrote it; null where it names none (then the time is taken for UTC). */
export type ReadDate = { at: string; zone: string | null };
export type DateProblem = "dateUnreadable" | "dateImpossible" | "zoneUnknown";

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const MONTH =
  "(?<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?";
const DAY = "(?<day>\\d{1,2})(?:st|nd|rd|th)?";
const TIME =
  "(?<hour>\\d{1,2})(?::(?<minute>\\d{2}))?(?::(?<second>\\d{2})(?:[.,]\\d+)?)?\\s*(?<half>[ap]\\.?\\s?m\\.?)?";
const ZONE = "\\(?(?<zone>Z|(?:UTC|GMT)?\\s?[+\\-\u2212]\\d{1,2}(?::?\\d{2})?|[A-Z]{1,5})\\)?";
const WEEKDAY = "(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\\.?,?\\s+)?";
const WHEN = `(?:(?:,|\\s+at|\\s*[-\u2013])?\\s*${TIME}(?:\\s*${ZONE})?)?`;

const FORMS = [
  new RegExp(`^${WEEKDAY}${MONTH}\\s+${DAY},?\\s+(?<year>\\d{4})${WHEN}$`, "i"),
  new RegExp(`^${WEEKDAY}${DAY}\\s+${MONTH},?\\s+(?<year>\\d{4})${WHEN}$`, "i"),
  new RegExp(`^(?<year>\\d{4})-(?<iso>\\d{2})-(?<day>\\d{2})(?:(?:T|\\s+|,\\s*)${TIME}(?:\\s*${ZONE})?)?$`, "i"),
];

/** Hours from UTC that an abbreviation itself names: PST is UTC-8 also in summer, when clocks in California show PDT. */
const FIXED_HOURS: Record<string, number> = {
  Z: 0,
  UTC: 0,
  GMT: 0,
  WET: 0,
  WEST: 1,
  BST: 1,
  CET: 1,
  CEST: 2,
  EET: 2,
  EEST: 3,
  MSK: 3,
  IST: 5.5,
  SGT: 8,
  HKT: 8,
  AWST: 8,
  JST: 9,
  KST: 9,
  ACST: 9.5,
  AEST: 10,
  ACDT: 10.5,
  AEDT: 11,
  NZST: 12,
  NZDT: 13,
  NST: -3.5,
  NDT: -2.5,
  AST: -4,
  ADT: -3,
  BRT: -3,
  EST: -5,
  EDT: -4,
  CST: -6,
  CDT: -5,
  MST: -7,
  MDT: -6,
  PST: -8,
  PDT: -7,
  AKST: -9,
  AKDT: -8,
  HST: -10,
};
/** Abbreviations without "standard" or "daylight": what the clocks there showed on that day. */
const PLACES: Record<string, string> = {
  ET: "America/New_York",
  CT: "America/Chicago",
  MT: "America/Denver",
  PT: "America/Los_Angeles",
};
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

const BEGINNING = new RegExp(
  `^(?:${WEEKDAY}(?:${MONTH}\\s+${DAY}|${DAY}\\s+${MONTH})|\\d{4}-\\d{1,2}-\\d{1,2})(?!\\d).{0,40}$`.replace(
    /\?<\w+>/g,
    "?:",
  ),
  "i",
);

/** Whether a line means to be a date, so that a wrong one is refused and not taken for text. */
export function looksLikeDate(text: string): boolean {
  return BEGINNING.test(text.trim());
}

/** Reads `March 11, 2009, 3:16 AM PST`, `11 March 2009`, `2009-03-11T11:16:00+01:00` and the like. */
export function readDate(text: string): ReadDate | DateProblem {
  const parts = FORMS.map((form) => form.exec(text.trim())?.groups).find((groups) => groups !== undefined);
  if (!parts) return "dateUnreadable";
  const wallMs = wallTime(parts);
  if (wallMs === null) return "dateImpossible";
  const zone = parts["zone"]?.replace(/\s/g, "").replace("\u2212", "-") ?? null;
  const offsetMs = zone === null ? 0 : zoneOffset(zone.toUpperCase(), wallMs);
  if (offsetMs === null) return "zoneUnknown";
  return { at: new Date(wallMs - offsetMs).toISOString().replace(".000Z", "Z"), zone };
}

/** What the clock on the wall showed, as if it hung in Greenwich. */
function wallTime(parts: Record<string, string | undefined>): number | null {
  const month =
    parts["iso"] === undefined
      ? MONTHS.indexOf((parts["month"] ?? "").slice(0, 3).toLowerCase())
      : Number(parts["iso"]) - 1;
  const [year, day] = [Number(parts["year"]), Number(parts["day"])];
  const [minute, second] = [Number(parts["minute"] ?? 0), Number(parts["second"] ?? 0)];
  // `3` alone could be anything; `3 PM` is a time.
  if (parts["hour"] !== undefined && parts["minute"] === undefined && parts["half"] === undefined) return null;
  const hour = hourOf(Number(parts["hour"] ?? 0), parts["half"]);
  if (hour === null || hour > 23 || minute > 59 || second > 59) return null;
  const date = new Date(Date.UTC(2000, month, day, hour, minute, second));
  date.setUTCFullYear(year, month, day);
  return date.getUTCMonth() === month && date.getUTCDate() === day ? date.getTime() : null;
}

function hourOf(hour: number, half: string | undefined): number | null {
  if (half === undefined) return hour;
  if (hour < 1 || hour > 12) return null;
  return (hour % 12) + (/^p/i.test(half) ? 12 : 0);
}

function zoneOffset(zone: string, wallMs: number): number | null {
  const fixed = FIXED_HOURS[zone];
  if (fixed !== undefined) return fixed * HOUR_MS;
  const place = PLACES[zone];
  if (place !== undefined) return placeOffset(place, wallMs);
  const [, sign, hours, minutes] = /^(?:UTC|GMT)?([+-])(\d{1,2}):?(\d{2})?$/.exec(zone) ?? [];
  if (sign === undefined || Number(hours) > 14 || Number(minutes ?? 0) > 59) return null;
  return (sign === "-" ? -1 : 1) * (Number(hours) * HOUR_MS + Number(minutes ?? 0) * MINUTE_MS);
}

function placeOffset(timeZone: string, wallMs: number): number {
  const offsetAt = (instantMs: number): number => {
    const name = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" }).formatToParts(instantMs);
    const shown = name.find(({ type }) => type === "timeZoneName")?.value ?? "GMT";
    return zoneOffset(shown === "GMT" ? "GMT" : shown, instantMs) ?? 0;
  };
  // The offset is known by instant, the instant by offset: the second look settles it.
  return offsetAt(wallMs - offsetAt(wallMs));
}
