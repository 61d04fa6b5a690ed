import type { APIMessageTopLevelComponent } from "discord-api-types/v10";
import { expect } from "vitest";
import { checkMessage } from "#sandbox/rules/message.ts";
import type { Article } from "#src/domain/article.ts";
import type { Comment } from "#src/domain/comment.ts";
import type { Texts } from "#src/i18n/en/index.ts";
import { aComment, anArticle } from "./documents.ts";

/** What makes texts longest: everything is escaped, every line is a line, characters of several units. */
export const EXTREMES = [
  "*".repeat(50_000),
  "\n>".repeat(20_000),
  "👩‍👩‍👧‍👦".repeat(5_000),
  "漢字。".repeat(9_000),
  "word ".repeat(9_000),
  "",
];
export const AT = "2026-11-23T12:00:00.000Z";

/** Discord's own limits, as the sandbox holds them; and what people measured of bytes. */
export function expectToFit(view: { components: APIMessageTopLevelComponent[] }): void {
  expect(() => checkMessage({ ...view, flags: 32_768 }, { hasFiles: false })).not.toThrow();
  expect(Buffer.byteLength(JSON.stringify(view.components))).toBeLessThan(14_000);
}

export function extremeComment(id: string, text: string): Comment {
  const reactions = Array.from({ length: 20 }, (_, index) => ({
    emoji: `${"name".repeat(8)}:${10 ** 18 + index}`,
    count: 1_000_000,
    reactors: [],
  }));
  const author = { id: "7", name: text.slice(0, 500) || "x", avatar: null, isBot: false };
  const attachments = Array.from({ length: 10 }, (_, index) => ({
    id: String(index),
    name: "_".repeat(250),
    size: 1,
    contentType: index % 2 === 0 ? "image/png" : null,
    description: text.slice(0, 1_024) || null,
  }));
  return aComment(id, { text, author, reactions, attachments, parentId: "1", edits: [{ text, replacedAt: AT }] });
}

export function extremeArticle(text: string): Article {
  const title = text.slice(0, 1_000) || "x";
  const tags = Array.from({ length: 50 }, () => text.slice(0, 100) || "x");
  return anArticle("2", {
    title,
    author: title.slice(0, 500),
    tags,
    body: text || null,
    url: `https://example.org/${"a(".repeat(2_000)}`,
    publishedAt: "2009-03-11T11:16:00Z",
    lengthSeconds: 324,
  });
}

/** The texts as a language would have them that takes more than half as much again for each. */
export function lengthened(texts: Texts): Texts {
  const lengthen = (value: unknown): unknown => {
    if (typeof value === "string") return value + "ß".repeat(Math.ceil(value.length * 0.6));
    if (typeof value === "function")
      return (...values: unknown[]) => lengthen((value as (...all: unknown[]) => unknown)(...values));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, lengthen(one)]));
  };
  return lengthen(texts) as Texts;
}
