import { setImmediate } from "node:timers/promises";
import type { Logger } from "pino";
import type { SealedComment } from "../domain/comment.ts";
import type { Snowflake } from "../domain/snowflake.ts";
import type { Store } from "../store/store.ts";
import type { Detector } from "./detector/detector.ts";
import { createFingerprintIndex, type Fingerprint, type FingerprintIndex } from "./detector/fingerprint.ts";

/** A text is read in a tenth of a millisecond: whoever waits for the event loop waits for no more than so many. */
const READ_AT_ONCE = 50;
/** Of all servers; a comment is compared with each one of its own. */
const MOST_REMEMBERED = 20_000;
/** A ban, and a purge, take along whatever an author wrote: short and harmless words too. */
const LEAST_WORDS_OF_BANNED = 8;
/** Later than any instant. */
const EVER = "9999";

/** What moderators removed, as fingerprints by server. */
export type RemovedTexts = {
  /** Grows and shrinks with what is removed, restored, and erased. */
  of(guildId: Snowflake): Promise<FingerprintIndex>;
  stop(): void;
};

/**
 * Fingerprints are made of the sealed copies and live as long as these: until the comment is restored or its restore window ends. They are
 * not stored, so there is nothing to forget to erase.
 */
export function createRemovedTexts(parts: { store: Store; detector: Detector; log: Logger }): RemovedTexts {
  const { store, detector, log } = parts;
  const guilds = new Map<Snowflake, { index: FingerprintIndex; byComment: Map<Snowflake, Fingerprint> }>();
  const guildOf = new Map<Snowflake, Snowflake>();
  let loading: Promise<void> | null = null;

  function entryOf(guildId: Snowflake) {
    const entry = guilds.get(guildId) ?? { index: createFingerprintIndex(), byComment: new Map() };
    guilds.set(guildId, entry);
    return entry;
  }

  function add({ comment, sweptBy, purgedBy }: SealedComment): void {
    if (guildOf.size >= MOST_REMEMBERED) return;
    const { id: commentId, threadId, guildId, createdAt } = comment;
    const place = { at: createdAt ?? "", commentId, threadId: threadId ?? "", author: null };
    const { fingerprint } = detector.recall(comment.text, place);
    if ((sweptBy ?? purgedBy) !== undefined && fingerprint.words < LEAST_WORDS_OF_BANNED) return;
    const { index, byComment } = entryOf(guildId);
    index.add(fingerprint);
    byComment.set(commentId, fingerprint);
    guildOf.set(commentId, guildId);
  }

  function drop(commentId: Snowflake): void {
    const guildId = guildOf.get(commentId);
    if (guildId === undefined) return;
    const { index, byComment } = entryOf(guildId);
    const gone = byComment.get(commentId);
    guildOf.delete(commentId);
    byComment.delete(commentId);
    if (!gone) return;
    index.remove(gone);
    // The same text may have been removed elsewhere too.
    for (const other of byComment.values()) if (other.exact === gone.exact) index.add(other);
  }

  async function addIfRemoved(commentIds: readonly Snowflake[]): Promise<void> {
    const comments = await store.getMany("comment", commentIds);
    const copies = await store.getMany("sealed", commentIds);
    for (const [at, copy] of copies.entries()) if (copy && comments[at]?.state === "removed") add(copy);
  }

  async function load(): Promise<void> {
    const ids = store.catalog.listExpiredSealed(EVER).slice(-MOST_REMEMBERED);
    for (let start = 0; start < ids.length; start += READ_AT_ONCE) {
      await addIfRemoved(ids.slice(start, start + READ_AT_ONCE));
      await setImmediate();
    }
  }

  const unfollow = [
    store.onStored("sealed", (commentId, copy) => {
      if (!copy) drop(commentId);
    }),
    store.onStored("comment", (commentId, comment) => {
      // What is not loaded yet is read from the store then.
      if (comment?.state !== "removed" || !loading) return;
      addIfRemoved([commentId]).catch((error: unknown) => {
        log.error({ err: error, commentId }, "a removed comment could not be remembered until the next start");
      });
    }),
  ];

  return {
    async of(guildId) {
      loading ??= load().catch((error: unknown) => {
        loading = null;
        throw error;
      });
      await loading;
      return entryOf(guildId).index;
    },
    stop() {
      for (const end of unfollow) end();
    },
  };
}
