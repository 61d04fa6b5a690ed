import { mkdirSync } from "node:fs";
import path from "node:path";
import type { DatabaseSync } from "node:sqlite";
import type { Logger } from "pino";
import { finishCatalogFile, newCatalogFile, openCatalogFile, removeCatalogFile } from "./catalog-schema.ts";
import { createCatalogWriter } from "./catalog-writer.ts";
import type { Writes } from "./committer.ts";
import type { Journal } from "./journal.ts";
import type { Records } from "./records.ts";
import { createStatements, type Statements } from "./statements.ts";

/** Documents written to the catalog in one transaction: the full-text index is far cheaper in large steps. */
const MOST_TAKEN = 2_000;
/** Commits that may be missing after a kill must stay within the journal. */
const MOST_COMMITS = 64;
const LONGEST_WAIT_MS = 50;
const REBUILT_AT_ONCE = 5_000;
const KEYS_A_SWEEP = 150;

export type CatalogProgress = (progress: { stage: "rebuild" | "repair"; done: number; total: number | null }) => void;

/** Keeps the catalog in step with the records. */
export type CatalogKeeper = {
  statements: Statements;
  /** Takes over commit `number`. It is written a little later, with others, but before the next question is answered. */
  take(writes: Writes, number: number): void;
  /** Writes what was taken over. Every question must ask this first. */
  level: () => void;
  /** Deleted documents whose markers are still among the records. */
  erasedCount(): number;
  /** Takes the markers out of the records. Nothing may be committed meanwhile. */
  sweep(): Promise<void>;
  close(): void;
};

type Options = {
  records: Records;
  journal: Journal;
  /** Of the records: a catalog made of others is of no use. */
  identity: string;
  onProgress: CatalogProgress;
  log: Pick<Logger, "info" | "warn" | "error"> | undefined;
};

/** Opens the catalog and brings it into step: repaired where the journal tells what it missed, else built anew. */
export async function openCatalogKeeper(file: string, options: Options): Promise<CatalogKeeper> {
  mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
  const db = await openLevel(file, options);
  const statements = createStatements(db);
  const write = createCatalogWriter(statements);
  let taken: Writes = new Map();
  let commits = 0;
  let newest = options.journal.last;
  let erased = Number(statements.get("SELECT count(*) AS count FROM erased")?.["count"] ?? 0);
  let timer: NodeJS.Timeout | null = null;

  function level(): void {
    if (timer) clearTimeout(timer);
    timer = null;
    if (taken.size === 0) return;
    statements.transaction(() => {
      write(taken);
      putState(statements, "commit", newest);
    });
    taken = new Map();
    commits = 0;
  }

  /** The records have it, so nothing is lost: what was taken over stays for the next attempt. */
  function tryLevel(): void {
    try {
      level();
    } catch (error) {
      options.log?.error({ err: error }, "the catalog could not be written; it is tried again");
    }
  }

  return {
    statements,
    take(writes, number) {
      for (const [key, document] of writes) {
        taken.set(key, document);
        if (document === null) erased++;
      }
      newest = number;
      commits++;
      if (taken.size >= MOST_TAKEN || commits >= MOST_COMMITS) tryLevel();
      else timer ??= setTimeout(tryLevel, LONGEST_WAIT_MS).unref();
    },
    level,
    erasedCount: () => erased,
    async sweep() {
      level();
      await sweepOut(statements, options.records);
      erased = 0;
    },
    close() {
      tryLevel();
      if (timer) clearTimeout(timer);
      db.close();
      if (taken.size > 0) removeCatalogFile(file);
    },
  };
}

function putState(statements: Statements, name: string, value: string | number): void {
  statements.run("INSERT OR REPLACE INTO state VALUES (?, ?)", name, value);
}

async function openLevel(file: string, options: Options): Promise<DatabaseSync> {
  const { records, journal, identity, onProgress, log } = options;
  const known = openCatalogFile(file);
  if (known) {
    const statements = createStatements(known);
    const state = (name: string): unknown => statements.get("SELECT value FROM state WHERE name = ?", name)?.["value"];
    const missed = state("store") === identity ? journal.keysSince(Number(state("commit"))) : null;
    if (missed) {
      if (missed.size > 0) await repair(statements, [...missed], options);
      return known;
    }
    log?.warn("the catalog does not belong to these records; it is built anew");
    known.close();
  }
  const db = newCatalogFile(file);
  const statements = createStatements(db);
  try {
    await rebuild(statements, records, onProgress);
    statements.transaction(() => {
      putState(statements, "commit", journal.last);
      putState(statements, "store", identity);
    });
    finishCatalogFile(db, file);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

async function repair(
  statements: Statements,
  keys: string[],
  { records, journal, onProgress, log }: Options,
): Promise<void> {
  log?.info({ documents: keys.length }, "the last run ended at once; the catalog is brought into step");
  const write = createCatalogWriter(statements);
  const documents = await records.getMany(keys);
  statements.transaction(() => {
    // A key that was swept out since reads as never there: for the catalog that is the same as deleted.
    write(new Map(keys.map((key, index) => [key, documents[index] ?? null])));
    putState(statements, "commit", journal.last);
  });
  onProgress({ stage: "repair", done: keys.length, total: keys.length });
}

/** Fills an empty catalog. Exported for comparing one that grew with one made anew. */
export async function rebuild(statements: Statements, records: Records, onProgress: CatalogProgress): Promise<void> {
  const write = createCatalogWriter(statements);
  let done = 0;
  let batch: Writes = new Map();
  const takeOver = (): void => {
    statements.transaction(() => write(batch));
    done += batch.size;
    batch = new Map();
    onProgress({ stage: "rebuild", done, total: null });
  };
  for await (const [key, document] of records.scan()) {
    batch.set(key, document);
    if (batch.size >= REBUILT_AT_ONCE) takeOver();
  }
  takeOver();
}

async function sweepOut(statements: Statements, records: Records): Promise<void> {
  for (;;) {
    const keys = statements.all("SELECT key FROM erased LIMIT ?", KEYS_A_SWEEP).map((row) => String(row["key"]));
    if (keys.length === 0) return;
    // A key may have been written again since.
    const documents = await records.getMany(keys);
    await records.sweep(keys.filter((_, index) => documents[index] === null));
    statements.transaction(() => {
      for (const key of keys) statements.run("DELETE FROM erased WHERE key = ?", key);
    });
  }
}
