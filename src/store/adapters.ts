import { mkdirSync } from "node:fs";
import path from "node:path";
import type { KeyvPostgres } from "@keyv/postgres";
import type KeyvRedis from "@keyv/redis";
import { KeyvSqlite } from "@keyv/sqlite";
import { StartupError } from "../errors.ts";
import { sqliteDriver } from "./sqlite-driver.ts";

export const ROWS_A_SCAN = 500;
const CONNECT_TIMEOUT_MS = 10_000;
const RECONNECT_STEP_MS = 50;
const LONGEST_RECONNECT_MS = 2_000;

export type Adapter = KeyvSqlite | KeyvPostgres | KeyvRedis<unknown>;

/** Names for which SQLite keeps nothing (no name, memory), and folders. */
const NO_FILE = /^(?:|:memory:|.*[/\\])$/;

/** The file of a `sqlite://` URL; null for the others. Throws StartupError when it names none. */
export function sqliteFile(url: string): string | null {
  if (!url.startsWith("sqlite://")) return null;
  const file = url.slice("sqlite://".length);
  if (NO_FILE.test(file)) {
    throw new StartupError(`STORE_URL must name a file, as in sqlite://data/talkback.sqlite, which ${url} does not.`);
  }
  return file;
}

/** Whether the URL names a PostgreSQL server; else, when it is no file, it is Redis. */
export function isPostgres(url: string): boolean {
  return /^postgres(ql)?:\/\//.test(url);
}

/** Makes the Keyv adapter for a store URL, and the folder of a SQLite file. Throws StartupError for any other URL. */
export async function openAdapter(url: string): Promise<Adapter> {
  const file = sqliteFile(url);
  if (file !== null) {
    mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
    return new KeyvSqlite({ uri: url, driver: sqliteDriver, iterationLimit: ROWS_A_SCAN });
  }
  // The servers' clients are loaded where they are used: together they take 40 MB and a tenth of a second.
  if (isPostgres(url)) {
    const { KeyvPostgres } = await import("@keyv/postgres");
    return new KeyvPostgres({ uri: url, iterationLimit: ROWS_A_SCAN, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
  }
  if (/^rediss?:\/\//.test(url)) return openRedis(url);
  throw new StartupError(
    `STORE_URL must begin with sqlite://, postgres:// or redis://, which ${hidePassword(url)} does not.`,
  );
}

/** A line that breaks is mended; a server that was never there is an error. */
async function openRedis(url: string): Promise<KeyvRedis<unknown>> {
  const { default: KeyvRedis } = await import("@keyv/redis");
  let wasThere = false;
  const reconnectStrategy = (tries: number, cause: Error): number | Error =>
    wasThere ? Math.min(tries * RECONNECT_STEP_MS, LONGEST_RECONNECT_MS) : cause;
  const socket = { connectTimeout: CONNECT_TIMEOUT_MS, reconnectStrategy };
  // Without the queue a command on a broken line fails at once instead of waiting, unseen, for the next one.
  const adapter = new KeyvRedis<unknown>({ url, socket, disableOfflineQueue: true });
  adapter.client.on("ready", () => {
    wasThere = true;
  });
  return adapter;
}

export function hidePassword(url: string): string {
  return url.replace(/\/\/[^@/]*@/, "//…@");
}
