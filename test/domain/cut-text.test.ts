import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cutAtSentence, splitText } from "#src/domain/cut-text.ts";

const anyText = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 400 }),
  fc.string({ unit: "binary", maxLength: 400 }),
  fc.lorem({ maxCount: 40, mode: "sentences" }),
  fc
    .array(
      fc.constantFrom("```", "[a b](https://x.y/z?a=b)", "Hi. ", "two words ", "\n", "\n\n", " \u0301", "👩‍👩‍👧‍👦", "。"),
    )
    .map((parts) => parts.join("")),
);
const limit = fc.integer({ min: 2, max: 120 });
const loneSurrogate = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

describe("cutting a text", () => {
  it("leaves a short one alone", () => {
    expect(cutAtSentence("Short.", 6)).toEqual({ text: "Short.", isCut: false });
  });

  it("ends with a sentence where one is near", () => {
    expect(cutAtSentence("One is here. Two is there. Three", 30)).toEqual({
      text: "One is here. Two is there.",
      isCut: true,
    });
  });

  it("may end with a sentence that fits to the letter", () => {
    expect(cutAtSentence("One is here. Two is there.", 12).text).toBe("One is here.");
    expect(cutAtSentence("これは文です。次の文です。", 7).text).toBe("これは文です。");
  });

  it("cuts no address in two where it can", () => {
    expect(cutAtSentence("Look at https://example.org/search?q=bread and more", 42).text).toBe("Look at…");
    expect(cutAtSentence(`https://example.org/${"x".repeat(40)}`, 30).text).toBe("https://example.org/xxxxxxxxx…");
    expect(splitText(`Look: https://example.org/${"x".repeat(20)}?y=z`, 45)).toEqual([
      "Look: ",
      `https://example.org/${"x".repeat(20)}?y=z`,
    ]);
  });

  it("leaves no code block and no masked link open where it can", () => {
    expect(cutAtSentence("Some words here ```one two three four```", 28).text).toBe("Some words here…");
    expect(cutAtSentence("Some words here [one two](https://example.org) more", 24).text).toBe("Some words here…");
  });

  it("ends with a word and an ellipsis where no sentence ends", () => {
    expect(cutAtSentence("a long line without any end at all", 20)).toEqual({
      text: "a long line without…",
      isCut: true,
    });
  });

  it("cuts no character in two", () => {
    const families = "👩‍👩‍👧‍👦".repeat(10);
    const { text } = cutAtSentence(families, 30);
    expect(families.startsWith(text.slice(0, -1))).toBe(true);
    expect((text.length - 1) % "👩‍👩‍👧‍👦".length).toBe(0);
  });

  it("keeps to its limit and to the text's own beginning", () => {
    fc.assert(
      fc.property(anyText, limit, (text, most) => {
        const cut = cutAtSentence(text, most);
        expect(cut.text.length).toBeLessThanOrEqual(most);
        expect(text.startsWith(cut.isCut ? cut.text.replace(/…$/, "") : cut.text)).toBe(true);
        expect(cut.isCut).toBe(text.length > most);
        if (!loneSurrogate.test(text)) expect(cut.text).not.toMatch(loneSurrogate);
      }),
    );
  });
});

describe("splitting a text", () => {
  it("prefers paragraphs to lines, lines to sentences, sentences to words", () => {
    expect(splitText("First one.\nline\n\nSecond paragraph here.", 25)).toEqual([
      "First one.\nline\n\n",
      "Second paragraph here.",
    ]);
    expect(splitText("A sentence here. Another one follows.", 20)).toEqual([
      "A sentence here. ",
      "Another one follows.",
    ]);
    expect(splitText("words words words words", 12)).toEqual(["words words ", "words words"]);
  });

  it("keeps code blocks and masked links whole where they fit", () => {
    const code = "```\nlet a = 1;\nlet b = 2;\n```\n";
    expect(splitText(`Some words first.\n${code}then more`, 34)).toEqual(["Some words first.\n", code, "then more"]);
    expect(splitText("one two three [four five](https://example.org/six) seven", 40)).toEqual([
      "one two three ",
      "[four five](https://example.org/six) ",
      "seven",
    ]);
  });

  it("cuts a code block that is longer than a piece at its lines", () => {
    const code = `\`\`\`\n${"let a = 1;\n".repeat(10)}\`\`\`\nDone. And more.`;
    const pieces = splitText(code, 50);
    expect(pieces.join("")).toBe(code);
    for (const piece of pieces.slice(0, -1)) expect(piece.endsWith("\n")).toBe(true);
  });

  it("parts no accent from the space that carries it", () => {
    expect(splitText("aaaa \u0301bbbb", 5)).toEqual(["aaaa", " \u0301bbb", "b"]);
  });

  it("loses and adds nothing, and no piece is too long or empty", () => {
    fc.assert(
      fc.property(anyText, limit, (text, most) => {
        const pieces = splitText(text, most);
        expect(pieces.join("")).toBe(text);
        for (const piece of pieces) {
          expect(piece.length).toBeLessThanOrEqual(most);
          if (text !== "") expect(piece).not.toBe("");
          if (!loneSurrogate.test(text)) expect(piece).not.toMatch(loneSurrogate);
        }
      }),
    );
  });

  it("gets through megabytes without white space", () => {
    expect(splitText("x".repeat(2_000_000), 2_000).length).toBe(1_000);
  });
});
