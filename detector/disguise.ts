import { seededRandom } from "./random.ts";

const CYRILLIC: Readonly<Record<string, string>> = {
  a: "а",
  c: "с",
  e: "е",
  i: "і",
  j: "ј",
  o: "о",
  p: "р",
  s: "ѕ",
  x: "х",
  y: "у",
};

/** Ways to hide a text from a filter that a reader hardly notices, each the same in every run. */
export const disguises = {
  zeroWidth: (text: string) => text.replace(/(\p{L})(?=\p{L})/gu, "$1\u200b"),
  fullwidth: (text: string) =>
    text.replace(/[!-~]/g, (character) => String.fromCodePoint((character.codePointAt(0) ?? 0) + 0xfee0)),
  lookAlike: (text: string) => text.replace(/[aceijopsxy]/g, (letter) => CYRILLIC[letter] ?? letter),
  marks: (text: string) => text.replace(/\p{L}/gu, "$&\u0336"),
  boldLetters: (text: string) =>
    text.replace(/[a-z]/g, (letter) => String.fromCodePoint(0x1d41a + letter.charCodeAt(0) - 97)),
} as const satisfies Record<string, (text: string) => string>;
export type Disguise = keyof typeof disguises;

const GOOD_WORDS_BEFORE = 40;
const GOOD_WORDS_AFTER = 20;

/** Puts a stretch of harmless comments before and after each text. */
export function padWithGoodWords(texts: readonly string[], harmless: readonly string[], seed = 1): string[] {
  const random = seededRandom(seed);
  const words = harmless.flatMap((text) => text.split(/\s+/).filter((word) => word !== ""));
  const stretch = (length: number): string => {
    const from = Math.floor(random() * Math.max(1, words.length - length));
    return words.slice(from, from + length).join(" ");
  };
  return texts.map((text) => `${stretch(GOOD_WORDS_BEFORE)} ${text} ${stretch(GOOD_WORDS_AFTER)}`);
}
