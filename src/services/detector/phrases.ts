import { normaliseText } from "./normalise.ts";
import { plainWord } from "./text-features.ts";
import type { ReadText } from "./text-features.ts";
import { cutTokens, type Token } from "./tokens.ts";

export type FoundPhrase = { phrase: string; /** Code units of the normalised text. */ from: number; to: number };
export type PhraseFinder = (read: ReadText) => FoundPhrase | null;

/** Scripts that put no space between words: a phrase is looked for anywhere. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;

type Entry = { phrase: string; words: readonly string[]; isOpen: boolean };

/**
 * Looks for words and phrases however they are written: folded, in any case, with signs between the words. A `*` at the end of a
 * phrase stands for any ending. One pass over the text, however many phrases there are.
 */
export function createPhraseFinder(phrases: readonly string[]): PhraseFinder {
  const unspaced = phrases
    .filter((phrase) => UNSPACED.test(phrase))
    .map((phrase) => ({ phrase, text: normaliseText(phrase).text }));
  const entries = phrases.filter((phrase) => !UNSPACED.test(phrase)).map(readPhrase);
  const byFirst = Map.groupBy(
    entries.filter(({ words, isOpen }) => words.length > 1 || (words.length === 1 && !isOpen)),
    ({ words }) => words[0],
  );
  const prefixes = entries.filter(({ words, isOpen }) => words.length === 1 && isOpen);
  return (read) => {
    const words = wordsOf(read.tokens);
    for (const [at, { word }] of words.entries())
      for (const entry of [...(byFirst.get(word) ?? []), ...prefixes]) {
        const last = words[at + entry.words.length - 1];
        if (last && matchesAt(entry, words, at))
          return { phrase: entry.phrase, from: words[at]?.start ?? 0, to: last.end };
      }
    for (const { phrase, text } of unspaced) {
      const from = read.normalised.text.indexOf(text);
      if (from >= 0 && text !== "") return { phrase, from, to: from + text.length };
    }
    return null;
  };
}

type Word = { word: string; start: number; end: number };

/** Words joined by a hyphen count as several, and so do the parts of a host: `cheap-pills.example` is found as it is written. */
function wordsOf(tokens: readonly Token[]): Word[] {
  return tokens.flatMap(({ kind, text, start, end }) => {
    if (kind === "link") return text.split(/[.-]/).map((part) => ({ word: plainWord(part), start, end }));
    if (kind !== "word" && kind !== "number") return [];
    if (kind !== "word" || !text.includes("-") || end - start !== text.length)
      return [{ word: plainWord(text), start, end }];
    let at = start;
    return text.split("-").map((part) => {
      const from = at;
      at += part.length + 1;
      return { word: plainWord(part), start: from, end: from + part.length };
    });
  });
}

function readPhrase(phrase: string): Entry {
  const isOpen = phrase.endsWith("*");
  const tokens = cutTokens(normaliseText(isOpen ? phrase.slice(0, -1) : phrase), []);
  return { phrase, words: wordsOf(tokens).map(({ word }) => word), isOpen };
}

function matchesAt({ words: wanted, isOpen }: Entry, words: readonly Word[], at: number): boolean {
  return wanted.every((word, index) => {
    const found = words[at + index]?.word;
    if (found === undefined) return false;
    return isOpen && index === wanted.length - 1 ? found.startsWith(word) : found === word;
  });
}
