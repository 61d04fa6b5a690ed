import type { SQLInputValue } from "node:sqlite";
import { snowflakeAt } from "../domain/snowflake.ts";
import { QUARTER_MS, UNDATED, WHO } from "./catalog-activity.ts";
import { idOfRow, rowNumber } from "./row-number.ts";
import type { Row, Statements } from "./statements.ts";

/** Whose visible comments are counted: an article's, or a member's or everybody's in some places (see `placeOf`). */
export type StatsScope = { articleId: string } | { places: readonly string[]; authorId?: string };

/** A visible comment, as far as it is counted. Times are milliseconds since the Unix epoch, null where they are not known. */
export type CountedComment = {
  at: number | null;
  /** A Discord user, or the name that came with an import. */
  who: string;
  isReply: boolean;
  /** How long its first reply took, in milliseconds; null where that is not known. */
  delay: number | null;
};

/** Comments of a quarter of an hour, which begins at `at`; null: their time is not known. */
export type CountedQuarter = { at: number | null; comments: number; replies: number };

export type StatsSort = "reactions" | "replies";

export type CommentStats = {
  /**
   * The comments of a scope, a slice of some milliseconds at a time.
   * @param from only those written at this instant or later; what has no time is left out then
   */
  countedComments(scope: StatsScope, from: number | null): Generator<CountedComment[]>;
  /** How many were written when, in all of the places: the same work however many they are. In slices, too. */
  countedQuarters(places: readonly string[]): Generator<CountedQuarter[]>;
  /** How many people wrote in the places. */
  countParticipants(places: readonly string[]): number;
  /** Half of the answered comments in the places had their first reply sooner, in milliseconds; null where nothing was answered. */
  medianDelay(places: readonly string[]): number | null;
  /** The comments of a scope with the most reactions or replies, of those that have any. */
  topComments(scope: StatsScope, from: number | null, query: { sort: StatsSort; limit: number }): string[];
};

const ROWS_A_SLICE = 2_000;
/** Of those that got the most since some time, so many are looked at: imported ones are older than their ids. */
const MOST_LOOKED_AT = 500;

const PLACED = "place IN (SELECT value FROM json_each(?))";

type Conditions = { index: string; where: string; parameters: SQLInputValue[] };

export function createCommentStats({ all, get }: Statements): CommentStats {
  function* slicesOf({ index, where, parameters }: Conditions, from: number | null): Generator<Row[]> {
    const sql = `
      SELECT comment.number AS number, created, parent IS NOT NULL AS isReply, ${WHO} AS who, delay
      FROM comment INDEXED BY ${index} LEFT JOIN response ON response.number = comment.number
      WHERE ${where} AND comment.state = 'visible' AND comment.number > ?
      ORDER BY comment.number LIMIT ${ROWS_A_SLICE}`;
    let last = rowBefore(from);
    for (let rows: Row[] = []; ; last = rows.at(-1)?.["number"] as bigint) {
      rows = all(sql, ...parameters, last);
      if (rows.length > 0) yield rows;
      if (rows.length < ROWS_A_SLICE) return;
    }
  }

  const one = (row: Row | undefined, column: string): number => Number(row?.[column] ?? 0);

  return {
    *countedComments(scope, from) {
      for (const stretch of stretchesOf(scope)) {
        for (const rows of slicesOf(stretch, from)) {
          const comments = rows.map(toComment);
          yield from === null ? comments : comments.filter(({ at }) => at !== null && at >= from);
        }
      }
    },
    *countedQuarters(places) {
      const sql = `
        SELECT quarter, sum(comments) AS comments, sum(replies) AS replies FROM activity
        WHERE ${PLACED} AND quarter BETWEEN ? AND ? GROUP BY quarter`;
      for (const [first, last] of quartersOf(all, places)) {
        const rows = all(sql, listOf(places), first, last);
        if (rows.length > 0) yield rows.map(toQuarter);
      }
    },
    countParticipants: (places) =>
      one(get(`SELECT count(DISTINCT who) AS count FROM participant WHERE ${PLACED}`, listOf(places)), "count"),
    medianDelay(places) {
      const answered = `FROM response INDEXED BY response_place_delay WHERE ${PLACED} AND state = 'visible' AND delay IS NOT NULL`;
      const count = one(get(`SELECT count(*) AS count ${answered}`, listOf(places)), "count");
      if (count === 0) return null;
      const middle = Math.floor((count - 1) / 2);
      return one(get(`SELECT delay ${answered} ORDER BY delay LIMIT 1 OFFSET ?`, listOf(places), middle), "delay");
    },
    topComments(scope, from, { sort, limit }) {
      const found = topStretchesOf(scope, from, sort).flatMap(({ index, where, parameters }) => {
        const sql = `
          SELECT look.number AS number, look.value AS value FROM (
            SELECT response.number AS number, response.${sort} AS value FROM ${index}
            WHERE ${where} AND response.state = 'visible' AND response.${sort} > 0 AND response.number > ?
            ORDER BY response.${sort} DESC, response.number LIMIT ${MOST_LOOKED_AT}
          ) AS look CROSS JOIN comment ON comment.number = look.number
          ${from === null ? "" : "WHERE comment.created >= ?"} LIMIT ?`;
        return all(sql, ...parameters, rowBefore(from), ...(from === null ? [] : [from]), limit);
      });
      const inOrder = found.toSorted((a, b) => one(b, "value") - one(a, "value"));
      return inOrder.slice(0, limit).map((row) => idOfRow(row["number"]));
    },
  };
}

