import type { Comment } from "../domain/comment.ts";
import { type MatchJob, MOST_UNTOLD, outboxJobId, type TellJob } from "../domain/outbox.ts";
import { compareSnowflakes, type Snowflake } from "../domain/snowflake.ts";
import { NEWS_WINDOW_MS } from "../domain/watching.ts";
import type { WatchIndex } from "../domain/watch-index.ts";
import type { Store, Transaction } from "../store/store.ts";
import type { CommitListener, Mirror } from "./mirror.ts";
import type { Outbox } from "./outbox.ts";
import type { Watcher } from "./watching.ts";

/** A commit holds 199 documents; each member who is to be told takes one. */
const MEMBERS_A_COMMIT = 150;
const COMMENTS_A_COMMIT = 25;

type Parts = {
  store: Store;
  mirror: Pick<Mirror, "inCommit">;
  outbox: Outbox;
  indexOf: (guildId: Snowflake) => WatchIndex | undefined;
  /** When somebody may be told next, in milliseconds since the Unix epoch. */
  dueAt: (watcher: Watcher) => number;
  now: () => number;
};

/** That a member is to be told of a comment. */
type Hit = { commentId: Snowflake; memberId: Snowflake; watches: number[] };

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
    const ids = news.map(({ comment }) => comment.id);
    // Of a flood the newest are told of: more than these nobody would read.
    const commentIds = [...new Set([...(waiting?.commentIds ?? []), ...ids])].slice(-MOST_UNTOLD);
    const after = waiting?.commentIds[0] === commentIds[0] ? (waiting?.after ?? null) : null;
    const createdAt = waiting?.createdAt ?? at();
    const job: MatchJob = { v: 1, kind: "match-watches", guildId, threadId, commentIds, after, createdAt };
    tx.put("outbox", outboxJobId(job), job);
  };

  /** In the order of the comments, and for each in that of the members. */
  async function findHits({ guildId, commentIds, after }: MatchJob): Promise<Hit[]> {
    const index = indexOf(guildId);
    if (!index) return [];
    const comments = (await store.getMany("comment", commentIds.slice(0, COMMENTS_A_COMMIT))).filter(
      (comment) => comment?.state === "visible",
    );
    const parents = await store.getMany(
      "comment",
      comments.map((comment) => comment?.parentId ?? comment?.id ?? ""),
    );
    return comments.flatMap((comment, position) => {
      if (!comment) return [];
      const parentAuthorId = comment.parentId === null ? null : (parents[position]?.author.id ?? null);
      const watchers = [...index.watchersOf(comment, parentAuthorId)].map(([memberId, watches]) => ({
        commentId: comment.id,
        memberId,
        watches,
      }));
      const sorted = watchers.sort((a, b) => compareSnowflakes(a.memberId, b.memberId));
      const isBegun = comment.id === commentIds[0] && after !== null;
      return isBegun ? sorted.filter(({ memberId }) => compareSnowflakes(memberId, after) > 0) : sorted;
    });
  }

  /** Writes down a part of what one look found, and how far that reaches. */
  async function writeDown(tx: Transaction, job: MatchJob, hits: readonly Hit[]): Promise<void> {
    const part = partOf(hits);
    const byMember = Map.groupBy(part, ({ memberId }) => memberId);
    for (const [memberId, of] of byMember) await addToTell(tx, { guildId: job.guildId, memberId }, of);
    const current = await tx.get("outbox", outboxJobId(job));
    if (current?.kind !== "match-watches") return;
    const isWhole = part.length === hits.length;
    const last = part.at(-1);
    const done = isWhole ? job.commentIds.slice(0, COMMENTS_A_COMMIT) : before(job.commentIds, last?.commentId);
    const commentIds = current.commentIds.filter((id) => !done.includes(id));
    const after = last && !isWhole && commentIds[0] === last.commentId ? last.memberId : null;
    if (commentIds.length > 0) tx.put("outbox", outboxJobId(job), { ...current, commentIds, after });
    else tx.delete("outbox", outboxJobId(job));
  }

  async function addToTell(tx: Transaction, watcher: Watcher, hits: readonly Hit[]): Promise<void> {
    const id = `tell-${watcher.guildId}-${watcher.memberId}`;
    const found = await tx.get("outbox", id);
    const told = found?.kind === "tell-watcher" ? found : null;
    const isKnown = (commentId: Snowflake): boolean =>
      [...(told?.waiting ?? []), ...(told?.sending?.comments ?? [])].some((one) => one.commentId === commentId);
    const fresh = hits.filter(({ commentId }) => !isKnown(commentId));
    const waiting = [
      ...(told?.waiting ?? []),
      ...fresh.map(({ commentId, watches }) => ({ commentId, watches })),
    ].slice(-MOST_UNTOLD);
    const due = told?.dueAt ?? new Date(dueAt(watcher)).toISOString();
    const times = { dueAt: due, createdAt: told?.createdAt ?? at() };
    const job: TellJob = {
      v: 1,
      kind: "tell-watcher",
      ...watcher,
      sending: told?.sending ?? null,
      waiting,
      ...times,
    };
    tx.put("outbox", id, job);
  }

  mirror.inCommit(noteNews);
  outbox.handle(
    "match-watches",
    async ({ threadId }, { signal }) => {
      for (;;) {
        const job = await store.get("outbox", `match-${threadId}`);
        if (job?.kind !== "match-watches") return;
        signal.throwIfAborted();
        const hits = await findHits(job);
        await store.update((tx) => writeDown(tx, job, hits));
      }
    },
    { startsByItself: true, hasOwnQueue: true },
  );
}

function isNews({ origin, state, createdAt }: Comment, nowMs: number): boolean {
  return origin === "live" && state === "visible" && Date.parse(createdAt ?? "") > nowMs - NEWS_WINDOW_MS;
}

/** As many of the first hits as one commit takes. */
function partOf(hits: readonly Hit[]): readonly Hit[] {
  const members = new Set<Snowflake>();
  const end = hits.findIndex(({ memberId }) => members.add(memberId).size > MEMBERS_A_COMMIT);
  return end === -1 ? hits : hits.slice(0, end);
}

function before(ids: readonly Snowflake[], id: Snowflake | undefined): readonly Snowflake[] {
  return ids.slice(0, Math.max(0, ids.indexOf(id ?? "")));
}
