import { type NormalisedText, TRAIT } from "./normalise.ts";
import type { Token } from "./tokens.ts";

/** What is counted token by token, so that any span's counts are one subtraction away. */
const counted = [
  "words",
  "wordChars",
  "letters",
  "upper",
  "digits",
  "shouts",
  "questions",
  "stops",
  "commas",
  "lineEnds",
  "links",
  "oddLinks",
  "emails",
  "phones",
  "money",
  "mentions",
  "emoji",
  "functionWords",
  "firstPerson",
  "secondPerson",
  "shoutedWords",
  "capitalised",
  "mixed",
  "repeated",
  "long",
  "codeSigns",
  "hashtags",
] as const;
type Counted = (typeof counted)[number];
const WIDTH = counted.length;
const AT = Object.fromEntries(counted.map((name, at) => [name, at])) as Record<Counted, number>;

export const FUNCTION_WORDS: ReadonlySet<string> = new Set(
  (
    "a an the and or but if of in on at to for from with by as is are was were be been being am do does did have has had not no " +
    "this that these those it its he she they them his her their we us our what which who when where why how than then there here " +
    "so too very just can could will would should may might must about into over under after before up down out all any some such"
  ).split(" "),
);
const FIRST_PERSON = new Set("i i'm im my me mine i've ive i'd i'll".split(" "));
const SECOND_PERSON = new Set("you your u ur yours you're youre yourself you'll".split(" "));
const CODE_SIGNS = "=(){}[]<>_/\\|`*+~";
const PHONE_DIGITS = 7;

/** Row i holds what stands before token i; the last row holds the whole. */
export type TokenCounts = Float64Array;

export function countTokens(of: NormalisedText, tokens: readonly Token[], isRepeated: readonly boolean[]): TokenCounts {
  const counts = new Float64Array((tokens.length + 1) * WIDTH);
  let row = 0;
  const add: Add = (what, by = 1) => {
    counts[row + AT[what]] = (counts[row + AT[what]] ?? 0) + by;
  };
  for (const [at, token] of tokens.entries()) {
    row += WIDTH;
    counts.copyWithin(row, row - WIDTH, row);
    countToken(add, of, token);
    if (isRepeated[at] === true && token.kind === "word") add("repeated");
  }
  return counts;
}

type Add = (what: Counted, by?: number) => void;

function countToken(add: Add, of: NormalisedText, token: Token): void {
  switch (token.kind) {
    case "word":
      return countWord(add, of, token);
    case "number":
      return countNumber(add, token.text);
    case "sign":
      return countSign(add, token.text);
    case "link":
      add(token.link?.kind === "email" ? "emails" : "links");
      return token.link && token.link.oddities.length > 0 ? add("oddLinks") : undefined;
    case "mention":
      return add("mentions");
    case "emoji":
      return add("emoji");
    case "lineEnd":
      return add("lineEnds");
  }
}

function countWord(add: Add, { text, traits }: NormalisedText, token: Token): void {
  let upper = 0;
  let digits = 0;
  for (let at = token.start; at < token.end; at++) {
    const code = text.charCodeAt(at);
    if (code >= 48 && code <= 57) digits++;
    if (((traits[at] ?? 0) & TRAIT.upper) !== 0) upper++;
  }
  const length = token.end - token.start;
  const letters = length - digits;
  add("words");
  add("wordChars", length);
  add("letters", letters);
  add("upper", upper);
  add("digits", digits);
  if (upper > 2 && upper === letters) add("shoutedWords");
  else if (((traits[token.start] ?? 0) & TRAIT.upper) !== 0) add("capitalised");
  if (digits > 0 && letters > 0) add("mixed");
  if (token.text.length >= 12) add("long");
  if (FUNCTION_WORDS.has(token.text)) add("functionWords");
  else if (FIRST_PERSON.has(token.text)) add("firstPerson");
  else if (SECOND_PERSON.has(token.text)) add("secondPerson");
}

function countNumber(add: Add, number: string): void {
  const digits = number.replace(/\D/g, "").length;
  add("words");
  add("digits", digits);
  add("wordChars", number.length);
  if (digits >= PHONE_DIGITS) add("phones");
  if (/[$€£¥₹₿]/.test(number)) add("money");
}

function countSign(add: Add, sign: string): void {
  const [first = ""] = sign;
  if (first === "!") add("shouts", sign.length);
  else if (first === "?") add("questions");
  else if (first === ".") add("stops");
  else if (first === "," || first === ";" || first === ":") add("commas");
  else if (first === "#") add("hashtags");
  else if (CODE_SIGNS.includes(first)) add("codeSigns");
}

/** How often something stands among the tokens from `from` to before `to`. */
export function countIn(counts: TokenCounts, what: Counted, from: number, to: number): number {
  return (counts[to * WIDTH + AT[what]] ?? 0) - (counts[from * WIDTH + AT[what]] ?? 0);
}

/** How many numbers `describeSpan` gives. */
export const TRAIT_COUNT = 38;

/**
 * What a span looks like as a whole, as numbers from 0 to about 1: its length, shares of capitals, digits and signs, links, who is
 * spoken of. Order and meaning are part of FEATURES_VERSION.
 */
export function describeSpan(counts: TokenCounts, from: number, to: number, into: Float64Array): void {
  const of = (what: Counted): number => countIn(counts, what, from, to);
  const words = of("words");
  const perWord = 1 / Math.max(1, words);
  const perLetter = 1 / Math.max(1, of("letters"));
  let at = 0;
  const put = (value: number): void => {
    into[at++] = value;
  };
  const putIf = (value: boolean): void => put(value ? 1 : 0);
  const putLog = (value: number): void => put(Math.log2(1 + value) / 6);
  const putShare = (value: number): void => put(Math.min(1, value * perWord));
  putLog(words);
  putIf(words <= 3);
  putIf(words > 3 && words <= 10);
  putIf(words > 40);
  putIf(words > 120);
  put(of("wordChars") * perWord * 0.1);
  put(of("upper") * perLetter);
  putShare(of("shoutedWords"));
  putShare(of("capitalised"));
  put(Math.min(0.25, of("digits") / Math.max(1, of("wordChars"))));
  putLog(of("shouts"));
  putShare(of("shouts") * 4);
  putLog(of("questions"));
  putIf(of("questions") > 0);
  putShare(of("stops") * 5);
  putShare(of("commas") * 5);
  putShare(of("lineEnds") * 5);
  putIf(of("links") > 0);
  putLog(of("links"));
  putLog(of("oddLinks"));
  putShare(of("links") * 4);
  putIf(of("emails") > 0);
  putIf(of("phones") > 0);
  putLog(of("money"));
  putLog(of("mentions"));
  putLog(of("emoji"));
  putShare(of("emoji") * 4);
  putShare(of("functionWords"));
  putIf(of("firstPerson") > 0);
  putShare(of("firstPerson"));
  putIf(of("secondPerson") > 0);
  putShare(of("secondPerson"));
  putShare(of("mixed"));
  putShare(of("repeated"));
  putShare(of("long"));
  putShare(of("codeSigns"));
  putLog(of("hashtags"));
  putIf(words > 25 && of("stops") + of("questions") + of("shouts") === 0);
}
