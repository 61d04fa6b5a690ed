import { hiddenComment } from "../domain/apply-message.ts";
import type { Comment, SealedComment } from "../domain/comment.ts";
import { compareSnowflakes, mintSnowflake, type Snowflake } from "../domain/snowflake.ts";
import type { Purge, PurgePart, PurgeRun } from "../domain/purge.ts";
import type { Store, Transaction } from "../store/store.ts";
import type { Hiding } from "./moderation-hiding.ts";
import type { DiscordPort, OwnPost } from "./ports.ts";
import { noteRun, type PurgeNews } from "./purge-ledger.ts";
import { isRefusal } from "./purge-removal.ts";
import { touchCard } from "./report-cards.ts";

/** Discord's clock and ours may differ by so much. */
const CLOCK_MS = 600_000;

type Parts = { store: Store; hiding: Hiding; port: Pick<DiscordPort, "readOwnPosts">; now: () => number };

/**
 * Brings one part of a purge back, comment by comment, from where the run stands. `isAgain`: the first comment may have been under way when the program
 * was stopped.
 */
export type PartReturn = (
  purge: Purge,
  part: { number: number; content: PurgePart },
  run: { isAgain: boolean; onDone: (settled: PurgeRun) => void; shouldStop: () => Promise<boolean> },
) => Promise<void>;

/** Each comment is one commit that posts, counts and names the next one: so a restart knows the one of which the outcome is unknown. */
export function createPartReturn({ store, hiding, port, now }: Parts): PartReturn {
  const at = (): string => new Date(now()).toISOString();
  const note = (tx: Transaction, purge: Purge, news: PurgeNews): Promise<PurgeRun> =>
    noteRun(tx, purge.id, "undoing", news, at());

  /** What was posted right before a crash, so that nobody knows whose it is. */
  async function leftoversIn(purge: Purge, threadId: Snowflake): Promise<OwnPost[]> {
    const run = purge.undoing;
    const begun = mintSnowflake(Date.parse(run?.startedAt ?? purge.createdAt) - CLOCK_MS, 0);
    const after = run?.newest?.threadId === threadId ? run.newest.messageId : begun;
    const posts = await port.readOwnPosts(threadId, after);
    const aliases = await store.getMany(
      "alias",
      posts.map(({ messageId }) => messageId),
    );
    return posts.filter((_, index) => !aliases[index]);
  }

  /** It waited for a decision, and it waits again. */
  async function holdAgain(purge: Purge, id: Snowflake, next: number): Promise<PurgeRun> {
    return store.update(async (tx) => {
      const [comment, sealed] = [await tx.get("comment", id), await tx.get("sealed", id)];
      if (comment && sealed) {
        tx.put("comment", id, hiddenComment(comment, "held", at()));
        tx.put("sealed", id, withoutMark(sealed));
        await touchCard(tx, comment, at());
      }
      return note(tx, purge, { at: next, counts: { done: 1 } });
    });
  }

  async function post(purge: Purge, comment: Comment, next: number, leftovers: OwnPost[] | null): Promise<PurgeRun> {
    let settled: PurgeRun | null = null;
    const attempt = leftovers ? { isAgain: true, leftovers } : { isAgain: false };
    await hiding.show(comment.id, attempt, async (tx, before, after) => {
      const messageId = after.messageIds.toSorted(compareSnowflakes).at(-1);
      const newest = after.threadId && messageId ? { newest: { threadId: after.threadId, messageId } } : {};
      settled = await note(tx, purge, { at: next, counts: { done: 1 }, ...newest });
      await touchCard(tx, before, at());
    });
    if (!settled) throw new Error(`comment ${comment.id} came back without being counted`);
    return settled;
  }

  async function bringBack(purge: Purge, id: Snowflake, next: number, leftovers: OwnPost[] | null): Promise<PurgeRun> {
    const [comment, sealed] = [await store.get("comment", id), await store.get("sealed", id)];
    const skip = (news: PurgeNews): Promise<PurgeRun> => store.update((tx) => note(tx, purge, { at: next, ...news }));
    const refuse = (code: string): Promise<PurgeRun> => skip({ counts: { refused: { [code]: 1 } } });
    if (!comment || comment.state === "visible" || comment.state === "deleted") return skip({ counts: { gone: 1 } });
    if (sealed?.purgedBy !== purge.id) return refuse("restoreWindowOver");
    if (await store.get("outbox", `comment-${id}`)) return refuse("commentBusy");
    if (sealed.wasHeld) return holdAgain(purge, id, next);
    try {
      return await post(purge, comment, next, leftovers);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      return refuse(error.code);
    }
  }

  return async (purge, { number, content }, { isAgain, onDone, shouldStop }) => {
    const missed = new Set(content.missed ?? []);
    const ids = content.commentIds.filter((id) => !missed.has(id));
    const from = purge.undoing?.part === number ? purge.undoing.at : 0;
    for (const [index, id] of ids.entries()) {
      if (index < from) continue;
      if (await shouldStop()) return;
      const isUnknown = isAgain && index === from;
      const leftovers = isUnknown && content.threadId ? await leftoversOrNone(purge, content.threadId) : null;
      onDone(await bringBack(purge, id, index + 1, leftovers));
    }
    await store.update((tx) => note(tx, purge, { part: number + 1, at: 0 }));
  };

  /** A thread that is gone or out of sight is found out again when something is posted there. */
  async function leftoversOrNone(purge: Purge, threadId: Snowflake): Promise<OwnPost[]> {
    return leftoversIn(purge, threadId).catch((error: unknown) => {
      if (isRefusal(error)) return [];
      throw error;
    });
  }
}

function withoutMark({ purgedBy: _, wasHeld: __, ...sealed }: SealedComment): SealedComment {
  return sealed;
}
