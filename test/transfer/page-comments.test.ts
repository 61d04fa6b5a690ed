import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { page, read, said } from "./reading.ts";

describe("the comments of a text page", () => {
  it("stand under their authors' names", () => {
    expect(said(page("tom\ntom\n\nHello.\n\nIleana B\nIleana B\n\nGood."))).toEqual([
      ["tom", "Hello."],
      ["Ileana B", "Good."],
    ]);
  });

  it("may all be of one author", () => {
    const comments = ["One.", "Two.", "Three."].map((text) => `tom\ntom\n\n${text}\n\n`).join("");
    expect(said(page(comments, "3 comments"))).toEqual([
      ["tom", "One."],
      ["tom", "Two."],
      ["tom", "Three."],
    ]);
  });

  it("may be more or fewer than the page states", () => {
    const comments = "anna b\nanna b\n\nOne.\n\nben\nben\n\nTwo.\n\ncy\ncy\n\nThree.";
    for (const count of ["0 comments", "1 comment", "3 comments", "16 comments"])
      expect(said(page(comments, count)).map(([author]) => author)).toEqual(["anna b", "ben", "cy"]);
  });

  it("keep several paragraphs together, with their line ends", () => {
    expect(said(page("tom\ntom\n\nOne\n  line.\n\n\n\nTwo.  \n\nann\nann\n\nThree."))).toEqual([
      ["tom", "One\n  line.\n\nTwo."],
      ["ann", "Three."],
    ]);
  });

  it.each([
    ["a name alone", "tom"],
    ["a name twice with more text right behind", "ann\nann\nsaid this twice"],
    ["a name twice at the end of a paragraph", "they called:\nann\nann"],
    ["a name three times", "ann\nann\nann"],
    ["a name twice with a space between", "ann\n\nann"],
    ["a name in other letters", "ann\nAnn"],
    ["a very long line twice", `${"ab".repeat(150)}\n${"ab".repeat(150)}`],
    ["a line like a count", "I see\n\n5 comments\n\nhere"],
    ["a count at the end of a paragraph of its own", "I see\n\n5 comments"],
    ["a count with a name behind it", "I see:\n\n5 comments\nann\nann"],
    ["a line like a date", "March 11, 2009, 3:16 AM PST | Length: 324"],
  ])("may repeat in the text %s", (_, text) => {
    const expected = [
      ["tom", text],
      ["ann", "x"],
      ["tom", `First.\n\n${text}`],
      ["ann", `${text}\n\nLast.`],
    ];
    const comments = expected.map(([author, words]) => `${author}\n${author}\n\n${words}\n\n`).join("");
    expect(said(page(comments, "16 comments"))).toEqual(expected);
  });

  it("may be nothing but a line that stands twice, whatever the count", () => {
    for (const count of ["1 comment", "2 comments", "16 comments"]) {
      expect(said(page("tom\ntom\n\nla la\nla la\n\nann\nann\n\ntom\ntom", count))).toEqual([
        ["tom", "la la\nla la"],
        ["ann", "tom\ntom"],
      ]);
    }
  });

  it("may begin or end with a name on two lines, where the page states no more comments", () => {
    expect(said(page("tom\ntom\n\ntom\ntom\n\nMore.\n\nann\nann\n\nx"))).toEqual([
      ["tom", "tom\ntom\n\nMore."],
      ["ann", "x"],
    ]);
    expect(said(page("tom\ntom\n\nIt goes:\n\nla la\nla la\n", "1 comment"))).toEqual([
      ["tom", "It goes:\n\nla la\nla la"],
    ]);
  });

  it("may hold a phrase on two lines, where the page states no more comments", () => {
    for (const phrase of ["No way!", "https://example.org/1", "one two three four five six seven", "so it went,"]) {
      const text = `It said:\n\n${phrase}\n${phrase}\n\nEnd.`;
      expect(said(page(`tom\ntom\n\n${text}\n\nann\nann\n\nx`))).toEqual([
        ["tom", text],
        ["ann", "x"],
      ]);
    }
  });

  it("may have names that look like something else", () => {
    const names = ["12 comments", "March 11, 2009", "John Smith Jr.", "https://example.org", "Length: 3", "---", "A|B"];
    const comments = names.map((name) => `${name}\n${name}\n\nI am ${name}\n\n`).join("");
    expect(said(page(comments, `${names.length} comments`)).map(([author]) => author)).toEqual(names);
  });

  it("are read in a time that grows with their number", () => {
    const repeated = "la\nla\n\n".repeat(5);
    const comments = Array.from({ length: 20_000 }, (_, at) => `n${at % 7}\nn${at % 7}\n\n5 comments\n\n${at}\n\n\n\n`);
    const found = said(page(`${comments.join("")}${repeated}end`, "20,000 comments"));
    expect(found.length).toBeGreaterThanOrEqual(20_000);
    expect(found[19_998]).toEqual(["n6", "5 comments\n\n19998"]);
  });
});

