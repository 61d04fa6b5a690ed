import { describe, expect, test } from "vitest";
import { parseInline, safeUrl } from "#sandbox/page/client/text/inline.ts";
import { parseMarkdown } from "#sandbox/page/client/text/markdown.ts";
import { formatMessageTime, formatTimestamp } from "#sandbox/page/client/text/time.ts";

const text = (text: string): { kind: "text"; text: string } => ({ kind: "text", text });

describe("marks within a line", () => {
  test("bold, italic, underline, strike and spoiler nest", () => {
    expect(parseInline("**a _b_** __c__ ~~d~~ ||e||")).toEqual([
      { kind: "strong", children: [text("a "), { kind: "emphasis", children: [text("b")] }] },
      text(" "),
      { kind: "underline", children: [text("c")] },
      text(" "),
      { kind: "strike", children: [text("d")] },
      text(" "),
      { kind: "spoiler", children: [text("e")] },
    ]);
  });

  test("a name with underscores is not italic", () => {
    expect(parseInline("some_snake_case and 2 * 3 * 4")).toEqual([text("some_snake_case and 2 * 3 * 4")]);
  });

  test("a backslash takes the meaning from a mark, and code from everything in it", () => {
    expect(parseInline("\\*a\\* `**b**`")).toEqual([text("*a* "), { kind: "code", text: "**b**" }]);
  });

  test("mentions, timestamps and custom emoji are read with their ids", () => {
    expect(parseInline("<@1> <@!2> <#3> <@&4> </comments list:5> <t:60:R> <:wave:6> @everyone")).toEqual([
      { kind: "user", id: "1" },
      text(" "),
      { kind: "user", id: "2" },
      text(" "),
      { kind: "channel", id: "3" },
      text(" "),
      { kind: "role", id: "4" },
      text(" "),
      { kind: "command", name: "comments list" },
      text(" "),
      { kind: "time", seconds: 60, style: "R" },
      text(" "),
      { kind: "emoji", name: "wave", id: "6" },
      text(" "),
      { kind: "everyone", text: "@everyone" },
    ]);
  });

  test("a bare address becomes a link and leaves the full stop behind", () => {
    expect(parseInline("see https://example.org/a_(b). Then")).toEqual([
      text("see "),
      { kind: "link", url: "https://example.org/a_(b)", children: [text("https://example.org/a_(b)")] },
      text(". Then"),
    ]);
  });

  test.each([
    "javascript:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "JaVaScRiPt:alert(1)",
    "//example.org",
    "https://",
  ])("%s is no link", (url) => {
    expect(safeUrl(url)).toBeNull();
    expect(parseInline(`[click](${url})`).some((node) => node.kind === "link")).toBe(false);
  });

  test("an unclosed mark is text, however many there are", () => {
    const source = "**".repeat(2_000);
    expect(parseInline(source).every((node) => node.kind === "text" || node.kind === "strong")).toBe(true);
    expect(parseInline("[".repeat(4_000))).toEqual([text("[".repeat(4_000))]);
  });
});

describe("blocks", () => {
  test("headings, small print, quotes and paragraphs follow each other", () => {
    const kinds = parseMarkdown("# One\ntext\nmore\n> quoted\n> twice\n-# small\n>>> all\nthe rest").map(
      (block) => block.kind,
    );
    expect(kinds).toEqual(["heading", "paragraph", "quote", "subtext", "quote"]);
  });

  test("a list holds the list within it", () => {
    expect(parseMarkdown("- a\n  - b\n- c")).toEqual([
      {
        kind: "list",
        start: null,
        items: [
          [
            { kind: "paragraph", children: [text("a")] },
            { kind: "list", start: null, items: [[{ kind: "paragraph", children: [text("b")] }]] },
          ],
          [{ kind: "paragraph", children: [text("c")] }],
        ],
      },
    ]);
  });

  test("a numbered list keeps its first number", () => {
    expect(parseMarkdown("3. a\n4. b")).toMatchObject([{ kind: "list", start: 3, items: [[{}], [{}]] }]);
  });

  test("a fence keeps its text as it is and names its language", () => {
    expect(parseMarkdown("before ```ts\n**x** <b>\n``` after")).toEqual([
      { kind: "paragraph", children: [text("before ")] },
      { kind: "codeBlock", language: "ts", text: "**x** <b>" },
      { kind: "paragraph", children: [text(" after")] },
    ]);
  });

  test("HTML is nothing but text", () => {
    const source = '<img src=x onerror="alert(1)"><script>alert(1)</script>';
    expect(parseMarkdown(source)).toEqual([{ kind: "paragraph", children: [text(source)] }]);
  });

  test("a fence that never ends is read in good time", () => {
    expect(parseMarkdown("```" + "\n".repeat(4_000))).toHaveLength(1);
  });
});

describe("times", () => {
  const viewer = { locale: "en-GB", timeZone: "Europe/Berlin" };
  const at = Date.UTC(2009, 2, 11, 11, 16, 5);

  test.each([
    ["t", "12:16"],
    ["T", "12:16:05"],
    ["d", "11/03/2009"],
    ["D", "11 March 2009"],
    ["f", "11 March 2009 at 12:16"],
    ["F", "Wednesday, 11 March 2009 at 12:16"],
  ])("style %s is written in the reader's zone", (style, expected) => {
    expect(formatTimestamp(at, style, at, viewer)).toBe(expected);
  });

  test("a relative time says how far away it is", () => {
    expect(formatTimestamp(at, "R", at + 2 * 3_600_000, viewer)).toBe("2 hours ago");
    expect(formatTimestamp(at, "R", at - 3 * 86_400_000, viewer)).toBe("in 3 days");
  });

  test("a time that no calendar has does not break the page", () => {
    expect(formatTimestamp(9e18, "f", at, viewer)).toBe("Invalid date");
  });

  test("a message of yesterday says so", () => {
    expect(formatMessageTime(at, at + 60_000, viewer)).toBe("12:16");
    expect(formatMessageTime(at, at + 86_400_000, viewer)).toBe("Yesterday at 12:16");
    expect(formatMessageTime(at, at + 3 * 86_400_000, viewer)).toBe("11/03/2009 12:16");
  });
});
