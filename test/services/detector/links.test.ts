import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findLinks } from "#src/services/detector/links.ts";
import type { LinkOddity } from "#src/domain/detector-verdict.ts";
import { normaliseText, originalSpan } from "#src/services/detector/normalise.ts";

const linksIn = (text: string): ReturnType<typeof findLinks> => findLinks(normaliseText(text));

describe("findLinks", () => {
  it.each<[text: string, host: string, oddities: LinkOddity[]]>([
    ["see https://docs.example.com/a?b=c#d.", "docs.example.com", []],
    ["my page is www.example.org", "www.example.org", []],
    ["[the manual](https://example.com/manual)", "example.com", ["masked"]],
    ["[example.org](https://example.com/x)", "example.com", ["mismatched", "masked"]],
    ['<a href="https://example.com/x">cheap shoes</a>', "example.com", ["masked"]],
    ["https://bit.ly/3abc", "bit.ly", ["shortener"]],
    ["join discord.gg/abcdef", "discord.gg", ["invite"]],
    ["https://discord.com/invite/abcdef", "discord.com", ["invite"]],
    ["visit mysite dot com today", "mysite.com", ["spelledOut"]],
    ["visit mysite (dot) net", "mysite.net", ["spelledOut"]],
    ["http://203.0.113.9/x", "203.0.113.9", ["ip"]],
    ["http://3405803785/x", "3405803785", ["ip"]],
    ["https://example.com@example.net/login", "example.net", ["userinfo"]],
    ["https://dlscord.com/gifts", "dlscord.com", ["imitated"]],
    ["https://discord-nitro.example.com", "discord-nitro.example.com", ["imitated"]],
    ["https://paypal.com.example.net/", "paypal.com.example.net", ["imitated"]],
    ["https://ex\u0430mple.com/", "example.com", ["disguised"]],
    ["http://xn--e1afmkfd.xn--p1ai", "xn--e1afmkfd.xn--p1ai", ["punycode"]],
  ])("%s", (text, host, oddities) => {
    expect(linksIn(text)).toMatchObject([{ kind: "web", host, oddities }]);
  });

  it.each([
    "run main.rs and read README.md",
    "i like it.so do you",
    "e.g. this, i.e. that",
    "version 1.2.3",
    "a dot in the sky",
    "",
  ])("finds none in: %s", (text) => {
    expect(linksIn(text)).toEqual([]);
  });

  it("knows the owners of names that others imitate", () => {
    for (const host of [
      "discord.com/channels/1/2",
      "discordpy.readthedocs.io",
      "someone.github.io",
      "support.discord.com",
    ])
      expect(linksIn(`https://${host}`)).toMatchObject([{ oddities: [] }]);
  });

  it("takes a site on a shared domain for a domain of its own", () => {
    expect(linksIn("https://someone.github.io/x https://shop.example.co.uk")).toMatchObject([
      { domain: "someone.github.io", path: "/x" },
      { domain: "example.co.uk" },
    ]);
  });

  it("points at the passage in the original text", () => {
    const text = "ｓｅｅ  ｗｗｗ.example.com/ｘ now";
    const normalised = normaliseText(text);
    const [link] = findLinks(normalised);
    const { start, end } = originalSpan(normalised, link?.start ?? 0, link?.end ?? 0);
    expect(text.slice(start, end)).toBe("ｗｗｗ.example.com/ｘ");
  });

  it("never overlaps, whatever is written", () => {
    const piece = fc.constantFrom(
      "http://",
      "a.com",
      "[x](",
      ")",
      "@",
      "<a href=",
      ">",
      "</a>",
      " dot com",
      ".",
      "/",
      " ",
      "xn--",
    );
    fc.assert(
      fc.property(
        fc.array(fc.oneof(piece, fc.string({ unit: "binary", maxLength: 4 })), { maxLength: 60 }),
        (pieces) => {
          const links = linksIn(pieces.join(""));
          for (const [at, link] of links.entries()) {
            expect(link.end).toBeGreaterThan(link.start);
            expect(link.start).toBeGreaterThanOrEqual(links[at - 1]?.end ?? 0);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
