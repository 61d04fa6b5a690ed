import { z } from "zod";

/** ISO's: Monday is 1, Sunday 7. */
export const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;
export const DEFAULT_HOUR = 9;
export const DEFAULT_ZONE = "UTC";

/** When a digest is sent, by the clocks of a place. */
export const digestScheduleSchema = z.object({
  /** Null: every day. */
  weekday: z.int().min(1).max(7).nullable(),
  hour: z.int().min(0).max(23),
  /** An IANA name. */
  zone: z.string().min(1).max(64),
});
export type DigestSchedule = z.infer<typeof digestScheduleSchema>;

/**
 * The first time after `afterMs`, both in milliseconds since the Unix epoch. An hour that a change of the clocks leaves out is the one
 * after it; of an hour that comes twice the first counts (Temporal's `compatible`, as iCalendar has it: RFC 5545, 3.3.5).
 */
export function nextTime({ weekday, hour, zone }: DigestSchedule, afterMs: number): number {
  const today = Temporal.Instant.fromEpochMilliseconds(afterMs).toZonedDateTimeISO(zone).toPlainDate();
  const ahead = weekday === null ? 0 : (weekday - today.dayOfWeek + 7) % 7;
  for (let days = ahead; ; days += weekday === null ? 1 : 7) {
    const at = today.add({ days }).toZonedDateTime({ timeZone: zone, plainTime: { hour } }).epochMilliseconds;
    if (at > afterMs) return at;
  }
}

/** The name of a time zone as IANA writes it; null for what is none. Offsets are none: they know no summer time. */
export function readZone(text: string): string | null {
  const name = text.trim().replaceAll(" ", "_");
  if (!/^[a-z]/i.test(name)) return null;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

const ZONES = [DEFAULT_ZONE, ...Intl.supportedValuesOf("timeZone").filter((zone) => zone !== DEFAULT_ZONE)];

/** Time zones whose names hold what is typed, those whose city begins with it first. */
export function findZones(typed: string, limit: number): string[] {
  const wanted = typed.trim().toLowerCase().replaceAll(" ", "_");
  const found = ZONES.filter((zone) => zone.toLowerCase().includes(wanted));
  const isCity = (zone: string): boolean => (zone.split("/").at(-1) ?? "").toLowerCase().startsWith(wanted);
  return [...found.filter(isCity), ...found.filter((zone) => !isCity(zone))].slice(0, limit);
}
