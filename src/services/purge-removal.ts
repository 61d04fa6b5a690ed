import type { Comment } from "../domain/comment.ts";
import { type Purge, type PurgeCounts, type PurgePart } from "../domain/purge.ts";
import { type Snowflake, snowflakeTime } from "../domain/snowflake.ts";
import { UserError } from "../errors.ts";
import type { Store, Transaction } from "../store/store.ts";
import type { Hiding } from "./moderation-hiding.ts";
import { noteRun } from "./purge-ledger.ts";
import { touchCard } from "./report-cards.ts";
import { closeReports, openReportsOf } from "./reports.ts";

/** Discord takes 14 days; an hour less, for clocks that differ. https://docs.discord.com/developers/resources/message#bulk-delete-messages */
const BULK_MS = 14 * 86_400_000 - 3_600_000;
const MESSAGES_A_REQUEST = 100;

/** What says nothing of a comment: the whole is tried again later. */
const AGAIN: ReadonlySet<string> = new Set(["discordUnavailable", "discordBusy", "shuttingDown"]);

/** Discord's "no" to some comments, which is no reason to leave the others. */
export function isRefusal(error: unknown): error is UserError {
  return error instanceof UserError && !AGAIN.has(error.code);
}

type Parts = { store: Store; hiding: Hiding; now: () => number };
/** Comments by what became of them. */
type Outcome = Omit<PurgeCounts, "done"> & { missed: Snowflake[] };
type Claimed = { comments: Comment[]; earlier: Set<Snowflake> };

/** Removes one part of a selection. `shouldStop` is asked between requests. */
export type PartRemoval = (
  purge: Purge,
  part: { number: number; content: PurgePart },
  shouldStop: () => Promise<boolean>,
) => Promise<void>;

/**
 * A part is claimed in one commit: what each comment says is sealed, with the purge's mark. Then Discord is asked, and each answer is one
 * commit that takes its comments out of sight and counts them. After a crash the marks tell what was claimed, so that nothing is counted
 * twice and no deletion of ours is taken for the author's.
 */
