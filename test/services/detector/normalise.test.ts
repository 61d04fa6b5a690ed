import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normaliseText, originalSpan, TRAIT } from "#src/services/detector/normalise.ts";

const folded = (text: string): string => normaliseText(text).text;
const anyText = fc.oneof(fc.string({ unit: "binary" }), fc.string({ unit: "grapheme" }));

describe("normaliseText", () => {
  it("takes invisible characters, marks and case away", () => {
    expect(folded("F\u200br\u2060e\u00ade Gi\u0336ft\ufeff")).toBe("free gift");
    expect(folded("Crème BRÛLÉE")).toBe("creme brulee");
  });

  it("reads look-alikes, wide and styled letters as Latin ones", () => {
    expect(folded("\u0440\u0430\u0443\u0440\u0430l ｃａｓｉｎｏ 𝐛𝐨𝐥𝐝 🅕🅡🅔🅔")).toBe("paypal casino bold free");
    expect(folded("“it’s”—ok…")).toBe(`"it's"-ok...`);
  });

  it("leaves other scripts readable to those who read them", () => {
    expect(folded("が 한국어 नमस्ते 中文")).toBe("が 한국어 नमस्ते 中文");
  });

  it("remembers where each piece came from", () => {
    const text = "Get ﬁ\u200bve 𝐟𝐫𝐞𝐞 coins";
    const normalised = normaliseText(text);
    expect(normalised.text).toBe("get five free coins");
    const { start, end } = originalSpan(normalised, 9, 13);
    expect(text.slice(start, end)).toBe("𝐟𝐫𝐞𝐞");
  });

  it("tells capitals, disguise and foreign letters apart", () => {
    const { traits } = normaliseText("Aｂс\u200bd");
    expect([...traits]).toEqual([TRAIT.upper, TRAIT.disguised, TRAIT.foreign, TRAIT.disguised]);
    expect(normaliseText("e\u0301t").traits).toEqual(new Uint8Array([0, 0]));
  });

  it("changes nothing the second time", () => {
    fc.assert(
      fc.property(anyText, (text) => folded(folded(text)) === folded(text)),
      { numRuns: 500 },
    );
  });

  it("maps every position into the original, in order", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { text: short, starts, ends, traits } = normaliseText(text);
        expect([starts.length, ends.length, traits.length]).toEqual([short.length, short.length, short.length]);
        for (let at = 0; at < short.length; at++) {
          expect(starts[at]).toBeLessThan(ends[at] ?? -1);
          expect(ends[at]).toBeLessThanOrEqual(text.length);
          if (at > 0) expect(starts[at]).toBeGreaterThanOrEqual(starts[at - 1] ?? 0);
        }
      }),
    );
  });
});
