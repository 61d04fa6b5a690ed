import type { Case } from "../domain/case.ts";
import { outboxJobId, type PurgeJob } from "../domain/outbox.ts";
import {
  COMMENTS_A_PART,
  NO_COUNTS,
  PREVIEW_MINUTES,
  type Purge,
  type PurgeCriteria,
  type PurgePart,
  type PurgeRun,
  refusedCount,
} from "../domain/purge.ts";
import type { Snowflake } from "../domain/snowflake.ts";
import { advanceDays } from "../domain/time.ts";
import { UserError } from "../errors.ts";
import type { Store, Transaction } from "../store/store.ts";
import type { Comments } from "./comments.ts";
import type { Ids } from "./ids.ts";
import type { Hiding } from "./moderation-hiding.ts";
import { RESTORE_WINDOW_DAYS } from "./moderation-hiding.ts";
import type { Outbox } from "./outbox.ts";
import { type DiscordPort, UncertainOutcome } from "./ports.ts";
import type { PostingProgress } from "./posting.ts";
import { readCriteria, type TypedCriteria } from "./purge-criteria.ts";
import { createPurgeRuns } from "./purge-runs.ts";
import { type PurgeSelection, type PurgeSummary, selectComments } from "./purge-selection.ts";

/** Documents that one commit writes of a new selection. */
const PARTS_A_COMMIT = 100;
const DELETIONS_A_COMMIT = 190;

/** Who asks, and from where. */
export type PurgeActor = { guildId: Snowflake; channelId: Snowflake; actorId: Snowflake; actorName: string };
export type PurgePreview = {
  /** Null where nothing fits: then there is nothing to confirm. */
  purgeId: Snowflake | null;
  criteria: PurgeCriteria;
  reason: string;
  summary: PurgeSummary;
};
type OnProgress = (progress: PostingProgress) => void;

export type Purges = {
  /**
   * Finds and keeps what a purge would take; nothing is removed. `onLook` hears how many comments were looked at.
   * @throws UserError see `readCriteria` and `selectComments`
   */
  preview(
    actor: PurgeActor,
    asked: { typed: TypedCriteria; reason: string },
    onLook: (looked: number) => void,
  ): Promise<PurgePreview>;
  /**
   * Removes what the preview showed, and nothing else. Resolves when it is over, which may take long; the case of `resultOf` counts on.
   * @throws UserError purgeUnknown (also when its time is over), purgeNotYours, purgeRunning, notAllowed
   */
  confirm(purgeId: Snowflake, actor: PurgeActor, onProgress: OnProgress): Promise<PurgeRun>;
  /** Forgets a preview. @throws UserError purgeUnknown, purgeNotYours */
  discard(purgeId: Snowflake, actor: PurgeActor): Promise<void>;
  /** Ends the purge or undoing that runs in a server after the request under way; what is done stays done. @throws UserError purgeNotRunning */
  stop(guildId: Snowflake): Promise<void>;
  /**
   * Brings back what a purge removed. Resolves when it is over.
   * @throws UserError cannotUndo, purgeRunning, restoreWindowOver, notAllowed
   */
  undo(record: Case, actor: PurgeActor, reason: string, onProgress: OnProgress): Promise<PurgeRun>;
  /** Erases what was not confirmed in time, and what can be restored no more. */
  sweep(): Promise<void>;
};

type Parts = {
  store: Store;
  ids: Ids;
  comments: Comments;
  hiding: Hiding;
  outbox: Outbox;
  port: Pick<DiscordPort, "readOwnPosts" | "isStaff" | "staffAmong" | "describeMember">;
  touchArticle: (articleId: Snowflake) => void;
  now: () => number;
};

