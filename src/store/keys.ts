import type { Kind } from "./documents.ts";

/** PostgreSQL takes 255 characters and no NUL. */
const LONGEST_KEY = 200;
const LARGEST_SNOWFLAKE = 2n ** 64n - 1n;
const SNOWFLAKE = /^(?:0|[1-9]\d{0,19})$/;
const PADDED_DIGITS = 20;

/** How the ids of a kind are built: of numbers joined by `-`, or of any text. */
const NUMBERS_AN_ID: Record<Kind, 1 | 2 | "text"> = {
  article: 1,
  comment: 1,
  sealed: 1,
  thread: 1,
  check: 1,
  report: 2,
  card: 1,
  case: 2,
  log: 2,
  logHead: 1,
  guild: 1,
  detector: 1,
  screening: 1,
  raid: 1,
  outbox: "text",
  files: 1,
  content: "text",
  alias: 1,
  view: "text",
  purge: 1,
  purgePart: 2,
  watching: 2,
  digest: 2,
  postedDigest: 2,
  quote: 1,
  articleQuotes: 1,
  meta: "text",
};

/**
 * `comment:00001234567890123456`: printable ASCII, at most 200 characters, a different one for each id. Numbers are padded, so
 * that keys sort as ids do. Throws RangeError for an id that no store can hold.
 */
export function keyOf(kind: Kind, id: string): string {
  const numbers = NUMBERS_AN_ID[kind];
  const key = `${kind}:${numbers === "text" ? encodeName(id) : numbers === 1 ? padNumber(id) : padPair(id)}`;
  if (key.length > LONGEST_KEY || id === "")
    throw new RangeError(`${JSON.stringify(id)} is no ${kind} id: 1 to 160 characters`);
  return key;
}

/** The kind and the id that a key was made of; null for keys of the store's own. */
export function parseKey(key: string): { kind: Kind; id: string } | null {
  const at = key.indexOf(":");
  const kind = key.slice(0, at);
  if (!isKind(kind)) return null;
  const rest = key.slice(at + 1);
  return { kind, id: NUMBERS_AN_ID[kind] === "text" ? decodeURIComponent(rest) : rest.split("-").map(unpad).join("-") };
}

function isKind(text: string): text is Kind {
  return Object.hasOwn(NUMBERS_AN_ID, text);
}

function padNumber(id: string): string {
  if (!SNOWFLAKE.test(id) || (id.length === PADDED_DIGITS && BigInt(id) > LARGEST_SNOWFLAKE)) {
    throw new RangeError(`${JSON.stringify(id)} is no id: a whole number below 2^64, without leading zeros`);
  }
  return id.padStart(PADDED_DIGITS, "0");
}

function padPair(id: string): string {
  const [first = "", second = "", ...more] = id.split("-");
  if (more.length > 0) throw new RangeError(`${JSON.stringify(id)} is no id: two numbers joined by "-"`);
  return `${padNumber(first)}-${padNumber(second)}`;
}

function unpad(digits: string): string {
  return digits.replace(/^0+(?=\d)/, "");
}

/** Percent-encodes what is not plain. A lone surrogate has no encoding: URIError. */
function encodeName(name: string): string {
  return /^[\w.~@/+=#-]*$/.test(name) ? name : encodeURIComponent(name);
}
