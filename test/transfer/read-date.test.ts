import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { looksLikeDate, readDate } from "#src/transfer/read-date.ts";

describe("a date", () => {
  it.each([
    ["March 11, 2009, 3:16 AM PST", "2009-03-11T11:16:00Z", "PST"],
    ["March 11, 2009, 3:16 AM PDT", "2009-03-11T10:16:00Z", "PDT"],
    ["July 11, 2009, 3:16 AM PST", "2009-07-11T11:16:00Z", "PST"],
    ["March 11, 2009, 3:16 AM PT", "2009-03-11T10:16:00Z", "PT"],
    ["January 11, 2009, 3:16 AM ET", "2009-01-11T08:16:00Z", "ET"],
    ["March 11, 2009, 3:16 am pst", "2009-03-11T11:16:00Z", "pst"],
    ["Mar. 11th, 2009 at 12:05 a.m. (UTC)", "2009-03-11T00:05:00Z", "UTC"],
    ["Wednesday, March 11, 2009, 12:00 PM", "2009-03-11T12:00:00Z", null],
    ["March 11 2009 12:00 AM", "2009-03-11T00:00:00Z", null],
    ["11 March 2009 15:04 CET", "2009-03-11T14:04:00Z", "CET"],
    ["1 July 2009 15:04 CEST", "2009-07-01T13:04:00Z", "CEST"],
    ["11 March 2009, 15:04 +05:30", "2009-03-11T09:34:00Z", "+05:30"],
    ["11-Mar-2009 15:04 \u22120330", "2009-03-11T18:34:00Z", "\u22120330"],
    ["Wed, 11 Mar 2009 03:16:00 -0800", "2009-03-11T11:16:00Z", "-0800"],
    ["Sept 1 2020 9 PM GMT+2", "2020-09-01T19:00:00Z", "GMT+2"],
    ["1 June 2020 10:00 JST", "2020-06-01T01:00:00Z", "JST"],
    ["1 June 2020 10:00 AEST", "2020-06-01T00:00:00Z", "AEST"],
    ["1 June 2020 10:00 IST", "2020-06-01T04:30:00Z", "IST"],
    ["2009-03-11", "2009-03-11T00:00:00Z", null],
    ["2009/03/11", "2009-03-11T00:00:00Z", null],
    ["2009-03-11T11:16:00Z", "2009-03-11T11:16:00Z", "Z"],
    ["2009-03-11T11:16:00.25Z", "2009-03-11T11:16:00.250Z", "Z"],
    ["2009-03-11 11:16:07 -08:00", "2009-03-11T19:16:07Z", "-08:00"],
    ["February 29, 2008", "2008-02-29T00:00:00Z", null],
    ["December 31, 2009, 11:59 PM PST", "2010-01-01T07:59:00Z", "PST"],
  ])("%s is %s", (text, at, zone) => {
    expect(looksLikeDate(text)).toBe(true);
    expect(readDate(text)).toEqual({ at, zone });
  });

  it.each([
    ["February 29, 2009", "dateImpossible"],
    ["April 31, 2009", "dateImpossible"],
    ["March 11, 2009, 13:16 PM", "dateImpossible"],
    ["March 11, 2009, 24:00", "dateImpossible"],
    ["March 11, 2009, 3:60 AM", "dateImpossible"],
    ["March 11, 2009, 3 PST", "dateImpossible"],
    ["2009-13-01", "dateImpossible"],
    ["December 31, 9999, 11:59 PM PST", "dateImpossible"],
    ["March 11, 2009, 3:16 AM QQQ", "zoneUnknown"],
    ["March 11, 2009, 3:16 AM +25:00", "zoneUnknown"],
    ["Foo 32, 2009", "dateUnreadable"],
    ["11. März 2009, 3:16", "dateUnreadable"],
    ["3/11/2009", "dateUnreadable"],
    ["March 11, 2009, 3:16 AM PST Length: 324", "dateUnreadable"],
  ])("%s is none, but means to be: %s", (text, problem) => {
    expect(looksLikeDate(text)).toBe(true);
    expect(readDate(text)).toBe(problem);
  });

  it.each([
    "March came early.",
    "In 2009 we met.",
    "May I ask?",
    "May 5 came and went.",
    "March 11, 2009 was a cold day.",
    "Bakers rise early on Mondays.",
    `March 11, 2009${" ".repeat(200_000)}x`,
  ])("is not seen in a sentence: %.40s", (text) => {
    expect(looksLikeDate(text)).toBe(false);
    expect(readDate(text)).toBe("dateUnreadable");
  });

  it("takes the zone that is named elsewhere only where it names none", () => {
    expect(readDate("2009-03-11 03:16", "PST")).toEqual({ at: "2009-03-11T11:16:00Z", zone: "PST" });
    expect(readDate("2009-03-11", "+02:00")).toEqual({ at: "2009-03-10T22:00:00Z", zone: "+02:00" });
    expect(readDate("2009-03-11T11:16Z", "PST")).toEqual({ at: "2009-03-11T11:16:00Z", zone: "Z" });
    expect(readDate("2009-03-11 03:16", "nowhere")).toBe("zoneUnknown");
  });

  it("reads every instant as the page writes it, in every whole-hour zone", () => {
    const instant = fc.date({ min: new Date("1000-01-02"), max: new Date("9999-12-30"), noInvalidDate: true });
    const format = new Intl.DateTimeFormat("en-US", {
      timeZone: "UTC",
      month: "long",
      day: "numeric",
      year: "numeric",
      hour: "numeric",
      minute: "2-digit",
    });
    fc.assert(
      fc.property(instant, fc.integer({ min: -12, max: 14 }), (date, hours) => {
        const minute = new Date(Math.floor(date.getTime() / 60_000) * 60_000);
        const wall = new Date(minute.getTime() + hours * 3_600_000);
        const text = `${format.format(wall)} UTC${hours < 0 ? "" : "+"}${hours}`;
        expect(readDate(text)).toMatchObject({ at: minute.toISOString().replace(".000Z", "Z") });
      }),
    );
  });
});
