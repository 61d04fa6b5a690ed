import type { Link } from "./links.ts";
import type { NormalisedText } from "./normalise.ts";

export type TokenKind = "word" | "number" | "link" | "mention" | "emoji" | "sign" | "lineEnd";

export type Token = {
  kind: TokenKind;
  /** Folded; letters that were spaced out stand together, signs that repeat stand once. */
  text: string;
  /** Code units of the normalised text. */
  start: number;
  end: number;
  link: Link | null;
};

/**
 * In order: Discord's mentions and emoji, letters spaced out (`f r e e`), numbers with their currency, words (with `@` or `$` for a
 * letter), emoji, line ends, runs of one sign. What kind a piece is, `kindOf` sees by its first character: groups with names for it
 * would cost an object a token.
 */
const PIECES =
  /<(?:@[!&]?|#)\d{1,20}>|@(?:everyone|here)\b|<a?:\w{1,40}:\d{1,20}>|(?<![\p{L}\p{N}])\p{L}([ .*_-])\p{L}(?:\1\p{L}){2,40}(?![\p{L}\p{N}])|[$€£¥₹₿]?\d[\d.,]*(?:[$€£¥₹₿%]|k\b)?(?![\p{L}\p{N}])|[\p{L}\p{N}_][\p{L}\p{N}\p{M}_]*(?:['@$-][\p{L}\p{N}_]+)*|\p{Extended_Pictographic}|\n+|([^\s\p{L}\p{N}])\2*/gu;
const NUMBER = /^[$€£¥₹₿]?\d[\d.,]*(?:[$€£¥₹₿%]|k)?$/;
const GAPS = /[ .*_-]/g;
const WORD_START = /^[\p{L}\p{N}_]/u;
const PICTURE = /^\p{Extended_Pictographic}/u;

/** Cuts a normalised text into tokens; each link is one token, after the text it is masked with. */
export function cutTokens(of: NormalisedText, links: readonly Link[]): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  for (const link of links) {
    cutStretch(of.text, at, link.start, tokens);
    if (link.shown) cutStretch(of.text, link.shown.start, link.shown.end, tokens);
    tokens.push({ kind: "link", text: link.host, start: link.start, end: link.end, link });
    at = link.end;
  }
  cutStretch(of.text, at, of.text.length, tokens);
  return tokens;
}

function cutStretch(text: string, from: number, to: number, tokens: Token[]): void {
  if (from >= to) return;
  const stretch = text.slice(from, to);
  PIECES.lastIndex = 0;
  for (let match = PIECES.exec(stretch); match; match = PIECES.exec(stretch)) {
    const [whole] = match;
    const start = from + match.index;
    tokens.push(readPiece(whole, match[1] !== undefined, start));
  }
}

function readPiece(whole: string, isSpaced: boolean, start: number): Token {
  const as = (kind: TokenKind, text: string): Token => ({ kind, text, start, end: start + whole.length, link: null });
  const code = whole.charCodeAt(0);
  if (isLowerAscii(code)) return as("word", isSpaced ? whole.replace(GAPS, "") : whole);
  if (code === LINE_END) return as("lineEnd", "\n");
  if (code === LESS_THAN && whole.length > 3) return whole.includes(":") ? as("emoji", ":") : as("mention", "@");
  if (code === AT_SIGN && whole.length > 3) return as("mention", "@");
  if (NUMBER.test(whole)) return as("number", whole);
  if (WORD_START.test(whole)) return as("word", isSpaced ? whole.replace(GAPS, "") : whole);
  if (code > 127 && PICTURE.test(whole)) return as("emoji", whole);
  const sign = String.fromCodePoint(whole.codePointAt(0) ?? code);
  return as("sign", whole.length > sign.length ? sign.repeat(2) : sign);
}

const LINE_END = 10;
const LESS_THAN = 60;
const AT_SIGN = 64;

function isLowerAscii(code: number): boolean {
  return code >= 97 && code <= 122;
}
