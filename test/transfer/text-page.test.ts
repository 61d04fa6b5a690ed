import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UserError } from "#src/errors.ts";
import { readSource } from "#src/transfer/read-source.ts";

const original = path.resolve(import.meta.dirname, "../../../shared/articles/leadership-vs-management.txt");
const encoder = new TextEncoder();
const read = (text: string) => readSource({ name: "page.txt", data: encoder.encode(text) });

function refusal(text: string): UserError["context"] {
  try {
    read(text);
  } catch (error) {
    if (error instanceof UserError) return error.context;
    throw error;
  }
  throw new Error("it was read");
}

const page = (comments: string, count = "2 comments"): string =>
  `A title\n\nMarch 11, 2009, 3:16 AM PST | Length: 324\n\nThe body.\n\n${count}\n${comments}`;
const said = (text: string): [string, string][] =>
  read(text).comments.map(({ author, text: words }) => [author, words]);

describe.skipIf(!existsSync(original))("the page it began with", () => {
  it("is read whole", () => {
    const { article, comments } = readSource({ name: "page.txt", data: readFileSync(original) });
    expect(article).toMatchObject({
      title: "Leadership vs. management: Understand the differences",
      publishedAt: "2009-03-11T11:16:00Z",
      publishedZone: "PST",
      lengthSeconds: 324,
      statedCommentCount: 16,
    });
    expect(comments.length).toBe(13);
    expect(new Set(comments.map(({ author }) => author)).size).toBe(12);
    expect(comments.every(({ text }) => text.length > 10)).toBe(true);
  });
});

