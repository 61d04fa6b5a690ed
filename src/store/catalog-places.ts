import { type Article, placeOf } from "../domain/article.ts";
import { foldText } from "../domain/fold-text.ts";
import { moveActivity } from "./catalog-activity.ts";
import { rowNumber } from "./row-number.ts";
import type { Statements } from "./statements.ts";

/** So many articles' places are kept at hand. */
const MOST_KEPT = 10_000;

/** Keeps the articles, and where each one's comments are read. */
export type CatalogPlaces = {
  /** Null for an article that is not known. */
  of(article: bigint): bigint | null;
  put(id: string, article: Article | null): void;
};

const COUNT_ANEW = `
  INSERT INTO tally SELECT 'place', ?, state, ? * count(*) FROM comment INDEXED BY comment_article WHERE article = ? GROUP BY state
  ON CONFLICT DO UPDATE SET count = count + excluded.count`;

/** @param isFilling whether a new catalog is being filled: comments that came before their article wait for `levelPlaces` */
export function createPlaces(statements: Statements, { isFilling }: { isFilling: boolean }): CatalogPlaces {
  const { get, run } = statements;
  const kept = new Map<bigint, bigint | null>();

  function of(article: bigint): bigint | null {
    const known = kept.get(article);
    if (known !== undefined) return known;
    const place = get("SELECT place FROM article WHERE number = ?", article)?.["place"];
    const found = typeof place === "bigint" ? place : null;
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(article, found);
    return found;
  }

  /** Where the comments of an article that is not known stand: in their guild. Undefined while it has none. */
  function guildOf(article: bigint): bigint | undefined {
    const sql = "SELECT guild FROM comment INDEXED BY comment_article WHERE article = ? LIMIT 1";
    const guild = get(sql, article)?.["guild"];
    return typeof guild === "bigint" ? guild : undefined;
  }

  /** An article moves while it waits for its thread, or is known later than its comments: seldom, and all of them at once. */
  function move(article: bigint, to: bigint): void {
    const sql = "SELECT place FROM comment INDEXED BY comment_article WHERE article = ? LIMIT 1";
    const from = get(sql, article)?.["place"];
    if (typeof from !== "bigint" || from === to) return;
    run(COUNT_ANEW, from, -1n, article);
    run(COUNT_ANEW, to, 1n, article);
    moveActivity(statements, article, from, to);
    run("UPDATE comment SET place = ? WHERE article = ?", to, article);
    run("UPDATE response SET place = ? WHERE article = ?", to, article);
  }

  return {
    of,
    put(id, article) {
      const number = rowNumber(id);
      const place = article && rowNumber(placeOf(article));
      kept.set(number, place);
      if (!article) run("DELETE FROM article WHERE number = ?", number);
      else {
        const values = [rowNumber(article.guildId), place, rowNumber(article.channelId), foldText(article.title)];
        run("INSERT OR REPLACE INTO article VALUES (?, ?, ?, ?, ?)", number, ...values);
      }
      if (isFilling) return;
      const to = place ?? guildOf(number);
      if (to !== undefined) move(number, to);
    },
  };
}

/** Ends the filling of a catalog: comments that came before their article are put where they belong. */
export function levelPlaces({ run }: Statements): void {
  const stray = "comment CROSS JOIN article ON article.number = comment.article WHERE comment.place <> article.place";
  const upsert = "ON CONFLICT DO UPDATE SET count = count + excluded.count";
  run(`INSERT INTO tally SELECT 'place', comment.place, state, -count(*) FROM ${stray} GROUP BY 2, 3 ${upsert}`);
  run(`INSERT INTO tally SELECT 'place', article.place, state, count(*) FROM ${stray} GROUP BY 2, 3 ${upsert}`);
  for (const table of ["comment", "response"]) {
    run(
      `UPDATE ${table} SET place = article.place FROM article WHERE article.number = ${table}.article AND ${table}.place <> article.place`,
    );
  }
}
