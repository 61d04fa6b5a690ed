import type { Sweep } from "../domain/case.ts";
import type { Comment, CommentState } from "../domain/comment.ts";
import { outboxJobId, type SweepJob } from "../domain/outbox.ts";
import type { Snowflake } from "../domain/snowflake.ts";
import { UserError } from "../errors.ts";
import type { Store, Transaction } from "../store/store.ts";
import { appendLog } from "./log.ts";
import type { Hiding } from "./moderation-hiding.ts";
import type { JobRun, Outbox } from "./outbox.ts";
import { touchCard } from "./report-cards.ts";
import { closeReports, openReportsOf } from "./reports.ts";

const COMMENTS_A_LOOK = 100;

type Parts = { store: Store; hiding: Hiding; outbox: Outbox; now: () => number };

/**
 * Takes along everything that a banned member wrote, comment by comment, and brings it back when the ban is taken back. Each comment is a
 * commit of its own that counts it in the case, so the counts are exact and a restart goes on where it stopped. What Discord refuses is counted
 * as failed and stays as it is.
 */
export function createSweeps({ store, hiding, outbox, now }: Parts): void {
  const at = (): string => new Date(now()).toISOString();
  const caseId = ({ guildId, caseNumber }: SweepJob): string => `${guildId}-${caseNumber}`;

  async function count(tx: Transaction, job: SweepJob, change: (sweep: Sweep) => Sweep): Promise<void> {
    const record = await tx.get("case", caseId(job));
    if (record?.sweep) tx.put("case", caseId(job), { ...record, sweep: change(record.sweep) });
  }

  const countDone = (tx: Transaction, job: SweepJob): Promise<void> =>
    count(tx, job, (sweep) => ({ ...sweep, done: sweep.done + 1 }));

  /** The author's comments in these states from the oldest on, also past those that stay. */
  async function* pages(job: SweepJob, states: readonly CommentState[]): AsyncGenerator<Comment[]> {
    const { guildId, memberId: authorId } = job;
    let after: { after?: Snowflake } = {};
    for (;;) {
      const query = { guildId, authorId, states, order: "oldest" as const, ...after, limit: COMMENTS_A_LOOK };
      const ids = store.catalog.listComments(query);
      const last = ids.at(-1);
      if (last === undefined) return;
      yield (await store.getMany("comment", ids)).filter((comment) => comment !== undefined);
      after = { after: last };
    }
  }

  /** A crash between Discord's deletion and ours, and then its event: what we sealed for this ban is ours to finish. */
  async function finishBroken(job: SweepJob): Promise<void> {
    for await (const page of pages(job, ["deleted"])) {
      const copies = await store.getMany(
        "sealed",
        page.map(({ id }) => id),
      );
      for (const copy of copies) if (copy?.sweptBy === job.caseNumber) await remove(job, copy.comment.id);
    }
  }

  const remove = (job: SweepJob, commentId: Snowflake): Promise<void> =>
    hiding.hide(commentId, "removed", { isAgain: true }, async (tx, comment) => {
      const outcome = { state: "upheld" as const, caseNumber: job.caseNumber };
      await closeReports(tx, openReportsOf(store, comment), outcome, at());
      await touchCard(tx, comment, at());
      await countDone(tx, job);
    });

  const restore = (job: SweepJob, commentId: Snowflake, isAgain: boolean): Promise<void> =>
    hiding.show(commentId, { isAgain }, async (tx, comment) => {
      await touchCard(tx, comment, at());
      await countDone(tx, job);
    });

  async function sweepOne(job: SweepJob, comment: Comment, isAgain: boolean): Promise<void> {
    if (job.restores === undefined) {
      await store.update((tx) => hiding.seal(tx, comment, { sweptBy: job.caseNumber }));
      return remove(job, comment.id);
    }
    const sealed = await store.get("sealed", comment.id);
    if (sealed?.sweptBy === job.restores) await restore(job, comment.id, isAgain);
  }

  /** Discord's "no" to one comment is no reason to leave the others. */
  async function sweepOrCount(job: SweepJob, comment: Comment, isAgain: boolean): Promise<void> {
    try {
      await sweepOne(job, comment, isAgain);
    } catch (error) {
      const isRefusal = error instanceof UserError && !AGAIN.has(error.code);
      if (!isRefusal) throw error;
      await store.update(async (tx) => {
        const isHidden = (await tx.get("comment", comment.id))?.state !== "visible";
        if (!isHidden) tx.delete("sealed", comment.id);
        await count(tx, job, (sweep) => ({ ...sweep, failed: sweep.failed + 1 }));
      });
    }
  }

  async function begin(job: SweepJob): Promise<void> {
    const record = await store.get("case", caseId(job));
    if (!record?.sweep || record.sweep.total > 0) return;
    const total = job.restores === undefined ? countOf(job) : await countRestorable(job);
    await store.update((tx) => count(tx, job, (sweep) => ({ ...sweep, total })));
  }

  const countOf = ({ guildId, memberId: authorId }: SweepJob): number =>
    store.catalog.countComments({ guildId, authorId, states: ["visible", "held"] });

  async function countRestorable(job: SweepJob): Promise<number> {
    let restorable = 0;
    for await (const page of pages(job, statesOf(job))) {
      const copies = await store.getMany(
        "sealed",
        page.map(({ id }) => id),
      );
      restorable += copies.filter((copy) => copy?.sweptBy === job.restores).length;
    }
    return restorable;
  }

  async function run(job: SweepJob, { isAgain, signal }: JobRun): Promise<void> {
    await begin(job);
    // Counted anew: what failed before is tried again.
    await store.update((tx) => count(tx, job, (sweep) => ({ ...sweep, failed: 0 })));
    if (isAgain && job.restores === undefined) await finishBroken(job);
    for await (const page of pages(job, statesOf(job))) {
      for (const comment of page) {
        signal.throwIfAborted();
        await sweepOrCount(job, comment, isAgain);
      }
    }
    await store.update((tx) => finish(tx, job));
  }

  async function finish(tx: Transaction, job: SweepJob): Promise<void> {
    await count(tx, job, (sweep) => ({ ...sweep, isOver: true }));
    const record = await tx.get("case", caseId(job));
    tx.delete("outbox", outboxJobId(job));
    const { done = 0, failed = 0 } = record?.sweep ?? {};
    await appendLog(tx, {
      guildId: job.guildId,
      actorId: record?.actorId ?? null,
      at: at(),
      action: "member.sweep",
      targetId: job.memberId,
      memberId: job.memberId,
      caseNumber: job.caseNumber,
      ...(job.restores === undefined
        ? { before: { state: "visible" }, after: { state: "removed" } }
        : { before: { state: "removed" }, after: { state: "visible" } }),
      details: { done, failed },
    });
  }

  outbox.handle("sweep-comments", run, { startsByItself: true });
}

/** What a sweep takes along: it hides what is there, or shows what was hidden. */
function statesOf({ restores }: SweepJob): readonly CommentState[] {
  return restores === undefined ? ["visible", "held"] : ["removed"];
}

/** What says nothing of the comment: the whole is tried again later. */
const AGAIN: ReadonlySet<string> = new Set(["discordUnavailable", "discordBusy", "shuttingDown"]);
