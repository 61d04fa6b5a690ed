import { describe, expect, it } from "vitest";
import { looksLikeDate, readDate } from "#src/transfer/read-date.ts";

describe("a date", () => {
  it.each([
    ["March 11, 2009, 3:16 AM PST", "2009-03-11T11:16:00Z", "PST"],
    ["March 11, 2009, 3:16 AM PDT", "2009-03-11T10:16:00Z", "PDT"],
    ["March 11, 2009, 3:16 AM PT", "2009-03-11T10:16:00Z", "PT"],
    ["January 11, 2009, 3:16 AM ET", "2009-01-11T08:16:00Z", "ET"],
    ["Mar. 11th, 2009 at 12:05 a.m. (UTC)", "2009-03-11T00:05:00Z", "UTC"],
    ["Wednesday, March 11, 2009, 12:00 PM", "2009-03-11T12:00:00Z", null],
    ["11 March 2009 15:04 CET", "2009-03-11T14:04:00Z", "CET"],
    ["11 March 2009, 15:04 +05:30", "2009-03-11T09:34:00Z", "+05:30"],
    ["Sept 1 2020 9 PM GMT+2", "2020-09-01T19:00:00Z", "GMT+2"],
    ["2009-03-11", "2009-03-11T00:00:00Z", null],
    ["2009-03-11T11:16:00Z", "2009-03-11T11:16:00Z", "Z"],
    ["2009-03-11 11:16:07 -08:00", "2009-03-11T19:16:07Z", "-08:00"],
    ["February 29, 2008", "2008-02-29T00:00:00Z", null],
    ["December 31, 2009, 11:59 PM PST", "2010-01-01T07:59:00Z", "PST"],
  ])("%s is %s", (text, at, zone) => {
    expect(looksLikeDate(text)).toBe(true);
    expect(readDate(text)).toEqual({ at, zone });
  });

  it.each([
    ["February 29, 2009", "dateImpossible"],
    ["March 11, 2009, 13:16 PM", "dateImpossible"],
    ["March 11, 2009, 24:00", "dateImpossible"],
    ["March 11, 2009, 3 PST", "dateImpossible"],
    ["2009-13-01", "dateImpossible"],
    ["March 11, 2009, 3:16 AM QQQ", "zoneUnknown"],
    ["March 11, 2009, 3:16 AM +25:00", "zoneUnknown"],
    ["Foo 32, 2009", "dateUnreadable"],
    ["next Tuesday", "dateUnreadable"],
    ["3/11/2009", "dateUnreadable"],
  ])("%s is none: %s", (text, problem) => {
    expect(readDate(text)).toBe(problem);
  });

  it("is not seen in ordinary sentences", () => {
    for (const text of ["March came early.", "In 2009 we met.", "May I ask?", "Bakers rise early on Mondays."])
      expect(looksLikeDate(text)).toBe(false);
  });
});
