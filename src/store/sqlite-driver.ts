import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import type { SqliteDriver } from "@keyv/sqlite";

const BUSY_TIMEOUT_MS = 2_000;
/** The statements differ in their number of rows: up to 200 each for reading and writing. */
const MOST_STATEMENTS = 512;

/**
 * WAL with FULL loses no acknowledged commit, neither to a kill nor to a power cut. What was deleted or replaced is overwritten
 * in the file: the text of a deleted comment must not be left in its free space.
 */
const PRAGMAS = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA wal_autocheckpoint = 4000;
  PRAGMA journal_size_limit = 16777216;
  PRAGMA cache_size = -8000;
  PRAGMA secure_delete = ON;
  PRAGMA trusted_schema = OFF;
`;

/** The adapter's own node:sqlite driver prepares every statement anew; this one keeps them. */
export const sqliteDriver: SqliteDriver = {
  name: "custom",
  async connect({ filename }) {
    const db = openDatabase(filename);
    const statements = new Map<string, StatementSync>();
    const prepare = (sql: string): StatementSync => {
      const known = statements.get(sql);
      if (known) return known;
      if (statements.size >= MOST_STATEMENTS) statements.clear();
      const made = db.prepare(sql);
      statements.set(sql, made);
      return made;
    };
    return {
      query: async (sql, ...parameters) => prepare(sql).all(...(parameters as SQLInputValue[])),
      close: async () => {
        statements.clear();
        db.close();
      },
    };
  },
};

function openDatabase(filename: string): DatabaseSync {
  const db = new DatabaseSync(filename, { timeout: BUSY_TIMEOUT_MS });
  try {
    db.exec(PRAGMAS);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}
