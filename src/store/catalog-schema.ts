import { rmSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";

/** Raise it with every change below: an older file is thrown away and built anew from the records. */
export const CATALOG_VERSION = 1;

const TABLES = `
  CREATE TABLE state (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
  CREATE TABLE flight (key TEXT PRIMARY KEY) WITHOUT ROWID;
  CREATE TABLE erased (key TEXT PRIMARY KEY) WITHOUT ROWID;
  CREATE TABLE comment (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, guild TEXT NOT NULL, article TEXT NOT NULL, thread TEXT, author TEXT,
    parent TEXT, state TEXT NOT NULL, origin TEXT NOT NULL, words TEXT NOT NULL
  );
  CREATE INDEX comment_article ON comment (article, state, id);
  CREATE INDEX comment_guild ON comment (guild, state, id);
  CREATE INDEX comment_thread ON comment (thread, state, id) WHERE thread IS NOT NULL;
  CREATE INDEX comment_author ON comment (author, state, id) WHERE author IS NOT NULL;
  CREATE INDEX comment_parent ON comment (parent, state, id) WHERE parent IS NOT NULL;
  CREATE TABLE tally (scope TEXT NOT NULL, state TEXT NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (scope, state)) WITHOUT ROWID;
  CREATE VIRTUAL TABLE words USING fts5 (
    text, author, tokenize = 'unicode61 remove_diacritics 2', content = '', contentless_delete = 1, prefix = '2 3'
  );
  CREATE TABLE article (id TEXT PRIMARY KEY, guild TEXT NOT NULL, title TEXT NOT NULL) WITHOUT ROWID;
  CREATE INDEX article_guild ON article (guild, id);
  CREATE TABLE thread (id TEXT PRIMARY KEY, guild TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE report (id TEXT PRIMARY KEY, guild TEXT NOT NULL, comment TEXT NOT NULL, state TEXT NOT NULL, created TEXT NOT NULL) WITHOUT ROWID;
  CREATE INDEX report_guild ON report (guild, state, created, id);
  CREATE INDEX report_comment ON report (comment, state, created, id);
  CREATE TABLE cases (id TEXT PRIMARY KEY, guild TEXT NOT NULL, comment TEXT NOT NULL, number INTEGER NOT NULL) WITHOUT ROWID;
  CREATE INDEX cases_guild ON cases (guild, number);
  CREATE INDEX cases_comment ON cases (comment, number);
  CREATE TABLE outbox (id TEXT PRIMARY KEY) WITHOUT ROWID;
  CREATE TABLE sealed (id TEXT PRIMARY KEY, erase_after TEXT NOT NULL) WITHOUT ROWID;
  CREATE INDEX sealed_due ON sealed (erase_after);
`;

/** The records are durable by themselves; the catalog need only survive a kill. Deleted words are overwritten in the file. */
const PRAGMAS = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  PRAGMA secure_delete = ON;
  PRAGMA cache_size = -32000;
  PRAGMA trusted_schema = OFF;
`;

/** Opens the catalog's file; `isNew` when it was missing, unreadable or of another version and must be filled. */
export function openCatalogFile(file: string): { db: DatabaseSync; isNew: boolean } {
  const known = tryOpen(file);
  if (known) return { db: known, isNew: false };
  for (const ending of ["", "-wal", "-shm"]) rmSync(`${file}${ending}`, { force: true });
  const db = new DatabaseSync(file);
  db.exec(PRAGMAS);
  db.exec(TABLES);
  db.exec(`PRAGMA user_version = ${CATALOG_VERSION}`);
  return { db, isNew: true };
}

function tryOpen(file: string): DatabaseSync | null {
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(file);
    db.exec(PRAGMAS);
    const version = db.prepare("PRAGMA user_version").get()?.["user_version"];
    if (version === CATALOG_VERSION && db.prepare("PRAGMA quick_check(1)").get()?.["quick_check"] === "ok") return db;
  } catch {
    // Whatever is wrong with the file, the cure is the same: the caller builds a new one from the records.
  }
  db?.close();
  return null;
}
