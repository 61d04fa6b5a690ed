import { describe, expect, it } from "vitest";
import { page, refusal } from "./reading.ts";

describe("what is no text page is refused with its line:", () => {
  it.each([
    ["an empty file", "", 1, "empty"],
    ["a blank file", " \n \n", 1, "empty"],
    ["a web page", "\n<!DOCTYPE html>\n<html>", 2, "markup"],
    ["a web page saved with a remark", "<!-- saved from url -->\n<html>", 1, "markup"],
    ["a log", "12:00 started\n12:01 stopped\n12:02 started", 2, "titleNotAlone"],
    ["a log with gaps", "2024-05-01 12:00 started\n\n2024-05-01 12:01 stopped", 1, "titleUnlikely"],
    ["a table", "id,name,age\n1,ann,30\n", 2, "titleNotAlone"],
    ["a table of one row", "id,name,age\n\n1,ann,30\n", 1, "titleUnlikely"],
    ["a program", 'import a from "a";\n\nrun(a);', 1, "titleUnlikely"],
    ["a Python program", "from weakref import ref\n\nclass A:", 1, "titleUnlikely"],
    ["a script", "#!/bin/sh\n\necho", 1, "titleUnlikely"],
    ["a verse", "la la la\nla la la\n\nla", 2, "titleNotAlone"],
    ["a line", "A title\n", 1, "articleMissing"],
    ["a novel in one line", "la ".repeat(1_000), 1, "titleTooLong"],
    ["a page without a title", "March 11, 2009 | Length: 324\n\nBody.", 1, "titleMissing"],
    ["comments without an article", "2 comments\ntom\ntom\n\nHello.", 1, "titleMissing"],
    ["a date that is none", "T\n\nFoo 32, 2009 | Length: 324\n\nBody.", 3, "dateUnreadable"],
    ["a date that is none, alone", "T\n\n\nFoo 32, 2009, 3:16 AM\n\nBody.", 4, "dateUnreadable"],
    ["a date without a year", "T\n\nMarch 11, 3:16 AM PST\n\nBody.", 3, "dateUnreadable"],
    ["a date that can be two", "T\n\n3/11/2009\n\nBody.", 3, "dateUnreadable"],
    ["a date with a stranger beside it", "T\n\nMarch 11, 2009 | By Tom\n\nBody.", 3, "dateUnreadable"],
    ["a day that never was", "T\n\nFebruary 30, 2009, 3:16 AM PST | Length: 324\n\nBody.", 3, "dateImpossible"],
    ["an hour that never was", "T\n\nMarch 1, 2009, 13:16 PM\n\nBody.", 3, "dateImpossible"],
    ["an unknown zone", "T\n\nMarch 11, 2009, 3:16 AM XYZ | Length: 324\n\nBody.", 3, "zoneUnknown"],
    ["a length that is none", "T\n\nMarch 11, 2009 | Length: x\n\nBody.", 3, "lengthUnreadable"],
    ["a length of 61 seconds a minute", "T\n\nLength: 5:61\n\nBody.", 3, "lengthUnreadable"],
    ["text behind the count", page("This is no name.\n\nNeither is this."), 8, "commentNameNotRepeated"],
    ["a name that stands once", page("\ntom\nHello.\n"), 9, "commentNameNotRepeated"],
    ["a name that ends the file", page("tom"), 8, "commentNameNotRepeated"],
    ["names that differ", page("tom\ntim\n\nHello.\n"), 8, "commentNameNotRepeated"],
    ["a name without an empty line behind", page("tom\ntom\nHello.\n"), 10, "commentNameNotRepeated"],
    ["a comment without a text", page("tom\ntom\n\n\n"), 8, "commentTextMissing"],
    ["a comment without a text before another", page("tom\ntom\n\nann\nann\n\nHi."), 8, "commentTextMissing"],
    ["a last comment without a text", page("tom\ntom\n\nHi.\n\nann\nann\n"), 13, "commentTextMissing"],
  ])("%s", (_, text, line, reason) => {
    expect(refusal(text)).toMatchObject({ line, reason });
    if (line > 1) expect(refusal(text.replaceAll("\n", "\r\n"))).toMatchObject({ line, reason });
  });

  it("bytes that are no text", () => {
    const encoding = { reason: "encoding" };
    expect(refusal(Uint8Array.from([65, 10, 0, 66]))).toMatchObject({ ...encoding, line: 2 });
    expect(refusal(Uint8Array.from([65, 13, 10, 10, 0xc3, 0x28]))).toMatchObject({ ...encoding, line: 3 });
    expect(refusal(Buffer.from("T\n\nBody", "utf16le"))).toMatchObject({ ...encoding, line: 1 });
    expect(refusal(Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0]))).toMatchObject(encoding);
    expect(refusal(Uint8Array.from([0xff, 0xfe, 65, 0, 10, 0, 0, 0xd8]))).toMatchObject({ ...encoding, line: 2 });
  });

  it("a file that is too large", () => {
    expect(refusal(new Uint8Array(8 * 1_048_576 + 1).fill(65))).toMatchObject({ line: 1, reason: "tooLarge" });
    expect(refusal(`T\n\n${"x".repeat(5_000_000)}`)).toMatchObject({ line: 1, reason: "tooLarge" });
  });

  it("the line is shown short, and can do a terminal no harm", () => {
    const { text } = refusal(page(`\u001B[31m${"🦊".repeat(100)}\u0007`)) as { text: string };
    expect(text).toMatch(/^\[31m(🦊)+…$/u);
    expect(text.length).toBeLessThanOrEqual(80);
  });
});
