import { randomUUID } from "node:crypto";
import path from "node:path";
import { KeyvSqlite } from "@keyv/sqlite";
import type { Logger } from "pino";
import { StartupError } from "../errors.ts";
import { hidePassword, isPostgres, openAdapter, sqliteFile } from "./adapters.ts";
import { type Catalog, createCatalog } from "./catalog.ts";
import { isDamage } from "./catalog-schema.ts";
import { type CatalogStanding, openCatalogKeeper } from "./catalog-keeper.ts";
import type { CatalogProgress } from "./catalog-opening.ts";
import { verifyCatalog } from "./catalog-verify.ts";
import { createCommitter, type Writes } from "./committer.ts";
import type { Documents, Kind } from "./documents.ts";
import { openJournal } from "./journal.ts";
import { createListeners, type StoredListener } from "./listeners.ts";
import { type Lock, lockFile } from "./lock.ts";
import { createLogEmptying, EMPTY_LOG } from "./log-emptying.ts";
import { MIGRATIONS, type Migration, migrate, type MigrationProgress } from "./migrations.ts";
import { createRecords, type Records, UnreadableRecordError } from "./records.ts";
import { leaseRedis, lockPostgres } from "./server-lock.ts";
import { createReading, createTransaction } from "./transaction.ts";
import { type CommitSeen, watchCommits } from "./watch-commits.ts";
import { createWriting } from "./writing.ts";

export type { Catalog } from "./catalog.ts";
export type { CommentFilter } from "./comment-filter.ts";
export type { CommentPosition, CommentSort } from "./comment-pages.ts";
export type { Order, Paging, Place } from "./comment-queries.ts";
export type { CountedComment, StatsScope } from "./comment-stats.ts";
export type { CommentHit, SearchWords } from "./comment-search.ts";
export type { Documents, Kind } from "./documents.ts";
export type { CaseFilter, LogFilter, ReportFilter } from "./moderation-queries.ts";
export type { CommitSeen } from "./watch-commits.ts";

export type Reader = {
  get<K extends Kind>(kind: K, id: string): Promise<Documents[K] | undefined>;
  /** In the order of the ids. */
  getMany<K extends Kind>(kind: K, ids: readonly string[]): Promise<(Documents[K] | undefined)[]>;
};

/** Reads see the transaction's own writes. Documents are values: put a changed copy, never change what was read. */
export type Transaction = Reader & {
  /** Throws when the document does not fit its schema. */
  put<K extends Kind>(kind: K, id: string, document: Documents[K]): void;
  delete(kind: Kind, id: string): void;
};

export type Store = Reader & {
  /**
   * Runs `change` alone: what it reads is current, and what it writes (at most 199 documents) is committed all or nothing. Resolves
   * when it is durable. A change that throws leaves nothing behind. The others wait while it runs, so it should wait for nothing
   * but the store; an `update` within an `update`, awaited, would wait for itself.
   */
  update<T>(change: (tx: Transaction) => Promise<T> | T): Promise<T>;
  /** Calls `listener` for each document of a kind that is committed from now on, until what it returns is called. */
  onStored<K extends Kind>(kind: K, listener: StoredListener<K>): () => void;
  readonly catalog: Catalog;
  /** Copies the records into a new file, while they are in use. SQLite only. */
  backup(file: string): Promise<void>;
  /** Since the store was opened: commits and the documents in them; and how many changes wait now. */
  stats(): { commits: number; documents: number; waiting: number; catalog: CatalogStanding };
  /** Finishes what is under way and closes. Further calls wait for the first. */
  close(): Promise<void>;
};

export type StoreProgress = Parameters<CatalogProgress>[0] | Parameters<MigrationProgress>[0];
export type StoreOptions = {
  /** `sqlite://FILE`, `postgres://…` or `redis://…`. Redis keeps what its own settings (`appendfsync`) let it keep. */
  url: string;
  /** Beside a SQLite store, else `data/catalog.sqlite`, unless given. */
  catalogFile?: string | null;
  onProgress?: (progress: StoreProgress) => void;
  /** Called after each commit and each failure of one. Must not throw. */
  onCommit?: (seen: CommitSeen) => void;
  log?: Pick<Logger, "info" | "warn" | "error">;
  /** The steps to today's version of the data; for tests. */
  migrations?: readonly Migration[];
};

const IDENTITY_KEY = "store:identity";

