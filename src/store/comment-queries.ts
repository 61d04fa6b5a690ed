import type { SQLInputValue } from "node:sqlite";
import { type CommentOrigin, type CommentState, commentStates } from "../domain/comment.ts";
import { compareSnowflakes } from "../domain/snowflake.ts";
import { foldText } from "./fold-text.ts";
import { idOfRow, rowNumber } from "./row-number.ts";
import type { Row, Statements } from "./statements.ts";

export type CommentFilter = {
  guildId?: string;
  articleId?: string;
  threadId?: string;
  authorId?: string;
  parentId?: string;
  /** All, when absent. */
  states?: readonly CommentState[];
  origin?: CommentOrigin;
};
export type Order = "newest" | "oldest";
/** `after`: the last id of the page before, in the order of the list. */
export type Paging = { order: Order; after?: string; limit: number };
export type CommentSearch = {
  guildId: string;
  articleId?: string;
  text: string;
  states: readonly CommentState[];
  after?: string;
  limit: number;
};

export type CommentQueries = {
  listComments(query: CommentFilter & Paging): string[];
  /** Costs the same whatever there is to count, when at most one of the ids is given and no origin. */
  countComments(filter: CommentFilter): number;
  /** The messages from `from` to `to` that comments of a thread show at present. */
  listMessages(query: { threadId: string; from: string; to: string }): string[];
  countsByArticle(articleIds: readonly string[]): Map<string, { visible: number; total: number }>;
  /** Comments that hold every word (or word beginning) of `text`, in their text or their author's name; newest first. */
  searchComments(query: CommentSearch): string[];
};

const MOST_WORDS = 12;
const LONGEST_WORD = 50;

/** From the narrowest to the widest: of several ids the first one given leads through its index. */
const SCOPES = [
  ["parent", "parentId"],
  ["author", "authorId"],
  ["thread", "threadId"],
  ["article", "articleId"],
  ["guild", "guildId"],
] as const;

type Conditions = {
  scopes: { column: string; id: bigint }[];
  source: string;
  where: string[];
  parameters: SQLInputValue[];
};

export function createCommentQueries({ all, get }: Statements): CommentQueries {
  /** One state at a time: each is one stretch of an index, in order of age. */
  function listState(query: CommentFilter & Paging, state: CommentState): string[] {
    const { source, where, parameters } = conditionsOf(query, state);
    const isNewest = query.order === "newest";
    if (query.after !== undefined) {
      where.push(isNewest ? "number < ?" : "number > ?");
      parameters.push(rowNumber(query.after));
    }
    const order = `ORDER BY number ${isNewest ? "DESC" : "ASC"} LIMIT ?`;
    return idsOf(all(`SELECT number FROM ${source} WHERE ${where.join(" AND ")} ${order}`, ...parameters, query.limit));
  }

  function countState(filter: CommentFilter, state: CommentState): number {
    const { scopes, source, where, parameters } = conditionsOf(filter, state);
    const [only, ...more] = scopes;
    const row =
      only && more.length === 0 && filter.origin === undefined
        ? get("SELECT count FROM tally WHERE scope = ? AND id = ? AND state = ?", only.column, only.id, state)
        : get(`SELECT count(*) AS count FROM ${source} WHERE ${where.join(" AND ")}`, ...parameters);
    return Number(row?.["count"] ?? 0);
  }

  return {
    listComments(query) {
      const pages = (query.states ?? commentStates).map((state) => listState(query, state));
      if (pages.length === 1) return pages[0] ?? [];
      const sign = query.order === "newest" ? -1 : 1;
      return pages
        .flat()
        .sort((a, b) => sign * compareSnowflakes(a, b))
        .slice(0, query.limit);
    },
    listMessages({ threadId, from, to }) {
      const stretch = [rowNumber(threadId), rowNumber(from), rowNumber(to)] as const;
      const own = ["visible", "held"].flatMap((state) =>
        all(
          `SELECT number FROM comment INDEXED BY comment_thread
           WHERE thread = ? AND number BETWEEN ? AND ? AND state = ? AND origin = 'live' AND faces = ''`,
          ...stretch,
          state,
        ),
      );
      const faces = all("SELECT message AS number FROM face WHERE thread = ? AND message BETWEEN ? AND ?", ...stretch);
      return idsOf([...own, ...faces]);
    },
    countComments: (filter) =>
      (filter.states ?? commentStates).reduce((sum, state) => sum + countState(filter, state), 0),
    countsByArticle: (articleIds) =>
      new Map(
        articleIds.map((articleId) => {
          const rows = all("SELECT state, count FROM tally WHERE scope = 'article' AND id = ?", rowNumber(articleId));
          const visible = Number(rows.find((row) => row["state"] === "visible")?.["count"] ?? 0);
          return [articleId, { visible, total: rows.reduce((sum, row) => sum + Number(row["count"]), 0) }];
        }),
      ),
    searchComments({ guildId, articleId, text, states, after, limit }) {
      const match = matchOf(text);
      if (match === "" || states.length === 0) return [];
      const where = ["fulltext MATCH ?", "guild = ?", `state IN (${states.map(() => "?").join(", ")})`];
      const parameters: SQLInputValue[] = [match, rowNumber(guildId), ...states];
      if (articleId !== undefined) {
        where.push("article = ?");
        parameters.push(rowNumber(articleId));
      }
      if (after !== undefined) {
        where.push("fulltext.rowid < ?");
        parameters.push(rowNumber(after));
      }
      const source = "fulltext CROSS JOIN comment ON comment.number = fulltext.rowid";
      const order = "ORDER BY fulltext.rowid DESC LIMIT ?";
      return idsOf(all(`SELECT number FROM ${source} WHERE ${where.join(" AND ")} ${order}`, ...parameters, limit));
    },
  };
}

function idsOf(rows: readonly Row[]): string[] {
  return rows.map((row) => idOfRow(row["number"]));
}

function conditionsOf(filter: CommentFilter, state: CommentState): Conditions {
  const scopes = SCOPES.flatMap(([column, name]) => {
    const id = filter[name];
    return id === undefined ? [] : [{ column, id: rowNumber(id) }];
  });
  const [narrowest] = scopes;
  const where = [...scopes.map(({ column }) => `${column} = ?`), "state = ?"];
  const parameters: SQLInputValue[] = [...scopes.map(({ id }) => id), state];
  if (filter.origin !== undefined) {
    where.push("origin = ?");
    parameters.push(filter.origin);
  }
  return {
    scopes,
    source: narrowest ? `comment INDEXED BY comment_${narrowest.column}` : "comment",
    where,
    parameters,
  };
}

/**
 * Words only: nothing that a person types is search syntax, and each may be the beginning of a word. They are folded as those in
 * the index are.
 */
function matchOf(text: string): string {
  const words = foldText(text).match(/[\p{L}\p{N}]+/gu) ?? [];
  return words
    .slice(0, MOST_WORDS)
    .map((word) => `"${Array.from(word).slice(0, LONGEST_WORD).join("")}"*`)
    .join(" ");
}
