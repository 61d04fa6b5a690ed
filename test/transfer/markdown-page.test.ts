import { describe, expect, it } from "vitest";
import { read as readFile, refusal as refuse } from "./reading.ts";

const read = (text: string) => readFile(text, "bread.md");
const refusal = (text: string) => refuse(text, "bread.md");

const MARKDOWN = `---
title: "On bread"
url: https://example.org/bread
author: Mira
date: 2024-05-01 08:30
zone: CEST
length: 1:30
tags: [Essay, News]
comments:
  - author: Sam
    text: Lovely.
    date: May 2, 2024
  - author: Aiko
    text: Indeed.
    parent: 0
---

First paragraph.

Second.
`;

describe("a Markdown page", () => {
  it("is read with its front matter", () => {
    const expected = {
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
        { author: "Sam", text: "Lovely.", createdAt: "2024-05-02T00:00:00Z", parent: null },
        { author: "Aiko", text: "Indeed.", createdAt: null, parent: 0 },
      ],
    };
    expect(read(MARKDOWN)).toEqual(expected);
    expect(read(MARKDOWN.replaceAll("\n", "\r\n"))).toEqual(expected);
    expect(readFile(MARKDOWN, "page.txt")).toEqual(expected);
    expect(readFile(MARKDOWN, "a file")).toEqual(expected);
  });

  it("takes what stands in the front matter for text", () => {
    const { article, comments } = read(
      "---\ntitle: 1984\nauthor: yes\ntags: 2024, on\ncomments:\n- {author: 007, text: 1.0}\n---\n",
    );
    expect(article).toMatchObject({ title: "1984", author: "yes", tags: ["2024", "on"], body: null });
    expect(comments).toMatchObject([{ author: "007", text: "1.0" }]);
  });

  it("may leave values, or the whole front matter, empty", () => {
    expect(read("---\ntitle: T\nurl:\nlength:\ndate: ''\ntags:\ncomments:\n---\nBody.")).toMatchObject({
      article: { title: "T", url: null, lengthSeconds: null, publishedAt: null, tags: [], body: "Body." },
      comments: [],
    });
    expect(read("---\n---\n# T\n\nBody.\n\n---\n\nMore.").article).toMatchObject({
      title: "T",
      body: "Body.\n\n---\n\nMore.",
    });
  });

  it("takes its first heading for the title, where there is no other", () => {
    expect(read("# The title #\n\nBody.").article).toMatchObject({ title: "The title", body: "Body." });
    expect(read("Before.\n\n```sh\n# install\n```\n\n# C# in depth\n\nBody.").article).toMatchObject({
      title: "C# in depth",
      body: "Before.\n\n```sh\n# install\n```\n\n\nBody.",
    });
  });

  it("keeps a heading in the body, except one that repeats the title", () => {
    expect(read("---\ntitle: A\n---\n# B\n\nBody.").article).toMatchObject({ title: "A", body: "# B\n\nBody." });
    expect(read("---\ntitle: A\n---\n# A\n\nBody.").article).toMatchObject({ title: "A", body: "Body." });
  });

  it("is read in a time that grows with its length", () => {
    const spaces = " ".repeat(500_000);
    expect(read(`#${spaces}T${spaces}#\n\n${"# ".repeat(100_000)}`).article.title).toBe("T");
  });

  it.each([
    ["front matter without an end", "---\ntitle: a\n", 1, "frontMatterOpen"],
    ["front matter that is no YAML", "---\ntitle: a\nurl: [b\nc: d\n---\nx", 4, "frontMatterInvalid"],
    ["a key that stands twice", "---\ntitle: a\ntitle: b\n---\nx", 3, "frontMatterInvalid"],
    ["front matter that is a list", "---\n- a\n---\nx", 2, "frontMatterInvalid"],
    ["front matter that is a sentence", "---\nJust so\n---\nx", 2, "frontMatterInvalid"],
    ["an alias of nothing", "---\ntitle: *a\n---\nx", 2, "frontMatterInvalid"],
    ["no title", "no heading", 1, "titleMissing"],
    ["a date that is none", "---\ntitle: a\ndate: someday\n---\nx", 3, "dateUnreadable"],
    ["a zone that is none", "---\ntitle: a\ndate: 2024-05-01 10:00\nzone: XYZ\n---\nx", 3, "zoneUnknown"],
    [
      "a comment on a later one",
      "---\ntitle: a\ncomments:\n- {author: a, text: b, replyTo: 1}\n---\n",
      4,
      "parentUnknown",
    ],
  ])("with %s is refused with its line", (_, text, line, reason) => {
    expect(refusal(text)).toMatchObject({ line, reason });
  });

  it.each([
    ["---\ntitle: a\nurl: javascript:alert(1)\n---\nx", 3, "url"],
    ["---\ntitle: a\nlength: soon\n---\nx", 3, "length"],
    ["---\ntitle: [a]\n---\nx", 2, "title"],
    ["---\ntitle: a\ncomments: none\n---\nx", 3, "comments"],
    ["---\ntitle: a\ncomments:\n  - author: b\n---\nx", 4, "comments.0.text"],
  ])("is refused with the field that does not fit: %j", (text, line, field) => {
    expect(refusal(text)).toMatchObject({ line, reason: "field", field });
  });

  it("cannot be blown up by aliases, tags or depth", () => {
    const levels = Array.from({ length: 12 }, (_, at) => `l${at + 1}: &l${at + 1} [${`*l${at},`.repeat(9)}]`);
    expect(refusal(`---\ntitle: a\nl0: &l0 lol\n${levels.join("\n")}\n---\n`)).toMatchObject({
      reason: "frontMatterInvalid",
    });
    expect(read("---\ntitle: !!js/function 'alert(1)'\n---\nx").article.title).toBe("alert(1)");
    expect(refusal(`---\ntitle: ${"[".repeat(20_000)}\n---\n`)).toMatchObject({ reason: "frontMatterInvalid" });
    expect(refusal(`---\ntitle: ${"[".repeat(20_000)}${"]".repeat(20_000)}\n---\n`)).toMatchObject({ line: 2 });
  });
});