/** One index leads to each: of several places each is read for itself. */
function stretchesOf(scope: StatsScope): Conditions[] {
  if ("articleId" in scope)
    return [{ index: "comment_article", where: "comment.article = ?", parameters: [rowNumber(scope.articleId)] }];
  const { places, authorId } = scope;
  if (authorId === undefined)
    return places.map((id) => ({ index: "comment_place", where: "comment.place = ?", parameters: [rowNumber(id)] }));
  const where = `comment.author = ? AND comment.${PLACED}`;
  return [{ index: "comment_author", where, parameters: [rowNumber(authorId), listOf(places)] }];
}

function topStretchesOf(scope: StatsScope, from: number | null, sort: StatsSort): Conditions[] {
  if ("articleId" in scope) {
    const index = `response INDEXED BY response_article_${sort}`;
    return [{ index, where: "response.article = ?", parameters: [rowNumber(scope.articleId)] }];
  }
  if (scope.authorId !== undefined) {
    const [stretch] = stretchesOf(scope);
    const index = "comment INDEXED BY comment_author CROSS JOIN response ON response.number = comment.number";
    return stretch ? [{ ...stretch, index, where: `${stretch.where} AND comment.state = 'visible'` }] : [];
  }
  // What is new stands together by its ids; of all, what got the most stands first in each place.
  if (from !== null)
    return [{ index: "response NOT INDEXED", where: `response.${PLACED}`, parameters: [listOf(scope.places)] }];
  const index = `response INDEXED BY response_place_${sort}`;
  return scope.places.map((id) => ({ index, where: "response.place = ?", parameters: [rowNumber(id)] }));
}

/** Stretches of time in which something was written, each of at most so many quarters as rows fit into a slice. */
function* quartersOf(all: Statements["all"], places: readonly string[]): Generator<[bigint, bigint]> {
  const sql = `SELECT min(quarter) AS first FROM activity WHERE ${PLACED} AND quarter >= ?`;
  for (let next = UNDATED; ;) {
    const first = all(sql, listOf(places), next)[0]?.["first"];
    if (typeof first !== "bigint") return;
    const last = first + BigInt(ROWS_A_SLICE - 1);
    yield [first, last];
    next = last + 1n;
  }
}

/** The row that all of an instant and later are greater than; all, where there is none. */
function rowBefore(from: number | null): bigint {
  return rowNumber(from === null ? "0" : snowflakeAt(from));
}

function toComment(row: Row): CountedComment {
  const { created, delay } = row;
  return {
    at: typeof created === "bigint" ? Number(created) : null,
    who: `${typeof row["who"]} ${String(row["who"])}`,
    isReply: row["isReply"] === 1n,
    delay: typeof delay === "bigint" ? Number(delay) : null,
  };
}

function toQuarter(row: Row): CountedQuarter {
  const quarter = row["quarter"] as bigint;
  const at = quarter === UNDATED ? null : Number(quarter) * QUARTER_MS;
  return { at, comments: Number(row["comments"]), replies: Number(row["replies"]) };
}

function listOf(places: readonly string[]): string {
  return `[${places.map((id) => rowNumber(id).toString()).join(",")}]`;
}
