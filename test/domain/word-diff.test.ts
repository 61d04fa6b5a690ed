import { array, assert, constantFrom, property, string } from "fast-check";
import { describe, expect, it } from "vitest";
import { type DiffPart, diffWords, shortenDiff } from "#src/domain/word-diff.ts";

const show = (parts: DiffPart[]): string =>
  parts.map(({ text, kind }) => (kind === "same" ? text : kind === "added" ? `+${text}+` : `-${text}-`)).join("");

describe("what an edit changed", () => {
  it("is told word by word, also where words are written without spaces", () => {
    expect(show(diffWords("the old mat", "the new mat"))).toBe("the -old-+new+ mat");
    expect(show(diffWords("", "new"))).toBe("+new+");
    expect(show(diffWords("今日は猫を見た", "今日は犬を見た"))).toBe("今日は-猫-+犬+を見た");
  });

  it("gives both versions back, whatever they are", () => {
    const text = array(constantFrom("a", "b ", "\n", "漢字", "*", "word", " ")).map((parts) => parts.join(""));
    for (const one of [text, string({ unit: "grapheme" })]) {
      assert(
        property(one, one, (before, after) => {
          const parts = diffWords(before, after);
          const side = (kind: string): string =>
            parts
              .filter((part) => part.kind !== kind)
              .map(({ text: piece }) => piece)
              .join("");
          expect([side("added"), side("removed")]).toEqual([before, after]);
        }),
      );
    }
  });

  it("comes to an end for long texts that have nothing in common", () => {
    const texts = ["a", "b"].map((letter) =>
      Array.from({ length: 3_000 }, (_, index) => `${letter}${index}`).join(" "),
    );
    expect(diffWords(texts[0] ?? "", texts[1] ?? "").map(({ kind }) => kind)).toEqual(["removed", "added"]);
  });

  it("is shown with a little of what stands around it", () => {
    const parts = diffWords(`${"x ".repeat(100)}old${" y".repeat(100)}`, `${"x ".repeat(100)}new${" y".repeat(100)}`);
    const short = show(shortenDiff(parts, 6));
    expect(short).toMatch(/^… x x x -old-\+new\+ y y y …$/);
  });
});
