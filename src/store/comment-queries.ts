import type { CommentState } from "../domain/comment.ts";
import { type CommentFilter, type Selection, selectionOf } from "./comment-filter.ts";
import { type CommentPages, createCommentPages } from "./comment-pages.ts";
import { type CommentSearches, createCommentSearches } from "./comment-search.ts";
import { idOfRow, rowNumber } from "./row-number.ts";
import type { Row, Statements } from "./statements.ts";

export type Order = "newest" | "oldest";
/** `after`: the last id of the page before, in the order of the list. */
export type Paging = { order: Order; after?: string; limit: number };

/** Where comments stand in a guild: see `placeOf` in domain/article.ts. */
export type Place = { id: string; channelId: string };

export type CommentQueries = CommentPages &
  CommentSearches & {
    listComments(query: CommentFilter & Paging): string[];
    /** Costs the same whatever there is to count, when one id or place is given and nothing else but states. */
    countComments(filter: CommentFilter): number;
    /** The messages from `from` to `to` that comments of a thread show at present. */
    listMessages(query: { threadId: string; from: string; to: string }): string[];
    countsByArticle(articleIds: readonly string[]): Map<string, { visible: number; total: number }>;
    /** The places of all of a guild's articles, each once: a private thread's id differs from its channel's. */
    listPlaces(guildId: string): Place[];
    /** How many visible comments answer each, and how many reactions each has. */
    responsesTo(commentIds: readonly string[]): Map<string, { replies: number; reactions: number }>;
  };

/** Steps from one place to the next: a guild has many articles in few places. */
const PLACES = `
  WITH RECURSIVE step (place) AS (
    SELECT min(place) FROM article WHERE guild = ?1
    UNION ALL SELECT (SELECT min(place) FROM article WHERE guild = ?1 AND place > step.place) FROM step WHERE step.place IS NOT NULL
  )
  SELECT place, (SELECT min(channel) FROM article WHERE guild = ?1 AND article.place = step.place) AS channel
  FROM step WHERE place IS NOT NULL`;

export function createCommentQueries(statements: Statements): CommentQueries {
  const { all, get } = statements;

  /** Comments of an article that is not known stand in their guild. */
  const placesOf = (guildId: string): bigint[] => [
    rowNumber(guildId),
    ...all(PLACES, rowNumber(guildId)).map((row) => row["place"] as bigint),
  ];

  function tally({ scope, ids, states }: Selection): number {
    const count = (id: bigint, state: CommentState): number =>
      scope === null
        ? numberIn(get("SELECT count(*) AS count FROM comment WHERE state = ?", state))
        : numberIn(get("SELECT count FROM tally WHERE scope = ? AND id = ? AND state = ?", scope, id, state));
    return ids.reduce((sum, id) => states.reduce((all_, state) => all_ + count(id, state), sum), 0);
  }

  const pages = createCommentPages(statements, { placesOf, tally });

  return {
    ...pages,
    ...createCommentSearches(statements),
    listComments({ order, after, limit, ...filter }) {
      const ids: string[] = [];
      let position = after === undefined ? null : { id: after, value: "0" };
      do {
        const query = { filter, sort: order, limit: limit - ids.length };
        const { rows, goOn } = pages.pageOfComments(position ? { ...query, after: position } : query);
        ids.push(...rows.map(({ id }) => id));
        position = goOn;
      } while (position && ids.length < limit);
      return ids;
    },
    countComments(filter) {
      const selection = selectionOf(filter, placesOf);
      if (selection.rest.where.length === 0) return tally(selection);
      const { where, parameters } = selection.rest;
      const { scope, ids } = selection;
      const of = scope === null ? "true" : `${scope} IN (${ids.map(() => "?").join(", ")})`;
      const states = `state IN (${selection.states.map(() => "?").join(", ")})`;
      const sql = `SELECT count(*) AS count FROM comment WHERE ${of} AND ${states} AND ${where.join(" AND ")}`;
      return numberIn(get(sql, ...(scope === null ? [] : ids), ...selection.states, ...parameters));
    },
    listMessages({ threadId, from, to }) {
      const stretch = [rowNumber(threadId), rowNumber(from), rowNumber(to)] as const;
      const own = all(
        `SELECT number FROM comment INDEXED BY comment_thread
         WHERE thread = ? AND number BETWEEN ? AND ? AND state = 'visible' AND origin = 'live' AND faces = ''`,
        ...stretch,
      );
      const faces = all("SELECT message AS number FROM face WHERE thread = ? AND message BETWEEN ? AND ?", ...stretch);
      return [...own, ...faces].map((row) => idOfRow(row["number"]));
    },
    countsByArticle: (articleIds) =>
      new Map(
        articleIds.map((articleId) => {
          const rows = all("SELECT state, count FROM tally WHERE scope = 'article' AND id = ?", rowNumber(articleId));
          const visible = Number(rows.find((row) => row["state"] === "visible")?.["count"] ?? 0);
          return [articleId, { visible, total: rows.reduce((sum, row) => sum + Number(row["count"]), 0) }];
        }),
      ),
    listPlaces: (guildId) =>
      all(PLACES, rowNumber(guildId)).map((row) => ({ id: idOfRow(row["place"]), channelId: idOfRow(row["channel"]) })),
    responsesTo: (commentIds) =>
      new Map(
        commentIds.map((id) => {
          const row = get("SELECT replies, reactions FROM response WHERE number = ?", rowNumber(id));
          return [id, { replies: Number(row?.["replies"] ?? 0), reactions: Number(row?.["reactions"] ?? 0) }];
        }),
      ),
  };
}

const numberIn = (row: Row | undefined): number => Number(row?.["count"] ?? 0);
