import { mkdirSync } from "node:fs";
import path from "node:path";
import { KeyvPostgres } from "@keyv/postgres";
import KeyvRedis from "@keyv/redis";
import { KeyvSqlite } from "@keyv/sqlite";
import { StartupError } from "../errors.ts";
import { sqliteDriver } from "./sqlite-driver.ts";

export const ROWS_A_SCAN = 500;
const CONNECT_TIMEOUT_MS = 10_000;

export type Adapter = KeyvSqlite | KeyvPostgres | KeyvRedis<unknown>;

/** The file of a `sqlite://` URL; null for the others. */
export function sqliteFile(url: string): string | null {
  return url.startsWith("sqlite://") ? url.slice("sqlite://".length) : null;
}

/** Whether the URL names a PostgreSQL server; else, when it is no file, it is Redis. */
export function isPostgres(url: string): boolean {
  return /^postgres(ql)?:\/\//.test(url);
}

/** Makes the Keyv adapter for a store URL, and the folder of a SQLite file. Throws StartupError for any other URL. */
export function openAdapter(url: string): Adapter {
  const file = sqliteFile(url);
  if (file !== null) {
    mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
    return new KeyvSqlite({ uri: url, driver: sqliteDriver, iterationLimit: ROWS_A_SCAN });
  }
  if (isPostgres(url)) {
    return new KeyvPostgres({ uri: url, iterationLimit: ROWS_A_SCAN, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
  }
  if (/^rediss?:\/\//.test(url)) {
    const socket = {
      connectTimeout: CONNECT_TIMEOUT_MS,
      reconnectStrategy: (tries: number) => Math.min(tries * 50, 2_000),
    };
    // Without the queue a command on a dropped connection fails at once instead of waiting, unseen, for the next one.
    return new KeyvRedis({ url, socket, disableOfflineQueue: true });
  }
  throw new StartupError(
    `STORE_URL must begin with sqlite://, postgres:// or redis://, which ${hidePassword(url)} does not.`,
  );
}

export function hidePassword(url: string): string {
  return url.replace(/\/\/[^@/]*@/, "//…@");
}
