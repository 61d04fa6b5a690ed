import { existsSync, mkdirSync } from "node:fs";
import path from "node:path";
import type { DatabaseSync } from "node:sqlite";
import type { Logger } from "pino";
import { finishCatalogFile, isDamage, newCatalogFile, openCatalogFile } from "./catalog-schema.ts";
import { levelPlaces } from "./catalog-places.ts";
import { levelResponses } from "./catalog-responses.ts";
import { levelActivity } from "./catalog-activity.ts";
import { createCatalogWriter } from "./catalog-writer.ts";
import type { Writes } from "./committer.ts";
import type { Journal } from "./journal.ts";
import type { Records } from "./records.ts";
import { createStatements, type Statements } from "./statements.ts";

const REBUILT_AT_ONCE = 5_000;

export type CatalogProgress = (progress: { stage: "rebuild" | "repair"; done: number; total: number | null }) => void;

export type CatalogOptions = {
  records: Records;
  journal: Journal;
  /** Of the records: a catalog made of others is of no use. */
  identity: string;
  onProgress: CatalogProgress;
  log: Pick<Logger, "info" | "warn" | "error"> | undefined;
};

/** Opens the catalog and brings it into step: repaired where the journal tells what it missed, else built anew. */
export async function openCatalog(file: string, options: CatalogOptions): Promise<DatabaseSync> {
  mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
  const isThere = existsSync(file);
  const known = openCatalogFile(file);
  if (known) {
    try {
      if (await bringIntoStep(known, options)) return known;
      options.log?.warn("the catalog does not belong to these records; it is built anew");
    } catch (error) {
      if (!isDamage(error)) {
        known.close();
        throw error;
      }
      options.log?.warn({ err: error }, "the catalog is damaged; it is built anew");
    }
    known.close();
  } else if (isThere) options.log?.warn({ file }, "the catalog is of another version, or damaged; it is built anew");
  return buildAnew(file, options);
}

/** False when it cannot be told what the catalog missed. */
async function bringIntoStep(db: DatabaseSync, options: CatalogOptions): Promise<boolean> {
  const statements = createStatements(db);
  const state = (name: string): unknown => statements.get("SELECT value FROM state WHERE name = ?", name)?.["value"];
  if (state("store") !== options.identity) return false;
  const missed = options.journal.keysSince(Number(state("commit")));
  if (missed && missed.size > 0) await repair(statements, [...missed], options);
  return missed !== null;
}

async function buildAnew(
  file: string,
  { records, journal, identity, onProgress }: CatalogOptions,
): Promise<DatabaseSync> {
  const db = newCatalogFile(file);
  const statements = createStatements(db);
  try {
    await rebuild(statements, records, onProgress);
    statements.transaction(() => {
      putState(statements, "commit", journal.last);
      putState(statements, "store", identity);
    });
    await finishCatalogFile(db, file);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

async function repair(
  statements: Statements,
  keys: string[],
  { records, journal, onProgress, log }: CatalogOptions,
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
  const write = createCatalogWriter(statements, { isFilling: true });
  const total = await records.count();
  let done = 0;
  let batch: Writes = new Map();
  const takeOver = (): void => {
    statements.transaction(() => write(batch));
    done += batch.size;
    batch = new Map();
    onProgress({ stage: "rebuild", done, total });
  };
  for await (const [key, document] of records.scan()) {
    batch.set(key, document);
    if (batch.size >= REBUILT_AT_ONCE) takeOver();
  }
  takeOver();
  statements.transaction(() => {
    levelPlaces(statements);
    levelResponses(statements);
    levelActivity(statements);
  });
}

export function putState(statements: Statements, name: string, value: string | number): void {
  statements.run("INSERT OR REPLACE INTO state VALUES (?, ?)", name, value);
}
