import { array, assert, constantFrom, property, string } from "fast-check";
import { describe, expect, it } from "vitest";
import { escapeForDiscord } from "#src/discord/render/escape.ts";
import { markDiff, markText } from "#src/discord/render/marked-text.ts";
import { findWords } from "#src/domain/find-words.ts";
import { parseSearch } from "#src/domain/search-query.ts";
import { diffWords } from "#src/domain/word-diff.ts";

const mark = (text: string, query: string): string =>
  markText(text, findWords(text, parseSearch(query, 0).terms), "**");

describe("marked text", () => {
  it("stays escaped around and within its marks", () => {
    expect(mark("*loud* bread", "loud bread")).toBe("\\***loud**\\* **bread**");
    expect(mark("[click here](http://x.example)", "here")).toBe("\\[click **here**](http://x.example)");
    expect(mark("<@123> and @everyone", "123 everyone")).toBe("\\<@**123**> and @**everyone**");
    expect(mark("- # bread", "bread")).toContain("**bread**");
    expect(mark("snake_case", "snake case")).toBe("**snake**\\_**case**");
  });

  it("breaks no address", () => {
    expect(mark("see https://example.org/bread and bread", "bread")).toBe(
      "see https://example.org/bread and **bread**",
    );
  });

  it("says the same as without marks", () => {
    const text = array(
      constantFrom("*", "_", "`", "[", "](x)", "bread", "\n", "> ", "#", "- ", "~~", "||", "<@1>", "漢字"),
    );
    for (const one of [text.map((parts) => parts.join("")), string({ unit: "grapheme" })]) {
      assert(
        property(one, (words) => {
          const plain = words.replace(/[\uE000-\uE002]/g, " ");
          const marked = mark(plain, "bread 漢字");
          const marks = findWords(plain, parseSearch("bread 漢字", 0).terms).length * 2;
          expect(marked.length).toBeLessThanOrEqual(escapeForDiscord(plain).length + marks * 3);
          expect(marked.replaceAll(/\*\*|\\/g, "")).toBe(escapeForDiscord(plain).replaceAll(/\*\*|\\/g, ""));
        }),
      );
    }
  });

  it("lets nobody put marks in", () => {
    expect(mark("\uE000bold\uE000 bread", "bread")).toBe(" bold  **bread**");
    expect(markDiff([{ text: "\uE001x\uE000", kind: "same" }])).toBe(" x ");
  });
});

describe("a marked comparison", () => {
  it("puts marks at words, line by line, and makes no links", () => {
    const parts = diffWords("one\ntwo https://a.example", "one\nthree four https://b.example");
    const text = markDiff(parts);
    expect(text).toContain("~~two~~");
    expect(text).toContain("**three** **four**");
    expect(text).not.toContain("://");
    expect(markDiff([{ text: " added \n lines ", kind: "added" }])).toBe(" **added** \n **lines** ");
    expect(markDiff([{ text: "  \n ", kind: "removed" }])).toBe("  \n ");
    expect(markDiff([{ text: "*x*", kind: "added" }])).toBe("**\\*x\\***");
  });
});
