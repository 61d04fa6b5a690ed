import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createPhraseFinder } from "#src/services/detector/phrases.ts";
import { MOST_SUGGESTED, suggestPhrase } from "#src/services/detector/suggest-phrase.ts";
import { readText } from "#src/services/detector/text-features.ts";

describe("a suggested phrase", () => {
  it("is the host of a link, else words that stand out", () => {
    expect(suggestPhrase("Look at https://www.quick-loans.com/now, it is great")).toBe("quick-loans.com");
    expect(suggestPhrase("I can help you with the guaranteed returns of it")).toBe("guaranteed returns");
    expect(suggestPhrase("so it is as it was")).toBe("");
    expect(suggestPhrase("")).toBe("");
  });

  it("is found in the text that it was taken from, however that is written, and fits into a button", () => {
    const words = fc.array(
      fc.constantFrom("Miracle", "ⓔⓐⓢⓨ", "the", "mοney", "of", "https://a-b.example.org", "!", "ab", "🎉"),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ maxLength: 300 }),
          words.map((all) => all.join(" ")),
        ),
        (text) => {
          const phrase = suggestPhrase(text);
          expect(phrase.length).toBeLessThanOrEqual(MOST_SUGGESTED);
          if (phrase !== "") expect(createPhraseFinder([phrase])(readText(text))).not.toBeNull();
        },
      ),
    );
  });
});
