import { describe, expect, it } from "vitest";
import { partsOf } from "#src/discord/comment-parts.ts";
import { escapeForDiscord, escapeLine } from "#src/discord/render/escape.ts";
import { aComment } from "../support/documents.ts";

describe("what people wrote", () => {
  it.each([
    ["*a* **b** __c__ ~~d~~ ||e|| `f`", "\\*a\\* \\*\\*b\\*\\* \\_\\_c\\_\\_ \\~\\~d\\~\\~ \\|\\|e\\|\\| \\`f\\`"],
    ["# heading\n> quote\n-# small\n- item\n1. item", "\\# heading\n\\> quote\n\\-# small\n\\- item\n1\\. item"],
    ["[look](http://example.org)", "\\[look](http://example.org)"],
    ["<@123> <@&1> <#5> <t:1:R> <:x:9> </cmd:1>", "\\<@123> \\<@&1> \\<#5> \\<t:1:R> \\<:x:9> \\</cmd:1>"],
    ["1 < 2 & plain_text", "1 < 2 & plain\\_text"],
  ])("%s is shown as it was typed", (text, escaped) => {
    expect(escapeForDiscord(text)).toBe(escaped);
  });

  it("is one line where one line is asked for", () => {
    expect(escapeLine(" a\n\n# b\u2028c ")).toBe("a # b c");
  });
});

describe("the parts of a comment", () => {
  it("hold what Discord takes, also where escaping doubles a text", () => {
    for (const text of ["*".repeat(5_000), "word ".repeat(2_000), "👩‍👩‍👧‍👦".repeat(900), "\n \n"]) {
      const parts = partsOf(aComment("1", { text, origin: "import" }), "webhook");
      for (const part of parts) {
        expect(part.length).toBeLessThanOrEqual(2_000);
        expect(part).toBe(part.trim());
        expect(part).not.toBe("");
      }
      expect(
        parts
          .join("")
          .replaceAll("\\", "")
          .replace(/[\s\u200B]/g, ""),
      ).toBe(text.replace(/\s/g, ""));
    }
  });

  it("of a live comment stay as the member wrote them", () => {
    expect(partsOf(aComment("1", { text: "**bold**" }), "webhook")).toEqual(["**bold**"]);
  });
});
