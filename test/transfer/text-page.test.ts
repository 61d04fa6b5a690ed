import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { readSource } from "#src/transfer/read-source.ts";
import { page, read, said } from "./reading.ts";

const original = path.resolve(import.meta.dirname, "../../../shared/articles/leadership-vs-management.txt");
const hasOriginal = existsSync(original);

describe("the page it began with", () => {
  it.skipIf(!hasOriginal)("is read whole", () => {
    const { article, comments } = readSource({ name: "page.txt", data: readFileSync(original) });
    expect(article).toMatchObject({
      url: null,
      title: "Leadership vs. management: Understand the differences",
      author: null,
      publishedAt: "2009-03-11T11:16:00Z",
      publishedZone: "PST",
      lengthSeconds: 324,
      statedCommentCount: 16,
      tags: [],
    });
    expect(article.body).toMatch(/^Leadership and management are .* depend on each other\.$/);
    expect(comments.length).toBe(13);
    expect(new Set(comments.map(({ author }) => author)).size).toBe(12);
    expect(comments[0]?.text).toMatch(/^Appelo writes: .*post=100146$/);
    const names =
      "wdywft, gbohrn, dianenero1, dennis, jamjube, CharlieSpencer, jim.lackey, peter.moyes, tom, dennis, Ileana B, mafergus, pctech1";
    expect(comments.map(({ author }) => author)).toEqual(names.split(", "));
  });
});

describe("the article of a text page", () => {
  it("may lack its length, its date, or the line", () => {
    const none = { publishedAt: null, publishedZone: null, lengthSeconds: null };
    expect(read("T\n\nMarch 11, 2009\n\nBody.").article).toMatchObject({
      ...none,
      publishedAt: "2009-03-11T00:00:00Z",
    });
    expect(read("T\n\nMarch 11, 2009 | Length:\n\nBody.").article.lengthSeconds).toBeNull();
    expect(read("T\n\nMarch 11, 2009 |\n\nBody.").article.body).toBe("Body.");
    expect(read("T\n\nLength: 5:24\n\nBody.").article).toMatchObject({ ...none, lengthSeconds: 324 });
    expect(read("T\n\n| Length: 324\n\nBody.").article).toMatchObject({ ...none, lengthSeconds: 324 });
    expect(read("T\n\nBody.\n\nMore.\n\n1 comment\na\na\n\nx").article).toMatchObject({
      ...none,
      body: "Body.\n\nMore.",
    });
  });

  it.each([
    ["324", 324],
    ["0", 0],
    ["324 seconds", 324],
    ["5:24", 324],
    ["1:02:03", 3_723],
    ["90:00", 5_400],
  ])("has a length of %s, in seconds", (length, seconds) => {
    expect(read(`T\n\nMarch 11, 2009 | length:${length}\n\nBody.`).article.lengthSeconds).toBe(seconds);
  });

  it("may have no body, and no empty line between title and date", () => {
    expect(read("T\nMarch 11, 2009 | Length: 3\n\n1 comment\na\na\n\nx")).toMatchObject({
      article: { title: "T", body: null, lengthSeconds: 3 },
      comments: [{ author: "a", text: "x" }],
    });
  });

  it("keeps paragraphs that begin like a date or a length", () => {
    for (const body of [
      "March 11, 2009 was a cold day.",
      "May 5 came and went.",
      "Length: a word that means more than one thing to a river.",
      "2009-03-11 brought snow, and so did the day after.",
    ])
      expect(read(`T\n\n${body}\n\nMore.`).article).toMatchObject({ publishedAt: null, body: `${body}\n\nMore.` });
  });

  it("keeps lines that stand twice, and lines about comments", () => {
    for (const body of [
      "Refrain\nRefrain\n\nand on it went",
      "12 comments on this were lost.",
      "It had\n12 comments\nin a day.",
      "The poll got\n\n12 comments\n\nin a day.",
      "The poll got\n\n12 comments\n\nla la\nla la\n\nin a day.",
    ])
      expect(read(`T\n\n${body}\n\n1 comment\ntom\ntom\n\nHello.`)).toMatchObject({
        article: { body, statedCommentCount: 1 },
        comments: [{ author: "tom", text: "Hello." }],
      });
    expect(read("T\n\nIt had\n12 comments\nin a day.").article.statedCommentCount).toBeNull();
  });

  it("may state any number of comments and have none", () => {
    expect(read("T\n\nBody.")).toMatchObject({ article: { statedCommentCount: null, body: "Body." }, comments: [] });
    for (const [line, stated] of [
      ["0 comments", 0],
      ["1 Comment", 1],
      ["3 comments\n\n\n", 3],
      ["1,234 comments", 1_234],
      ["1.234.567 comments:", 1_234_567],
    ] as const)
      expect(read(`T\n\nBody.\n\n${line}`)).toMatchObject({
        article: { statedCommentCount: stated, body: "Body." },
        comments: [],
      });
  });

  it("may be in any writing", () => {
    const text = page(
      "王小明\n王小明\n\nمرحبا 👋🏽\n\ne\u0301va\ne\u0301va\n\n👩‍👩‍👧‍👦\n\n🦊 the fox\n🦊 the fox\n\nשלום\u2028עולם",
    );
    expect(said(text)).toEqual([
      ["王小明", "مرحبا 👋🏽"],
      ["e\u0301va", "👩‍👩‍👧‍👦"],
      ["🦊 the fox", "שלום\u2028עולם"],
    ]);
  });

  it("may come from Windows, from an old Mac, with a byte-order mark, in UTF-16, and with spaces at the ends of its lines", () => {
    const text = page("tom\ntom\n\nGrüße.\n\nann\nann\n\nHi.\n");
    const whole = read(text);
    const asUtf16 = Buffer.from(`\uFEFF${text}`, "utf16le");
    expect(read(text.trimEnd())).toEqual(whole);
    expect(read(`\uFEFF${text.replaceAll("\n", "\r\n")}`)).toEqual(whole);
    expect(read(text.replaceAll("\n", "\r"))).toEqual(whole);
    expect(read(`\n\n${text.replaceAll("\n", "  \n")}`)).toEqual(whole);
    expect(read(text.replaceAll("\n\n", "\n \t\n\n"))).toEqual(whole);
    expect(readSource({ name: "page.txt", data: asUtf16 })).toEqual(whole);
    expect(readSource({ name: "page.txt", data: asUtf16.swap16() })).toEqual(whole);
    expect(whole.comments.length).toBe(2);
  });

  it("is read whole, however long its lines", () => {
    const line = "long ".repeat(400_000).trimEnd();
    expect(read(`T\n\n${line}\n\n1 comment\ntom\ntom\n\n${line}`)).toMatchObject({
      article: { body: line },
      comments: [{ text: line }],
    });
  });
});
