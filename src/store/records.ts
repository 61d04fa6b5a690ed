import { AsyncLocalStorage } from "node:async_hooks";
import { setImmediate } from "node:timers/promises";
import { KeyvSqlite } from "@keyv/sqlite";
import { Keyv } from "keyv";
import type { Logger } from "pino";
import { type Adapter, ROWS_A_SCAN } from "./adapters.ts";

/** One `setMany` of at most this many entries is all or nothing on every adapter (SQLite splits above 249). */
export const MOST_ENTRIES = 200;
/** On a server that other programs use as well, our rows are our own. */
const NAMESPACE = "talkback";

export type StoredDocument = Record<string, unknown>;
/** `null`: deleted. */
export type Entry = { key: string; value: StoredDocument | null };

/**
 * Documents by key, through Keyv. Every failure throws. Keyv cannot delete in the same step as it writes, so a deletion writes a
 * marker, which reads as null and is swept out later.
 */
export type Records = {
  /** `undefined`: never there or swept out; `null`: deleted. */
  getMany(keys: readonly string[]): Promise<(StoredDocument | null | undefined)[]>;
  /** All or nothing; at most 200 entries, each key once. When it throws, what became of them is unknown. */
  setMany(entries: readonly Entry[]): Promise<void>;
  /** Takes keys out for good. */
  sweep(keys: readonly string[]): Promise<void>;
  /** Every document, unordered, some perhaps twice; yields to the event loop; fails on the first that cannot be read. */
  scan(): AsyncGenerator<[key: string, document: StoredDocument | null]>;
  /** Entries, also those of what was deleted; null on servers, where counting would take as long as a scan. */
  count(): Promise<number | null>;
  readonly adapter: Adapter;
  close: () => Promise<void>;
};

const DELETED = { v: 1, isDeleted: true };

/** Stands for a value that is no document; whoever reads it knows the key and throws. */
const UNREADABLE = { value: { isUnreadable: true } };
const serialization = {
  stringify: (envelope: unknown): string => JSON.stringify(envelope),
  // Keyv lets its caller name the type; readDocument checks what came.
  parse: (text: string) => parseEnvelope(text) as never,
};

function parseEnvelope(text: string): unknown {
  try {
    const envelope: unknown = JSON.parse(text);
    return isObject(envelope) && isObject(envelope["value"]) ? envelope : UNREADABLE;
  } catch (error) {
    if (error instanceof SyntaxError) return UNREADABLE;
    throw error;
  }
}

function isObject(value: unknown): value is StoredDocument {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What went wrong while one of our operations ran. */
type Operation = { isDone: boolean; failure: Error | null };

/**
 * With an error listener Keyv answers every failure with `undefined` or `false`, and without one a dropped connection ends the
 * process. So there is one listener: what belongs to a running operation makes it throw, anything else is logged.
 */
function createGuard(keyv: Keyv, log?: Pick<Logger, "error">): <T>(operation: () => Promise<T>) => Promise<T> {
  const current = new AsyncLocalStorage<Operation>();
  keyv.on("error", (reason: unknown) => {
    const operation = current.getStore();
    const failure = reason instanceof Error ? reason : new Error(String(reason));
    // A connection carries the operation that opened it along, long after it ended.
    if (operation && !operation.isDone) operation.failure ??= failure;
    else log?.error({ err: failure }, "the store's connection reported an error");
  });
  return async (run) => {
    const operation: Operation = { isDone: false, failure: null };
    try {
      const result = await current.run(operation, run);
      if (operation.failure) throw operation.failure;
      return result;
    } finally {
      operation.isDone = true;
    }
  };
}

export function createRecords(adapter: Adapter, log?: Pick<Logger, "error">): Records {
  const keyv = new Keyv<StoredDocument>({ store: adapter, namespace: NAMESPACE, serialization });
  const guard = createGuard(keyv, log);

  return {
    adapter,
    async getMany(keys) {
      if (keys.length === 0) return [];
      const found = await guard(() => keyv.getMany<StoredDocument>([...keys]));
      return found.map((value, index) => (value === undefined ? undefined : readDocument(value, keys[index] ?? "")));
    },
    async setMany(entries) {
      if (entries.length > MOST_ENTRIES)
        throw new RangeError(`${entries.length} entries exceed one commit's ${MOST_ENTRIES}`);
      if (new Set(entries.map(({ key }) => key)).size < entries.length)
        throw new RangeError("a key twice in one commit");
      const stored = await guard(() =>
        keyv.setMany(entries.map(({ key, value }) => ({ key, value: value ?? DELETED }))),
      );
      const refused = entries.find((_, index) => stored[index] !== true);
      if (refused) throw new Error(`the store did not take ${refused.key}`);
    },
    async sweep(keys) {
      if (keys.length > 0) await guard(() => keyv.deleteMany([...keys]));
    },
    async *scan() {
      const iterator = keyv.iterator() as AsyncGenerator<[string, unknown]>;
      for (let row = 1; ; row++) {
        const { done, value } = await guard(() => iterator.next());
        if (done) return;
        yield [value[0], readDocument(value[1], value[0])];
        // node:sqlite is synchronous: without a pause, timers and heartbeats would starve.
        if (row % ROWS_A_SCAN === 0) await setImmediate();
      }
    },
    async count() {
      if (!(adapter instanceof KeyvSqlite)) return null;
      const [row] = (await adapter.query("SELECT count(*) AS count FROM keyv")) as { count: number }[];
      return row?.count ?? null;
    },
    close: () => guard(() => keyv.disconnect()),
  };
}

function readDocument(value: unknown, key: string): StoredDocument | null {
  if (!isObject(value) || "isUnreadable" in value) throw new UnreadableRecordError(key);
  return "isDeleted" in value ? null : value;
}

/** A value that is no document: the file was damaged, or written by something else. */
export class UnreadableRecordError extends Error {
  override readonly name = "UnreadableRecordError";

  constructor(key: string) {
    super(`the record ${key} cannot be read; restore the store from a backup`);
  }
}
