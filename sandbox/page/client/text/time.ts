const DAY_MS = 86_400_000;

const STYLES: Record<string, Intl.DateTimeFormatOptions> = {
  t: { timeStyle: "short" },
  T: { timeStyle: "medium" },
  d: { dateStyle: "short" },
  D: { dateStyle: "long" },
  f: { dateStyle: "long", timeStyle: "short" },
  F: { dateStyle: "full", timeStyle: "short" },
};

const UNITS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 365.25 * DAY_MS],
  ["month", 30.44 * DAY_MS],
  ["day", DAY_MS],
  ["hour", 3_600_000],
  ["minute", 60_000],
  ["second", 1_000],
];

/** In which language and zone times are written; the browser's own unless a test says otherwise. */
export type Viewer = { locale?: string | undefined; timeZone?: string | undefined };

/** Making a format costs a thousand times what using it does, and a long list asks for the same one for each message. */
const formats = new Map<string, Intl.DateTimeFormat>();

function format(ms: number, options: Intl.DateTimeFormatOptions, viewer: Viewer): string {
  const key = JSON.stringify([options, viewer]);
  const made = formats.get(key) ?? new Intl.DateTimeFormat(viewer.locale, { ...options, timeZone: viewer.timeZone });
  formats.set(key, made);
  return made.format(ms);
}

/** A `<t:…:style>` mark as its reader sees it. */
export function formatTimestamp(ms: number, style: string, now: number, viewer: Viewer = {}): string {
  if (!Number.isFinite(new Date(ms).getTime())) return "Invalid date";
  return style === "R" ? formatRelative(ms - now, viewer) : format(ms, STYLES[style] ?? STYLES.f ?? {}, viewer);
}

function formatRelative(differenceMs: number, viewer: Viewer): string {
  const [unit, size] = UNITS.find(([, size]) => Math.abs(differenceMs) >= size) ?? ["second", 1_000];
  return new Intl.RelativeTimeFormat(viewer.locale, { numeric: "auto" }).format(Math.round(differenceMs / size), unit);
}

const dayOf = (ms: number, viewer: Viewer): string =>
  format(ms, { year: "numeric", month: "2-digit", day: "2-digit" }, viewer);

/** Beside a name: "14:05", "Yesterday at 14:05", or the date with the time. */
export function formatMessageTime(ms: number, now: number, viewer: Viewer = {}): string {
  const time = formatClock(ms, viewer);
  const day = dayOf(ms, viewer);
  if (day === dayOf(now, viewer)) return time;
  if (day === dayOf(now - DAY_MS, viewer)) return `Yesterday at ${time}`;
  return `${format(ms, { dateStyle: "short" }, viewer)} ${time}`;
}

export const formatClock = (ms: number, viewer: Viewer = {}): string => format(ms, { timeStyle: "short" }, viewer);
export const formatDay = (ms: number, viewer: Viewer = {}): string => format(ms, { dateStyle: "long" }, viewer);
export const formatWhole = (ms: number, viewer: Viewer = {}): string =>
  format(ms, { dateStyle: "full", timeStyle: "short" }, viewer);
export const isSameDay = (a: number, b: number, viewer: Viewer = {}): boolean => dayOf(a, viewer) === dayOf(b, viewer);

/** "just now", "5 min", "3 h", "2 d": how long ago, for a list. */
export function formatAge(ms: number, now: number): string {
  const minutes = Math.floor((now - ms) / 60_000);
  if (minutes < 1) return "just now";
  if (minutes < 60) return `${minutes} min ago`;
  if (minutes < 1_440) return `${Math.floor(minutes / 60)} h ago`;
  return `${Math.floor(minutes / 1_440)} d ago`;
}
