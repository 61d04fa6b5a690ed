import { LOOK_ALIKES } from "./look-alikes.ts";

/** What a character of the original was, kept beside its folded form. */
export const TRAIT = { upper: 1, disguised: 2, foreign: 4 } as const;

export type NormalisedText = {
  /** What a reader sees: without invisible characters and marks, look-alikes as Latin letters, in lower case. */
  text: string;
  /** For each code unit of `text`, where its original begins and ends in what was given. Both only grow. */
  starts: Uint32Array;
  ends: Uint32Array;
  /** For each code unit of `text`, a sum of TRAIT values. */
  traits: Uint8Array;
};

const MARK = /[\p{M}--[\u3099\u309a]]/v;
const INHERITED = /\p{Script=Inherited}/u;
const IGNORABLE = /[[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Co}\p{Cs}]--[\t\n]]/v;
const SPACE = /[\p{Z}\t\u2800]/u;
const LINE_END = /[\u2028\u2029]/u;
const LATIN = /[a-z]/;

type Folded = { text: string; traits: number };

const NOTHING: Folded = { text: "", traits: 0 };
const HIDDEN: Folded = { text: "", traits: TRAIT.disguised };
/** Invisible too, but they belong to emoji and to old line ends. */
const HARMLESS = /[\ufe0e\ufe0f\p{Cc}]/u;

function foldOnce(character: string): string {
  if (LINE_END.test(character)) return "\n";
  if (IGNORABLE.test(character)) return "";
  if (SPACE.test(character)) return " ";
  let folded = "";
  for (const part of character.normalize("NFKD").toLowerCase()) {
    if (MARK.test(part) && INHERITED.test(part)) continue;
    folded += LOOK_ALIKES.get(part) ?? part;
  }
  return folded.normalize("NFC");
}

/** Again and again until nothing changes: this makes the whole folding idempotent, as it looks at one character at a time. */
function foldToTheEnd(character: string): string {
  let before = character;
  for (let round = 0; round < 4; round++) {
    let after = "";
    for (const part of before) after += foldOnce(part);
    if (after === before) break;
    before = after;
  }
  return before;
}

function foldCharacter(character: string): Folded {
  const text = foldToTheEnd(character);
  if (text === "") return IGNORABLE.test(character) && !HARMLESS.test(character) ? HIDDEN : NOTHING;
  const composed = character.normalize("NFKC");
  const isUpper = composed !== composed.toLowerCase();
  const isLatin = LATIN.test(text);
  const bare = character.normalize("NFD").toLowerCase();
  const isForeign = isLatin && !LATIN.test(bare);
  // Styled and fullwidth letters are decoration or disguise; letters of another script are just that until they stand in a Latin word.
  const isStyled = isForeign && LATIN.test(composed.toLowerCase());
  const traits =
    (isUpper ? TRAIT.upper : 0) | (isStyled ? TRAIT.disguised : 0) | (isForeign && !isStyled ? TRAIT.foreign : 0);
  return { text, traits };
}

/** Folding depends on the character alone, so each is folded once. The whole of Unicode fits, if it ever comes. */
const folds = new Map<string, Folded>();

function fold(character: string): Folded {
  const known = folds.get(character);
  if (known) return known;
  const folded = foldCharacter(character);
  folds.set(character, folded);
  return folded;
}

const ASCII = Array.from({ length: 128 }, (_, code) => foldCharacter(String.fromCharCode(code)));

/**
 * Folds a text to what a reader sees, and remembers where each piece came from. Idempotent; takes linear time.
 */
export function normaliseText(original: string): NormalisedText {
  const pieces: string[] = [];
  const room = original.length + 16;
  let starts = new Uint32Array(room);
  let ends = new Uint32Array(room);
  let traits = new Uint8Array(room);
  let length = 0;
  let hidden = 0;
  for (let at = 0; at < original.length;) {
    const code = original.codePointAt(at) ?? 0;
    const end = at + (code > 0xffff ? 2 : 1);
    const folded = code < 128 ? (ASCII[code] ?? NOTHING) : fold(String.fromCodePoint(code));
    // What is invisible disguises the Latin letter that follows: it splits a word.
    if (folded.text === "") hidden |= folded.traits;
    if (length + folded.text.length > starts.length) {
      starts = grow(starts, new Uint32Array(starts.length * 2 + folded.text.length));
      ends = grow(ends, new Uint32Array(starts.length));
      traits = grow(traits, new Uint8Array(starts.length));
    }
    for (let unit = 0; unit < folded.text.length; unit++) {
      starts[length] = at;
      ends[length] = end;
      const isLetter = folded.text.charCodeAt(0) > 96 && folded.text.charCodeAt(0) < 123;
      traits[length++] = folded.traits | (isLetter ? hidden : 0);
    }
    if (folded.text !== "") {
      pieces.push(folded.text);
      hidden = 0;
    }
    at = end;
  }
  return {
    text: pieces.join(""),
    starts: starts.subarray(0, length),
    ends: ends.subarray(0, length),
    traits: traits.subarray(0, length),
  };
}

function grow<T extends Uint32Array | Uint8Array>(full: T, larger: T): T {
  larger.set(full);
  return larger;
}

/** The stretch of the original that a stretch of the normalised text came from. */
export function originalSpan(of: NormalisedText, from: number, to: number): { start: number; end: number } {
  return { start: of.starts[from] ?? 0, end: of.ends[to - 1] ?? 0 };
}
