import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import { type CommentOrigin, type CommentState, commentStates } from "../domain/comment.ts";
import { compareSnowflakes } from "../domain/snowflake.ts";
import type { ReportState } from "../domain/report.ts";
import { foldText } from "./fold-text.ts";
import { padId, unpadId } from "./pad-id.ts";

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

/**
 * The index over the records: lists, counts and search, never the truth. Answers with ids, at once; a page far in costs no more
 * than the first.
 */
export type Catalog = {
  listComments(query: CommentFilter & Paging): string[];
  countComments(filter: CommentFilter): number;
  countsByArticle(articleIds: readonly string[]): Map<string, { visible: number; total: number }>;
  /** Comments that hold every word (or word beginning) of `text`, in their text or their author's name; newest first. */
  searchComments(query: {
    guildId: string;
    articleId?: string;
    text: string;
    states: readonly CommentState[];
    limit: number;
  }): string[];
  listArticles(query: { guildId: string } & Paging): string[];
  /** By a part of the title, whatever its case and accents; newest first. */
  findArticles(query: { guildId: string; text: string; limit: number }): string[];
  listThreads(query: { guildId?: string }): string[];
  /** Oldest first. */
  listReports(query: { guildId: string; commentId?: string; state?: ReportState; limit: number }): string[];
  countOpenReports(guildId: string): number;
  /** Newest first. */
  listCases(query: { guildId: string; commentId?: string; limit: number }): string[];
  listOutbox(): string[];
  /** Removed comments whose restore window ended before the instant. */
  listExpiredSealed(before: string): string[];
};

