import { findLinks, type Link } from "./links.ts";
import { normaliseText, type NormalisedText } from "./normalise.ts";
import { countTokens, type TokenCounts } from "./span-traits.ts";
import { cutTokens, type Token } from "./tokens.ts";

/** Buckets that words and pieces of words are hashed into; a power of two. */
export const BUCKETS = 1 << 16;
/** To be raised whenever the same text would give other features: a model fits one version only. */
export const FEATURES_VERSION = 1;

const SHORTEST_PIECE = 3;
const LONGEST_PIECE = 4;
const LONGEST_PIECED_WORD = 24;
const PIECE_WEIGHT = 0.4;
const REPEATED_WEIGHT = 0.6;
/** More figures of one length are data, not louder and louder news: they count for nothing. */
const NUMBERS_COUNTED = 2;
/** From here a number is one to call: its first digits say where. */
const PHONE_DIGITS = 7;
const LAST_LINE_WEIGHT = 0.7;
const HOST_WEIGHT = 0.3;

/** A comment that was cut and counted once; any span of it can then be scored cheaply. */
export type ReadText = {
  normalised: NormalisedText;
  links: readonly Link[];
  tokens: readonly Token[];
  counts: TokenCounts;
  /** The features of token i stand in `buckets` and `values` from `offsets[i]` to before `offsets[i + 1]`. */
  offsets: Uint32Array;
  buckets: Uint32Array;
  values: Float32Array;
};

/** Reads a comment's text, in time linear in its length. */
export function readText(original: string): ReadText {
  const normalised = normaliseText(original);
  const links = findLinks(normalised);
  const tokens = cutTokens(normalised, links);
  const keys = tokens.map(keyOf);
  const weights = weighTokens(tokens, keys);
  const sink = new FeatureSink();
  const offsets = new Uint32Array(tokens.length + 1);
  const lastLineFrom = startOfLastLine(tokens);
  let before = hash("", 1);
  for (const [at, token] of tokens.entries()) {
    const key = keys[at] ?? "";
    const own = hash(key, 2);
    const weight = weights[at] ?? 1;
    offsets[at + 1] = sink.length;
    if (weight === 0) continue;
    sink.add(own, weight);
    sink.add(Math.imul(before, 31) ^ own, weight);
    // An advertisement is often no more than a name under a thank-you: words of the last line count on their own too.
    if (at >= lastLineFrom && token.kind !== "sign") sink.add(own ^ 0x5bd1e995, LAST_LINE_WEIGHT);
    if (token.kind === "word") addPieces(sink, key, PIECE_WEIGHT * weight);
    if (token.link) addLink(sink, token.link);
    before = own;
    offsets[at + 1] = sink.length;
  }
  const counts = countTokens(
    normalised,
    tokens,
    weights.map((weight) => weight < 1),
  );
  return { normalised, links, tokens, counts, offsets, buckets: sink.buckets, values: sink.values };
}

class FeatureSink {
  buckets = new Uint32Array(2_048);
  values = new Float32Array(2_048);
  length = 0;

  add(hashed: number, value: number): void {
    if (this.length === this.buckets.length) this.grow();
    this.buckets[this.length] = bucketOf(hashed);
    this.values[this.length++] = value;
  }

  private grow(): void {
    const { buckets, values } = this;
    this.buckets = new Uint32Array(buckets.length * 2);
    this.values = new Float32Array(values.length * 2);
    this.buckets.set(buckets);
    this.values.set(values);
  }
}

const HASH_PRIME = 0x01000193;

/** Fowler, Noll and Vo's hash, 1a. */
function hash(text: string, seed: number): number {
  let state = seed ^ 0x811c9dc5;
  for (let at = 0; at < text.length; at++) state = Math.imul(state ^ text.charCodeAt(at), HASH_PRIME);
  return state;
}

function bucketOf(hashed: number): number {
  let mixed = hashed ^ (hashed >>> 15);
  mixed = Math.imul(mixed, 0x2c1b3c6d);
  mixed ^= mixed >>> 12;
  mixed = Math.imul(mixed, 0x297a2d39);
  return (mixed ^ (mixed >>> 15)) & (BUCKETS - 1);
}

function weighTokens(tokens: readonly Token[], keys: readonly string[]): number[] {
  const seen = new Map<string, number>();
  return tokens.map(({ kind }, at) => {
    const key = keys[at] ?? "";
    const times = seen.get(key) ?? 0;
    seen.set(key, times + 1);
    if (kind === "number") return times < NUMBERS_COUNTED ? 1 : 0;
    return times > 0 && key.length > 3 ? REPEATED_WEIGHT : 1;
  });
}

/** The token after the last line end that something follows; beyond all tokens for a comment of one line. */
function startOfLastLine(tokens: readonly Token[]): number {
  const at = tokens.findLastIndex(({ kind }, index) => kind === "lineEnd" && index < tokens.length - 1);
  return at === -1 ? tokens.length : at + 1;
}

function keyOf(token: Token): string {
  if (token.kind === "word") return plainWord(token.text);
  if (token.kind === "link") return token.link?.kind === "email" ? "<email>" : "<link>";
  if (token.kind !== "number") return token.text;
  const digits = token.text.replace(/\D/g, "");
  if (/[$€£¥₹₿]/.test(token.text)) return `<money${Math.min(digits.length, 12)}>`;
  return digits.length < PHONE_DIGITS ? `<number${digits.length}>` : `<phone${digits.slice(0, 2)}>`;
}

const LEET: Readonly<Record<string, string>> = {
  "0": "o",
  "1": "i",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "@": "a",
  $: "s",
};

/** Digits and signs that stand for letters become those letters; other digits lose their value. */
export function plainWord(word: string): string {
  if (!/[\d@$]/.test(word)) return word;
  const plain = word.replace(/[013457@$]/g, (sign) => LEET[sign] ?? sign);
  return /^[a-z][a-z'-]*$/.test(plain) && /^[a-z].*[a-z]$/.test(word) ? plain : word.replace(/\d/g, "0");
}

function addPieces(sink: FeatureSink, word: string, weight: number): void {
  const padded = `^${word.slice(0, LONGEST_PIECED_WORD)}$`;
  for (let length = SHORTEST_PIECE; length <= LONGEST_PIECE; length++)
    for (let from = 0; from + length <= padded.length; from++) {
      let state = 0x3c5a ^ length;
      for (let at = from; at < from + length; at++) state = Math.imul(state ^ padded.charCodeAt(at), HASH_PRIME);
      sink.add(state, weight);
    }
}

function addLink(sink: FeatureSink, link: Link): void {
  sink.add(hash(link.host.slice(link.host.lastIndexOf(".") + 1), 5), HOST_WEIGHT);
  sink.add(hash(link.domain, 6), HOST_WEIGHT);
  sink.add(hash(link.path.length < 2 ? "bare" : "deep", 8), HOST_WEIGHT);
  for (const oddity of link.oddities) sink.add(hash(oddity, 7), 1);
}
