const LONGEST_NAME = 80;
const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });
/** Cyrillic letters that look like the Latin ones. */
const LOOK_ALIKES: Record<string, string> = { c: "с", C: "С", o: "о", O: "О", e: "е", E: "Е" };
const NAMELESS = "Anonymous";
/** Nothing a reader could see: spaces, controls, marks that need a letter, and the blank look-alikes of Hangul and Braille. */
const INVISIBLE = /^[\s\p{C}\p{M}\u115F\u1160\u2800\u3164\uFFA0]*$/u;

/**
 * A name under which Discord lets a webhook speak: 1 to 80 characters, not "everyone" or "here", and without "discord" and
 * "clyde". What it refuses is altered as little as can be: one letter becomes one that looks the same. A name that is fine stays
 * as it is. https://docs.discord.com/developers/resources/user#usernames-and-nicknames
 */
export function webhookName(name: string): string {
  const shown = shorten(name.replace(/\s+/g, " ").trim());
  if (INVISIBLE.test(shown)) return NAMELESS;
  return shown
    .replace(/discord|clyde/gi, (word) => replaceFirst(word, word.toLowerCase() === "clyde" ? /c/i : /o/i))
    .replace(/^(everyone|here)$/i, (word) => replaceFirst(word, /e/i));
}

function replaceFirst(word: string, letter: RegExp): string {
  return word.replace(letter, (found) => LOOK_ALIKES[found] ?? found);
}

function shorten(name: string): string {
  if (name.length <= LONGEST_NAME) return name;
  let kept = "";
  for (const { segment } of graphemes.segment(name.slice(0, LONGEST_NAME * 4))) {
    if (kept.length + segment.length > LONGEST_NAME) break;
    kept += segment;
  }
  return kept.trim() || name.slice(0, LONGEST_NAME);
}
