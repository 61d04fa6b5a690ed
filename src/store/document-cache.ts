import type { StoredDocument } from "./records.ts";

/**
 * Documents that were read or written last; `null` for one known not to be there. The store has one owner, so nothing in it goes
 * stale. Kept in two halves: when the young one is full, the old one is dropped.
 */
export type DocumentCache = {
  /** `undefined`: not known. */
  get(key: string): StoredDocument | null | undefined;
  set(key: string, document: StoredDocument | null): void;
  delete(key: string): void;
};

export function createDocumentCache(capacity: number): DocumentCache {
  let young = new Map<string, StoredDocument | null>();
  let old = new Map<string, StoredDocument | null>();
  const set = (key: string, document: StoredDocument | null): void => {
    young.set(key, document);
    if (young.size < capacity / 2) return;
    old = young;
    young = new Map();
  };
  return {
    get(key) {
      const found = young.get(key);
      if (found !== undefined) return found;
      const kept = old.get(key);
      if (kept !== undefined) set(key, kept);
      return kept;
    },
    set,
    delete(key) {
      young.delete(key);
      old.delete(key);
    },
  };
}
