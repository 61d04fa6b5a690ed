import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { webhookName } from "#src/domain/webhook-name.ts";

describe("a webhook's name", () => {
  it("stays as it is where Discord takes it", () => {
    for (const name of ["wdywft", "Ileana B", "jim.lackey", "José 🎉", "王小明", "x".repeat(80)])
      expect(webhookName(name)).toBe(name);
  });

  it("is altered by one letter where Discord refuses a word in it", () => {
    for (const name of ["Discord Fan", "notdisCORDed", "Clyde", "bonnie and clyde", "everyone", "Here"]) {
      const altered = webhookName(name);
      expect(altered).not.toMatch(/discord|clyde|^(everyone|here)$/i);
      expect(altered.length).toBe(name.length);
      expect(Array.from(altered).filter((letter, index) => letter !== Array.from(name)[index]).length).toBe(1);
    }
  });

  it("is altered in each place where Discord refuses it", () => {
    const altered = webhookName("discordiscord clydeclyde DISCORD");
    expect(altered.length).toBe("discordiscord clydeclyde DISCORD".length);
    expect(altered).not.toMatch(/discord|clyde/i);
    expect(altered.replaceAll("с", "c").replaceAll("С", "C")).toBe("discordiscord clydeclyde DISCORD");
  });

  it("ends earlier where it is too long, within no character", () => {
    expect(webhookName("x".repeat(81))).toBe("x".repeat(80));
    expect(webhookName("👩‍👩‍👧‍👦".repeat(10))).toBe("👩‍👩‍👧‍👦".repeat(7));
    expect(webhookName(`a${"\u0301".repeat(200)}`)).toBe(`a${"\u0301".repeat(79)}`);
    expect(webhookName(`${"x".repeat(79)} yz`)).toBe("x".repeat(79));
  });

  it("is well-formed, with single spaces", () => {
    expect(webhookName("a\uD83D b")).toBe("a\uFFFD b");
    expect(webhookName("  Ileana \t\n B ")).toBe("Ileana B");
  });

  it("stands in for names that nobody could see", () => {
    for (const name of ["", "   ", "\u200B\u200D", "\u3164"]) expect(webhookName(name)).toBe("Anonymous");
  });

  it("always keeps Discord's rules, and is altered only once", () => {
    const names = fc.oneof(
      fc.string({ unit: "grapheme", maxLength: 200 }),
      fc.string({ unit: "binary", maxLength: 200 }),
      fc
        .array(fc.constantFrom("dis", "cord", "cly", "de", "HERE", "every", "one", " ", "\u200B"))
        .map((parts) => parts.join("")),
      fc.stringMatching(/^.{0,20}(discord|CLYDE|here).{0,100}$/),
    );
    fc.assert(
      fc.property(names, (name) => {
        const altered = webhookName(name);
        expect(altered).toBe(altered.trim());
        expect(altered.length).toBeGreaterThan(0);
        expect(altered.length).toBeLessThanOrEqual(80);
        expect(altered).not.toMatch(/discord|clyde|^(everyone|here)$/i);
        expect(altered).toMatch(/[^\s\p{Cc}\p{Cf}\p{Co}\p{M}]/u);
        expect(webhookName(altered)).toBe(altered);
      }),
    );
  });
});