type Written = {
  title: string;
  publishedAt: string | null;
  lengthSeconds: number | null;
  body: string;
  stated: number;
  comments: { author: string; text: string }[];
};

describe("any document, written as a text page", () => {
  const word = fc
    .string({ unit: "grapheme", minLength: 1, maxLength: 12 })
    .map((text) => text.replace(/[\s\0\uFEFF]/g, "x"));
  const line = fc
    .array(word, { minLength: 1, maxLength: 5 })
    .map((words) => words.join(" "))
    .filter((text) => !/^[\d.,' ]+comments?:?$/i.test(text));
  // Within a text, two equal lines between empty ones are how a comment begins: no page can hold that as text.
  const paragraph = fc.uniqueArray(line, { minLength: 1, maxLength: 3 }).map((lines) => lines.join("\n"));
  const paragraphs = fc.array(paragraph, { minLength: 1, maxLength: 3 }).map((all) => all.join("\n\n"));
  const name = fc.oneof(line, fc.constantFrom("tom", "Ileana B", "李雷", "عمر"));
  const instant = fc
    .date({ min: new Date("1000-01-02"), max: new Date("9999-12-30"), noInvalidDate: true })
    .map((date) => `${date.toISOString().slice(0, 19)}Z`);
  const source: fc.Arbitrary<Written> = fc.record({
    title: line,
    publishedAt: fc.option(instant),
    lengthSeconds: fc.option(fc.nat(100_000)),
    body: paragraphs,
    stated: fc.nat(30),
    comments: fc.array(fc.record({ author: name, text: paragraphs }), { minLength: 1, maxLength: 8 }),
  });
  const written = (page: Written): string => {
    const length = page.lengthSeconds === null ? [] : [`Length: ${page.lengthSeconds}`];
    const line = [...(page.publishedAt === null ? [] : [page.publishedAt]), ...length].join(" | ");
    const comments = page.comments.map(({ author, text }) => `${author}\n${author}\n\n${text}\n\n`).join("");
    return `${page.title}\n\n${line ? `${line}\n\n\n` : ""}${page.body}\n\n${page.stated} comments\n${comments}`;
  };

  it("is read back as it was", () => {
    fc.assert(
      fc.property(source, fc.constantFrom("\n", "\r\n", "\r"), fc.boolean(), (page, lineEnd, isEndless) => {
        // The count is text's only evidence, so it must not state fewer comments than there are phrases for names.
        const stated = Math.max(page.stated, page.comments.length);
        const text = written({ ...page, stated }).replaceAll("\n", lineEnd);
        const { article, comments } = read(isEndless ? text.trimEnd() : text);
        expect(article).toMatchObject({
          title: page.title,
          publishedAt: page.publishedAt,
          publishedZone: page.publishedAt === null ? null : "Z",
          lengthSeconds: page.lengthSeconds,
          body: page.body,
          statedCommentCount: stated,
        });
        expect(comments).toEqual(page.comments.map((comment) => ({ ...comment, createdAt: null, parent: null })));
      }),
      { numRuns: 300 },
    );
  });
});