export function createCatalog(db: DatabaseSync): Catalog {
  const statements = new Map<string, StatementSync>();
  const all = (sql: string, ...parameters: SQLInputValue[]): Record<string, unknown>[] => {
    const statement = statements.get(sql) ?? db.prepare(sql);
    statements.set(sql, statement);
    return statement.all(...parameters);
  };
  const idsOf = (rows: Record<string, unknown>[]): string[] => rows.map((row) => unpadId(String(row["id"])));

  /** One state at a time: each is a stretch of an index, in order. */
  function listState(query: CommentFilter & Paging, state: CommentState): string[] {
    const { where, parameters } = conditions(query, state);
    if (query.after !== undefined) {
      where.push(query.order === "newest" ? "id < ?" : "id > ?");
      parameters.push(padId(query.after));
    }
    const direction = query.order === "newest" ? "DESC" : "ASC";
    const sql = `SELECT id FROM comment WHERE ${where.join(" AND ")} ORDER BY id ${direction} LIMIT ?`;
    return idsOf(all(sql, ...parameters, query.limit));
  }

  function countState(filter: CommentFilter, state: CommentState): number {
    const scope = talliedScope(filter);
    if (scope)
      return Number(all("SELECT count FROM tally WHERE scope = ? AND state = ?", scope, state)[0]?.["count"] ?? 0);
    const { where, parameters } = conditions(filter, state);
    return Number(
      all(`SELECT count(*) AS count FROM comment WHERE ${where.join(" AND ")}`, ...parameters)[0]?.["count"],
    );
  }

  const catalog: Catalog = {
    listComments(query) {
      const pages = (query.states ?? commentStates).map((state) => listState(query, state));
      if (pages.length === 1) return pages[0] ?? [];
      const sign = query.order === "newest" ? -1 : 1;
      const merged = pages.flat().sort((a, b) => sign * compareSnowflakes(a, b));
      return merged.slice(0, query.limit);
    },
    countComments: (filter) =>
      (filter.states ?? commentStates).reduce((sum, state) => sum + countState(filter, state), 0),
    countsByArticle: (articleIds) =>
      new Map(
        articleIds.map((articleId) => {
          const rows = all("SELECT state, count FROM tally WHERE scope = ?", `a${padId(articleId)}`);
          const visible = Number(rows.find((row) => row["state"] === "visible")?.["count"] ?? 0);
          return [articleId, { visible, total: rows.reduce((sum, row) => sum + Number(row["count"]), 0) }];
        }),
      ),
    searchComments({ guildId, articleId, text, states, limit }) {
      const match = matchOf(text);
      if (!match) return [];
      const article = articleId === undefined ? "" : "AND article = ?";
      const sql = `SELECT id FROM words JOIN comment ON number = words.rowid WHERE words MATCH ? AND guild = ? ${article}
        AND state IN (${states.map(() => "?").join(", ")}) ORDER BY words.rowid DESC LIMIT ?`;
      const scope = articleId === undefined ? [padId(guildId)] : [padId(guildId), padId(articleId)];
      return idsOf(all(sql, match, ...scope, ...states, limit));
    },
    listArticles({ guildId, order, after, limit }) {
      const [comparison, direction] = order === "newest" ? ["<", "DESC"] : [">", "ASC"];
      const from = after === undefined ? "" : `AND id ${comparison} ?`;
      const parameters = after === undefined ? [padId(guildId)] : [padId(guildId), padId(after)];
      return idsOf(
        all(`SELECT id FROM article WHERE guild = ? ${from} ORDER BY id ${direction} LIMIT ?`, ...parameters, limit),
      );
    },
    findArticles({ guildId, text, limit }) {
      const pattern = `%${foldText(text.trim()).replace(/[\\%_]/g, "\\$&")}%`;
      const sql = "SELECT id FROM article WHERE guild = ? AND title LIKE ? ESCAPE '\\' ORDER BY id DESC LIMIT ?";
      return idsOf(all(sql, padId(guildId), pattern, limit));
    },
    listThreads: ({ guildId }) =>
      guildId === undefined
        ? idsOf(all("SELECT id FROM thread ORDER BY id"))
        : idsOf(all("SELECT id FROM thread WHERE guild = ? ORDER BY id", padId(guildId))),
    listReports({ guildId, commentId, state, limit }) {
      const [where, parameters] = [["guild = ?"], [padId(guildId)]];
      if (commentId !== undefined) [where.push("comment = ?"), parameters.push(padId(commentId))];
      if (state !== undefined) [where.push("state = ?"), parameters.push(state)];
      return idsOf(
        all(`SELECT id FROM report WHERE ${where.join(" AND ")} ORDER BY created, id LIMIT ?`, ...parameters, limit),
      );
    },
    countOpenReports: (guildId) =>
      Number(
        all("SELECT count(*) AS count FROM report WHERE guild = ? AND state = 'open'", padId(guildId))[0]?.["count"],
      ),
    listCases({ guildId, commentId, limit }) {
      const [where, parameters] = [["guild = ?"], [padId(guildId)]];
      if (commentId !== undefined) [where.push("comment = ?"), parameters.push(padId(commentId))];
      return idsOf(
        all(`SELECT id FROM cases WHERE ${where.join(" AND ")} ORDER BY number DESC LIMIT ?`, ...parameters, limit),
      );
    },
    listOutbox: () => idsOf(all("SELECT id FROM outbox ORDER BY id")),
    listExpiredSealed: (before) =>
      idsOf(all("SELECT id FROM sealed WHERE erase_after < ? ORDER BY erase_after", before)),
  };
  return catalog;
}

function conditions(filter: CommentFilter, state: CommentState): { where: string[]; parameters: SQLInputValue[] } {
  const columns = {
    article: filter.articleId,
    thread: filter.threadId,
    author: filter.authorId,
    parent: filter.parentId,
    guild: filter.guildId,
  };
  const where = ["state = ?"];
  const parameters: SQLInputValue[] = [state];
  for (const [column, id] of Object.entries(columns)) {
    if (id === undefined) continue;
    where.push(`${column} = ?`);
    parameters.push(padId(id));
  }
  if (filter.origin !== undefined) {
    where.push("origin = ?");
    parameters.push(filter.origin);
  }
  return { where, parameters };
}

/** Counts of whole articles and guilds are kept, so that they cost the same whatever there is to count. */
function talliedScope(filter: CommentFilter): string | null {
  const { guildId, articleId, threadId, authorId, parentId, origin } = filter;
  if (threadId !== undefined || authorId !== undefined || parentId !== undefined || origin !== undefined) return null;
  if (articleId !== undefined) return guildId === undefined ? `a${padId(articleId)}` : null;
  return guildId === undefined ? null : `g${padId(guildId)}`;
}

/** Words only: nothing that a person types is search syntax. Each may be the beginning of a word. */
function matchOf(text: string): string {
  const words = text.normalize("NFKC").match(/[\p{L}\p{N}]+/gu) ?? [];
  return words
    .slice(0, 12)
    .map((word) => `"${word.slice(0, 50)}"*`)
    .join(" ");
}
