import { describe, expect, it } from "vitest";
import { read as readFile, refusal as refuse } from "./reading.ts";

const read = (value: unknown) => readFile(JSON.stringify(value), "page.json");
const refusal = (text: string) => refuse(text, "page.json");

describe("a JSON page", () => {
  it("holds an article and its comments", () => {
    const article = {
      url: "https://example.org/bread",
      title: "On bread",
      author: "Mira",
      publishedAt: "2024-05-01T06:30:00Z",
      publishedZone: "CEST",
      lengthSeconds: 90,
      summary: "Bread.",
      body: "Bread\u2028rises.",
      statedCommentCount: 2,
      tags: ["Essay"],
    };
    const comments = [{ author: "Sam", text: "Lovely.", createdAt: "2024-05-02T00:00:00Z", parent: null }];
    expect(read({ article, comments })).toEqual({ article, comments });
    expect(read({ ...article, comments })).toEqual({ article, comments });
    expect(readFile(`\uFEFF\n${JSON.stringify({ article, comments }, null, "\t")}`, "a file")).toEqual({
      article,
      comments,
    });
  });

  it("says null of what it does not say", () => {
    expect(read({ title: "T", author: " ", comments: null })).toEqual({
      article: {
        url: null,
        title: "T",
        author: null,
        publishedAt: null,
        publishedZone: null,
        lengthSeconds: null,
        summary: null,
        body: null,
        statedCommentCount: null,
        tags: [],
      },
      comments: [],
    });
  });

  it("may use the shorter names, and dates as people write them", () => {
    const comments = [
      { author: "a", text: "1", date: "May 2, 2024, 1:00 PM PDT" },
      { author: "b", text: "2", replyTo: 0 },
    ];
    expect(
      read({ title: "T", date: "2024-05-01", zone: "+02:00", length: "5:24", content: "B", comments }),
    ).toMatchObject({
      article: { publishedAt: "2024-04-30T22:00:00Z", publishedZone: "+02:00", lengthSeconds: 324, body: "B" },
      comments: [
        { createdAt: "2024-05-02T20:00:00Z", parent: null },
        { createdAt: null, parent: 0 },
      ],
    });
  });

  it("may hold what the demo prints", () => {
    const comment = { state: "visible", origin: "import", edits: 0, reactions: 1 };
    const printed = {
      article: { title: "T", publishedAt: null, lengthSeconds: null, statedCommentCount: 2 },
      comments: [
        { ...comment, author: "a", text: "1", parent: null },
        { ...comment, author: "b", text: "2", parent: 0 },
      ],
      reports: 0,
      threadMessages: 3,
    };
    expect(read(printed).comments.map(({ parent }) => parent)).toEqual([null, 0]);
  });

  it("may nest replies; every comment comes before its replies, and a parent counts the outermost list", () => {
    const comments = [
      {
        author: "a",
        text: "1",
        replies: [
          { author: "b", text: "2", replies: [{ author: "c", text: "3" }] },
          { author: "b", text: "4" },
        ],
      },
      { author: "d", text: "5" },
      { author: "e", text: "6", parent: 1 },
    ];
    expect(read({ article: { title: "T" }, comments }).comments.map(({ text, parent }) => [text, parent])).toEqual([
      ["1", null],
      ["2", 0],
      ["3", 1],
      ["4", 0],
      ["5", null],
      ["6", 4],
    ]);
  });

  it("may nest them deeper than any stack", () => {
    const depth = 50_000;
    const open = '{"author":"a","text":"x","replies":['.repeat(depth);
    const { comments } = readFile(`{"title":"T","comments":[${open}${"]}".repeat(depth)}]}`, "page.json");
    expect(comments.length).toBe(depth);
    expect(comments.at(-1)?.parent).toBe(depth - 2);
    expect(refusal(`{"title":"T","comments":[${open}`)).toMatchObject({ reason: "jsonInvalid" });
    expect(refusal(`{"title":"T","comments":[${open}5${"]}".repeat(depth)}]}`)).toMatchObject({ reason: "field" });
  });

  it.each([
    ["hello\nworld", 1],
    ['{\n"title": "T",\n}', 3],
    ['{"title": "T",\n"tags": [\n"a",\n]}', 4],
    ['{\n"title": "T"\n"body": "B"}', 3],
    ['{\n"title": "T",\n// a remark\n"body": "B"}', 3],
    ['{\n"title": "a\nb"}', 2],
    ['{"title": "T"}\n\nmore', 3],
  ])("that is no JSON is refused with its line: %j", (text, line) => {
    expect(refusal(text)).toMatchObject({ line, reason: "jsonInvalid" });
  });

  it.each([
    ["[1]", 1, "", "[1]"],
    ['{\n"body": "B"}', 1, "title", "{"],
    ['{\n"title": 5\n}', 2, "title", '"title": 5'],
    ['{"article": {\n"title": "T",\n"url": "ftp://x"}}', 3, "article.url", '"url": "ftp://x"}}'],
    ['{"title": "T",\n"tags": ["a",\n5]}', 3, "tags.1", "5]}"],
    [
      '{"title": "T", "comments": [\n{"author": "a", "text": "x"},\n{"author": "a"}]}',
      3,
      "comments.1.text",
      '{"author": "a"}]}',
    ],
    [
      '{"title": "T", "comments": [{"author": "a", "text": "x", "replies": [\n7]}]}',
      2,
      "comments.0.replies.0",
      "7]}]}",
    ],
  ])("with a field that does not fit is refused with its line: %j", (text, line, field, shown) => {
    expect(refusal(text)).toMatchObject({ line, reason: "field", field, text: shown });
  });

  it.each([
    ['{"title": "T",\n"date": "someday"}', 2, "dateUnreadable"],
    ['{"title": "T", "comments": [{"author": "a", "text": "x",\n"createdAt": "2009-02-30"}]}', 2, "dateImpossible"],
    ['{"title": "T", "comments": [{"author": "a", "text": "x",\n"parent": 0}]}', 2, "parentUnknown"],
    [
      '{"title": "T", "comments": [{"author": "a", "text": "x", "parent": 1},\n{"author": "a", "text": "x"}]}',
      1,
      "parentUnknown",
    ],
    [
      '{"title": "T", "comments": [{"author": "a", "text": "x", "replies": [\n{"author": "a", "text": "x", "parent": 0}]}]}',
      2,
      "parentUnknown",
    ],
  ])("with a value that does not fit is refused with its line: %j", (text, line, reason) => {
    expect(refusal(text)).toMatchObject({ line, reason });
  });
});
