const LONGEST_NAME = 80;
const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });
const NAMELESS = "Anonymous";
/** Nothing a reader could see: spaces, controls, marks that need a letter, and the blank look-alikes of Hangul and Braille. */
const INVISIBLE = /^[\s\p{Cc}\p{Cf}\p{Co}\p{M}\u115F\u1160\u2800\u3164\uFFA0\uFFFD]*$/u;
/** The letter of each refused word that is replaced; the words may overlap. */
const REFUSED = /(?<=dis)c(?=ord)|c(?=lyde)|(?<=^h)e(?=re$)|^e(?=veryone$)/gi;
/** Cyrillic letters that look like the Latin ones. */
const LOOK_ALIKES: Record<string, string> = { c: "с", C: "С", e: "е", E: "Е" };

/**
 * A name under which Discord lets a webhook speak: 1 to 80 characters, not "everyone" or "here", and without "discord" and
 * "clyde" in any case. What it refuses is altered as little as can be: one letter becomes a Cyrillic one that looks the same, so that
 * a reader sees the name as it was. White space is brought into order as Discord would, a name that is too long ends earlier, and
 * one that nobody could see becomes "Anonymous". A name that is fine stays as it is.
 * https://docs.discord.com/developers/resources/webhook#create-webhook
 */
export function webhookName(name: string): string {
  const shown = shorten(name.toWellFormed().replace(/\s+/g, " ").trim());
  if (INVISIBLE.test(shown)) return NAMELESS;
  return shown.replace(REFUSED, (letter) => LOOK_ALIKES[letter] ?? letter);
}

/** The most characters that fit; of a single one that is longer, the most code points. */
function shorten(name: string): string {
  if (name.length <= LONGEST_NAME) return name;
  const beginning = name.slice(0, LONGEST_NAME * 4);
  const characters = Array.from(graphemes.segment(beginning), ({ segment }) => segment);
  return longestBeginning(characters) || longestBeginning(Array.from(beginning));
}

function longestBeginning(parts: readonly string[]): string {
  let kept = "";
  for (const part of parts) {
    if (kept.length + part.length > LONGEST_NAME) break;
    kept += part;
  }
  return kept.trim();
}