export function createPurges(parts: Parts): Purges {
  const { store, ids, comments, hiding, outbox, port, touchArticle, now } = parts;
  const at = (): string => new Date(now()).toISOString();
  createPurgeRuns({ store, hiding, outbox, port, access: comments.access, touchArticle, now });

  async function keep(selection: PurgeSelection, fields: Pick<Purge, "guildId" | "actorId" | "criteria" | "reason">) {
    const [id = ""] = ids.mint(1);
    const contents = cutIntoParts(selection);
    const expiresAt = new Date(now() + PREVIEW_MINUTES * 60_000).toISOString();
    const purge: Purge = {
      v: 1,
      id,
      ...fields,
      createdAt: at(),
      expiresAt,
      total: selection.found.length,
      parts: contents.length,
      digest: selection.digest,
      removal: null,
      undoing: null,
    };
    // The selection comes first, so that what a crash leaves of its parts is found when its time is over.
    await store.update((tx) => tx.put("purge", id, purge));
    for (let from = 0; from < contents.length; from += PARTS_A_COMMIT)
      await store.update((tx) => {
        for (const [index, part] of contents.slice(from, from + PARTS_A_COMMIT).entries())
          tx.put("purgePart", `${id}-${from + index}`, part);
      });
    return id;
  }

  async function demandPreview(tx: Transaction, purgeId: Snowflake, { guildId, actorId }: PurgeActor): Promise<Purge> {
    const purge = await tx.get("purge", purgeId);
    if (purge?.guildId !== guildId || purge.removal || purge.expiresAt < at()) throw new UserError("purgeUnknown", {});
    if (purge.actorId !== actorId) throw new UserError("purgeNotYours", {});
    return purge;
  }

  /** Discord is asked, not the button that was pressed. */
  async function demandRights({ guildId, channelId, actorId }: PurgeActor): Promise<void> {
    const roleId = (await store.get("guild", guildId))?.moderatorRoleId ?? null;
    if (!(await port.isStaff(guildId, actorId, { channelId, roleId })))
      throw new UserError("notAllowed", { access: "moderator" });
  }

  const newRun = ({ actorId, actorName, channelId }: PurgeActor, reason: string, total: number): PurgeRun => ({
    actorId,
    actorName,
    channelId,
    reason,
    caseNumber: null,
    total,
    counts: NO_COUNTS,
    part: 0,
    at: 0,
    startedAt: at(),
    stop: null,
    isOver: false,
    newest: null,
  });

  async function begin(tx: Transaction, purge: Purge, side: PurgeJob["side"], run: PurgeRun): Promise<PurgeJob> {
    const { guildId, id: purgeId } = purge;
    const job: PurgeJob = { v: 1, kind: "purge-comments", guildId, purgeId, side, createdAt: at() };
    if (await tx.get("outbox", outboxJobId(job))) throw new UserError("purgeRunning", {});
    // A day more than the seals: whoever undoes at the last moment finds all of it.
    const expiresAt = side === "removal" ? advanceDays(at(), RESTORE_WINDOW_DAYS + 1) : purge.expiresAt;
    tx.put("purge", purgeId, { ...purge, expiresAt, [side]: run });
    tx.put("outbox", outboxJobId(job), job);
    return job;
  }

  async function settle(job: PurgeJob, onProgress: OnProgress): Promise<PurgeRun> {
    await outbox.run(job, { onProgress }).catch((error: unknown) => {
      // The job stays in the store and is tried again: what is known by now is told.
      if (!(error instanceof UserError || error instanceof UncertainOutcome)) throw error;
    });
    const run = (await store.get("purge", job.purgeId))?.[job.side];
    if (!run) throw new Error(`purge ${job.purgeId} is gone`);
    return run;
  }

  async function erase({ id, parts: count }: Purge): Promise<void> {
    for (let from = 0; from < count; from += DELETIONS_A_COMMIT)
      await store.update((tx) => {
        for (let number = from; number < Math.min(count, from + DELETIONS_A_COMMIT); number++)
          tx.delete("purgePart", `${id}-${number}`);
      });
    await store.update((tx) => tx.delete("purge", id));
  }

  return {
    async preview(actor, { typed, reason }, onLook) {
      const { guildId, actorId } = actor;
      const reader = { id: actorId, guildId };
      const { criteria, terms, like } = await readCriteria({ comments, port, now }, reader, typed);
      const places = await comments.access.places(reader);
      const search = { guildId, places, criteria, terms, like, onProgress: onLook };
      const selection = await selectComments({ store, port }, search);
      const fields = { guildId, actorId, criteria, reason };
      const purgeId = selection.found.length > 0 ? await keep(selection, fields) : null;
      return { purgeId, criteria, reason, summary: selection.summary };
    },

    async confirm(purgeId, actor, onProgress) {
      await demandRights(actor);
      const job = await store.update(async (tx) => {
        const purge = await demandPreview(tx, purgeId, actor);
        return begin(tx, purge, "removal", newRun(actor, purge.reason, purge.total));
      });
      return settle(job, onProgress);
    },

    async discard(purgeId, actor) {
      const purge = await store.update((tx) => demandPreview(tx, purgeId, actor));
      await erase(purge);
    },

    stop: (guildId) =>
      store.update(async (tx) => {
        const job = await tx.get("outbox", `purge-${guildId}`);
        const purge = job?.kind === "purge-comments" ? await tx.get("purge", job.purgeId) : undefined;
        const run = job?.kind === "purge-comments" ? purge?.[job.side] : undefined;
        if (job?.kind !== "purge-comments" || !purge || !run) throw new UserError("purgeNotRunning", {});
        tx.put("purge", purge.id, { ...purge, [job.side]: { ...run, stop: run.stop ?? "cancelled" } });
      }),

    async undo(record, actor, reason, onProgress) {
      await demandRights(actor);
      const job = await store.update(async (tx) => {
        const purge = await tx.get("purge", record.purge?.purgeId ?? "0");
        if (!purge?.removal) throw new UserError("restoreWindowOver", { days: RESTORE_WINDOW_DAYS });
        demandUndoable(record, purge);
        return begin(tx, purge, "undoing", newRun(actor, reason, purge.removal.counts.done));
      });
      return settle(job, onProgress);
    },

    async sweep() {
      const expired = await store.getMany("purge", store.catalog.listPurges({ expiredBefore: at() }));
      for (const purge of expired) {
        const isRunning = purge?.removal?.isOver === false || purge?.undoing?.isOver === false;
        if (purge && !isRunning) await erase(purge);
      }
    },
  };
}

/** What was stopped or refused on the way back can be tried again. */
function demandUndoable({ number }: Case, { removal, undoing }: Purge): void {
  if (removal?.isOver === false || undoing?.isOver === false)
    throw new UserError("cannotUndo", { number, why: "running" });
  const isWhole = undoing && undoing.stop === null && refusedCount(undoing.counts) === 0;
  if (isWhole) throw new UserError("cannotUndo", { number, why: "undone" });
}

function cutIntoParts({ found }: PurgeSelection): PurgePart[] {
  const contents: PurgePart[] = [];
  for (const { id, articleId, threadId } of found) {
    const last = contents.at(-1);
    const isSame = last?.articleId === articleId && last.threadId === threadId;
    if (last && isSame && last.commentIds.length < COMMENTS_A_PART) last.commentIds.push(id);
    else contents.push({ v: 1, articleId, threadId, commentIds: [id] });
  }
  return contents;
}
