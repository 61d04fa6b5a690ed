import { describe, expect, it } from "vitest";
import { type DigestSchedule, findZones, nextTime, readZone } from "#src/domain/digest-schedule.ts";

const next = (schedule: DigestSchedule, after: string): string =>
  new Date(nextTime(schedule, Date.parse(after))).toISOString();
const daily = (hour: number, zone: string): DigestSchedule => ({ weekday: null, hour, zone });

describe("the next time of a digest", () => {
  it("is today while the hour is ahead, else tomorrow, by the clocks of the zone", () => {
    expect(next(daily(9, "Asia/Tokyo"), "2026-11-22T23:59:59Z")).toBe("2026-11-23T00:00:00.000Z");
    expect(next(daily(9, "Asia/Tokyo"), "2026-11-23T00:00:00Z")).toBe("2026-11-24T00:00:00.000Z");
  });

  it("is the weekday in the zone, not in UTC", () => {
    // Monday at 01:00 in Auckland is Sunday in UTC.
    expect(next({ weekday: 1, hour: 1, zone: "Pacific/Auckland" }, "2026-06-10T00:00:00Z")).toBe(
      "2026-06-14T13:00:00.000Z",
    );
    expect(next({ weekday: 1, hour: 9, zone: "UTC" }, "2026-11-23T09:00:00Z")).toBe("2026-11-30T09:00:00.000Z");
  });

  it("keeps its hour when the clocks change", () => {
    expect(next(daily(9, "Europe/Berlin"), "2026-03-28T08:00:00Z")).toBe("2026-03-29T07:00:00.000Z");
    expect(next(daily(9, "Europe/Berlin"), "2026-10-24T07:00:00Z")).toBe("2026-10-25T08:00:00.000Z");
  });

  it("comes an hour later where its hour is left out, once where that comes twice", () => {
    expect(next(daily(2, "Europe/Berlin"), "2026-03-28T12:00:00Z")).toBe("2026-03-29T01:00:00.000Z");
    const first = next(daily(2, "Europe/Berlin"), "2026-10-24T12:00:00Z");
    expect(first).toBe("2026-10-25T00:00:00.000Z");
    expect(next(daily(2, "Europe/Berlin"), first)).toBe("2026-10-26T01:00:00.000Z");
  });

  it("passes over a day that a zone left out", () => {
    // Samoa had no 30 December 2011.
    expect(next(daily(9, "Pacific/Apia"), "2011-12-29T20:00:00Z")).toBe("2011-12-30T19:00:00.000Z");
  });
});

describe("a time zone", () => {
  it.each([
    ["europe/berlin", "Europe/Berlin"],
    [" America/New York ", "America/New_York"],
    ["utc", "UTC"],
    ["+02:00", null],
    ["Mars/Olympus", null],
    ["", null],
    ["👩‍👩‍👧‍👦".repeat(200), null],
  ])("is read as it is typed: %s", (typed, zone) => {
    expect(readZone(typed)).toBe(zone);
  });

  it("is found by its city before its continent", () => {
    expect(findZones("tokyo", 25)).toEqual(["Asia/Tokyo"]);
    expect(findZones("pa", 25)[0]).not.toMatch(/^Pacific\/[^P]/);
    expect(findZones("", 25)).toHaveLength(25);
    expect(findZones("", 25)[0]).toBe("UTC");
    expect(findZones("nowhere", 25)).toEqual([]);
  });
});
