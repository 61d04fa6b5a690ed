import type { Change, Outcome } from "../domain/change.ts";
import { compareSnowflakes, newestSnowflake, type Snowflake } from "../domain/snowflake.ts";
import { type Findings, NOTHING_FOUND } from "../domain/thread-check.ts";
import type { Store } from "../store/store.ts";
import type { Mirror } from "./mirror.ts";
import type { DiscordPort, HistoryPage } from "./ports.ts";

const FINDINGS: Partial<Record<Outcome, keyof Findings>> = {
  created: "missed",
  edited: "edits",
  deleted: "deletions",
  reactions: "reactions",
};

type Parts = { store: Store; mirror: Mirror; port: Pick<DiscordPort, "readHistory" | "readHistoryBefore"> };

/** Holds pages of a thread's history against what is stored, and brings that level. */
export type Comparison = {
  /** Takes over the page after a message; null: from the thread's beginning. It shows new messages only; the
   * checkpoint moves to the newest of them. */
  readAfter(threadId: Snowflake, after: Snowflake | null): Promise<{ page: HistoryPage; found: Findings }>;
  /** The page that ends before a message; null: the newest. What we hold in that stretch and Discord does not show is gone. */
  readBefore(threadId: Snowflake, before: Snowflake | null): Promise<{ page: HistoryPage; found: Findings }>;
  /** Messages that Discord's history showed since the start. */
  messagesRead(): number;
};

export function createComparison({ store, mirror, port }: Parts): Comparison {
  let messagesRead = 0;

  async function applyAll(changes: Change[]): Promise<Findings> {
    const outcomes = await Promise.all(changes.map((change) => mirror.apply(change)));
    const found = { ...NOTHING_FOUND };
    for (const outcome of outcomes) {
      const kind = FINDINGS[outcome];
      if (kind !== undefined) found[kind]++;
    }
    return found;
  }

  function shownOn(threadId: Snowflake, page: HistoryPage, readAt: number): Change[] {
    messagesRead += page.ids.length;
    return page.messages.map((message) => ({ kind: "shown", threadId, message, readAt }));
  }

  return {
    async readAfter(threadId, after) {
      const readAt = mirror.moment();
      const page = await port.readHistory(threadId, after);
      const changes = shownOn(threadId, page, readAt);
      if (page.newestId !== null) changes.push({ kind: "readUpTo", threadId, messageId: page.newestId });
      return { page, found: await applyAll(changes) };
    },
    async readBefore(threadId, before) {
      // What we know of by now is on the newest page, unless it is gone; what comes in meanwhile need not be.
      const newestKnown = mirror.newestKnown(threadId);
      const readAt = mirror.moment();
      const page = await port.readHistoryBefore(threadId, before);
      const to = before ?? newestSnowflake(newestKnown, page.newestId);
      const there = new Set(page.ids);
      const from = page.isLast ? "0" : (page.ids[0] ?? "0");
      const shown = await applyAll(shownOn(threadId, page, readAt));
      const held = to === null ? [] : store.catalog.listMessages({ threadId, from, to });
      // The message before which we asked is on the page we had last.
      const missing = held.filter((id) => !there.has(id) && (before === null || compareSnowflakes(id, before) < 0));
      const gone = await applyAll(missing.map((messageId) => ({ kind: "gone", threadId, messageId, readAt })));
      return { page, found: { ...shown, deletions: shown.deletions + gone.deletions } };
    },
    messagesRead: () => messagesRead,
  };
}
