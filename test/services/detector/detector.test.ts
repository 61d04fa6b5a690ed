import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defaultDetectorSettings, type DetectorSettings } from "#src/domain/detector-settings.ts";
import { type ReasonCode, verdictSchema } from "#src/domain/detector-verdict.ts";
import type { AuthorContext, CommentContext, RecentComment } from "#src/services/detector/context.ts";
import { createDetector, type Inspection } from "#src/services/detector/detector.ts";
import { createFingerprintIndex } from "#src/services/detector/fingerprint.ts";
import { loadModel } from "#src/services/detector/model-file.ts";
import { topicOf } from "#src/services/detector/topic.ts";

const detector = createDetector({ model: loadModel() });
const NOW = "2026-05-01T12:00:00.000Z";

const newcomer: AuthorContext = {
  id: "900",
  name: "somebody",
  isStaff: false,
  isTrusted: false,
  accountCreatedAt: "2026-05-01T02:00:00.000Z",
  joinedAt: "2026-05-01T11:50:00.000Z",
  commentCount: 0,
  linkCount: 0,
  removedCount: 0,
};
const regular: AuthorContext = {
  ...newcomer,
  accountCreatedAt: "2020-01-01T00:00:00.000Z",
  joinedAt: "2024-01-01T00:00:00.000Z",
  commentCount: 12,
  linkCount: 2,
};

function inspect(
  text: string,
  context: Partial<CommentContext> = {},
  settings: Partial<DetectorSettings> = {},
): Inspection {
  const whole = { at: NOW, commentId: "1", threadId: "10", author: null, ...context };
  return detector.inspect(text, whole, { ...defaultDetectorSettings(), ...settings });
}
const codesOf = ({ reasons }: Inspection): ReasonCode[] => reasons.map(({ code }) => code);

const ADVERTISEMENT =
  "Great post, thanks for sharing! We offer the best web design services, visit our website https://cheap-sites.example.com for offers.";
const QUESTION = "In the second step the plot stays empty for me. Which version of the library did you use?";

