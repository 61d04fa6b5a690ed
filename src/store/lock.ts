import { randomUUID } from "node:crypto";
import { mkdirSync } from "node:fs";
import { hostname } from "node:os";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { StartupError } from "../errors.ts";
import type { Records } from "./records.ts";

const LEASE_MS = 30_000;
const LEASE_KEY = "meta:owner";

export type Lock = { release(): Promise<void> };

/**
 * Keeps a second process out of a SQLite store: an exclusive transaction on a side file, which the system frees even after
 * `kill -9`. Throws StartupError.
 */
export function lockFile(storeFile: string): Lock {
  const lockPath = `${storeFile}.lock`;
  try {
    mkdirSync(path.dirname(path.resolve(storeFile)), { recursive: true });
    const db = new DatabaseSync(lockPath, { timeout: 0 });
    try {
      db.exec("PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE");
    } catch (error) {
      db.close();
      throw error;
    }
    return { release: async () => db.close() };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const isTaken = /locked|busy/i.test(reason);
    const advice = isTaken
      ? `${storeFile} is in use by another Talkback. Stop that one first, or choose another file with STORE_URL.`
      : `${storeFile} cannot be opened for writing (${reason}). Check that the folder exists and that you may write in it.`;
    throw new StartupError(advice, { cause: error });
  }
}

/** The same for a server: a record that says who owns the store, renewed while we live. After a kill it expires by itself. */
export async function takeLease(records: Records, now: () => number = Date.now): Promise<Lock> {
  const owner = `${hostname()}/${process.pid}/${randomUUID()}`;
  const [held] = await records.getMany([LEASE_KEY]);
  if (held && Number(held["until"]) > now()) {
    const seconds = Math.ceil((Number(held["until"]) - now()) / 1_000);
    throw new StartupError(
      `The store is in use by another Talkback (${String(held["owner"])}). Stop that one first; if it crashed, wait ${seconds} s.`,
    );
  }
  const renew = (): Promise<void> =>
    records.setMany([{ key: LEASE_KEY, value: { v: 1, owner, until: now() + LEASE_MS } }]);
  await renew();
  const timer = setInterval(() => {
    // A connection that is gone shows at the next commit, which fails loudly.
    renew().catch(() => clearInterval(timer));
  }, LEASE_MS / 3);
  timer.unref();
  return {
    async release() {
      clearInterval(timer);
      await records.setMany([{ key: LEASE_KEY, value: null }]);
    },
  };
}
