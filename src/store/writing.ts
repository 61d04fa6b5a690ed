import { StoreFailure } from "./explain-failure.ts";
import type { CatalogKeeper } from "./catalog-keeper.ts";
import type { Writes } from "./committer.ts";
import type { Journal } from "./journal.ts";
import type { Lock } from "./lock.ts";
import type { Records } from "./records.ts";
import type { StoreOptions } from "./store.ts";
import type { Reading } from "./transaction.ts";

/** Deleted documents whose markers are taken out of the records together. */
const SWEPT_AT_ONCE = 150;

export type Writing = {
  /** Makes the writes durable, in one step, and hands them to the catalog. One at a time. */
  commit: (writes: Writes) => Promise<void>;
  sweep(): Promise<void>;
  stats(): { commits: number; documents: number };
};

type Parts = {
  records: Records;
  journal: Journal;
  keeper: CatalogKeeper;
  lock: Lock;
  reading: Reading;
  log: StoreOptions["log"];
};

export function createWriting({ records, journal, keeper, lock, reading, log }: Parts): Writing {
  const done = { commits: 0, documents: 0 };
  /** Keys of a commit that failed: the connection may have broken before the records took it, or after. */
  const doubtful = new Set<string>();
  /** The newest commit of which we know that the records have it. */
  let stored = journal.last;

  async function resolveDoubt(): Promise<void> {
    if (doubtful.size === 0) return;
    const keys = [...doubtful];
    const documents = await records.getMany(keys);
    const found: Writes = new Map(keys.map((key, index) => [key, documents[index] ?? null]));
    accept(found);
    doubtful.clear();
  }

  function accept(writes: Writes): void {
    reading.noteCommit();
    for (const [key, document] of writes) reading.cache.set(key, document);
    // Never the number of one that may have failed: a catalog that is ahead of its records is not trusted.
    keeper.take(writes, stored);
  }

  async function sweep(): Promise<void> {
    if (keeper.erasedCount() === 0) return;
    try {
      await keeper.sweep();
    } catch (error) {
      // The markers read as deleted; they only take up room until the next attempt.
      log?.warn({ err: error }, "deleted documents could not be swept out of the records");
    }
  }

  return {
    async commit(writes) {
      if (!lock.isHeld()) throw new Error("this process no longer owns the store; restart it");
      await resolveDoubt();
      const entries = [...writes].map(([key, value]) => ({ key, value }));
      try {
        await records.setMany([...entries, journal.next(writes.keys())]);
      } catch (error) {
        for (const key of writes.keys()) {
          doubtful.add(key);
          reading.cache.delete(key);
        }
        reading.noteCommit();
        throw new StoreFailure(error);
      }
      stored = journal.last;
      accept(writes);
      done.commits++;
      done.documents += entries.length;
      if (keeper.erasedCount() >= SWEPT_AT_ONCE) await sweep();
    },
    sweep,
    stats: () => ({ ...done }),
  };
}
