import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { readSource } from "#src/transfer/read-source.ts";

const folder = path.resolve(import.meta.dirname, "../../examples");
const read = (name: string) => readSource({ name, data: readFileSync(path.join(folder, name)) });

describe("the examples", () => {
  it.each(readdirSync(folder).filter((name) => /\.(txt|md|json)$/.test(name)))("%s can be read", (name) => {
    const { article, comments } = read(name);
    expect(article.publishedAt).not.toBeNull();
    expect(article.body).not.toBeNull();
    expect(comments.length).toBeGreaterThan(0);
  });

  it("show all that a text page can hold", () => {
    const { article, comments } = read("why-the-bakery-closes-on-mondays.txt");
    const authors = comments.map(({ author }) => author);
    expect(article).toMatchObject({ publishedAt: "2011-10-04T06:45:00Z", lengthSeconds: 212, statedCommentCount: 12 });
    expect(authors.length).toBe(9);
    expect(new Set(authors).size).toBe(8);
    expect(comments.some(({ text }) => text.includes("\n\n"))).toBe(true);
    expect(comments.some(({ text }) => text.length > 1_200)).toBe(true);
  });
});