export function createPartRemoval({ store, hiding, now }: Parts): PartRemoval {
  const at = (): string => new Date(now()).toISOString();

  function miss(outcome: Outcome, comments: readonly Pick<Comment, "id">[], code?: string): void {
    outcome.missed.push(...comments.map(({ id }) => id));
    if (code === undefined) outcome.gone += comments.length;
    else outcome.refused[code] = (outcome.refused[code] ?? 0) + comments.length;
  }

  async function claim(tx: Transaction, purge: Purge, ids: readonly Snowflake[], outcome: Outcome): Promise<Claimed> {
    const claimed: Claimed = { comments: [], earlier: new Set() };
    const [comments, copies] = [await tx.getMany("comment", ids), await tx.getMany("sealed", ids)];
    const jobs = await tx.getMany(
      "outbox",
      ids.map((id) => `comment-${id}`),
    );
    for (const [index, id] of ids.entries()) {
      const comment = comments[index];
      const isOurs = copies[index]?.purgedBy === purge.id;
      // Counted before a crash.
      if (comment?.state === "removed" && isOurs) continue;
      const isGone = !comment || comment.state === "removed" || (comment.state === "deleted" && !isOurs);
      if (isGone) miss(outcome, [{ id }]);
      else if (jobs[index]) miss(outcome, [{ id }], "commentBusy");
      else claimed.comments.push(comment);
      if (isGone || jobs[index]) continue;
      if (isOurs) claimed.earlier.add(id);
      else
        await hiding.seal(tx, comment, { purgedBy: purge.id, ...(comment.state === "held" ? { wasHeld: true } : {}) });
    }
    return claimed;
  }

  /** In the commit that hides them. What another moderator sealed meanwhile is theirs. */
  async function settle(tx: Transaction, purge: Purge, hidden: Comment[], outcome: Outcome): Promise<void> {
    const copies = await tx.getMany(
      "sealed",
      hidden.map(({ id }) => id),
    );
    const ours = hidden.filter((_, index) => copies[index]?.purgedBy === purge.id);
    miss(
      outcome,
      hidden.filter((comment) => !ours.includes(comment)),
    );
    const { caseNumber } = await noteRun(tx, purge.id, "removal", { counts: { done: ours.length } }, at());
    for (const comment of ours) {
      const reports = caseNumber === null ? [] : openReportsOf(store, comment);
      if (caseNumber !== null) await closeReports(tx, reports, { state: "upheld", caseNumber }, at());
      await touchCard(tx, comment, at());
    }
  }

  /** What stays as it is must not stay under seal: a copy of what its author may delete. */
  async function release(tx: Transaction, purge: Purge, comments: readonly Comment[]): Promise<Comment[]> {
    const ids = comments.map(({ id }) => id);
    const [current, copies] = [await tx.getMany("comment", ids), await tx.getMany("sealed", ids)];
    const left = comments.filter((_, index) => current[index]?.state !== "removed");
    for (const [index, id] of ids.entries()) {
      const copy = copies[index];
      if (copy?.purgedBy !== purge.id || current[index]?.state === "removed") continue;
      const { purgedBy: _, wasHeld: __, ...held } = copy;
      if (current[index]?.state === "held") tx.put("sealed", id, held);
      else tx.delete("sealed", id);
    }
    return left;
  }

  async function hideTogether(purge: Purge, group: Comment[], { earlier }: Claimed, outcome: Outcome): Promise<void> {
    const isOurs = (id: Snowflake): boolean => earlier.has(id);
    const ids = group.map(({ id }) => id);
    let gone: Comment[] = [];
    await hiding.hideMany(group[0]?.threadId ?? "", ids, isOurs, async (tx, hidden) => {
      const settled = new Set(hidden.map(({ id }) => id));
      gone = await release(
        tx,
        purge,
        group.filter(({ id }) => !settled.has(id)),
      );
      await settle(tx, purge, hidden, outcome);
    });
    miss(outcome, gone);
  }

  async function hideOne(purge: Purge, comment: Comment, { earlier }: Claimed, outcome: Outcome): Promise<void> {
    await hiding.hide(comment.id, "removed", { isAgain: earlier.has(comment.id) }, (tx, before) =>
      settle(tx, purge, [before], outcome),
    );
  }

  /** Runs a request; what it was refused for is given back. */
  async function unlessRefused(
    purge: Purge,
    comments: Comment[],
    outcome: Outcome,
    request: () => Promise<void>,
  ): Promise<void> {
    try {
      await request();
    } catch (error) {
      if (!isRefusal(error)) throw error;
      const left = await store.update((tx) => release(tx, purge, comments));
      miss(outcome, left, error.code === "commentGone" ? undefined : error.code);
    }
  }

  const isYoung = ({ messageIds }: Comment): boolean =>
    messageIds.length > 0 && messageIds.every((id) => now() - snowflakeTime(id) < BULK_MS);

  return async (purge, { number, content }, shouldStop) => {
    const outcome: Outcome = { gone: 0, refused: {}, missed: [] };
    const claimed = await store.update((tx) => claim(tx, purge, content.commentIds, outcome));
    const isTogether = (comment: Comment): boolean =>
      comment.threadId !== null && isYoung(comment) && openReportsOf(store, comment).length === 0;
    const together = claimed.comments.filter(isTogether);
    for (const group of inGroups(together))
      await unlessRefused(purge, group, outcome, () => hideTogether(purge, group, claimed, outcome));
    const others = claimed.comments.filter((comment) => !together.includes(comment));
    // What Discord need not be asked for comes first: a deletion before a crash is ours, and is finished in any case.
    const single = [...others.filter(isAsked(false)), ...others.filter(isAsked(true))];
    for (const [index, comment] of single.entries()) {
      if (isAsked(true)(comment) && (await shouldStop())) {
        const untried = await store.update((tx) => release(tx, purge, single.slice(index)));
        outcome.missed.push(...untried.map(({ id }) => id));
        break;
      }
      await unlessRefused(purge, [comment], outcome, () => hideOne(purge, comment, claimed, outcome));
    }
    const { missed, ...counts } = outcome;
    await store.update(async (tx) => {
      await noteRun(tx, purge.id, "removal", { counts, part: number + 1 }, at());
      tx.put("purgePart", `${purge.id}-${number}`, { ...content, missed });
    });
  };
}

const isAsked =
  (wanted: boolean) =>
  ({ messageIds }: Comment): boolean =>
    messageIds.length > 0 === wanted;

/** As many as one request deletes; a comment may take several messages. */
function inGroups(comments: readonly Comment[]): Comment[][] {
  const groups: Comment[][] = [];
  let messages = MESSAGES_A_REQUEST;
  for (const comment of comments) {
    messages += comment.messageIds.length;
    if (messages > MESSAGES_A_REQUEST) {
      groups.push([]);
      messages = comment.messageIds.length;
    }
    groups.at(-1)?.push(comment);
  }
  return groups;
}