/** Opens the store and brings its catalog into step. Throws StartupError in plain words. */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { url, log, onProgress = () => undefined, migrations = MIGRATIONS } = options;
  const file = sqliteFile(url);
  const closers: (() => Promise<void>)[] = [];
  try {
    // Before the adapter: on PostgreSQL two of one URL share their connections, and closing ours would close the owner's.
    const early = file === null ? (isPostgres(url) ? await lockPostgres(url, log) : null) : lockFile(file);
    if (early) closers.push(early.release);
    const records = createRecords(await openAdapter(url), log);
    closers.push(records.close);
    if (records.adapter instanceof KeyvSqlite) await records.adapter.ready;
    const lock = early ?? (await leaseRedis(records.adapter, log));
    if (!early) closers.push(lock.release);
    await migrate(records, onProgress, migrations);
    return await assemble(records, lock, closers, options);
  } catch (error) {
    for (const close of closers.toReversed()) {
      await close().catch((reason: unknown) =>
        log?.warn({ err: reason }, "the store could not be closed after it failed to open"),
      );
    }
    throw error instanceof StartupError ? error : unreadable(url, error);
  }
}

async function assemble(
  records: Records,
  lock: Lock,
  closers: (() => Promise<void>)[],
  options: StoreOptions,
): Promise<Store> {
  const { url, onProgress = () => undefined, log } = options;
  // With the version of the data: a catalog made before a migration is of no use after it.
  const identity = `${await identify(records)}/${(options.migrations ?? MIGRATIONS).length + 1}`;
  const journal = await openJournal(records);
  const catalogFile = options.catalogFile ?? catalogFileFor(url);
  const keeper = await openCatalogKeeper(catalogFile, { records, journal, identity, onProgress, log });
  const reading = createReading(records);
  const writing = createWriting({ records, journal, keeper, lock, reading, log });
  const logEmptying = createLogEmptying(async () => {
    if (records.adapter instanceof KeyvSqlite) await records.adapter.query(EMPTY_LOG);
    keeper.emptyLog();
  }, log);
  const listeners = createListeners();
  const commit = async (writes: Writes): Promise<void> => {
    await writing.commit(writes);
    logEmptying.note();
    listeners.tell(writes);
  };
  const committer = createCommitter(options.onCommit ? watchCommits(commit, options.onCommit) : commit);

  let closing: Promise<void> | null = null;
  async function close(): Promise<void> {
    await committer.close();
    logEmptying.stop();
    await writing.sweep();
    keeper.close();
    for (const closeNext of closers.toReversed()) await closeNext();
  }

  return {
    ...reading.readerOver(null),
    update: (change) => committer.run((space) => change(createTransaction(space, reading.readerOver(space)))),
    onStored: listeners.add,
    catalog: createCatalog(keeper, () => verifyCatalog(keeper, records)),
    backup: (file) => backUp(records, file),
    stats: () => ({ ...writing.stats(), waiting: committer.waiting(), catalog: keeper.standing() }),
    close: () => (closing ??= close()),
  };
}

/** A catalog knows by it which records it was made of. */
async function identify(records: Records): Promise<string> {
  const [known] = await records.getMany([IDENTITY_KEY]);
  if (known) return String(known["id"]);
  const id = randomUUID();
  await records.setMany([{ key: IDENTITY_KEY, value: { v: 1, id } }]);
  return id;
}

async function backUp({ adapter }: Records, file: string): Promise<void> {
  if (!(adapter instanceof KeyvSqlite))
    throw new Error("only a SQLite store is backed up this way; use your server's own backup");
  await adapter.query("VACUUM INTO ?", file);
}

function catalogFileFor(url: string): string {
  const file = sqliteFile(url);
  if (file === null) return path.join("data", "catalog.sqlite");
  const { dir, name } = path.parse(file);
  return path.join(dir, `${name}.catalog.sqlite`);
}

function unreadable(url: string, error: unknown): StartupError {
  const reason = error instanceof Error ? error.message : String(error);
  return new StartupError(`The store ${hidePassword(url)} cannot be opened: ${reason}. ${adviceOn(url, error)}`, {
    cause: error,
  });
}

function adviceOn(url: string, error: unknown): string {
  if (isDamage(error) || error instanceof UnreadableRecordError)
    return "Restore it from a backup, or move it away to begin anew.";
  // Nothing is lost then: who moves the store away would lose it.
  return sqliteFile(url) === null
    ? "Check that the server runs and that STORE_URL is right."
    : "Check that the disk has room and that you may write in the folder.";
}
