import type { Entry, Records } from "./records.ts";

/** Commits that the catalog may be behind after a crash and still be repaired instead of rebuilt. */
export const JOURNAL_SLOTS = 128;

/**
 * Each commit carries, among its entries, its number and the keys that it writes. So the records themselves tell which keys a
 * catalog that was left behind has to read again.
 */
export type Journal = {
  /** The number of the newest commit. */
  readonly last: number;
  /** The entry that makes the next commit the one numbered `last + 1`; a commit that fails leaves its number unused. */
  next(keys: Iterable<string>): Entry;
  /** What was written after commit `number`, as found when the journal was opened; null when that is no longer known. */
  keysSince(number: number): Set<string> | null;
};

type Slot = { n: number; keys: string[] };

export async function openJournal(records: Records): Promise<Journal> {
  const stored = await records.getMany(Array.from({ length: JOURNAL_SLOTS }, (_, slot) => slotKey(slot)));
  const slots = stored.filter((slot) => slot !== undefined && slot !== null) as unknown as Slot[];
  let last = slots.reduce((newest, { n }) => Math.max(newest, n), 0);
  const found = last;
  return {
    get last() {
      return last;
    },
    next(keys) {
      last++;
      return { key: slotKey(last % JOURNAL_SLOTS), value: { v: 1, n: last, keys: [...keys] } };
    },
    keysSince(number) {
      if (!(number <= found && found - number <= JOURNAL_SLOTS)) return null;
      return new Set(slots.filter(({ n }) => n > number).flatMap(({ keys }) => keys));
    },
  };
}

function slotKey(slot: number): string {
  return `journal:${String(slot).padStart(3, "0")}`;
}
