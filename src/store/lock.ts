import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, realpathSync } from "node:fs";
import { hostname } from "node:os";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { StartupError } from "../errors.ts";

/** Keeps every other process out of the store. */
export type Lock = {
  /** False once the lock may have been lost: then nothing more may be written. */
  isHeld: () => boolean;
  release: () => Promise<void>;
};

/**
 * For a SQLite store: an exclusive transaction on a side file, which the system frees even after `kill -9`. Throws StartupError.
 */
export function lockFile(storeFile: string): Lock {
  try {
    mkdirSync(path.dirname(path.resolve(storeFile)), { recursive: true });
    const db = new DatabaseSync(`${realName(storeFile)}.lock`, { timeout: 0 });
    try {
      db.exec("PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE");
    } catch (error) {
      db.close();
      throw error;
    }
    return {
      isHeld: () => true,
      release: async () => {
        if (db.isOpen) db.close();
      },
    };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const isTaken = /locked|busy/i.test(reason);
    const message = isTaken
      ? `${storeFile} is in use by another Talkback. Stop that one first, or choose another file with STORE_URL.`
      : `${storeFile} cannot be opened for writing (${reason}). Check that the folder exists and that you may write in it.`;
    throw new StartupError(message, { cause: error });
  }
}

/** One name for one file: those who reach it over a link must meet at the same lock. */
function realName(file: string): string {
  const name = path.join(realpathSync(path.dirname(path.resolve(file))), path.basename(file));
  return existsSync(name) ? realpathSync(name) : name;
}

/** What is written beside a lock, to tell whose it is. */
export function describeOwner(): string {
  return `${hostname()}/${process.pid}/${randomUUID()}`;
}
