import type { Writes } from "./committer.ts";
import type { Documents, Kind } from "./documents.ts";
import { parseKey } from "./keys.ts";

/** Hears of a document that was committed; `null`: deleted. Must not throw. */
export type StoredListener<K extends Kind> = (id: string, document: Documents[K] | null) => void;

export type Listeners = {
  /** Returns what ends the listening. */
  add<K extends Kind>(kind: K, listener: StoredListener<K>): () => void;
  tell(writes: Writes): void;
};

/** Who wants to hear of committed documents, by kind. Kinds that nobody listens to cost a look at each key. */
export function createListeners(): Listeners {
  const byKind = new Map<string, Set<StoredListener<Kind>>>();
  return {
    add(kind, listener) {
      const listeners = byKind.get(kind) ?? new Set();
      byKind.set(kind, listeners.add(listener as StoredListener<Kind>));
      return () => listeners.delete(listener as StoredListener<Kind>);
    },
    tell(writes) {
      for (const [key, document] of writes) {
        const listeners = byKind.get(key.slice(0, key.indexOf(":")));
        const id = listeners && parseKey(key)?.id;
        // What is in a commit was checked against its schema when it was written.
        if (id !== undefined) for (const listener of listeners ?? []) listener(id, document as Documents[Kind] | null);
      }
    },
  };
}
