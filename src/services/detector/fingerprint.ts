import { createHash } from "node:crypto";
import { z } from "zod";
import { FUNCTION_WORDS } from "./span-traits.ts";
import { plainWord } from "./text-features.ts";
import type { ReadText } from "./text-features.ts";

/**
 * What can be kept of a comment to know it again, without its text. Both parts are of the folded words and the hosts of links, so
 * case, marks, look-alikes, signs and spaces make no difference.
 */
export const fingerprintSchema = z.object({
  /** 32 hex digits: the same words in the same order. */
  exact: z.string().regex(/^[\da-f]{32}$/),
  /** 16 hex digits: a SimHash (Charikar, STOC 2002) of words and pairs of words; near texts differ in few bits. */
  near: z.string().regex(/^[\da-f]{16}$/),
  /** How many words it is of: a short text is near to too much. */
  words: z.int().nonnegative(),
});
export type Fingerprint = z.infer<typeof fingerprintSchema>;

const SEED_LOW = 0x9747b28c;
const SEED_HIGH = 0x3ade68b1;

export function fingerprintOf({ tokens }: ReadText): Fingerprint {
  const words = tokens.flatMap((token) => {
    if (token.kind === "word") return [plainWord(token.text)];
    if (token.link) return [token.link.host];
    return token.kind === "number" ? [token.text] : [];
  });
  const exact = createHash("sha256").update(words.join(" ")).digest("hex").slice(0, 32);
  const [high, low] = simHash(words);
  const hex = (part: number): string => part.toString(16).padStart(8, "0");
  return { exact, near: `${hex(high)}${hex(low)}`, words: words.length };
}

/**
 * Every word and every pair of words votes once for each bit of its hash. Function words vote in pairs with others only: any two
 * long texts share them.
 */
function simHash(words: readonly string[]): [high: number, low: number] {
  const votes = new Int32Array(64);
  const counted = new Set<number>();
  const voteOnce = (low: number, high: number): void => {
    if (counted.has(low)) return;
    counted.add(low);
    vote(votes, mix(low), mix(high));
  };
  let before: { low: number; high: number; isFunction: boolean } | null = null;
  for (const word of words) {
    const [low, high] = [hash(word, SEED_LOW), hash(word, SEED_HIGH)];
    const isFunction = FUNCTION_WORDS.has(word);
    if (!isFunction) voteOnce(low, high);
    if (before && !(isFunction && before.isFunction))
      voteOnce(Math.imul(before.low, 31) ^ low, Math.imul(before.high, 31) ^ high);
    before = { low, high, isFunction };
  }
  let [high, low] = [0, 0];
  for (let bit = 0; bit < 32; bit++) {
    if ((votes[bit] ?? 0) > 0) low |= 1 << bit;
    if ((votes[bit + 32] ?? 0) > 0) high |= 1 << bit;
  }
  return [high >>> 0, low >>> 0];
}

function vote(votes: Int32Array, low: number, high: number): void {
  for (let bit = 0; bit < 32; bit++) {
    votes[bit]! += ((low >>> bit) & 1) * 2 - 1;
    votes[bit + 32]! += ((high >>> bit) & 1) * 2 - 1;
  }
}

/** Fowler, Noll and Vo's hash, 1a, over code units. */
function hash(text: string, seed: number): number {
  let state = seed;
  for (let at = 0; at < text.length; at++) state = Math.imul(state ^ text.charCodeAt(at), 0x01000193);
  return state;
}

/** MurmurHash3's last step: every bit of the input moves about half the bits. */
function mix(state: number): number {
  let mixed = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

/** Of 64 bits, how many may differ between near texts. Measured on edited and on unrelated comments; see docs/detector.md. */
const NEAR_BITS = 12;
/** Below this, only the same text is the same. */
const LEAST_NEAR_WORDS = 8;
const LEAST_SAME_WORDS = 3;

export type Likeness = "same" | "near" | null;

export type FingerprintIndex = {
  add(fingerprint: Fingerprint): void;
  remove(fingerprint: Fingerprint): void;
  readonly size: number;
  /** Whether one like it is in. Short texts, such as a thank-you, are like nothing. */
  find(fingerprint: Fingerprint): Likeness;
};

/** Fingerprints in memory, to be asked for every comment: exact in a set, near ones by a scan of two integers each. */
export function createFingerprintIndex(fingerprints: Iterable<Fingerprint> = []): FingerprintIndex {
  const entries = new Map<string, { high: number; low: number; words: number }>();
  const add = ({ exact, near, words }: Fingerprint): void => {
    entries.set(exact, { ...halvesOf(near), words });
  };
  for (const fingerprint of fingerprints) add(fingerprint);
  return {
    add,
    remove: ({ exact }) => void entries.delete(exact),
    get size() {
      return entries.size;
    },
    find(fingerprint) {
      if (fingerprint.words < LEAST_SAME_WORDS) return null;
      if (entries.has(fingerprint.exact)) return "same";
      if (fingerprint.words < LEAST_NEAR_WORDS) return null;
      const { high, low } = halvesOf(fingerprint.near);
      for (const entry of entries.values())
        if (
          entry.words >= LEAST_NEAR_WORDS &&
          bits(entry.high ^ high) + bits(entry.low ^ low) <= NEAR_BITS &&
          isOfLikeLength(entry.words, fingerprint.words)
        )
          return "near";
      return null;
    },
  };
}

/** Compares two fingerprints by the same rules. */
export function compareFingerprints(one: Fingerprint, other: Fingerprint): Likeness {
  if (other.words < LEAST_SAME_WORDS) return null;
  if (one.exact === other.exact) return "same";
  if (one.words < LEAST_NEAR_WORDS || other.words < LEAST_NEAR_WORDS) return null;
  if (!isOfLikeLength(one.words, other.words)) return null;
  const [mine, theirs] = [halves(one), halves(other)];
  return bits(mine.high ^ theirs.high) + bits(mine.low ^ theirs.low) <= NEAR_BITS ? "near" : null;
}

function isOfLikeLength(one: number, other: number): boolean {
  return Math.min(one, other) * 2 >= Math.max(one, other);
}

type Halves = { high: number; low: number };
/** The same few are compared again and again. */
const read = new WeakMap<Fingerprint, Halves>();

function halves(fingerprint: Fingerprint): Halves {
  const known = read.get(fingerprint) ?? halvesOf(fingerprint.near);
  read.set(fingerprint, known);
  return known;
}

function halvesOf(near: string): Halves {
  return { high: Number.parseInt(near.slice(0, 8), 16), low: Number.parseInt(near.slice(8), 16) };
}

/** How many bits are set. */
function bits(value: number): number {
  let count = value - ((value >>> 1) & 0x55555555);
  count = (count & 0x33333333) + ((count >>> 2) & 0x33333333);
  return Math.imul((count + (count >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
