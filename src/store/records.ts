import { AsyncLocalStorage } from "node:async_hooks";
import { mkdirSync } from "node:fs";
import path from "node:path";
import { KeyvPostgres } from "@keyv/postgres";
import KeyvRedis from "@keyv/redis";
import KeyvSqlite from "@keyv/sqlite";
import Keyv from "keyv";
import type { Logger } from "pino";
import { sqliteDriver } from "./sqlite-driver.ts";

/** One `setMany` of at most this many entries is all or nothing on every adapter (SQLite splits above 249). */
export const MOST_ENTRIES = 200;
const ROWS_A_SCAN = 500;

export type StoredDocument = Record<string, unknown>;
export type Entry = { key: string; value: StoredDocument | null };

/** Documents by key, through Keyv. Failures throw. `null` stands for a deleted document until it is swept out. */
export type Records = {
  getMany(keys: readonly string[]): Promise<(StoredDocument | undefined)[]>;
  /** All or nothing; at most 200 entries, each key once. */
  setMany(entries: readonly Entry[]): Promise<void>;
  /** Takes out keys that hold null. */
  sweep(keys: readonly string[]): Promise<void>;
  /** Every document; yields to the event loop; fails on the first that cannot be read. */
  scan(): AsyncGenerator<[key: string, document: StoredDocument | null]>;
  /** The open adapter: for backups and locks. */
  adapter: KeyvSqlite | KeyvPostgres | KeyvRedis<unknown>;
  close(): Promise<void>;
};

/** The file of a `sqlite://` URL. */
export function sqliteFile(url: string): string | null {
  return url.startsWith("sqlite://") ? url.slice("sqlite://".length) : null;
}

function openAdapter(url: string): Records["adapter"] {
  const file = sqliteFile(url);
  if (file !== null) {
    mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
    return new KeyvSqlite({ uri: url, driver: sqliteDriver, iterationLimit: ROWS_A_SCAN });
  }
  if (/^postgres(ql)?:/.test(url)) return new KeyvPostgres({ uri: url, iterationLimit: ROWS_A_SCAN });
  return new KeyvRedis(url);
}

export async function openRecords(url: string, log?: Pick<Logger, "error">): Promise<Records> {
  const adapter = openAdapter(url);
  // Keyv turns failures into `undefined` and `false` as soon as somebody listens for errors, and without a listener a dropped
  // connection ends the process. So: while one of our operations runs, its errors are thrown; others are logged.
  const isOurs = new AsyncLocalStorage<true>();
  const onError = (error: unknown): void => {
    if (isOurs.getStore()) throw error;
    log?.error({ err: error }, "the store's connection reported an error");
  };
  const keyv = new Keyv<StoredDocument | null>({ store: adapter, throwOnErrors: true });
  keyv.on("error", onError);
  const run = <T>(operation: () => Promise<T>): Promise<T> => isOurs.run(true, operation);
  if (adapter instanceof KeyvSqlite) await run(() => adapter.ready);

  return {
    adapter,
    async getMany(keys) {
      if (keys.length === 0) return [];
      const found = await run(() => keyv.getMany<StoredDocument | null>([...keys]));
      return found.map((value, index) => readable(value, keys[index]) ?? undefined);
    },
    async setMany(entries) {
      if (entries.length > MOST_ENTRIES)
        throw new RangeError(`${entries.length} entries exceed one commit's ${MOST_ENTRIES}`);
      const stored = await run(() => keyv.setMany([...entries]));
      const failed = entries.find((_, index) => stored?.[index] !== true);
      if (failed) throw new Error(`the store did not take ${failed.key}`);
    },
    async sweep(keys) {
      await run(() => keyv.deleteMany([...keys]));
    },
    async *scan() {
      const iterator = keyv.iterator() as AsyncGenerator<[string, StoredDocument | null]>;
      for (let row = 1; ; row++) {
        const { done, value } = await run(() => iterator.next());
        if (done) return;
        yield [value[0], readable(value[1], value[0])];
        // node:sqlite is synchronous: without a pause, timers and heartbeats would starve.
        if (row % ROWS_A_SCAN === 0) await new Promise(setImmediate);
      }
    },
    async close() {
      await run(() => keyv.disconnect());
    },
  };
}

function readable(value: unknown, key: string | undefined): StoredDocument | null {
  if (value === undefined || value === null) return null;
  if (typeof value === "object") return value as StoredDocument;
  throw new Error(`the record ${key ?? "?"} cannot be read; restore the store from a backup`);
}
