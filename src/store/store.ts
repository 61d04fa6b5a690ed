import { randomUUID } from "node:crypto";
import path from "node:path";
import KeyvSqlite from "@keyv/sqlite";
import type { Logger } from "pino";
import { StartupError } from "../errors.ts";
import { type Catalog, createCatalog } from "./catalog.ts";
import { openCatalogKeeper } from "./catalog-keeper.ts";
import { createCommitter, type Workspace, type Writes } from "./committer.ts";
import { type Documents, documentSchemas, type Kind, keyOf } from "./documents.ts";
import { type Lock, lockFile, takeLease } from "./lock.ts";
import { migrate } from "./migrations.ts";
import { openRecords, type Records, sqliteFile, type StoredDocument } from "./records.ts";

export type { Catalog, CommentFilter } from "./catalog.ts";
export type { Documents, Kind } from "./documents.ts";

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
   * when it is durable. A change that throws leaves nothing behind.
   */
  update<T>(change: (tx: Transaction) => Promise<T> | T): Promise<T>;
  readonly catalog: Catalog;
  /** Copies the store into a new file, while it is in use. SQLite only. */
  backup(file: string): Promise<void>;
  stats(): { commits: number; documents: number; waiting: number };
  /** Finishes what is under way and closes. Further calls wait for the first. */
  close(): Promise<void>;
};

export type StoreProgress = { stage: "rebuild" | "repair" | "migrate"; done: number; total: number | null };
export type StoreOptions = {
  /** `sqlite://FILE`, `postgres://…` or `redis://…` */
  url: string;
  /** Beside a SQLite store, else `data/catalog.sqlite`, unless given. */
  catalogFile?: string | null;
  onProgress?: (progress: StoreProgress) => void;
  log?: Pick<Logger, "info" | "warn" | "error">;
};

const COMMIT_KEY = keyOf("meta", "commit");
const STORE_KEY = keyOf("meta", "store");
/** Documents read or written last: the store has one owner, so none can go stale. */
const CACHED_DOCUMENTS = 5_000;
const SWEEP_AT = 150;

/** Opens the store and brings its catalog into step. Throws StartupError in plain words. */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { url, log, onProgress = () => undefined } = options;
  const file = sqliteFile(url);
  const locks: Lock[] = file === null ? [] : [lockFile(file)];
  try {
    const records = await openRecords(url, log).catch((error: unknown) => {
      throw unreadable(url, error);
    });
    if (file === null) locks.push(await takeLease(records));
    await migrate(records, onProgress).catch((error: unknown) => {
      throw error instanceof StartupError ? error : unreadable(url, error);
    });
    return await assemble(records, locks, options);
  } catch (error) {
    for (const lock of locks) await lock.release();
    throw error;
  }
}

async function assemble(records: Records, locks: Lock[], options: StoreOptions): Promise<Store> {
  const { url, onProgress = () => undefined, log } = options;
  const [known, lastCommit] = await records.getMany([STORE_KEY, COMMIT_KEY]);
  const identity = String(known?.["id"] ?? randomUUID());
  let commits = Number(lastCommit?.["n"] ?? 0);
  if (!known) await records.setMany([{ key: STORE_KEY, value: { v: 1, id: identity } }]);
  const keeper = await openCatalogKeeper(options.catalogFile ?? catalogFileFor(url), {
    records,
    identity,
    commits,
    onProgress,
    log,
  });

  const cache = new Map<string, StoredDocument | null>();
  const remember = (key: string, document: StoredDocument | null): void => {
    cache.delete(key);
    cache.set(key, document);
    if (cache.size <= CACHED_DOCUMENTS) return;
    for (const oldest of cache.keys()) {
      cache.delete(oldest);
      return;
    }
  };

  let documents = 0;
  const committer = createCommitter(async (writes: Writes) => {
    const entries = [...writes].map(([key, value]) => ({ key, value }));
    keeper.announce(writes.keys());
    await records.setMany([...entries, { key: COMMIT_KEY, value: { v: 1, n: commits + 1 } }]);
    commits++;
    documents += entries.length;
    for (const { key, value } of entries) remember(key, value);
    keeper.apply(writes, commits);
    if (keeper.erasedCount() >= SWEEP_AT) await keeper.sweep();
  });

  async function readMany(keys: readonly string[], space?: Workspace): Promise<(StoredDocument | null)[]> {
    const found = keys.map((key) => space?.writes.get(key) ?? lookUp(key, space));
    const missing = keys.filter((_, index) => found[index] === undefined);
    if (missing.length === 0) return found.map((document) => document ?? null);
    const stored = await records.getMany(missing);
    const byKey = new Map(missing.map((key, index) => [key, stored[index] ?? null]));
    // While they were read a commit may have put newer ones into the cache.
    for (const [key, document] of byKey) if (!cache.has(key)) remember(key, document);
    return keys.map((key, index) => found[index] ?? cache.get(key) ?? byKey.get(key) ?? null);
  }

  function lookUp(key: string, space?: Workspace): StoredDocument | null | undefined {
    for (const layer of [space?.writes, space?.pending]) if (layer?.has(key)) return layer.get(key) ?? null;
    return cache.get(key);
  }

  function readerOver(space?: Workspace): Reader {
    const getMany = async <K extends Kind>(kind: K, ids: readonly string[]): Promise<(Documents[K] | undefined)[]> => {
      const found = await readMany(
        ids.map((id) => keyOf(kind, id)),
        space,
      );
      return found.map((document) => (document as Documents[K] | null) ?? undefined);
    };
    return { getMany, get: async (kind, id) => (await getMany(kind, [id]))[0] };
  }

  let closing: Promise<void> | null = null;
  async function close(): Promise<void> {
    await committer.close();
    await keeper.sweep();
    keeper.close();
    for (const lock of locks.filter(() => sqliteFile(url) === null)) await lock.release();
    await records.close();
    for (const lock of locks.filter(() => sqliteFile(url) !== null)) await lock.release();
  }

  return {
    ...readerOver(),
    update: (change) => committer.run(async (space) => change(transactionOver(space, readerOver(space)))),
    catalog: createCatalog(keeper.db),
    backup: (file) => backUp(records, file),
    stats: () => ({ commits, documents, waiting: committer.waiting() }),
    close: () => (closing ??= close()),
  };
}

function transactionOver(space: Workspace, reader: Reader): Transaction {
  return {
    ...reader,
    put(kind, id, document) {
      const checked = documentSchemas[kind].safeParse(document);
      if (!checked.success) {
        throw new TypeError(
          `${kind} ${id} does not fit its schema: ${checked.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`).join("; ")}`,
        );
      }
      space.writes.set(keyOf(kind, id), document as StoredDocument);
    },
    delete(kind, id) {
      space.writes.set(keyOf(kind, id), null);
    },
  };
}

async function backUp(records: Records, file: string): Promise<void> {
  const { adapter } = records;
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
  const shown = url.replace(/\/\/[^@/]*@/, "//…@");
  const advice =
    sqliteFile(url) === null
      ? "Check that the server runs and that STORE_URL is right."
      : "Restore it from a backup, or move it away to begin anew.";
  return new StartupError(`The store ${shown} cannot be opened: ${reason}. ${advice}`, { cause: error });
}
