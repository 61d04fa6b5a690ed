import { type CatalogOptions, openCatalog, putState } from "./catalog-opening.ts";
import { isDamage, removeCatalogFile } from "./catalog-schema.ts";
import { createCatalogWriter } from "./catalog-writer.ts";
import type { Writes } from "./committer.ts";
import { StoreFailure } from "./explain-failure.ts";
import type { Records } from "./records.ts";
import { EMPTY_LOG } from "./log-emptying.ts";
import { createStatements, type Statements } from "./statements.ts";

/** Documents written to the catalog in one transaction: the full-text index is far cheaper in large steps. */
const MOST_TAKEN = 2_000;
/** Commits that may be missing after a kill must stay within the journal. */
const MOST_COMMITS = 64;
const LONGEST_WAIT_MS = 50;
/** While the catalog cannot be written, each attempt costs more than the last. */
const RETRY_MS = 1_000;
/** So much is kept in memory for a catalog that cannot be written, and no more. */
const MOST_KEPT = 50_000;
const KEYS_A_SWEEP = 150;

/** How far the catalog is behind the records, and whether it can be asked at all. */
export type CatalogStanding = { isUsable: boolean; commitsBehind: number; documentsBehind: number };

/** Keeps the catalog in step with the records. */
export type CatalogKeeper = {
  /** For questions: whatever was committed is in the answer. */
  statements: Statements;
  /** Takes over commit `number`. It is written a little later, with others, but before the next question is answered. */
  take(writes: Writes, number: number): void;
  standing(): CatalogStanding;
  /** Deleted documents whose markers are still among the records. */
  erasedCount(): number;
  /** Takes the markers out of the records. Nothing may be committed meanwhile. */
  sweep(): Promise<void>;
  /** Empties the log beside the file, after writing what was taken over. */
  emptyLog(): void;
  close(): void;
};

/** Opens the catalog, in step. One that is found damaged later fails questions, not changes, and is built anew at the next start. */
export async function openCatalogKeeper(file: string, options: CatalogOptions): Promise<CatalogKeeper> {
  const db = await openCatalog(file, options);
  const statements = createStatements(db);
  const write = createCatalogWriter(statements);
  let taken: Writes = new Map();
  let commits = 0;
  let newest = options.journal.last;
  let erased = Number(statements.get("SELECT count(*) AS count FROM erased")?.["count"] ?? 0);
  let timer: NodeJS.Timeout | null = null;
  let failure: StoreFailure | null = null;
  let givenUp: Error | null = null;

  function giveUp(cause: unknown): void {
    givenUp = new Error("the catalog cannot be used; it is built anew when Talkback is started again", { cause });
    taken = new Map();
    options.log?.error({ err: cause }, givenUp.message);
  }

  /** Damage does not go away by asking again. */
  function watch<T>(work: () => T): T {
    if (givenUp) throw givenUp;
    try {
      return work();
    } catch (error) {
      if (isDamage(error)) giveUp(error);
      throw givenUp ?? error;
    }
  }

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
    if (failure) options.log?.info("the catalog can be written again");
    failure = null;
  }

  /** The records have it, so nothing is lost: what was taken over stays for the next attempt. */
  function tryLevel(): void {
    try {
      watch(level);
    } catch (error) {
      const isNews = failure === null;
      failure = new StoreFailure(error);
      if (givenUp) return;
      if (taken.size > MOST_KEPT) giveUp(error);
      else {
        const { reason } = failure;
        if (isNews) options.log?.error({ err: error, reason }, "the catalog could not be written; it is tried again");
        timer ??= setTimeout(tryLevel, RETRY_MS).unref();
      }
    }
  }

  /** An answer that lacks what was committed would be wrong. */
  function ask<T>(question: () => T): T {
    if (taken.size > 0) tryLevel();
    if (failure && !givenUp) throw failure;
    return watch(question);
  }

  return {
    statements: {
      all: (sql, ...parameters) => ask(() => statements.all(sql, ...parameters)),
      get: (sql, ...parameters) => ask(() => statements.get(sql, ...parameters)),
      run: (sql, ...parameters) => ask(() => statements.run(sql, ...parameters)),
      transaction: (work) => ask(() => statements.transaction(work)),
    },
    take(writes, number) {
      if (givenUp) return;
      for (const [key, document] of writes) {
        taken.set(key, document);
        if (document === null) erased++;
      }
      newest = number;
      commits++;
      if (!failure && (taken.size >= MOST_TAKEN || commits >= MOST_COMMITS)) tryLevel();
      else timer ??= setTimeout(tryLevel, failure ? RETRY_MS : LONGEST_WAIT_MS).unref();
    },
    standing: () => ({ isUsable: givenUp === null, commitsBehind: commits, documentsBehind: taken.size }),
    erasedCount: () => (givenUp ? 0 : erased),
    async sweep() {
      watch(level);
      await sweepOut(statements, options.records);
      erased = 0;
    },
    emptyLog: () => ask(() => db.exec(EMPTY_LOG)),
    close() {
      tryLevel();
      if (timer) clearTimeout(timer);
      db.close();
      if (givenUp || taken.size > 0) removeCatalogFile(file);
    },
  };
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
