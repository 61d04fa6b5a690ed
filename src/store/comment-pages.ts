import type { SQLInputValue } from "node:sqlite";
import { type CommentFilter, type Selection, selectionOf } from "./comment-filter.ts";
import { idOfRow, rowNumber } from "./row-number.ts";
import type { Row, Statements } from "./statements.ts";

export type CommentSort = "newest" | "oldest" | "reactions" | "replies" | "lively";
/** A comment's place in a sorted list: `value` is what the sort is by, "0" where that is the age alone. */
export type CommentPosition = { id: string; value: string };
export type CommentPageQuery = {
  filter: CommentFilter;
  sort: CommentSort;
  /** The page begins behind it, or, backwards, ends before it. */
  after?: CommentPosition;
  /** Towards the beginning of the list; the rows come in that order, too. */
  isBackwards?: boolean;
  limit: number;
};
/** `goOn`: where to look for more; null at the end. Fewer rows than asked for need not be the end: the rest was not looked at yet. */
export type CommentRows = { rows: CommentPosition[]; goOn: CommentPosition | null };

export type CommentPages = {
  /**
   * The next rows of a list. Sorted by reactions or replies it holds only comments that have any. Each call looks at a limited number of
   * rows, so that it takes no more than some milliseconds; who wants more calls again with `goOn`.
   */
  pageOfComments(query: CommentPageQuery): CommentRows;
  /** The comment that has `offset` others before it. Cheap up to a million; null where there is none, or too much would have to be read. */
  commentAt(query: Pick<CommentPageQuery, "filter" | "sort" | "isBackwards">, offset: number): CommentPosition | null;
  /** How many the list has; null when counting would take reading too much. */
  countOfList(query: Pick<CommentPageQuery, "filter" | "sort">): number | null;
};

/** Rows that are looked at in one step, where a filter may pass over many. */
const ROWS_A_LOOK = 4_000;
/** More stretches than these are read together and sorted, which is slower. */
const MOST_STRETCHES = 100;

const VALUES = { reactions: "reactions", replies: "replies", lively: "heat" } as const;

type Query = { sql: string; parameters: SQLInputValue[] };

/** @param tally counts a selection of which nothing is left to ask, at once */
export function createCommentPages(
  { all, get }: Statements,
  { placesOf, tally }: { placesOf: (guildId: string) => bigint[]; tally: (selection: Selection) => number },
): CommentPages {
  const select = (filter: CommentFilter): Selection => selectionOf(filter, placesOf);
  const rowsOf = ({ sql, parameters }: Query, ...more: SQLInputValue[]): CommentPosition[] =>
    all(sql, ...parameters, ...more).map(toPosition);

  function filtered(inner: Query, { rest }: Selection, columns: string): Query {
    const sql = `SELECT ${columns} FROM (${inner.sql} LIMIT ${ROWS_A_LOOK}) AS look CROSS JOIN comment ON comment.number = look.number WHERE ${rest.where.join(" AND ")}`;
    return { sql, parameters: [...inner.parameters, ...rest.parameters] };
  }

  /** The last row of a look that was full; null when it saw all there is. */
  function endOfLook(inner: Query): CommentPosition | null {
    const row = get(`${inner.sql} LIMIT 1 OFFSET ${ROWS_A_LOOK - 1}`, ...inner.parameters);
    return row ? toPosition(row) : null;
  }

  /** Stretch by stretch: counting needs no order. */
  function countResponses(selection: Selection, sort: keyof typeof VALUES): number {
    const { from, value } = fromResponses(selection, sort);
    const of = selection.scope === null ? "" : `${selection.scope} = ? AND`;
    const sql = `SELECT count(*) AS count FROM ${from} WHERE ${of} response.state = ? AND ${value} > 0`;
    const stretches = selection.ids.flatMap((id) =>
      selection.states.map((state) => (selection.scope === null ? [state] : [id, state])),
    );
    return stretches.reduce((sum, parameters) => sum + countIn(get(sql, ...parameters)), 0);
  }

  /** The rows of a list in order, those that fit; null for a list of nothing. `inner`: those that are looked at for it. */
  function lookFor(query: Omit<CommentPageQuery, "limit">): { look: Query; inner: Query; isFiltered: boolean } | null {
    const selection = select(query.filter);
    if (isEmpty(selection)) return null;
    const inner = stretchesOf(selection, query);
    const isFiltered = selection.rest.where.length > 0;
    // A look keeps its order through the join: it is the outer loop.
    const look = isFiltered ? filtered(inner, selection, "look.number AS number, look.value AS value") : inner;
    return { look, inner, isFiltered };
  }

  return {
    pageOfComments(query) {
      const found = lookFor(query);
      if (!found) return { rows: [], goOn: null };
      const { look, inner, isFiltered } = found;
      const rows = rowsOf({ ...look, sql: `${look.sql} LIMIT ?` }, query.limit);
      const goOn = rows.length === query.limit ? (rows.at(-1) ?? null) : isFiltered ? endOfLook(inner) : null;
      return { rows, goOn };
    },
    commentAt(query, offset) {
      const look = lookFor(query)?.look;
      return look ? (rowsOf({ ...look, sql: `${look.sql} LIMIT 1 OFFSET ?` }, offset)[0] ?? null) : null;
    },
    countOfList(query) {
      const selection = select(query.filter);
      if (isEmpty(selection)) return 0;
      if (selection.rest.where.length > 0) {
        const inner = stretchesOf(selection, query);
        if (endOfLook(inner) !== null) return null;
        const { sql, parameters } = filtered(inner, selection, "count(*) AS count");
        return countIn(get(sql, ...parameters));
      }
      if (query.sort === "newest" || query.sort === "oldest") return tally(selection);
      return countResponses(selection, query.sort);
    },
  };
}

