import type { Comment } from "../domain/comment.ts";
import { MOST_UNSCREENED, outboxJobId, type ScreeningJob } from "../domain/outbox.ts";
import { compareSnowflakes, nextSnowflake, type Snowflake } from "../domain/snowflake.ts";
import type { Store, Transaction } from "../store/store.ts";
import type { CommitListener } from "./mirror.ts";
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
    const asked = { created: [] as Snowflake[], commentIds: [] as Snowflake[] };
    for (const { comment, isSaidAnew } of changes) {
      if (comment.state === "deleted") await forgetReasons(tx, comment.id);
      else if (isSaidAnew && comment.origin === "live" && isRecent(comment))
        (comment.editedAt === null ? asked.created : asked.commentIds).push(comment.id);
    }
    if (asked.created.length + asked.commentIds.length === 0) return;
    if ((await tx.get("detector", guildId))?.isOn !== false) await askToScreen(tx, { guildId, threadId }, asked, at);
  };
}

/** Created ones wait as a stretch, so that asking for the next costs the same however many wait. */
export type Asked = { created: readonly Snowflake[]; commentIds: readonly Snowflake[] };

/** Adds comments of a thread to those that wait to be judged. */
export async function askToScreen(
  tx: Transaction,
  place: { guildId: Snowflake; threadId: Snowflake },
  { created, commentIds }: Asked,
  at: string,
): Promise<void> {
  const id = `screen-${place.threadId}`;
  const found = await tx.get("outbox", id);
  const waiting = found?.kind === "screen-comments" ? found : null;
  const ids = [waiting?.stretch?.from, waiting?.stretch?.to, ...created].filter((one) => one !== undefined);
  const sorted = ids.toSorted(compareSnowflakes);
  const [from, to] = [sorted[0], sorted.at(-1)];
  const job: ScreeningJob = {
    v: 1,
    kind: "screen-comments",
    ...place,
    stretch: from === undefined || to === undefined ? null : { from, to },
    commentIds: [...new Set([...(waiting?.commentIds ?? []), ...commentIds])].slice(-MOST_UNSCREENED),
    createdAt: waiting?.createdAt ?? at,
  };
  tx.put("outbox", id, job);
}

/** The next comments to judge: those by themselves first. `through`: how far into the stretch they reach. */
export type Portion = { commentIds: Snowflake[]; through: Snowflake | null };

export function nextPortion({ catalog }: Pick<Store, "catalog">, job: ScreeningJob, limit: number): Portion {
  if (job.commentIds.length > 0 || !job.stretch) return { commentIds: job.commentIds.slice(0, limit), through: null };
  const { threadId, stretch } = job;
  const before = (BigInt(stretch.from) - 1n).toString();
  const found = catalog
    .listComments({ threadId, order: "oldest", after: before, limit })
    .filter((id) => compareSnowflakes(id, stretch.to) <= 0);
  return { commentIds: found, through: found.length < limit ? stretch.to : (found.at(-1) ?? stretch.to) };
}

/** Leaves out the oldest of more than can be judged. */
export async function shortenStretch(store: Store, job: ScreeningJob): Promise<void> {
  const { threadId, stretch } = job;
  if (!stretch) return;
  const oldest = store.catalog.listComments({ threadId, order: "newest", limit: MOST_UNSCREENED })[MOST_UNSCREENED - 1];
  if (oldest === undefined || compareSnowflakes(stretch.from, oldest) >= 0) return;
  await store.update(async (tx) => {
    const current = await tx.get("outbox", outboxJobId(job));
    if (current?.kind !== "screen-comments" || !current.stretch) return;
    if (compareSnowflakes(current.stretch.to, oldest) < 0) return;
    tx.put("outbox", outboxJobId(job), { ...current, stretch: { from: oldest, to: current.stretch.to } });
  });
}

/** Takes out what was judged, but for what is `left`; the job is done with the last one. */
export async function noteScreened(
  tx: Transaction,
  job: ScreeningJob,
  { commentIds, through }: Portion,
  left: readonly Snowflake[],
): Promise<void> {
  const id = outboxJobId(job);
  const current = await tx.get("outbox", id);
  if (current?.kind !== "screen-comments") return;
  // What is asked for by itself while its stretch is judged has changed meanwhile.
  const isDone = (commentId: Snowflake): boolean => through === null && commentIds.includes(commentId);
  const rest = current.commentIds.filter((commentId) => !isDone(commentId));
  const waiting = [...new Set([...left, ...rest])].slice(0, MOST_UNSCREENED);
  const stretch = through === null ? current.stretch : restOf(current.stretch, job.stretch, through);
  if (waiting.length > 0 || stretch) tx.put("outbox", id, { ...current, stretch, commentIds: waiting });
  else tx.delete("outbox", id);
}

type Stretch = ScreeningJob["stretch"];

/** An older comment that came late begins the stretch anew: to judge twice does no harm. */
function restOf(current: Stretch, begun: Stretch, through: Snowflake): Stretch {
  if (!current || !begun || compareSnowflakes(current.from, begun.from) < 0) return current;
  const from = nextSnowflake(through);
  return compareSnowflakes(from, current.to) <= 0 ? { from, to: current.to } : null;
}
