/** Comments of a quarter of an hour that begins at `at`, milliseconds since the Unix epoch; null: their time is not known. */
export type QuarterCount = { at: number | null; comments: number; replies: number };

export const activityUnits = ["day", "month", "year"] as const;
export type ActivityUnit = (typeof activityUnits)[number];

/** Comments of a day, month or year: `2026-11-24`, `2026-11`, `2026`. */
export type ActivityBar = { label: string; comments: number };

/** When people comment, by the clocks of a place. */
export type CommentActivity = {
  comments: number;
  replies: number;
  /** Those whose time is not known: they are in no hour and no bar. */
  undated: number;
  /** Milliseconds since the Unix epoch, to a quarter of an hour; null where no time is known. */
  first: number | null;
  last: number | null;
  /** Comments by the hour of the day: 24 of them. */
  hours: number[];
  unit: ActivityUnit;
  /** From the first comment to the last, without gaps. */
  bars: ActivityBar[];
};

/** Bars must be seen: a longer time is shown by months, and then by years. */
const MOST_DAYS = 62;
const MOST_MONTHS = 60;
const LABEL_LENGTHS: Record<ActivityUnit, number> = { day: 10, month: 7, year: 4 };

/**
 * @param zone an IANA name
 * @param quarters each quarter of an hour once
 */
export function activityOf(quarters: readonly QuarterCount[], zone: string): CommentActivity {
  const hours = Array.from({ length: 24 }, () => 0);
  const byDay = new Map<string, number>();
  const dated = quarters.flatMap(({ at, comments }) => (at === null ? [] : [{ at, comments }]));
  for (const { at, comments } of dated) {
    const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
    hours[local.hour] = (hours[local.hour] ?? 0) + comments;
    const day = local.toPlainDate().toString();
    byDay.set(day, (byDay.get(day) ?? 0) + comments);
  }
  const sum = (of: "comments" | "replies"): number => quarters.reduce((total, quarter) => total + quarter[of], 0);
  const times = dated.map(({ at }) => at);
  const ends = (pick: (a: number, b: number) => number): number | null =>
    times.length > 0 ? times.reduce((a, b) => pick(a, b)) : null;
  const undated = quarters.reduce((total, { at, comments }) => total + (at === null ? comments : 0), 0);
  const shared = { undated, comments: sum("comments"), replies: sum("replies"), hours };
  return { ...shared, first: ends(Math.min), last: ends(Math.max), ...barsOf(byDay) };
}

function barsOf(byDay: ReadonlyMap<string, number>): Pick<CommentActivity, "unit" | "bars"> {
  const days = [...byDay.keys()].map((day) => Temporal.PlainDate.from(day)).sort(Temporal.PlainDate.compare);
  const [first, last] = [days[0], days.at(-1)];
  if (!first || !last) return { unit: "day", bars: [] };
  const unit = unitFor(first, last);
  const length = LABEL_LENGTHS[unit];
  const counts = new Map<string, number>();
  const step = { [`${unit}s`]: 1 };
  // Days of the month are none of a month's or year's business: the 31st would skip some.
  const begin = unit === "day" ? first : first.with(unit === "month" ? { day: 1 } : { month: 1, day: 1 });
  for (let at = begin; Temporal.PlainDate.compare(at, last) <= 0; at = at.add(step))
    counts.set(at.toString().slice(0, length), 0);
  for (const [day, comments] of byDay) {
    const label = day.slice(0, length);
    counts.set(label, (counts.get(label) ?? 0) + comments);
  }
  return { unit, bars: [...counts].map(([label, comments]) => ({ label, comments })) };
}

function unitFor(first: Temporal.PlainDate, last: Temporal.PlainDate): ActivityUnit {
  if (first.until(last).days < MOST_DAYS) return "day";
  return first.until(last, { largestUnit: "months" }).months < MOST_MONTHS ? "month" : "year";
}

/** The hours of the day in which most was written, the busiest first; none where nothing was. */
export function busiestHours(hours: readonly number[], limit: number): number[] {
  return hours
    .map((comments, hour) => ({ comments, hour }))
    .filter(({ comments }) => comments > 0)
    .sort((a, b) => b.comments - a.comments || a.hour - b.hour)
    .slice(0, limit)
    .map(({ hour }) => hour);
}
