import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import KeyvRedis from "@keyv/redis";
import { Client } from "pg";

/** A place where a store can be kept, emptied, and a way to its rows behind the store's back. */
export type StorePlace = {
  url: string;
  catalogFile: string;
  /** Writes a raw value under one of our keys. */
  overwrite(key: string, value: string): Promise<void>;
  /** Puts in what belongs to another program. */
  addForeignRow(): Promise<void>;
  /** Removes the folder of the place. */
  remove(): void;
};

type StoreKind = { name: string; newPlace: (() => Promise<StorePlace>) | null };

/** Every kind of store; `newPlace` is null where the server to try it on is not named. */
export const storeKinds: StoreKind[] = [
  { name: "SQLite", newPlace: sqlitePlace },
  serverKind("PostgreSQL", "TEST_POSTGRES_URL", postgresPlace),
  serverKind("Redis", "TEST_REDIS_URL", redisPlace),
];

function serverKind(name: string, variable: string, place: (url: string) => Promise<StorePlace>): StoreKind {
  const url = process.env[variable];
  return url
    ? { name, newPlace: () => place(url) }
    : { name: `${name} (not tried: ${variable} is not set)`, newPlace: null };
}

const newFolder = (): string => mkdtempSync(path.join(tmpdir(), "talkback-store-"));

async function sqlitePlace(): Promise<StorePlace> {
  const file = path.join(newFolder(), "store.sqlite");
  const query = (sql: string, ...parameters: string[]): void => {
    const db = new DatabaseSync(file);
    db.prepare(sql).run(...parameters);
    db.close();
  };
  return {
    url: `sqlite://${file}`,
    catalogFile: path.join(path.dirname(file), "store.catalog.sqlite"),
    remove: () => rmSync(path.dirname(file), { recursive: true }),
    overwrite: async (key, value) => query("UPDATE keyv SET value = ? WHERE key = ?", value, key),
    addForeignRow: async () => query("INSERT INTO keyv (key, value, namespace) VALUES ('their', 'own', 'other')"),
  };
}

async function postgresPlace(url: string): Promise<StorePlace> {
  const query = async (sql: string, parameters: string[] = []): Promise<void> => {
    const client = new Client({ connectionString: url });
    await client.connect();
    await client.query(sql, parameters);
    await client.end();
  };
  await query("DROP TABLE IF EXISTS keyv");
  const folder = newFolder();
  return {
    url,
    catalogFile: path.join(folder, "catalog.sqlite"),
    remove: () => rmSync(folder, { recursive: true }),
    overwrite: (key, value) => query("UPDATE keyv SET value = $1 WHERE key = $2", [value, key]),
    addForeignRow: () => query("INSERT INTO keyv (key, value, namespace) VALUES ('their', 'own', 'other')"),
  };
}

async function redisPlace(url: string): Promise<StorePlace> {
  const adapter = new KeyvRedis<string>(url);
  const run = async (command: string[]): Promise<void> => {
    await (await adapter.getClient()).eval("return redis.call(unpack(ARGV))", { arguments: command });
    await adapter.disconnect();
  };
  await run(["FLUSHDB"]);
  const folder = newFolder();
  return {
    url,
    catalogFile: path.join(folder, "catalog.sqlite"),
    remove: () => rmSync(folder, { recursive: true }),
    overwrite: (key, value) => run(["SET", `talkback::${key}`, value]),
    addForeignRow: () => run(["SET", "their", "own"]),
  };
}
