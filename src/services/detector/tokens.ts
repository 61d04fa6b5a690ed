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
 * letter), emoji, line ends, runs of one sign.
 */
const PIECES =
  /(?<mention><(?:@[!&]?|#)\d{1,20}>|@(?:everyone|here)\b)|(?<custom><a?:\w{1,40}:\d{1,20}>)|(?<spaced>(?<![\p{L}\p{N}])\p{L}(?<gap>[ .*_-])\p{L}(?:\k<gap>\p{L}){2,40}(?![\p{L}\p{N}]))|(?<number>[$€£¥₹₿]?\d[\d.,]*(?:[$€£¥₹₿%]|k\b)?(?![\p{L}\p{N}]))|(?<word>[\p{L}\p{N}_][\p{L}\p{N}\p{M}_]*(?:['@$-][\p{L}\p{N}_]+)*)|(?<emoji>\p{Extended_Pictographic})|(?<lineEnd>\n+)|(?<sign>(?<one>[^\s\p{L}\p{N}])\k<one>*)/gu;

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
  for (const match of stretch.matchAll(PIECES)) {
    const { mention, custom, spaced, number, word, emoji, lineEnd } = match.groups ?? {};
    const [whole] = match;
    const start = from + match.index;
    const end = start + whole.length;
    if (word !== undefined) tokens.push({ kind: "word", text: word, start, end, link: null });
    else if (number !== undefined) tokens.push({ kind: "number", text: number, start, end, link: null });
    else if (spaced !== undefined)
      tokens.push({ kind: "word", text: spaced.replace(/[ .*_-]/g, ""), start, end, link: null });
    else if (mention !== undefined) tokens.push({ kind: "mention", text: "@", start, end, link: null });
    else if (emoji !== undefined || custom !== undefined)
      tokens.push({ kind: "emoji", text: emoji ?? ":", start, end, link: null });
    else if (lineEnd !== undefined) tokens.push({ kind: "lineEnd", text: "\n", start, end, link: null });
    else
      tokens.push({
        kind: "sign",
        text: whole.length > 1 ? whole.slice(0, 1).repeat(2) : whole,
        start,
        end,
        link: null,
      });
  }
}
