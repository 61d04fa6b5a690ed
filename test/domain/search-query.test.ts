import { assert, constantFrom, array, property, string } from "fast-check";
import { describe, expect, it } from "vitest";
import { findWords } from "#src/domain/find-words.ts";
import { isSearchable, parseSearch } from "#src/domain/search-query.ts";
import { decodeSearch, encodeSearch } from "#src/domain/search-request.ts";
import { longId, shortId } from "#src/domain/short-id.ts";
import { unitsOf } from "#src/domain/word-units.ts";

const NOW = Date.UTC(2026, 10, 23, 12);
const parse = (text: string) => parseSearch(text, NOW);
const hints = (text: string) => parse(text).hints.map(({ code }) => code);

describe("a search", () => {
  it("is words, phrases, beginnings and what must not be there", () => {
    expect(parse('Käse "sour  dough" -cake -"day old" bak*')).toMatchObject({
      terms: [
        { text: "kase", isPrefix: false },
        { text: "sour  dough", isPrefix: false },
        { text: "bak*", isPrefix: true },
      ],
      excluded: [
        { text: "cake", isPrefix: false },
        { text: "day old", isPrefix: false },
      ],
      hints: [],
    });
    expect(parse("foo-bar don’t “curly quotes” 「鉤括弧」").terms.map(({ text }) => text)).toEqual([
      "foo-bar",
      "don’t",
      "curly quotes",
      "鉤括弧",
    ]);
  });

  it("is narrowed by filters, with a space behind the colon or not, in any case", () => {
    const query = parse(
      'Author: aiko from:"Bo K" article:"the bread" after:2026-01-02 before:2026-02 has:link has:file',
    );
    expect(query).toMatchObject({
      terms: [],
      authors: ["aiko", "Bo K"],
      articles: ["the bread"],
      from: Date.UTC(2026, 0, 2),
      until: Date.UTC(2026, 1, 1),
      has: ["link", "file"],
      hints: [],
    });
    expect(parse("after:2024 after:2025 before:7d").from).toBe(Date.UTC(2025, 0, 1));
    expect(parse("before:7d").until).toBe(NOW - 7 * 86_400_000);
    expect(parse("since:yesterday").from).toBe(Date.UTC(2026, 10, 22));
  });

  it("says what it did not understand, and looks for the rest", () => {
    expect(hints("")).toEqual(["nothingToFind"]);
    expect(hints("😀 ... *")).toEqual(["nothingToFind"]);
    expect(hints("-bread")).toEqual(["onlyExcluded"]);
    expect(hints('"open')).toEqual(["quoteOpen"]);
    expect(hints("bread author:")).toEqual(["filterEmpty"]);
    expect(hints("bread -author:bo")).toEqual(["filterExcluded"]);
    expect(hints("colour:red")).toEqual(["filterUnknown"]);
    expect(hints("bread after:2026-02-30")).toEqual(["dateUnreadable"]);
    expect(hints("bread has:cake")).toEqual(["hasUnknown"]);
    expect(hints("a ".repeat(20))).toEqual(["tooMuch"]);
    expect(hints("https://example.org/a:b 12:30 note: this")).toEqual([]);
    expect(parse("bread after:never").terms).toHaveLength(1);
  });

  it("is understood somehow, whatever is typed", () => {
    const pieces = constantFrom(
      '"',
      "-",
      "*",
      ":",
      " ",
      "author:",
      "before:",
      "has:",
      "(",
      ")",
      "^",
      "NEAR",
      "\0",
      "\uD800",
      "漢",
      "é",
    );
    const typed = array(pieces).map((parts) => parts.join(""));
    for (const text of [string({ unit: "binary" }), string({ unit: "grapheme" }), typed]) {
      assert(
        property(text, (one) => {
          const query = parse(one);
          expect(isSearchable(query) || query.hints.length > 0).toBe(true);
          for (const term of [...query.terms, ...query.excluded]) expect(unitsOf(term.text).length).toBeGreaterThan(0);
        }),
        { numRuns: 500 },
      );
    }
  });

  it("goes through a custom id and back", () => {
    assert(
      property(string({ unit: "grapheme", maxLength: 300 }), (text) => {
        const request = { text, order: "best" as const, articleId: "18446744073709551615", authorId: null };
        const code = encodeSearch(request);
        expect(code).not.toContain(":");
        expect(decodeSearch(code)).toEqual(request);
      }),
    );
    for (const code of ["", "x", "b.?.", "b...%", "b.zzzzzzzzzzzzzz..", "n.1.2"]) {
      expect([code, decodeSearch(code)?.articleId ?? null]).toEqual([code, null]);
    }
    expect(longId(shortId("1574490704971825152"))).toBe("1574490704971825152");
    expect(longId("zzzzzzzzzzzzz")).toBe(null);
  });
});

describe("finding words in a text", () => {
  const marked = (text: string, query: string): string =>
    findWords(text, parse(query).terms)
      .toReversed()
      .reduce((all, { from, to }) => `${all.slice(0, from)}[${all.slice(from, to)}]${all.slice(to)}`, text);

  it("marks what the search finds, whatever its case, accents and width", () => {
    expect(marked("Der Käse, KASE und käsig", "käse")).toBe("Der [Käse], [KASE] und käsig");
    expect(marked("Käse käsig", "kas*")).toBe("[Käse] [käsig]");
    expect(marked("sour dough, dough sour", '"sour dough"')).toBe("[sour dough], dough sour");
    expect(marked("ｆｕｌｌ re\u0301sume\u0301", "full résumé")).toBe("[ｆｕｌｌ] [re\u0301sume\u0301]");
    expect(marked("黒猫と猫", "猫")).toBe("黒[猫]と[猫]");
    expect(marked("한국어로 댓글을", "댓글")).toBe("한국어로 [댓글]을");
    expect(marked("がか", "か")).toBe("が[か]");
    expect(marked("a a a", "a")).toBe("[a] [a] [a]");
    expect(marked("nothing here", "bread")).toBe("nothing here");
  });

  it("finds stretches in order that do not overlap", () => {
    assert(
      property(string({ unit: "grapheme" }), string({ unit: "grapheme", maxLength: 10 }), (text, query) => {
        let at = 0;
        for (const { from, to } of findWords(text, parse(query).terms)) {
          expect(from).toBeGreaterThanOrEqual(at);
          expect(to).toBeGreaterThan(from);
          at = to;
        }
        expect(at).toBeLessThanOrEqual(text.length);
      }),
    );
  });
});
