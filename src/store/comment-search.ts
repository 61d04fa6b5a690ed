import type { SQLInputValue } from "node:sqlite";
import { type CommentState } from "../domain/comment.ts";
import { foldText } from "../domain/fold-text.ts";
import type { SearchTerm } from "../domain/search-query.ts";
import { type CommentFilter, conditionsOf } from "./comment-filter.ts";
import { phraseFor } from "./indexed-words.ts";
import { idOfRow, rowNumber } from "./row-number.ts";
import type { Row, Statements } from "./statements.ts";

/** What is looked for, in a comment's text or its author's name. */
export type SearchWords = {
  /** All of them; at least one, unless there are `authors`. */
  terms: readonly SearchTerm[];
  excluded: readonly SearchTerm[];
  /** Beginnings of authors' names: any of them. */
  authors: readonly string[];
};

export type CommentHit = { id: string; /** Smaller is better; 0 when it was not asked for. */ score: number };
export type CommentHits = {
  hits: CommentHit[];
  /** The id to go on behind; null when there is no more. */ goOn: string | null;
};

export type CommentSearches = {
  /**
   * The next hits, newest first. Each call looks at a limited number of matches, so that it takes no more than some milliseconds; who
   * wants more calls again with `goOn`.
   */
  findComments(query: {
    words: SearchWords;
    filter: CommentFilter;
    isScored: boolean;
    after?: string;
    limit: number;
  }): CommentHits;
  /** Comments with a word that begins with each of those in `text`; newest first. For choices while someone types. */
  searchComments(query: {
    guildId: string;
    places?: readonly string[];
    articleId?: string;
    text: string;
    states: readonly CommentState[];
    after?: string;
    limit: number;
  }): string[];
};

/** Matches that are looked at in one step. */
const MATCHES_A_LOOK = 2_000;
const MOST_WORDS = 12;
/** A name that holds the word says more than a text that does. */
const SCORE = "bm25(fulltext, 2.0, 1.0)";

export function createCommentSearches({ all }: Statements): CommentSearches {
  const findComments: CommentSearches["findComments"] = ({ words, filter, isScored, after, limit }) => {
    const match = matchOf(words);
    if (match === null) return { hits: [], goOn: null };
    const { where, parameters } = conditionsOf(filter);
    const from = after === undefined ? "" : "AND rowid < ?";
    const bounds: SQLInputValue[] = after === undefined ? [] : [rowNumber(after)];
    const look = `SELECT rowid AS number, ${isScored ? SCORE : "0.0"} AS score FROM fulltext
      WHERE fulltext MATCH ? ${from} ORDER BY rowid DESC LIMIT ${MATCHES_A_LOOK}`;
    // The look keeps its order through the join: it is the outer loop.
    const sql = `SELECT look.number AS number, look.score AS score FROM (${look}) AS look
      CROSS JOIN comment ON comment.number = look.number WHERE ${where.join(" AND ")} LIMIT ?`;
    const hits = all(sql, match, ...bounds, ...parameters, limit).map(toHit);
    if (hits.length === limit) return { hits, goOn: hits.at(-1)?.id ?? null };
    const end = `SELECT rowid AS number FROM fulltext WHERE fulltext MATCH ? ${from} ORDER BY rowid DESC LIMIT 1 OFFSET ${MATCHES_A_LOOK - 1}`;
    const [last] = all(end, match, ...bounds);
    return { hits, goOn: last ? idOfRow(last["number"]) : null };
  };

  return {
    findComments,
    searchComments({ text, after, limit, ...filter }) {
      const words = { terms: beginningsIn(text), excluded: [], authors: [] };
      const ids: string[] = [];
      let position = after ?? null;
      do {
        const query = { words, filter, isScored: false, limit: limit - ids.length };
        const { hits, goOn } = findComments(position === null ? query : { ...query, after: position });
        ids.push(...hits.map(({ id }) => id));
        position = goOn;
      } while (position !== null && ids.length < limit);
      return ids;
    },
  };
}

function toHit(row: Row): CommentHit {
  return { id: idOfRow(row["number"]), score: Number(row["score"]) };
}

function beginningsIn(text: string): SearchTerm[] {
  const words = foldText(text).match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.slice(0, MOST_WORDS).map((word) => ({ text: word, isPrefix: true }));
}

/** Nothing but quoted words and the operators written here: see phraseFor. Null when there is nothing to look for. */
function matchOf({ terms, excluded, authors }: SearchWords): string | null {
  const phrases = (of: readonly SearchTerm[]): string[] =>
    of.map(({ text, isPrefix }) => phraseFor(text, isPrefix)).filter((phrase) => phrase !== null);
  const names = phrases(authors.map((name) => ({ text: foldText(name), isPrefix: true })));
  const wanted = phrases(terms);
  if (names.length > 0) wanted.push(`author : (${names.join(" OR ")})`);
  const unwanted = phrases(excluded);
  // A name of which no word is left is nobody's.
  if (wanted.length === 0 || (authors.length > 0 && names.length === 0)) return null;
  const match = wanted.map((phrase) => `(${phrase})`).join(" AND ");
  return unwanted.length > 0 ? `(${match}) NOT (${unwanted.join(" OR ")})` : match;
}
