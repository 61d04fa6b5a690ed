import { expect, it } from "vitest";
import { readInstant } from "#src/domain/purge-period.ts";

const NOW = Date.UTC(2026, 10, 23, 12, 0, 0);
const iso = (text: string): string | null => {
  const at = readInstant(text, NOW);
  return at === null ? null : new Date(at).toISOString().slice(0, 19);
};

it.each([
  ["last 2 hours", "2026-11-23T10:00:00"],
  ["the last 30 min", "2026-11-23T11:30:00"],
  ["30m", "2026-11-23T11:30:00"],
  ["Last Hour", "2026-11-23T11:00:00"],
  ["3 days ago", "2026-11-20T12:00:00"],
  ["letzte 2 Stunden", "2026-11-23T10:00:00"],
  ["vor 2 Tagen", "2026-11-21T12:00:00"],
  ["hace 3 horas", "2026-11-23T09:00:00"],
  ["las últimas 2 semanas", "2026-11-09T12:00:00"],
  ["過去2時間", "2026-11-23T10:00:00"],
  ["3日前", "2026-11-20T12:00:00"],
  ["2026-11-23 10:30", "2026-11-23T10:30:00"],
  ["2026-11-23T10:30:15Z", "2026-11-23T10:30:15"],
  ["2026-11-23 10:30 +09:00", "2026-11-23T01:30:00"],
  ["2026-11-20", "2026-11-20T00:00:00"],
  ["yesterday", "2026-11-22T00:00:00"],
  ["<t:1700000000:R>", "2023-11-14T22:13:20"],
])("%s is %s", (text, expected) => expect(iso(text)).toBe(expected));

it.each(["", "soon", "last monday", "-2h", "2026-02-31 10:00", "2026-11-23 10:75", "😀".repeat(1_000), "\u202E2h"])(
  "%s is no time",
  (text) => expect(iso(text)).toBeNull(),
);
