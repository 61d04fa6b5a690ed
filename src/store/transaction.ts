import type { Workspace } from "./committer.ts";
import { createDocumentCache, type DocumentCache } from "./document-cache.ts";
import { type Documents, documentSchemas, type Kind } from "./documents.ts";
import { keyOf } from "./keys.ts";
import type { Records, StoredDocument } from "./records.ts";
import type { Reader, Transaction } from "./store.ts";

const CACHED_DOCUMENTS = 5_000;

export type Reading = {
  cache: DocumentCache;
  /** Must be called after each commit: what was read before it, and arrives after it, is not kept. */
  noteCommit(): void;
  /** Reads committed documents; over a workspace, what a change must see. */
  readerOver(space: Workspace | null): Reader;
};

export function createReading(records: Records): Reading {
  const cache = createDocumentCache(CACHED_DOCUMENTS);
  let commits = 0;

  const lookUp = (key: string, space: Workspace | null): StoredDocument | null | undefined => {
    if (space) {
      const written = space.writes.get(key);
      if (written !== undefined) return written;
      const pending = space.pending(key);
      if (pending !== undefined) return pending;
    }
    return cache.get(key);
  };

  async function fetch(keys: string[]): Promise<Map<string, StoredDocument | null>> {
    const before = commits;
    const stored = await records.getMany(keys);
    const found = new Map(keys.map((key, index) => [key, stored[index] ?? null]));
    if (commits === before) for (const [key, document] of found) cache.set(key, document);
    return found;
  }

  return {
    cache,
    noteCommit: () => {
      commits++;
    },
    readerOver(space) {
      async function getMany<K extends Kind>(kind: K, ids: readonly string[]): Promise<(Documents[K] | undefined)[]> {
        const keys = ids.map((id) => keyOf(kind, id));
        const known = keys.map((key) => lookUp(key, space));
        const missing = new Set(keys.filter((_, index) => known[index] === undefined));
        const fetched = missing.size > 0 ? await fetch([...missing]) : null;
        const found = keys.map((key, index) => known[index] ?? fetched?.get(key) ?? undefined);
        // What is in the store was checked when it was written.
        return found as (Documents[K] | undefined)[];
      }
      return {
        getMany,
        get: async (kind, id) => (await getMany(kind, [id]))[0],
      };
    },
  };
}

export function createTransaction(space: Workspace, reader: Reader): Transaction {
  const write = (key: string, document: StoredDocument | null): void => {
    if (space.isOver) throw new Error(`${key} was written after its change had ended: an await is missing`);
    space.writes.set(key, document);
  };
  return {
    ...reader,
    put(kind, id, document) {
      const checked = documentSchemas[kind].safeParse(document);
      if (!checked.success) {
        const faults = checked.error.issues.map(({ path, message }) => `${path.join(".")} ${message}`);
        throw new TypeError(`${kind} ${id} does not fit its schema: ${faults.join("; ")}`);
      }
      write(keyOf(kind, id), document);
    },
    delete(kind, id) {
      write(keyOf(kind, id), null);
    },
  };
}
