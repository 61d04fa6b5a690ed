import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  compareFingerprints,
  createFingerprintIndex,
  type Fingerprint,
  fingerprintOf,
  fingerprintSchema,
} from "#src/services/detector/fingerprint.ts";
import { readText } from "#src/services/detector/text-features.ts";

const fingerprint = (text: string): Fingerprint => fingerprintOf(readText(text));
const OFFER =
  "Earn four thousand a week from home with our proven plan, message Karin on the number below and start this evening";

describe("a fingerprint", () => {
  it("is the same for the same words, however they are dressed", () => {
    for (const dressed of [
      OFFER.toUpperCase(),
      OFFER.replaceAll(",", " !!"),
      OFFER.replaceAll("e", "\u0435"),
      `\u200b${OFFER}`,
    ])
      expect(compareFingerprints(fingerprint(dressed), fingerprint(OFFER)), dressed).toBe("same");
  });

  it("is near when a word or two changed, and not for other texts", () => {
    expect(compareFingerprints(fingerprint(OFFER.replace("Karin", "Petra")), fingerprint(OFFER))).toBe("near");
    expect(compareFingerprints(fingerprint(`Hi! ${OFFER}`), fingerprint(OFFER))).toBe("near");
    const other = "I think the second chapter explains it better than the first one does, at least to me as a beginner";
    expect(compareFingerprints(fingerprint(other), fingerprint(OFFER))).toBeNull();
  });

  it("takes short texts for like nothing but themselves", () => {
    expect(compareFingerprints(fingerprint("thank you"), fingerprint("thank you"))).toBeNull();
    expect(compareFingerprints(fingerprint("great tips as always"), fingerprint("great tips as always"))).toBe("same");
    expect(compareFingerprints(fingerprint("great tips as usual"), fingerprint("great tips as always"))).toBeNull();
  });

  it("can be kept: hex strings of one length for any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(fingerprintSchema.parse(fingerprint(text))).toEqual(fingerprint(text));
      }),
    );
  });
});

describe("a fingerprint index", () => {
  it("forgets what is taken out", () => {
    const index = createFingerprintIndex([fingerprint(OFFER)]);
    expect([index.size, index.find(fingerprint(OFFER))]).toEqual([1, "same"]);
    index.remove(fingerprint(OFFER));
    expect([index.size, index.find(fingerprint(OFFER))]).toEqual([0, null]);
  });
});
