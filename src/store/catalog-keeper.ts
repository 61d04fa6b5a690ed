import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { setImmediate } from "node:timers/promises";
import { openCatalogFile } from "./catalog-schema.ts";
import { createCatalogWriter } from "./catalog-writer.ts";
import type { Records } from "./records.ts";
import type { Writes } from "./committer.ts";
import type { StoreOptions } from "./store.ts";

const ROWS_A_BATCH = 1_000;

/** Keeps the catalog in step with the records. */
export type CatalogKeeper = {
  db: DatabaseSync;
  /** Before the records are written: the keys to look at again if we are killed in between. */
  announce(keys: Iterable<string>): void;
  /** After the records are written: takes them over as commit `number`. */
  apply(writes: Writes, number: number): void;
  erasedCount(): number;
  /** Takes documents that were deleted out of the records for good. */
  sweep(): Promise<void>;
  close(): void;
};

/**
 * Every commit has a number, kept in the records and in the catalog. Level: nothing to do. One behind, with the keys of that commit
 * announced: just those are read again. Anything else (a missing, older or foreign file, a power cut): built anew.
 */
export async function openCatalogKeeper(
  file: string,
  options: Required<Pick<StoreOptions, "onProgress">> & {
    records: Records;
    identity: string;
    commits: number;
    log: StoreOptions["log"];
  },
): Promise<CatalogKeeper> {
  const { records, identity, commits, onProgress, log } = options;
  mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
  const { db, isNew } = openCatalogFile(file);
  const writer = createCatalogWriter(db);
  const putState = db.prepare("INSERT OR REPLACE INTO state VALUES (?, ?)");
  const announceKey = db.prepare("INSERT OR IGNORE INTO flight VALUES (?)");
  const state = (name: string): unknown => db.prepare("SELECT value FROM state WHERE name = ?").get(name)?.["value"];

  const inTransaction = (work: () => void): void => {
    db.exec("BEGIN IMMEDIATE");
    try {
      work();
      db.exec("COMMIT");
    } catch (error) {
      db.exec("ROLLBACK");
      throw error;
    }
  };

  function apply(writes: Writes, number: number): void {
    inTransaction(() => {
      for (const [key, document] of writes) writer.write(key, document);
      writer.flush();
      putState.run("commit", number);
      db.exec("DELETE FROM flight");
    });
  }

  async function repair(keys: string[]): Promise<void> {
    log?.info(
      { documents: keys.length },
      "the last run ended in the middle of a commit; the catalog is brought into step",
    );
    const documents = await records.getMany(keys);
    apply(new Map(keys.map((key, index) => [key, documents[index] ?? null])), commits);
    onProgress({ stage: "repair", done: keys.length, total: keys.length });
  }

  async function rebuild(): Promise<void> {
    let done = 0;
    let batch: Writes = new Map();
    const takeOver = (): void => {
      inTransaction(() => {
        for (const [key, document] of batch) writer.write(key, document);
        writer.flush();
      });
      done += batch.size;
      batch = new Map();
      onProgress({ stage: "rebuild", done, total: null });
    };
    for await (const [key, document] of records.scan()) {
      batch.set(key, document);
      if (batch.size < ROWS_A_BATCH) continue;
      takeOver();
      await setImmediate();
    }
    takeOver();
    putState.run("store", identity);
    putState.run("commit", commits);
  }

  const flight = db
    .prepare("SELECT key FROM flight")
    .all()
    .map((row) => String(row["key"]));
  const behind = commits - Number(state("commit") ?? -1);
  if (isNew || state("store") !== identity || behind < 0 || behind > 1 || (behind === 1 && flight.length === 0)) {
    if (isNew) await rebuild();
    else {
      log?.warn("the catalog does not belong to these records; it is built anew");
      db.close();
      for (const ending of ["", "-wal", "-shm"]) rmSync(`${file}${ending}`, { force: true });
      return openCatalogKeeper(file, options);
    }
  } else if (flight.length > 0) await repair(flight);

  const listErased = db.prepare("SELECT key FROM erased LIMIT 150");
  return {
    db,
    announce(keys) {
      inTransaction(() => {
        for (const key of keys) announceKey.run(key);
      });
    },
    apply,
    erasedCount: () => Number(db.prepare("SELECT count(*) AS count FROM erased").get()?.["count"]),
    async sweep() {
      for (;;) {
        const keys = listErased.all().map((row) => String(row["key"]));
        if (keys.length === 0) return;
        // A key may have been written again since.
        const documents = await records.getMany(keys);
        await records.sweep(keys.filter((_, index) => documents[index] === undefined));
        inTransaction(() => {
          for (const key of keys) db.prepare("DELETE FROM erased WHERE key = ?").run(key);
        });
      }
    },
    close: () => db.close(),
  };
}
