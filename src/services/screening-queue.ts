import type { Comment } from "../domain/comment.ts";
import { MOST_UNSCREENED, outboxJobId, type ScreeningJob } from "../domain/outbox.ts";
import type { Snowflake } from "../domain/snowflake.ts";
import type { Transaction } from "../store/store.ts";
import type { CommitListener } from "./mirror.ts";
import { touchCard } from "./report-cards.ts";
import { forgetReasons } from "./screening-outcomes.ts";

/** What was said longer ago is history: the catch-up of an old thread, an adopted one. */
const WINDOW_MS = 24 * 3_600_000;

/**
 * Asks, in the commit that stores them, for new and edited comments to be judged: what is stored is judged, whatever crashes between. Of
 * deleted ones the reasons are forgotten.
 */
export function screenInCommit(now: () => number): CommitListener {
  return async (tx, { id: threadId, guildId }, changes) => {
    const at = new Date(now()).toISOString();
    const isRecent = ({ createdAt, editedAt }: Comment): boolean =>
      Math.max(Date.parse(createdAt ?? ""), Date.parse(editedAt ?? createdAt ?? "")) > now() - WINDOW_MS;
    const fresh: Snowflake[] = [];
    for (const { comment, isSaidAnew } of changes) {
      if (comment.state === "deleted") await forgetDeleted(tx, comment, at);
      else if (isSaidAnew && comment.origin === "live" && isRecent(comment)) fresh.push(comment.id);
    }
    if (fresh.length > 0) await askToScreen(tx, { guildId, threadId }, fresh, at);
  };
}

async function forgetDeleted(tx: Transaction, comment: Comment, at: string): Promise<void> {
  if (!(await tx.get("screening", comment.id))) return;
  await forgetReasons(tx, comment.id);
  await touchCard(tx, comment, at);
}

/** Adds comments of a thread to those that wait to be judged. */
export async function askToScreen(
  tx: Transaction,
  place: { guildId: Snowflake; threadId: Snowflake },
  commentIds: readonly Snowflake[],
  at: string,
): Promise<void> {
  const id = `screen-${place.threadId}`;
  const waiting = await tx.get("outbox", id);
  const earlier = waiting?.kind === "screen-comments" ? waiting.commentIds : [];
  const all = [...new Set([...earlier, ...commentIds])].slice(-MOST_UNSCREENED);
  const job: ScreeningJob = { v: 1, kind: "screen-comments", ...place, commentIds: all, createdAt: at };
  tx.put("outbox", id, { ...job, createdAt: waiting?.createdAt ?? at });
}

/** Takes out what was judged; the job is done with the last one. */
export async function noteScreened(tx: Transaction, job: ScreeningJob, done: ReadonlySet<Snowflake>): Promise<void> {
  const id = outboxJobId(job);
  const current = await tx.get("outbox", id);
  if (current?.kind !== "screen-comments") return;
  const commentIds = current.commentIds.filter((commentId) => !done.has(commentId));
  if (commentIds.length > 0) tx.put("outbox", id, { ...current, commentIds });
  else tx.delete("outbox", id);
}
