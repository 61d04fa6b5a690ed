import { describe, expect, it } from "vitest";
import { activityOf, busiestHours, type QuarterCount } from "#src/domain/comment-activity.ts";

const at = (time: string, comments: number = 1, replies: number = 0): QuarterCount => ({
  at: Date.parse(time),
  comments,
  replies,
});

describe("when people comment", () => {
  it("is told by the clocks of a place, also across summer time and half hours", () => {
    const { hours, bars } = activityOf([at("2026-03-28T22:45:00Z"), at("2026-03-29T22:45:00Z", 2)], "Europe/Berlin");
    expect([hours[23], hours[0]]).toEqual([1, 2]);
    expect(bars).toEqual([
      { label: "2026-03-28", comments: 1 },
      { label: "2026-03-29", comments: 0 },
      { label: "2026-03-30", comments: 2 },
    ]);
    expect(activityOf([at("2026-01-01T00:15:00Z")], "Asia/Kolkata").hours[5]).toBe(1);
  });

  it("is shown by days, by months or by years, without gaps", () => {
    const unitOf = (...times: string[]): [string, number] => {
      const { unit, bars } = activityOf(
        times.map((time) => at(`${time}T12:00:00Z`)),
        "UTC",
      );
      return [unit, bars.length];
    };
    expect(unitOf("2026-01-31")).toEqual(["day", 1]);
    expect(unitOf("2026-01-31", "2026-04-02")).toEqual(["day", 62]);
    expect(unitOf("2026-01-31", "2026-04-03")).toEqual(["month", 4]);
    expect(unitOf("2009-03-11", "2026-11-24")).toEqual(["year", 18]);
  });

  it("counts what has no time, but shows it nowhere", () => {
    const activity = activityOf([{ at: null, comments: 3, replies: 1 }], "UTC");
    expect(activity).toMatchObject({ comments: 3, replies: 1, first: null, last: null, bars: [] });
    expect(busiestHours(activity.hours, 3)).toEqual([]);
    expect(activityOf([], "UTC").comments).toBe(0);
  });

  it("has its busiest hours first, and the earlier of two like ones", () => {
    const { hours } = activityOf(
      [at("2026-01-01T05:00:00Z", 2), at("2026-01-02T07:30:00Z", 9), at("2026-01-02T03:00:00Z", 2)],
      "UTC",
    );
    expect(busiestHours(hours, 3)).toEqual([7, 3, 5]);
    expect(busiestHours(hours, 1)).toEqual([7]);
  });
});
