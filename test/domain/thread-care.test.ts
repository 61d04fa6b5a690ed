import { describe, expect, it } from "vitest";
import { changeBack, partToChange, readSlowTime } from "#src/domain/thread-care.ts";

describe("a slow mode's time", () => {
  it.each([
    ["30", 30],
    ["30s", 30],
    [" 5 min ", 300],
    ["2 hours", 7_200],
    ["1h 30m", 5_400],
    ["6h", 21_600],
    ["off", 0],
    ["0", 0],
    ["３０秒", 30],
    ["2時間", 7_200],
  ])("is read: %s", (typed, seconds) => {
    expect(readSlowTime(typed)).toBe(seconds);
  });

  it.each(["", "soon", "7h", "21601", "-5", "5 bananas and 3", "1.5h", "😀".repeat(1_000), "ساعة", "5m5"])(
    "is none: %s",
    (typed) => {
      expect(readSlowTime(typed)).toBeNull();
    },
  );
});

describe("a change of a thread", () => {
  const stand = { isLocked: true, isArchived: false, slowSeconds: 30 };

  it("asks only for what is not so", () => {
    expect(partToChange({ isLocked: true, isArchived: true }, stand)).toEqual({ isArchived: true });
    expect(partToChange({ slowSeconds: 30 }, stand)).toEqual({});
  });

  it("is put back where nobody changed it since", () => {
    const closed = { before: { isLocked: false, isArchived: false }, after: { isLocked: true, isArchived: true } };
    expect(changeBack(closed, stand)).toEqual({ isLocked: false });
    expect(changeBack({ before: { slowSeconds: 0 }, after: { slowSeconds: 60 } }, stand)).toEqual({});
  });
});
