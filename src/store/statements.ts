import type { DatabaseSync, SQLInputValue, SQLOutputValue, StatementSync } from "node:sqlite";

export type Row = Record<string, SQLOutputValue>;

/** Lists differ by filters and by how many places someone can read: the rarest of their statements must not stay for ever. */
const MOST_PREPARED = 1_000;

/** Runs SQL over statements that are prepared once. Whole numbers come back as bigint: ids exceed 2^53. */
export type Statements = {
  all: (sql: string, ...parameters: SQLInputValue[]) => Row[];
  get: (sql: string, ...parameters: SQLInputValue[]) => Row | undefined;
  run: (sql: string, ...parameters: SQLInputValue[]) => void;
  /** All or nothing. */
  transaction: (work: () => void) => void;
};

export function createStatements(db: DatabaseSync): Statements {
  const prepared = new Map<string, StatementSync>();
  const prepare = (sql: string): StatementSync => {
    const known = prepared.get(sql);
    if (known) return known;
    if (prepared.size >= MOST_PREPARED) prepared.clear();
    const made = db.prepare(sql);
    made.setReadBigInts(true);
    prepared.set(sql, made);
    return made;
  };
  return {
    all: (sql, ...parameters) => prepare(sql).all(...parameters),
    get: (sql, ...parameters) => prepare(sql).get(...parameters),
    run: (sql, ...parameters) => {
      prepare(sql).run(...parameters);
    },
    transaction(work) {
      db.exec("BEGIN IMMEDIATE");
      try {
        work();
        db.exec("COMMIT");
      } catch (error) {
        if (db.isTransaction) db.exec("ROLLBACK");
        throw error;
      }
    },
  };
}