describe("the detector", () => {
  it("lets an ordinary comment pass without a word, also a stranger's", () => {
    expect(inspect(QUESTION)).toMatchObject({ verdict: "pass", reasons: [] });
    expect(inspect(QUESTION, { author: newcomer }).verdict).toBe("pass");
  });

  it("flags an advertisement by its text alone, and holds it only when a newcomer wrote it", () => {
    expect(inspect(ADVERTISEMENT).verdict).toBe("flag");
    expect(inspect(ADVERTISEMENT, { author: newcomer }).verdict).toBe("hold");
  });

  it("holds nothing for the text alone", () => {
    const unknownPast = { ...regular, commentCount: 1, linkCount: 1 };
    const text = ADVERTISEMENT.replace("https://cheap-sites.example.com ", "");
    const inspection = inspect(`${text} ${text}`, { author: unknownPast });
    expect(codesOf(inspection)).toEqual(["text"]);
    expect(inspection.verdict).toBe("flag");
  });

  it("lets staff and trusted members pass, and says what it would have been", () => {
    for (const author of [
      { ...newcomer, isStaff: true },
      { ...newcomer, isTrusted: true },
      { ...regular, commentCount: 20 },
    ]) {
      const inspection = inspect(ADVERTISEMENT, { author });
      expect(inspection.verdict).toBe("pass");
      expect(inspection.unspared).not.toBe("pass");
      expect(codesOf(inspection)).toContain("text");
    }
    expect(inspect(ADVERTISEMENT, { author: { ...regular, commentCount: 20, removedCount: 1 } }).verdict).toBe("hold");
  });

  it("points each reason at its passage, also in a disguised text", () => {
    const text = "Hello.\n\nBuy at ｃｈｅａｐ-pills.example.com, only t\u200boday";
    const { reasons } = inspect(text, { author: newcomer });
    const passages = new Map(
      reasons.map(({ code, passage }) => [code, passage && text.slice(passage.start, passage.end)]),
    );
    expect(passages.get("oddLink")).toBe("ｃｈｅａｐ-pills.example.com");
  });

  it("finds a watched phrase however it is written", () => {
    const watching = { watchList: ["dream job", "crypto*"] };
    for (const text of ["A DREAM-JOB for you", "a dr\u0435\u0430m  j0b!", "cryptocoins, now"]) {
      const inspection = inspect(text, {}, watching);
      expect(inspection.verdict, text).toBe("flag");
      expect(codesOf(inspection)[0]).toBe("watchedPhrase");
    }
    expect(inspect("I dream of a job", {}, watching)).toMatchObject({ verdict: "pass", reasons: [] });
  });

  it("knows a text again that was removed here, also when it was changed a little", () => {
    const text =
      "I was poor until I met Mrs Hill who turned my two hundred dollars into nine thousand in one week, write to her";
    const removed = createFingerprintIndex([inspect(text).fingerprint]);
    expect(codesOf(inspect(text.toUpperCase(), { removed }))).toContain("sameAsRemoved");
    expect(codesOf(inspect(text.replace("Mrs Hill", "Mrs Hall"), { removed }))).toContain("likeRemoved");
    expect(codesOf(inspect(QUESTION, { removed }))).not.toContain("likeRemoved");
  });

  it("sees the same text in several threads, and one host from several newcomers", () => {
    const text = "Everybody look at https://one.example.net it is really something you should not miss today";
    const memoryOf = (id: number): RecentComment => {
      const author = { ...newcomer, id: String(id) };
      const { memory } = inspect(text, { author, commentId: String(id), threadId: String(id + 50) });
      if (!memory) throw new Error("a comment with an author is remembered");
      return memory;
    };
    const recent = [memoryOf(2), memoryOf(3), memoryOf(4)];
    const inspection = inspect(text, { author: newcomer, recent });
    expect(inspection.verdict).toBe("hold");
    expect(codesOf(inspection)).toEqual(expect.arrayContaining(["sameElsewhere", "sameFromOthers", "sharedHost"]));
    const late = inspect(text, { author: newcomer, recent, at: "2026-05-01T14:00:00.000Z" });
    expect(codesOf(late)).not.toContain("sameElsewhere");
  });

  it("sees a burst, and many mentions", () => {
    const recent = Array.from({ length: 6 }, (_, id): RecentComment => ({
      commentId: String(id + 5),
      threadId: "10",
      authorId: newcomer.id,
      isNewMember: true,
      at: NOW,
      fingerprint: inspect(`word ${id}`).fingerprint,
      domains: [],
    }));
    expect(codesOf(inspect("and another one", { author: newcomer, recent }))).toContain("burst");
    const mentions = Array.from({ length: 6 }, (_, id) => `<@10000000000000000${id}>`).join(" ");
    expect(codesOf(inspect(`${mentions} hello`))).toContain("mentions");
    expect(codesOf(inspect("@everyone hello"))).toContain("mentionsEveryone");
  });

  it("flags a wall of words that has nothing to do with its place, but neither sign alone", () => {
    const topic = topicOf([
      "Growing tomatoes on a balcony: pots, soil, watering and the best kinds for a small sunny place in the city",
      "I water mine every morning and the leaves still turn yellow near the bottom, is the soil to blame or the fertilizer?",
      "Cherry tomatoes ripen faster than beefsteak kinds. Pinch the side shoots, give them sticks, and harvest until October.",
      "Mine had blossom end rot last summer, since I forgot watering during holidays; calcium helped, mulch helped even more.",
      "Basil beside tomatoes keeps insects away, or so my neighbour believes, whose balcony faces south and bakes in June.",
    ]);
    const wall =
      "our office arranges mortgage lending throughout every county including families whose previous lender declined them " +
      "borrowers choose between fixed variable tracker discounted offset products while advisers compare monthly repayments " +
      "arrangement fees valuation charges legal expenses insurance premiums early redemption penalties stamp duty deposits " +
      "guarantors remortgaging consolidating existing debts releasing equity bridging finance commercial premises auction " +
      "purchases holiday apartments shared ownership pensioners lending contractors directors landlords portfolios consent";
    expect(codesOf(inspect(wall))).toEqual(["wallOfText"]);
    const prose = `${wall.replaceAll(" monthly", ". Monthly").replaceAll(" guarantors", ", guarantors")}.`;
    expect(inspect(prose, { topic }).verdict).toBe("pass");
    expect(inspect(wall, { topic })).toMatchObject({ verdict: "flag" });
  });

  it("notes links, but not those to the article's site or to allowed hosts", () => {
    const text = "More at https://docs.example.org/page";
    expect(codesOf(inspect(text))).toEqual(["link"]);
    expect(codesOf(inspect(text, { articleUrl: "https://www.example.org/story" }))).toEqual([]);
    expect(codesOf(inspect(text, {}, { allowedHosts: ["example.org"] }))).toEqual([]);
    expect(codesOf(inspect(text, {}, { allowedHosts: ["ample.org"] }))).toEqual(["link"]);
  });

  it("sees that a site is the author's own by name or by initials", () => {
    const link = "I wrote about it: https://www.gardensoftheworld.example";
    expect(codesOf(inspect(link.replace(".example", ".com"), { authorName: "Gardens of the World" }))).toEqual([
      "ownSite",
    ]);
    expect(codesOf(inspect("see https://growyourownpots.com/x", { authorName: "grwnp" }))).toEqual(["ownSite"]);
    expect(codesOf(inspect("see https://growyourownpots.com/x", { authorName: "Maria" }))).toEqual(["link"]);
  });

  it("draws its lines where the server wants them", () => {
    const verdicts = (["lenient", "normal", "strict"] as const).map(
      (strictness) => inspect("see https://dlscord.com/x", {}, { strictness }).verdict,
    );
    expect(verdicts).toEqual(["pass", "flag", "flag"]);
    expect(inspect(ADVERTISEMENT, { author: newcomer }, { isOn: false })).toMatchObject({
      verdict: "pass",
      reasons: [],
    });
  });

  it("notes profanity only where that is asked for", () => {
    expect(inspect("what a load of bullshit").reasons).toEqual([]);
    expect(codesOf(inspect("what a load of bullsh1t", {}, { notesProfanity: true }))).toEqual(["profanity"]);
  });

  it("hears of edits after approval, of AutoMod, of quiet threads and of earlier removals", () => {
    const inspection = inspect("hello again", {
      author: { ...newcomer, removedCount: 2 },
      isEditedAfterApproval: true,
      autoModRule: "Spam links",
      previousCommentAt: "2025-01-01T00:00:00.000Z",
    });
    expect(codesOf(inspection)).toEqual(["autoMod", "removedBefore", "newAccount", "newMember"]);
    const old = inspect("hello again", {
      author: { ...regular, commentCount: 0 },
      previousCommentAt: "2025-01-01T00:00:00.000Z",
    });
    expect(codesOf(old)).toContain("quietThread");
  });

  it("judges any text without throwing, by its schema, with passages inside the text", () => {
    const hostile = fc.constantFrom(
      "[",
      "](",
      "http://",
      "a.",
      "@",
      "\u0336",
      "\u200b",
      "((((",
      "<a href=",
      "1,",
      "\ud800",
      " ",
    );
    const text = fc.oneof(
      fc.string({ unit: "binary", maxLength: 300 }),
      fc.array(hostile, { maxLength: 400 }).map((pieces) => pieces.join("")),
      fc.tuple(hostile, fc.integer({ min: 0, max: 3_000 })).map(([piece, times]) => piece.repeat(times)),
    );
    fc.assert(
      fc.property(text, (text) => {
        const { verdict, score, reasons } = inspect(text, { author: newcomer }, { watchList: ["a*"] });
        verdictSchema.parse({ verdict, score, reasons });
        for (const { passage } of reasons) if (passage) expect(passage.end).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 300 },
    );
  });

  it("takes no longer than its length allows, whatever is written", () => {
    for (const piece of [
      "[",
      "[a](",
      "<a href=",
      "a.",
      "@a",
      "http://a.b/",
      "dot ",
      "a ",
      "\u0336",
      "((",
      "e\u200b",
      "www.",
      "//",
      "1.",
      "-",
    ]) {
      const start = performance.now();
      inspect(piece.repeat(16_000 / piece.length));
      expect(performance.now() - start, piece).toBeLessThan(1_000);
    }
  });
});
