import type { CommentState } from "../domain/comment.ts";
import type { CatalogKeeper } from "./catalog-keeper.ts";
import { type CommentQueries, createCommentQueries, type Paging } from "./comment-queries.ts";
import { type CommentStats, createCommentStats } from "./comment-stats.ts";
import { createModerationQueries, type ModerationQueries } from "./moderation-queries.ts";
import { createDigestQueries, type DigestQueries } from "./digest-queries.ts";
import { createShownQueries, type ShownQueries } from "./shown-queries.ts";
import { foldText } from "../domain/fold-text.ts";
import { idOfRow, rowNumber } from "./row-number.ts";
import type { Row, Statements } from "./statements.ts";

/**
 * The index over the records: lists, counts and search, never the truth. It answers with ids, at once, and knows every change whose
 * `update` has resolved; a page far in costs no more than the first. Ids must be snowflakes.
 */
export type Catalog = CommentQueries &
  ModerationQueries &
  CommentStats &
  DigestQueries &
  ShownQueries & {
    listArticles(query: { guildId: string; places?: readonly string[] } & Paging): string[];
    countArticles(filter: { guildId: string }): number;
    /** By a part of the title, whatever its case and accents; newest first. */
    findArticles(query: { guildId: string; places?: readonly string[]; text: string; limit: number }): string[];
    listThreads(query: { guildId?: string }): string[];
    /** Of all servers; comments by their state. */
    totals(): { articles: number; threads: number; comments: Partial<Record<CommentState, number>> };
    /** Oldest first. */
    listOutbox(): string[];
    /** Removed comments whose restore window ended before the instant. */
    listExpiredSealed(before: string): string[];
    /** Saved views whose time ended before the instant. */
    listExpiredViews(before: string, limit: number): string[];
    /** Selections of comments to purge, the oldest first. `expiredBefore`: only those whose time ended before the instant. */
    listPurges(filter: { guildId?: string; expiredBefore?: string }): string[];
    /** Who watches, by the ids of their records; of all servers, where none is named. At most `limit`, after the id `after`. */
    listWatching(query: { guildId?: string; after?: string; limit: number }): string[];
    /** What differs between this catalog and one made anew from the records: nothing, or there is a bug. Reads everything. */
    verify(): Promise<string[]>;
  };

export function createCatalog({ statements }: CatalogKeeper, verify: () => Promise<string[]>): Catalog {
  return {
    ...createCommentQueries(statements),
    ...createCommentStats(statements),
    ...articleQueries(statements),
    ...createModerationQueries(statements),
    ...createDigestQueries(statements),
    ...createShownQueries(statements),
    ...upkeepQueries(statements),
    verify,
  };
}

const numbersOf = (rows: readonly Row[]): string[] => rows.map((row) => idOfRow(row["number"]));
const idsOf = (rows: readonly Row[]): string[] => rows.map((row) => String(row["id"]));
const countIn = (row: Row | undefined): number => Number(row?.["count"] ?? 0);

const within = (places: readonly string[] | undefined): string =>
  places ? "AND place IN (SELECT value FROM json_each(?))" : "";
const listOf = (places: readonly string[] | undefined): string[] =>
  places ? [`[${places.map(rowNumber).join(",")}]`] : [];

function articleQueries({
  all,
  get,
}: Statements): Pick<Catalog, "listArticles" | "countArticles" | "findArticles" | "listThreads"> {
  return {
    listArticles({ guildId, places, order, after, limit }) {
      const [comparison, direction] = order === "newest" ? ["<", "DESC"] : [">", "ASC"];
      const from = after === undefined ? "" : `AND number ${comparison} ?`;
      const bounds = after === undefined ? [] : [rowNumber(after)];
      const sql = `SELECT number FROM article INDEXED BY article_guild WHERE guild = ? ${from} ${within(places)} ORDER BY number ${direction} LIMIT ?`;
      return numbersOf(all(sql, rowNumber(guildId), ...bounds, ...listOf(places), limit));
    },
    countArticles: ({ guildId }) =>
      countIn(get("SELECT count(*) AS count FROM article WHERE guild = ?", rowNumber(guildId))),
    findArticles({ guildId, places, text, limit }) {
      const sql = `SELECT number FROM article INDEXED BY article_guild WHERE guild = ? AND instr(title, ?) > 0 ${within(places)} ORDER BY number DESC LIMIT ?`;
      return numbersOf(all(sql, rowNumber(guildId), foldText(text.trim()), ...listOf(places), limit));
    },
    listThreads: ({ guildId }) =>
      guildId === undefined
        ? numbersOf(all("SELECT number FROM thread ORDER BY number"))
        : numbersOf(all("SELECT number FROM thread WHERE guild = ? ORDER BY number", rowNumber(guildId))),
  };
}

function upkeepQueries({
  all,
  get,
}: Statements): Pick<
  Catalog,
  "totals" | "listOutbox" | "listExpiredSealed" | "listExpiredViews" | "listPurges" | "listWatching"
> {
  return {
    totals() {
      const sql = "SELECT state, sum(count) AS count FROM tally WHERE scope = 'place' GROUP BY state";
      return {
        articles: countIn(get("SELECT count(*) AS count FROM article")),
        threads: countIn(get("SELECT count(*) AS count FROM thread")),
        comments: Object.fromEntries(all(sql).map((row) => [String(row["state"]), countIn(row)])),
      };
    },
    listOutbox: () => idsOf(all("SELECT id FROM outbox ORDER BY created, id")),
    listExpiredViews: (before, limit) =>
      idsOf(all("SELECT id FROM view WHERE expires < ? ORDER BY expires LIMIT ?", before, limit)),
    listPurges: ({ guildId, expiredBefore }) =>
      numbersOf(
        all(
          "SELECT number FROM purge WHERE (?1 IS NULL OR guild = ?1) AND (?2 IS NULL OR expires < ?2) ORDER BY number",
          guildId === undefined ? null : rowNumber(guildId),
          expiredBefore ?? null,
        ),
      ),
    listWatching: ({ guildId, after = "", limit }) =>
      idsOf(
        all(
          "SELECT id FROM watching WHERE (?1 IS NULL OR guild = ?1) AND id > ?2 ORDER BY id LIMIT ?3",
          guildId === undefined ? null : rowNumber(guildId),
          after,
          limit,
        ),
      ),
    listExpiredSealed: (before) =>
      numbersOf(all("SELECT number FROM sealed WHERE erase_after < ? ORDER BY erase_after", before)),
  };
}
