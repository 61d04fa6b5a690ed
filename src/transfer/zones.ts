const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/**
 * Hours from UTC that an abbreviation itself names: PST is UTC-8 also in summer, when clocks in California show PDT. Where one
 * stands for several zones, it is the one that English pages mean most: CST and EST in North America, BST in Britain, IST in India.
 */
const FIXED_HOURS = new Map<string, number>([
  ...Object.entries({ Z: 0, UTC: 0, UT: 0, GMT: 0, WET: 0, WEST: 1, BST: 1, CET: 1, CEST: 2, EET: 2, EEST: 3, MSK: 3 }),
  ...Object.entries({ SAST: 2, GST: 4, PKT: 5, IST: 5.5, WIB: 7, SGT: 8, HKT: 8, PHT: 8, JST: 9, KST: 9 }),
  ...Object.entries({ AWST: 8, ACST: 9.5, ACDT: 10.5, AEST: 10, AEDT: 11, NZST: 12, NZDT: 13 }),
  ...Object.entries({ NST: -3.5, NDT: -2.5, BRT: -3, ART: -3, AST: -4, ADT: -3, EST: -5, EDT: -4, CST: -6, CDT: -5 }),
  ...Object.entries({ MST: -7, MDT: -6, PST: -8, PDT: -7, AKST: -9, AKDT: -8, HST: -10 }),
]);
/** Abbreviations without "standard" or "daylight": what the clocks there showed on that day. */
const PLACES = new Map([
  ["ET", "America/New_York"],
  ["CT", "America/Chicago"],
  ["MT", "America/Denver"],
  ["PT", "America/Los_Angeles"],
]);
const OFFSET = /^(?:UTC|GMT)?(?<sign>[+-])(?<hours>\d{1,2}):?(?<minutes>[0-5]\d)?$/;
const MOST_HOURS = 14;

/**
 * Milliseconds that a zone (`PST`, `ET`, `UTC+2`, `-08:00`) is ahead of UTC; null for one that is not known.
 * @param wallMs what the clock there showed, as if it hung in Greenwich
 */
export function zoneOffset(zone: string, wallMs: number): number | null {
  const name = zone.toUpperCase().replace(/\s/g, "").replace("\u2212", "-");
  const fixed = FIXED_HOURS.get(name);
  if (fixed !== undefined) return fixed * HOUR_MS;
  const place = PLACES.get(name);
  if (place !== undefined) return placeOffset(place, wallMs);
  const { sign, hours, minutes } = OFFSET.exec(name)?.groups ?? {};
  if (sign === undefined || Number(hours) > MOST_HOURS) return null;
  return (sign === "-" ? -1 : 1) * (Number(hours) * HOUR_MS + Number(minutes ?? 0) * MINUTE_MS);
}

function placeOffset(timeZone: string, wallMs: number): number {
  const format = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" });
  const offsetAt = (instantMs: number): number => {
    const shown = format.formatToParts(instantMs).find(({ type }) => type === "timeZoneName")?.value;
    return zoneOffset(shown ?? "GMT", instantMs) ?? 0;
  };
  // The offset is known by instant, the instant by offset: the second look settles it.
  return offsetAt(wallMs - offsetAt(wallMs));
}