describe("a text page", () => {
  it("has its comments under their authors' names", () => {
    expect(said(page("tom\ntom\n\nHello.\n\nIleana B\nIleana B\n\nGood."))).toEqual([
      ["tom", "Hello."],
      ["Ileana B", "Good."],
    ]);
  });

  it("may lack its length, its date, or both", () => {
    expect(read("T\n\nMarch 11, 2009\n\nBody.").article).toMatchObject({
      publishedAt: "2009-03-11T00:00:00Z",
      publishedZone: null,
      lengthSeconds: null,
    });
    expect(read("T\n\nLength: 5:24\n\nBody.").article).toMatchObject({ publishedAt: null, lengthSeconds: 324 });
    expect(read("T\n\nBody.\n\nMore.\n\n1 comment\na\na\n\nx").article).toMatchObject({
      publishedAt: null,
      body: "Body.\n\nMore.",
      statedCommentCount: 1,
    });
  });

  it("may have no comments, and no line that counts them", () => {
    expect(read("T\n\nBody.")).toMatchObject({ article: { statedCommentCount: null, body: "Body." }, comments: [] });
    expect(read("T\n\nBody.\n\n0 comments\n")).toMatchObject({ article: { statedCommentCount: 0 }, comments: [] });
    expect(read("T\n\nBody.\n\n3 comments")).toMatchObject({ article: { statedCommentCount: 3 }, comments: [] });
    expect(read("T\n\nBody.\n\n1,234 comments\n").article.statedCommentCount).toBe(1_234);
  });

  it("may have one author many times, in a row too", () => {
    expect(
      said(page("tom\ntom\n\nOne.\n\ntom\ntom\n\nTwo.\n\nann\nann\n\nThree.\n\ntom\ntom\n\nFour.", "4 comments")).map(
        ([author]) => author,
      ),
    ).toEqual(["tom", "tom", "ann", "tom"]);
  });

  it("keeps a text of several paragraphs together, with its line ends", () => {
    expect(said(page("tom\ntom\n\nOne\nline.\n\n\n\nTwo.  \n\nann\nann\n\nThree."))).toEqual([
      ["tom", "One\nline.\n\nTwo."],
      ["ann", "Three."],
    ]);
  });

  it("takes names for text where a text repeats them", () => {
    expect(said(page("tom\ntom\n\ntom\n\nann\nann\n\nann said tom"))).toEqual([
      ["tom", "tom"],
      ["ann", "ann said tom"],
    ]);
    expect(said(page("tom\ntom\n\ntom\ntom\n\nMore.\n\nann\nann\n\nx"))).toEqual([
      ["tom", "tom\ntom\n\nMore."],
      ["ann", "x"],
    ]);
    expect(said(page("tom\ntom\n\nann wrote:\nann\nann\n\nann\nann\n\nx"))[0]).toEqual(["tom", "ann wrote:\nann\nann"]);
  });

  it("takes two equal last lines for text when no comment is missing", () => {
    expect(said(page("tom\ntom\n\nIt goes:\n\nla la\nla la\n", "1 comment"))).toEqual([
      ["tom", "It goes:\n\nla la\nla la"],
    ]);
  });

  it("takes a repeated sentence for text when there would be more comments than stated", () => {
    expect(said(page("tom\ntom\n\nIt said:\n\nNo way!\nNo way!\n\nEnd.\n\nann\nann\n\nx"))).toEqual([
      ["tom", "It said:\n\nNo way!\nNo way!\n\nEnd."],
      ["ann", "x"],
    ]);
  });

  it("knows its own count line from one in the article", () => {
    const text = "T\n\nThe poll got\n\n12 comments\n\nin a day.\n\n1 comment\ntom\ntom\n\nHello.";
    expect(read(text)).toMatchObject({
      article: { body: "The poll got\n\n12 comments\n\nin a day.", statedCommentCount: 1 },
      comments: [{ author: "tom" }],
    });
  });

  it("may come from Windows, with a byte-order mark, in UTF-16, and without a last line end", () => {
    const text = page("tom\ntom\n\nGrüße.\n\n王小明\n王小明\n\nمرحبا 👋🏽");
    const expected = [
      ["tom", "Grüße."],
      ["王小明", "مرحبا 👋🏽"],
    ];
    expect(said(`\uFEFF${text.replaceAll("\n", "\r\n")}`)).toEqual(expected);
    const utf16 = Buffer.from(`\uFEFF${text}`, "utf16le");
    expect(
      readSource({ name: "page.txt", data: utf16 }).comments.map(({ author, text: words }) => [author, words]),
    ).toEqual(expected);
  });

  it("is read in linear time", () => {
    const comments = Array.from(
      { length: 10_000 },
      (_, index) => `name ${index % 7}\nname ${index % 7}\n\nText ${index}.\n`,
    ).join("\n");
    const found = said(page(comments, "10,000 comments"));
    expect(found.length).toBe(10_000);
    expect(found[9_999]).toEqual(["name 3", "Text 9999."]);
  });

  it("comes out as it was written, whatever names and texts it holds", () => {
    const word = fc
      .string({ unit: "grapheme", minLength: 1, maxLength: 12 })
      .map((text) => text.replace(/[\s\0\uFFFD\u0085\u2028\u2029]/g, "x"));
    const line = fc.array(word, { minLength: 1, maxLength: 5 }).map((words) => words.join(" "));
    const isPlain = (text: string): boolean =>
      !/^\d[\d.,' ]*\s+comments?:?$/i.test(text) && text.trim() === text && text !== "";
    const name = line.filter(isPlain);
    // Within a text, two equal lines between empty ones are how a comment begins: no page can hold that as text.
    const paragraph = fc
      .uniqueArray(line.filter(isPlain), { minLength: 1, maxLength: 3 })
      .map((lines) => lines.join("\n"));
    const comment = fc.record({
      author: name,
      text: fc.array(paragraph, { minLength: 1, maxLength: 3 }).map((all) => all.join("\n\n")),
    });
    fc.assert(
      fc.property(
        fc.array(comment, { minLength: 1, maxLength: 8 }),
        fc.constantFrom("\n", "\r\n"),
        (comments, lineEnd) => {
          const written = page(
            comments.map(({ author, text }) => `${author}\n${author}\n\n${text}\n\n`).join(""),
            `${comments.length} comments`,
          );
          expect(said(written.replaceAll("\n", lineEnd))).toEqual(comments.map(({ author, text }) => [author, text]));
        },
      ),
    );
  });
});

describe("what is no text page", () => {
  it.each([
    ["an empty file", " \n \n", 1, "empty"],
    ["a web page", "<!DOCTYPE html>\n<html>", 1, "markup"],
    ["a log", "12:00 started\n12:01 stopped\n12:02 started", 2, "titleNotAlone"],
    ["a title alone", "A title\n", 1, "articleMissing"],
    ["a page with a date that is none", "T\n\nFoo 32, 2009 | Length: 324\n\nBody.", 3, "dateUnreadable"],
    [
      "a page with a day that never was",
      "T\n\nFebruary 30, 2009, 3:16 AM PST | Length: 324\n\nBody.",
      3,
      "dateImpossible",
    ],
    ["a page in an unknown zone", "T\n\nMarch 11, 2009, 3:16 AM XYZ | Length: 324\n\nBody.", 3, "zoneUnknown"],
    ["a page with a length that is none", "T\n\nMarch 11, 2009 | Length: long\n\nBody.", 3, "lengthUnreadable"],
    ["a comment whose name stands once", page("tom\nHello.\n"), 9, "commentNameNotRepeated"],
    ["a comment whose names differ", page("tom\ntim\n\nHello.\n"), 9, "commentNameNotRepeated"],
    ["a name without the empty line", page("tom\ntom\nHello.\n"), 10, "commentNameNotRepeated"],
    ["a comment without a text", page("tom\ntom\n\n\n"), 8, "commentTextMissing"],
    ["a last comment without a text", page("tom\ntom\n\nHi.\n\nann\nann\n"), 13, "commentTextMissing"],
  ])("%s is refused with its line", (_, text, line, reason) => {
    expect(refusal(text)).toMatchObject({ line, reason });
  });

  it("bytes that are no text are refused with their line", () => {
    expect(() => readSource({ name: "x", data: Uint8Array.from([65, 10, 0, 66]) })).toThrow(
      /"line":2,"reason":"encoding"/,
    );
    expect(() => readSource({ name: "x", data: Uint8Array.from([65, 10, 10, 0xc3, 0x28]) })).toThrow(
      /"line":3,"reason":"encoding"/,
    );
  });
});
