import type { Logger } from "pino";
import type { Snowflake } from "../domain/snowflake.ts";
import type { Store } from "../store/store.ts";
import type { Comments } from "./comments.ts";
import type { DiscordPort } from "./ports.ts";

/** A starter message is edited at most this often. */
export const STARTER_EDIT_INTERVAL_MS = 30_000;

export type Starters = {
  /** Sees to it that the starter message shows the present count, now or when its next edit is due. */
  touch(articleId: Snowflake): void;
  /** Forgets what was due and waits for the edit under way. */
  stop(): Promise<void>;
};

/** `editedAtMs`: on the clock of `performance.now()`, which no one sets back. */
type Due = { shownCount: number; editedAtMs: number; timer: NodeJS.Timeout | null };

/** Keeps the comment count on starter messages up to date without flooding Discord with edits. */
export function createStarters(parts: {
  store: Store;
  comments: Comments;
  port: Pick<DiscordPort, "refreshStarter">;
  log: Logger;
  intervalMs?: number;
}): Starters {
  const { store, comments, port, log, intervalMs = STARTER_EDIT_INTERVAL_MS } = parts;
  const known = new Map<Snowflake, Due>();
  const editing = new Set<Promise<void>>();
  let isStopped = false;

  async function edit(articleId: Snowflake, due: Due): Promise<void> {
    const article = await store.get("article", articleId);
    const count = comments.countVisible(articleId);
    if (isStopped || !article || article.starterMessageId === null || count === due.shownCount) return;
    due.editedAtMs = performance.now();
    due.shownCount = count;
    await port.refreshStarter(article, count);
  }

  function touch(articleId: Snowflake): void {
    if (isStopped) return;
    const due = known.get(articleId) ?? { shownCount: -1, editedAtMs: -Infinity, timer: null };
    known.set(articleId, due);
    if (due.timer) return;
    const waitMs = Math.max(0, due.editedAtMs + intervalMs - performance.now());
    due.timer = setTimeout(() => {
      due.timer = null;
      const running = edit(articleId, due)
        .catch((error: unknown) => {
          // Shown wrongly until the next change; the count itself is safe in the store.
          log.warn({ err: error, articleId }, "the comment count of a starter message could not be shown");
        })
        .finally(() => editing.delete(running));
      editing.add(running);
    }, waitMs);
    due.timer.unref();
  }

  return {
    touch,
    async stop() {
      isStopped = true;
      for (const due of known.values()) if (due.timer) clearTimeout(due.timer);
      await Promise.all(editing);
    },
  };
}