const countIn = (row: Row | undefined): number => Number(row?.["count"] ?? 0);

function toPosition(row: Row): CommentPosition {
  return { id: idOfRow(row["number"]), value: String(row["value"]) };
}

function isEmpty({ ids, states }: Selection): boolean {
  return ids.length === 0 || states.length === 0;
}

/** The rows of a selection in order, each with its value; SQLite merges the stretches while it reads them. */
function stretchesOf(
  selection: Selection,
  { sort, after, isBackwards = false }: Pick<CommentPageQuery, "sort" | "after" | "isBackwards">,
): Query {
  const isAscending = (sort === "oldest") !== isBackwards;
  const [comparison, direction] = isAscending ? [">", "ASC"] : ["<", "DESC"];
  const byAge = sort === "newest" || sort === "oldest";
  const order = byAge ? `number ${direction}` : `value ${direction}, number ${direction}`;
  const source = byAge
    ? { table: "comment", value: "0", from: fromComments(selection) }
    : fromResponses(selection, sort);
  const number = `${source.table}.number`;
  const key = byAge ? number : `(${source.value}, ${number})`;
  const bound = after === undefined ? "" : ` AND ${key} ${comparison} ${byAge ? "?" : "(?, ?)"}`;
  const bounds = after === undefined ? [] : byAge ? [rowNumber(after.id)] : [BigInt(after.value), rowNumber(after.id)];
  const positive = byAge ? "" : ` AND ${source.value} > 0`;
  const one = (scoped: string, state: string): string =>
    `SELECT ${number} AS number, ${source.value} AS value FROM ${source.from} WHERE ${scoped}${source.table}.state ${state}${positive}${bound}`;
  const { scope, ids, states } = selection;
  if (ids.length * states.length > MOST_STRETCHES) {
    const list = `[${ids.join(",")}]`;
    const sql = one(`${scope} IN (SELECT value FROM json_each(?)) AND `, `IN (${states.map(() => "?").join(", ")})`);
    return { sql: `${sql} ORDER BY ${order}`, parameters: [list, ...states, ...bounds] };
  }
  const stretch = one(scope === null ? "" : `${scope} = ? AND `, "= ?");
  const stretches = ids.flatMap((id) => states.map((state) => [...(scope === null ? [] : [id]), state, ...bounds]));
  return { sql: `${stretches.map(() => stretch).join(" UNION ALL ")} ORDER BY ${order}`, parameters: stretches.flat() };
}

function fromComments({ scope }: Selection): string {
  return scope === null ? "comment" : `comment INDEXED BY comment_${scope}`;
}

function fromResponses(
  { scope }: Selection,
  sort: keyof typeof VALUES,
): { table: string; value: string; from: string } {
  const value = VALUES[sort];
  if (scope === "place" || scope === "article")
    return { table: "response", value, from: `response INDEXED BY response_${scope}_${value}` };
  const from = `comment${scope === null ? "" : ` INDEXED BY comment_${scope}`} CROSS JOIN response USING (number)`;
  return { table: "response", value, from };
}
