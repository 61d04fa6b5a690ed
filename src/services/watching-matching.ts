import { setTimeout as wait } from "node:timers/promises";
import type { Comment } from "../domain/comment.ts";
import { type MatchJob, MOST_UNTOLD, outboxJobId, type TellJob, type WatchedComment } from "../domain/outbox.ts";
import { compareSnowflakes, type Snowflake } from "../domain/snowflake.ts";
import { NEWS_WINDOW_MS } from "../domain/watching.ts";
import type { WatchIndex } from "../domain/watch-index.ts";
import type { Store, Transaction } from "../store/store.ts";
import type { CommitListener, Mirror } from "./mirror.ts";
import type { JobRun, Outbox } from "./outbox.ts";
import type { Watcher } from "./watching.ts";

/** A commit holds 199 documents, and nothing else runs while it is made; each member who is to be told takes one. */
const MEMBERS_A_COMMIT = 50;
/** Of the time, at most: the mirror goes first. */
const SHARE = 0.15;

type Parts = {
  store: Store;
  mirror: Pick<Mirror, "inCommit">;
  outbox: Outbox;
  indexOf: (guildId: Snowflake) => WatchIndex | undefined;
  /** When somebody may be told next, in milliseconds since the Unix epoch. */
  dueAt: (watcher: Watcher) => number;
  now: () => number;
};

type Batch = NonNullable<MatchJob["matching"]>;
/** What a member is to be told of. */
type Hits = { memberId: Snowflake; comments: WatchedComment[] };

/**
 * Finds out whom new comments concern. The commit that stores a comment takes one look at the index, and where the comment may concern
 * somebody it notes so beside it: whatever crashes between, they are told. For whom it is, and be it thousands, is written down afterwards.
 */
export function matchWatches({ store, mirror, outbox, indexOf, dueAt, now }: Parts): void {
  const at = (): string => new Date(now()).toISOString();

  const noteNews: CommitListener = async (tx, { id: threadId, guildId }, changes) => {
    const index = indexOf(guildId);
    if (!index) return;
    const news = changes.filter(({ comment, isNew }) => isNew && isNews(comment, now()) && index.mayConcern(comment));
    if (news.length === 0) return;
    const found = await tx.get("outbox", `match-${threadId}`);
    const waiting = found?.kind === "match-watches" ? found : null;
    const ids = [...(waiting?.commentIds ?? []), ...news.map(({ comment }) => comment.id)];
    const job: MatchJob = {
      v: 1,
      kind: "match-watches",
      guildId,
      threadId,
      // Of a flood the newest are told of: more than these nobody would read.
      commentIds: [...new Set(ids)].slice(-MOST_UNTOLD),
      matching: waiting?.matching ?? null,
      createdAt: waiting?.createdAt ?? at(),
    };
    tx.put("outbox", outboxJobId(job), job);
  };

  /** Those whom a batch concerns and who were not seen to yet, in order. */
  async function findHits(guildId: Snowflake, { commentIds, after }: Batch): Promise<Hits[]> {
    const index = indexOf(guildId);
    const comments = (await store.getMany("comment", commentIds)).filter((comment) => comment?.state === "visible");
    const parents = await store.getMany(
      "comment",
      comments.map((comment) => comment?.parentId ?? comment?.id ?? ""),
    );
    const found = new Map<Snowflake, WatchedComment[]>();
    for (const [position, comment] of comments.entries()) {
      if (!index || !comment) continue;
      const parentAuthorId = comment.parentId === null ? null : (parents[position]?.author.id ?? null);
      for (const [memberId, watches] of index.watchersOf(comment, parentAuthorId)) {
        const hits = found.get(memberId);
        if (hits) hits.push({ commentId: comment.id, watches });
        else found.set(memberId, [{ commentId: comment.id, watches }]);
      }
    }
    return [...found]
      .map(([memberId, hits]) => ({ memberId, comments: hits }))
      .filter(({ memberId }) => after === null || compareSnowflakes(memberId, after) > 0)
      .sort((a, b) => compareSnowflakes(a.memberId, b.memberId));
  }

  /** Writes down for the next members what they are to be told of, and how far that reaches. */
  const writeDown = (job: MatchJob, batch: Batch, next: readonly Hits[], isLast: boolean): Promise<void> =>
    store.update(async (tx) => {
      for (const hits of next) await addToTell(tx, { guildId: job.guildId, memberId: hits.memberId }, hits.comments);
      const current = await tx.get("outbox", outboxJobId(job));
      if (current?.kind !== "match-watches") return;
      // What came meanwhile waits for its turn, for everybody.
      const commentIds = current.commentIds.filter((id) => !batch.commentIds.includes(id));
      const matching = isLast ? null : { ...batch, after: next.at(-1)?.memberId ?? batch.after };
      if (matching || commentIds.length > 0) tx.put("outbox", outboxJobId(job), { ...current, commentIds, matching });
      else tx.delete("outbox", outboxJobId(job));
    });

  async function addToTell(tx: Transaction, watcher: Watcher, hits: readonly WatchedComment[]): Promise<void> {
    const id = `tell-${watcher.guildId}-${watcher.memberId}`;
    const found = await tx.get("outbox", id);
    const told = found?.kind === "tell-watcher" ? found : null;
    const known = [...(told?.waiting ?? []), ...(told?.sending?.comments ?? [])].map(({ commentId }) => commentId);
    const fresh = hits.filter(({ commentId }) => !known.includes(commentId));
    const job: TellJob = {
      v: 1,
      kind: "tell-watcher",
      ...watcher,
      sending: told?.sending ?? null,
      waiting: [...(told?.waiting ?? []), ...fresh].slice(-MOST_UNTOLD),
      dueAt: told?.dueAt ?? new Date(dueAt(watcher)).toISOString(),
      createdAt: told?.createdAt ?? at(),
    };
    tx.put("outbox", id, job);
  }

  async function match({ threadId }: MatchJob, { signal }: JobRun): Promise<void> {
    for (;;) {
      const job = await store.get("outbox", `match-${threadId}`);
      if (job?.kind !== "match-watches") return;
      const batch = job.matching ?? { commentIds: job.commentIds, after: null };
      const hits = await findHits(job.guildId, batch);
      for (let start = 0; start === 0 || start < hits.length; start += MEMBERS_A_COMMIT) {
        signal.throwIfAborted();
        const startedMs = performance.now();
        const isLast = start + MEMBERS_A_COMMIT >= hits.length;
        await writeDown(job, batch, hits.slice(start, start + MEMBERS_A_COMMIT), isLast);
        await wait((performance.now() - startedMs) * (1 / SHARE - 1), undefined, { signal });
      }
    }
  }

  mirror.inCommit(noteNews);
  outbox.handle("match-watches", match, { startsByItself: true, hasOwnQueue: true });
}

function isNews({ origin, state, createdAt }: Comment, nowMs: number): boolean {
  return origin === "live" && state === "visible" && Date.parse(createdAt ?? "") > nowMs - NEWS_WINDOW_MS;
}
