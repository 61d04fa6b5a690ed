import { foldText } from "./fold-text.ts";
import { readPeriod } from "./search-period.ts";
import { unitsOf } from "./word-units.ts";

/** What is looked for in a text: a word, or words next to each other. Folded; at least one letter or digit. */
export type SearchTerm = {
  text: string;
  /** Whether the last word may go on. */
  isPrefix: boolean;
};

export type SearchHint =
  | { code: "nothingToFind" }
  | { code: "onlyExcluded" }
  | { code: "quoteOpen" }
  | { code: "filterEmpty"; name: string }
  | { code: "filterUnknown"; name: string }
  | { code: "filterExcluded"; name: string }
  | { code: "dateUnreadable"; text: string }
  | { code: "hasUnknown"; text: string }
  | { code: "tooMuch"; most: number }
  /** No word was found as it was typed, so words that begin with it were looked for. */
  | { code: "widened" }
  | { code: "articleNotFound"; text: string };

/** A search as it was understood: whatever was typed means something, and `hints` say what did not. */
export type SearchQuery = {
  /** All of them must be there. */
  terms: SearchTerm[];
  /** None of them may be there. */
  excluded: SearchTerm[];
  /** Of any of these: names, `me`, mentions or ids, as they were typed. */
  authors: string[];
  /** On any of these: parts of titles, links or ids, as they were typed. */
  articles: string[];
  /** Written at this instant or later, in milliseconds since the Unix epoch. */
  from: number | null;
  /** Written before this instant. */
  until: number | null;
  has: SearchedTrait[];
  hints: SearchHint[];
};
export type SearchedTrait = "link" | "file";

/** More terms and filters than these are left out. */
const MOST_PARTS = 12;
const TRAITS = new Map<string, SearchedTrait>([
  ["link", "link"],
  ["links", "link"],
  ["url", "link"],
  ["file", "file"],
  ["files", "file"],
  ["attachment", "file"],
  ["image", "file"],
]);
const ALIASES: Record<string, FilterName> = {
  from: "author",
  by: "author",
  since: "after",
  until: "before",
  title: "article",
};
const FILTERS = ["author", "article", "before", "after", "has"] as const;
type FilterName = (typeof FILTERS)[number];
const NAMES = [...FILTERS, ...Object.keys(ALIASES)].join("|");

/** Curly quotes come from phones, the others from other languages. */
const OPENING = `"“”„«「『＂`;
const QUOTED = `[${OPENING}](?<quoted>[^${OPENING}»」』]*)(?<closing>["“”»」』＂]?)(?<star>\\*?)`;
const PART = new RegExp(
  `(?<sign>[-−–]?)(?:(?<name>${NAMES})[:：]\\s*)?(?:${QUOTED}|(?<bare>[^\\s${OPENING}»」』]+))`,
  "giu",
);
const EMPTY_FILTER = new RegExp(`^(?<name>${NAMES})[:：]$`, "iu");
/** What looks like a filter and is no address. */
const UNKNOWN_FILTER = /^(?<name>\p{L}{2,20})[:：](?!\/)./u;

type Part = { isExcluded: boolean; name: string | null; value: string; isPrefix: boolean };

/**
 * Reads what a person typed into a search: words, "phrases", -not, prefix*, author:, article:, before:, after:, has:link|file. Never
 * throws.
 * @param nowMs milliseconds since the Unix epoch, for `after:7d`
 */
export function parseSearch(text: string, nowMs: number): SearchQuery {
  const query: SearchQuery = {
    terms: [],
    excluded: [],
    authors: [],
    articles: [],
    from: null,
    until: null,
    has: [],
    hints: [],
  };
  const parts = Array.from(text.toWellFormed().normalize("NFC").matchAll(PART), (match) => toPart(match, query));
  const kept = parts.filter((part) => part !== null).slice(0, MOST_PARTS);
  if (parts.filter((part) => part !== null).length > kept.length)
    query.hints.push({ code: "tooMuch", most: MOST_PARTS });
  for (const part of kept) take(part, query, nowMs);
  const isFiltered = hasFilters(query);
  if (query.terms.length === 0 && query.excluded.length > 0 && !isFiltered) query.hints.push({ code: "onlyExcluded" });
  else if (query.terms.length === 0 && !isFiltered && query.hints.length === 0)
    query.hints.push({ code: "nothingToFind" });
  return query;
}

/** Whether there is anything to look for. */
export function isSearchable(query: SearchQuery): boolean {
  return query.terms.length > 0 || hasFilters(query);
}

function hasFilters({ authors, articles, from, until, has }: SearchQuery): boolean {
  return authors.length > 0 || articles.length > 0 || from !== null || until !== null || has.length > 0;
}

function toPart({ groups = {} }: RegExpExecArray, query: SearchQuery): Part | null {
  const { sign, name, quoted, closing, star, bare } = groups;
  const empty = EMPTY_FILTER.exec(bare ?? "")?.groups?.["name"];
  if (empty !== undefined) {
    query.hints.push({ code: "filterEmpty", name: empty.toLowerCase() });
    return null;
  }
  if (quoted !== undefined && closing === "") query.hints.push({ code: "quoteOpen" });
  return {
    isExcluded: sign !== "",
    name: name?.toLowerCase() ?? null,
    value: quoted ?? bare ?? "",
    isPrefix: quoted === undefined ? (bare?.endsWith("*") ?? false) : star !== "",
  };
}

function take(part: Part, query: SearchQuery, nowMs: number): void {
  const { name, value, isExcluded } = part;
  if (name === null) {
    const unknown = UNKNOWN_FILTER.exec(value)?.groups?.["name"];
    if (unknown !== undefined) query.hints.push({ code: "filterUnknown", name: unknown });
    takeTerm(part, query);
  } else if (isExcluded) query.hints.push({ code: "filterExcluded", name });
  else if (value.trim() === "") query.hints.push({ code: "filterEmpty", name });
  else takeFilter(ALIASES[name] ?? (name as FilterName), value.trim(), query, nowMs);
}

function takeFilter(name: FilterName, value: string, query: SearchQuery, nowMs: number): void {
  switch (name) {
    case "author":
      query.authors.push(value);
      return;
    case "article":
      query.articles.push(value);
      return;
    case "has":
      return takeTrait(value, query);
    case "after":
    case "before":
      return takePeriod(name, value, query, nowMs);
  }
}

function takeTrait(value: string, query: SearchQuery): void {
  const trait = TRAITS.get(value.toLowerCase());
  if (trait === undefined) query.hints.push({ code: "hasUnknown", text: value });
  else if (!query.has.includes(trait)) query.has.push(trait);
}

function takePeriod(side: "after" | "before", value: string, query: SearchQuery, nowMs: number): void {
  const at = readPeriod(value, nowMs);
  if (at === null) query.hints.push({ code: "dateUnreadable", text: value });
  else if (side === "after") query.from = Math.max(query.from ?? at, at);
  else query.until = Math.min(query.until ?? at, at);
}

function takeTerm({ value, isExcluded, isPrefix }: Part, query: SearchQuery): void {
  const text = foldText(value);
  if (unitsOf(text).length > 0) (isExcluded ? query.excluded : query.terms).push({ text, isPrefix });
}
