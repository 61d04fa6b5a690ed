import { afterEach, expect, it } from "vitest";
import { fingerprintOf } from "#src/services/detector/fingerprint.ts";
import { readText } from "#src/services/detector/text-features.ts";
import type { TextCriteria } from "#src/services/purge-match.ts";
import { startMatching, type TextMatching } from "#src/services/purge-matching.ts";

const NOTHING: TextCriteria = { terms: null, pattern: null, host: null, like: null };
let matching: TextMatching | null = null;
afterEach(() => matching?.stop());

async function fitting(asked: Partial<TextCriteria>, texts: string[]): Promise<string[]> {
  matching = await startMatching({ ...NOTHING, ...asked });
  const found = await matching.findFitting(texts);
  return found.map((index) => texts[index] ?? "");
}

it("words must all be there, as words, whatever their case and accents", async () => {
  const terms = [
    { text: "cheap", isPrefix: false },
    { text: "pill", isPrefix: true },
  ];
  const texts = ["CHEAP Pills!", "cheaply pills", "cheap", "chéap pillow"];
  expect(await fitting({ terms }, texts)).toEqual(["CHEAP Pills!", "chéap pillow"]);
});

it("a pattern reads emoji as characters, and what only the old rules allow", async () => {
  expect(await fitting({ pattern: "^😀{3}$" }, ["😀😀😀", "😀😀"])).toEqual(["😀😀😀"]);
  expect(await fitting({ pattern: "a\\-b" }, ["A-B", "ab"])).toEqual(["A-B"]);
});

it("a host means those below it, also where the link is spelled out or masked, and no name that ends alike", async () => {
  const texts = [
    "see https://shop.example.com/x",
    "see EXAMPLE.com",
    "[here](https://a.b.example.com)",
    "badexample.com",
    "example.com.evil.org",
  ];
  expect(await fitting({ host: "example.com" }, texts)).toEqual(texts.slice(0, 3));
});

it("likeness takes what was changed a little, not what is about the same", async () => {
  const like = fingerprintOf(readText("Earn money from home with this great new trading robot, write me today"));
  const near = "Earn money from home with this great new trading robot!! write me TODAY friend";
  const other = "I earn my money at home, too, and I liked what you said of the new robot";
  expect(await fitting({ like }, [near, other])).toEqual([near]);
});

it("all that is asked must hold", async () => {
  const texts = ["offer at example.com", "offer", "example.com"];
  expect(await fitting({ pattern: "offer", host: "example.com" }, texts)).toEqual(texts.slice(0, 1));
});

it("a pattern that explodes ends in time, and says so, while this thread goes on", { timeout: 10_000 }, async () => {
  const evil = await startMatching({ ...NOTHING, pattern: "^(a+)+$" }, 300);
  let ticks = 0;
  const ticking = setInterval(() => ticks++, 10);
  const outcome = evil.findFitting([`${"a".repeat(60)}!`]);
  await expect(outcome).rejects.toMatchObject({ code: "purgePatternSlow" });
  clearInterval(ticking);
  expect(ticks).toBeGreaterThan(5);
});

it("a pattern that eats memory is refused as well", { timeout: 20_000 }, async () => {
  const evil = await startMatching({ ...NOTHING, pattern: "(?:(?:(?:a?){500}){500}){500}b" }, 300);
  await expect(evil.findFitting(["a".repeat(2_000)])).rejects.toMatchObject({ code: "purgePatternSlow" });
});

it("what is no pattern is refused before anything is looked at", async () => {
  await expect(startMatching({ ...NOTHING, pattern: "(unclosed" })).rejects.toMatchObject({
    code: "purgePatternInvalid",
  });
});
