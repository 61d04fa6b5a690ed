import { createHash } from "node:crypto";
import { advanceDays } from "../domain/time.ts";
import type { Store } from "../store/store.ts";

/** A button answers so long after the page that it is on was last turned. */
const VIEW_DAYS = 30;
/** In one commit. */
const MOST_SWEPT = 100;
const MARK = "~";

/**
 * What a list or a search is of, where it does not fit into the custom id of a button. Kept by what it says, so that the same search
 * is kept once, and says nothing of who searched.
 */
export type SavedViews = {
  /** What stands for a text: itself, where it fits into `most` characters, else a name that `read` knows for 30 days. */
  shorten(text: string, most: number): Promise<string>;
  /** The text that `shorten` was given; null when it is no longer known. */
  read(code: string): Promise<string | null>;
  /** Erases what nobody turned to for so long. */
  sweep(): Promise<void>;
};

export function createSavedViews({ store, now }: { store: Store; now: () => number }): SavedViews {
  const at = (): string => new Date(now()).toISOString();

  async function keep(id: string, text: string): Promise<void> {
    const known = await store.get("view", id);
    // Written again only when half of its time is over.
    if (known && known.expiresAt > advanceDays(at(), VIEW_DAYS / 2)) return;
    await store.update((tx) => {
      tx.put("view", id, { v: 1, text, expiresAt: advanceDays(at(), VIEW_DAYS) });
    });
  }

  return {
    async shorten(text, most) {
      if (text.length <= most && !text.startsWith(MARK)) return text;
      const id = createHash("sha256").update(text).digest("base64url").slice(0, 22);
      await keep(id, text);
      return `${MARK}${id}`;
    },
    async read(code) {
      if (!code.startsWith(MARK)) return code;
      const view = await store.get("view", code.slice(MARK.length));
      return view && view.expiresAt > at() ? view.text : null;
    },
    async sweep() {
      for (;;) {
        const expired = store.catalog.listExpiredViews(at(), MOST_SWEPT);
        if (expired.length === 0) return;
        await store.update((tx) => {
          for (const id of expired) tx.delete("view", id);
        });
      }
    },
  };
}
