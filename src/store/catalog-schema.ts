import { closeSync, fsyncSync, openSync, rmSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { setImmediate } from "node:timers/promises";

/** Raise it with every change below: an older file is thrown away and built anew from the records. */
export const CATALOG_VERSION = 12;

/**
 * Ids of Discord's are numbers (see row-number.ts); a comment's is its row, so every index ends in it and is in order of age.
 * `place` is where one must be able to read to see a comment: its article's channel, or the thread if that is a private one; while
 * the article is not known, its guild, where nobody reads. `response` has a row for each comment that has replies or reactions:
 * few, so that sorting by them costs the others nothing; `delay` is how long its first reply took, in milliseconds. `activity` and
 * `participant` count what is visible: by the quarter of an hour, and by who wrote it. `faces` and `face` name the messages of comments that are not messages
 * themselves: imported and restored ones. `name` and `words` are kept beside the full-text index because taking a text out of that
 * needs the text: the other way, tombstones, leaves deleted words in the file. Nor does `detail = none` go with secure-delete: SQLite
 * 3.53 loses rows that are replaced. Its segments are merged little by little, before there are so many that all must be at once, which
 * takes seconds and nothing else runs meanwhile.
 */
const TABLES = `
  CREATE TABLE state (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
  CREATE TABLE erased (key TEXT PRIMARY KEY) WITHOUT ROWID;
  CREATE TABLE comment (
    number INTEGER PRIMARY KEY, guild INTEGER NOT NULL, place INTEGER NOT NULL, article INTEGER NOT NULL, thread INTEGER,
    author INTEGER, parent INTEGER, state TEXT NOT NULL, origin TEXT NOT NULL, created INTEGER, traits INTEGER NOT NULL,
    faces TEXT NOT NULL, name TEXT NOT NULL, words TEXT NOT NULL
  );
  CREATE TABLE face (message INTEGER PRIMARY KEY, thread INTEGER NOT NULL, comment INTEGER NOT NULL);
  CREATE INDEX face_thread ON face (thread);
  CREATE INDEX face_comment ON face (comment);
  CREATE TABLE response (
    number INTEGER PRIMARY KEY, place INTEGER NOT NULL, article INTEGER NOT NULL, state TEXT NOT NULL,
    replies INTEGER NOT NULL, reactions INTEGER NOT NULL, heat INTEGER NOT NULL, delay INTEGER
  );
  CREATE INDEX response_place_replies ON response (place, state, replies) WHERE replies > 0;
  CREATE INDEX response_place_reactions ON response (place, state, reactions) WHERE reactions > 0;
  CREATE INDEX response_place_heat ON response (place, state, heat) WHERE heat > 0;
  CREATE INDEX response_article_replies ON response (article, state, replies) WHERE replies > 0;
  CREATE INDEX response_article_reactions ON response (article, state, reactions) WHERE reactions > 0;
  CREATE INDEX response_article_heat ON response (article, state, heat) WHERE heat > 0;
  CREATE INDEX response_place_delay ON response (place, state, delay) WHERE delay IS NOT NULL;
  CREATE TABLE activity (
    place INTEGER NOT NULL, quarter INTEGER NOT NULL, comments INTEGER NOT NULL, replies INTEGER NOT NULL, PRIMARY KEY (place, quarter)
  ) WITHOUT ROWID;
  CREATE TABLE participant (place INTEGER NOT NULL, who NOT NULL, comments INTEGER NOT NULL, PRIMARY KEY (place, who)) WITHOUT ROWID;
  CREATE TABLE tally (
    scope TEXT NOT NULL, id INTEGER NOT NULL, state TEXT NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (scope, id, state)
  ) WITHOUT ROWID;
  CREATE VIRTUAL TABLE fulltext USING fts5 (
    author, text, tokenize = 'unicode61 remove_diacritics 2', content = '', prefix = '1 2 3'
  );
  INSERT INTO fulltext (fulltext, rank) VALUES ('secure-delete', 1);
  INSERT INTO fulltext (fulltext, rank) VALUES ('automerge', 8);
  INSERT INTO fulltext (fulltext, rank) VALUES ('crisismerge', 64);
  INSERT INTO fulltext (fulltext, rank) VALUES ('hashsize', 33554432);
  CREATE TABLE article (
    number INTEGER PRIMARY KEY, guild INTEGER NOT NULL, place INTEGER NOT NULL, channel INTEGER NOT NULL, title TEXT NOT NULL
  );
  CREATE INDEX article_guild ON article (guild);
  CREATE INDEX article_place ON article (guild, place, channel);
  CREATE TABLE thread (number INTEGER PRIMARY KEY, guild INTEGER NOT NULL);
  CREATE INDEX thread_guild ON thread (guild);
  CREATE TABLE report (
    id TEXT PRIMARY KEY, guild INTEGER NOT NULL, comment INTEGER NOT NULL, reporter INTEGER NOT NULL, author INTEGER,
    state TEXT NOT NULL, created TEXT NOT NULL
  ) WITHOUT ROWID;
  CREATE INDEX report_guild ON report (guild, state, created, id);
  CREATE INDEX report_comment ON report (comment, state, created, id);
  CREATE INDEX report_reporter ON report (guild, reporter, state);
  CREATE INDEX report_author ON report (guild, author, state) WHERE author IS NOT NULL;
  CREATE TABLE cases (
    id TEXT PRIMARY KEY, guild INTEGER NOT NULL, number INTEGER NOT NULL, comment INTEGER, member INTEGER, action TEXT NOT NULL
  ) WITHOUT ROWID;
  CREATE INDEX cases_guild ON cases (guild, number, id);
  CREATE INDEX cases_comment ON cases (comment, number, id) WHERE comment IS NOT NULL;
  CREATE INDEX cases_member ON cases (guild, member, number, id) WHERE member IS NOT NULL;
  CREATE TABLE log (
    id TEXT PRIMARY KEY, guild INTEGER NOT NULL, sequence INTEGER NOT NULL, at TEXT NOT NULL, action TEXT NOT NULL,
    actor INTEGER, member INTEGER, target TEXT NOT NULL
  ) WITHOUT ROWID;
  CREATE INDEX log_guild ON log (guild, sequence, id);
  CREATE INDEX log_actor ON log (guild, actor, sequence, id) WHERE actor IS NOT NULL;
  CREATE INDEX log_member ON log (guild, member, sequence, id) WHERE member IS NOT NULL;
  CREATE INDEX log_target ON log (guild, target, sequence, id);
  CREATE TABLE outbox (id TEXT PRIMARY KEY, created TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE sealed (number INTEGER PRIMARY KEY, erase_after TEXT NOT NULL);
  CREATE INDEX sealed_due ON sealed (erase_after);
  CREATE TABLE screening (number INTEGER PRIMARY KEY, guild INTEGER NOT NULL, verdict TEXT NOT NULL, outcome TEXT NOT NULL);
  CREATE INDEX screening_guild ON screening (guild, verdict, outcome);
  CREATE TABLE view (id TEXT PRIMARY KEY, expires TEXT NOT NULL) WITHOUT ROWID;
  CREATE INDEX view_due ON view (expires);
  CREATE TABLE purge (number INTEGER PRIMARY KEY, guild INTEGER NOT NULL, expires TEXT NOT NULL);
  CREATE INDEX purge_due ON purge (expires);
  CREATE TABLE watching (id TEXT PRIMARY KEY, guild INTEGER NOT NULL) WITHOUT ROWID;
  CREATE INDEX watching_guild ON watching (guild);
  CREATE TABLE digest (id TEXT PRIMARY KEY, guild INTEGER NOT NULL) WITHOUT ROWID;
  CREATE INDEX digest_guild ON digest (guild);
  CREATE TABLE shown (
    kind TEXT NOT NULL, id TEXT NOT NULL, guild INTEGER NOT NULL, channel INTEGER, message INTEGER, PRIMARY KEY (kind, id)
  ) WITHOUT ROWID;
  CREATE INDEX shown_guild ON shown (guild, kind);
  CREATE INDEX shown_channel ON shown (channel) WHERE channel IS NOT NULL;
  CREATE INDEX shown_message ON shown (message) WHERE message IS NOT NULL;
  CREATE TABLE named (comment INTEGER NOT NULL, digest TEXT NOT NULL, PRIMARY KEY (comment, digest)) WITHOUT ROWID;
  CREATE INDEX named_digest ON named (digest);
`;

/** Made last: sorting a million comments once took a tenth of the time that keeping them sorted took. */
const COMMENT_INDEXES = [
  "CREATE INDEX comment_place ON comment (place, state)",
  "CREATE INDEX comment_article ON comment (article, state)",
  "CREATE INDEX comment_thread ON comment (thread, state) WHERE thread IS NOT NULL",
  "CREATE INDEX comment_author ON comment (author, state) WHERE author IS NOT NULL",
  "CREATE INDEX comment_parent ON comment (parent, state) WHERE parent IS NOT NULL",
];

/**
 * The records are durable by themselves; the catalog need only survive a kill. Deleted words are overwritten in the file. The log is
 * written back in small steps: everything waits meanwhile.
 */
const PRAGMAS = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  PRAGMA wal_autocheckpoint = 2000;
  PRAGMA journal_size_limit = 33554432;
  PRAGMA secure_delete = ON;
  PRAGMA cache_size = -16000;
  PRAGMA trusted_schema = OFF;
`;

/** Opens the catalog's file; null when it is missing, unreadable or of another version, and must be made anew. */
export function openCatalogFile(file: string): DatabaseSync | null {
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(file);
    db.exec(PRAGMAS);
    if (db.prepare("PRAGMA user_version").get()?.["user_version"] === CATALOG_VERSION) return db;
  } catch {
    // Whatever is wrong with the file, the cure is the same: the caller makes a new one from the records.
  }
  db?.close();
  return null;
}

/**
 * An empty catalog in place of whatever was there, to be filled at full speed: until `finishCatalogFile` it has no version, so
 * what a crash leaves of it is thrown away.
 */
export function newCatalogFile(file: string): DatabaseSync {
  removeCatalogFile(file);
  const db = new DatabaseSync(file);
  db.exec("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -32000");
  applyTables(db);
  return db;
}

/** From now on the file is kept carefully, and found again. */
export async function finishCatalogFile(db: DatabaseSync, file: string): Promise<void> {
  for (const sql of COMMENT_INDEXES) {
    db.exec(sql);
    await setImmediate();
  }
  const written = openSync(file, "r+");
  fsyncSync(written);
  closeSync(written);
  db.exec(PRAGMAS);
  db.exec(`PRAGMA user_version = ${CATALOG_VERSION}`);
}

/** Without the indexes of comments. */
export function applyTables(db: DatabaseSync): void {
  db.exec(TABLES);
}

/** SQLite's codes for a file that is malformed, and for one that is no database. */
const DAMAGE_CODES = new Set([11, 26]);

/** Whether the file is at fault, not the disk or another process: then nothing but a new one helps. */
export function isDamage(error: unknown): boolean {
  if (!(error instanceof Error) || !("errcode" in error)) return false;
  // The low byte is the error, the rest says more of it.
  return DAMAGE_CODES.has(Number(error.errcode) & 0xff);
}

export function removeCatalogFile(file: string): void {
  for (const ending of ["", "-wal", "-shm"]) rmSync(`${file}${ending}`, { force: true });
}
