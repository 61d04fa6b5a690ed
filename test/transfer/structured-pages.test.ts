import { describe, expect, it } from "vitest";
import { UserError } from "#src/errors.ts";
import { readSource } from "#src/transfer/read-source.ts";

const encoder = new TextEncoder();
const read = (name: string, text: string) => readSource({ name, data: encoder.encode(text) });

function refusal(name: string, text: string): UserError["context"] {
  try {
    read(name, text);
  } catch (error) {
    if (error instanceof UserError) return error.context;
    throw error;
  }
  throw new Error("it was read");
}

const MARKDOWN = `---
title: "On bread"
url: https://example.org/bread
author: Mira
date: 2024-05-01 08:30 CEST
length: 90
tags: [Essay, News]
comments:
  - author: Sam
    text: Lovely.
  - author: Aiko
    text: Indeed.
    parent: 0
---
First paragraph.

Second.
`;

describe("Markdown", () => {
  it("is read with its front matter", () => {
    expect(read("bread.md", MARKDOWN)).toEqual({
      article: {
        title: "On bread",
        url: "https://example.org/bread",
        author: "Mira",
        publishedAt: "2024-05-01T06:30:00Z",
        publishedZone: "CEST",
        lengthSeconds: 90,
        summary: null,
        body: "First paragraph.\n\nSecond.",
        statedCommentCount: null,
        tags: ["Essay", "News"],
      },
      comments: [
        { author: "Sam", text: "Lovely.", createdAt: null, parent: null },
        { author: "Aiko", text: "Indeed.", createdAt: null, parent: 0 },
      ],
    });
  });

  it("without front matter takes its first heading for the title", () => {
    expect(read("x.md", "# The title\n\nBody.").article).toMatchObject({ title: "The title", body: "Body." });
  });

  it("is refused with the line that does not fit", () => {
    expect(refusal("x.md", "---\ntitle: a\n")).toMatchObject({ line: 1, reason: "frontMatterOpen" });
    expect(refusal("x.md", "---\ntitle: a\nurl: [b\n---\nx")).toMatchObject({ reason: "frontMatterInvalid" });
    expect(refusal("x.md", "---\ntitle: a\nurl: javascript:alert(1)\n---\nx")).toMatchObject({
      line: 3,
      reason: "field",
      text: "article.url",
    });
    expect(refusal("x.md", "---\ntitle: a\ndate: someday\n---\nx")).toMatchObject({ reason: "dateUnreadable" });
    expect(refusal("x.md", "no heading")).toMatchObject({ reason: "field", text: "article.title" });
  });
});

describe("JSON", () => {
  it("is read with nested answers, every comment before its answers", () => {
    const comments = [
      { author: "a", text: "1", replies: [{ author: "b", text: "2", replies: [{ author: "c", text: "3" }] }] },
      { author: "d", text: "4", createdAt: "2020-01-01", parent: 0 },
    ];
    const source = read("x.json", JSON.stringify({ article: { title: "T" }, comments }));
    expect(source.comments.map(({ text, parent }) => [text, parent])).toEqual([
      ["1", null],
      ["2", 0],
      ["3", 1],
      ["4", 0],
    ]);
    expect(source.comments[3]?.createdAt).toBe("2020-01-01T00:00:00Z");
  });

  it("may hold the article's fields and the comments side by side", () => {
    expect(read("x.json", '{"title":"T","body":"B","comments":[{"author":"a","text":"x"}]}')).toMatchObject({
      article: { title: "T", body: "B" },
      comments: [{ author: "a" }],
    });
  });

  it("is refused with the line or the field that does not fit", () => {
    expect(refusal("x.json", '{\n"title": "T",\n}')).toMatchObject({ line: 3, reason: "jsonInvalid" });
    expect(refusal("x.json", '{\n"title": 5\n}')).toMatchObject({ line: 2, reason: "field", text: "article.title" });
    expect(refusal("x.json", '{"title":"T","comments":[{"author":"a","text":""}]}')).toMatchObject({
      reason: "field",
      text: "comments.0.text",
    });
    expect(refusal("x.json", '{"title":"T","comments":[{"author":"a","text":"x","parent":0}]}')).toMatchObject({
      reason: "parentUnknown",
    });
    expect(refusal("x.json", "[1]")).toMatchObject({ reason: "field" });
  });
});
