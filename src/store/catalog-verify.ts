import { DatabaseSync } from "node:sqlite";
import type { CatalogKeeper } from "./catalog-keeper.ts";
import { rebuild } from "./catalog-opening.ts";
import { applyTables } from "./catalog-schema.ts";
import type { Records } from "./records.ts";
import { createStatements, type Statements } from "./statements.ts";

/** What must be alike, as queries whose rows are compared. The words' own table is read through SQLite's list of its terms. */
const COMPARED = {
  comment: "SELECT * FROM comment ORDER BY number",
  face: "SELECT * FROM face ORDER BY message",
  tally: "SELECT * FROM tally WHERE count <> 0 ORDER BY scope, id, state",
  activity: "SELECT * FROM activity ORDER BY place, quarter",
  participant: "SELECT * FROM participant ORDER BY place, who",
  words: "SELECT term, doc FROM temp.terms ORDER BY term, doc",
  response: "SELECT * FROM response ORDER BY number",
  article: "SELECT * FROM article ORDER BY number",
  thread: "SELECT * FROM thread ORDER BY number",
  report: "SELECT * FROM report ORDER BY id",
  cases: "SELECT * FROM cases ORDER BY id",
  log: "SELECT * FROM log ORDER BY id",
  outbox: "SELECT * FROM outbox ORDER BY id",
  view: "SELECT * FROM view ORDER BY id",
  screening: "SELECT * FROM screening ORDER BY number",
  purge: "SELECT * FROM purge ORDER BY number",
  watching: "SELECT * FROM watching ORDER BY id",
  shown: "SELECT * FROM shown ORDER BY kind, id",
  named: "SELECT * FROM named ORDER BY comment, digest",
  sealed: "SELECT * FROM sealed ORDER BY number",
};

/** Compares a catalog that grew with one made anew from the records. Returns a line for each row that only one of them has. */
export async function verifyCatalog({ statements: grown }: CatalogKeeper, records: Records): Promise<string[]> {
  const db = new DatabaseSync(":memory:");
  try {
    applyTables(db);
    const anew = createStatements(db);
    await rebuild(anew, records, () => undefined);
    return Object.entries(COMPARED).flatMap(([name, sql]) => {
      const [have, want] = [rowsOf(grown, sql), rowsOf(anew, sql)];
      const surplus = [...have].filter((row) => !want.has(row)).map((row) => `${name}: ${row} has no record`);
      const missing = [...want].filter((row) => !have.has(row)).map((row) => `${name}: ${row} is missing`);
      return [...surplus, ...missing];
    });
  } finally {
    db.close();
  }
}

function rowsOf(statements: Statements, sql: string): Set<string> {
  statements.run("CREATE VIRTUAL TABLE IF NOT EXISTS temp.terms USING fts5vocab (main, fulltext, instance)");
  const rows = statements.all(sql);
  return new Set(
    rows.map((row) =>
      JSON.stringify(row, (_, value: unknown) => (typeof value === "bigint" ? value.toString() : value)),
    ),
  );
}
