import { setTimeout as wait } from "node:timers/promises";
import type { Logger } from "pino";
import type { Comment } from "../domain/comment.ts";
import type { ScreeningJob } from "../domain/outbox.ts";
import type { Snowflake } from "../domain/snowflake.ts";
import { UserError } from "../errors.ts";
import type { Store, Transaction } from "../store/store.ts";
import type { Detector } from "./detector/detector.ts";
import { isSpared } from "./detector/signs-of-author.ts";
import type { Mirror } from "./mirror.ts";
import type { Moderation } from "./moderation.ts";
import type { JobRun, Outbox } from "./outbox.ts";
import type { Raids } from "./raids.ts";
import type { ContextOf } from "./screening-context.ts";
import type { ScreeningMemory } from "./screening-memory.ts";
import { nextPortion, noteScreened, type Portion, screenInCommit, shortenStretch } from "./screening-queue.ts";
import type { RemovedTexts } from "./screening-removed.ts";
import type { DetectorSettingsService } from "./screening-settings.ts";
import { createVerdicts, type Judged } from "./screening-verdicts.ts";

/** A verdict writes up to five documents; a commit holds 199. */
const COMMENTS_A_COMMIT = 25;
/** So long the event loop is taken at once, and so much of the time at most: the mirror goes first. */
const SLICE_MS = 4;
const SHARE = 0.15;
/** The case of a comment that the detector held. Its reasons are on the card: a case keeps nothing of what members wrote. */
const HOLD_REASON = "Detector";

type Parts = {
  store: Store;
  mirror: Pick<Mirror, "inCommit">;
  outbox: Outbox;
  detector: Detector;
  settings: Pick<DetectorSettingsService, "get">;
  contextOf: ContextOf;
  memory: ScreeningMemory;
  /** Fills the memory of a server after a start. */
  recall: (guildId: Snowflake) => Promise<void>;
  removed: Pick<RemovedTexts, "of">;
  moderation: Pick<Moderation, "hold">;
  raids: Pick<Raids, "note" | "begin" | "covers">;
  /** Which rule of Discord's AutoMod a message set off. */
  autoModRule: (messageId: Snowflake) => string | null;
  botId: () => Snowflake;
  now: () => number;
  log: Logger;
};

/**
 * Judges every comment after it was stored or edited, writes the verdict down and does what it says: a flagged comment gets a card, a held one is
 * held. It never deletes for good and bans nobody.
 */
export function createScreening(parts: Parts): void {
  const { store, mirror, outbox, detector, settings, contextOf, memory, raids, removed, moderation, now, log } = parts;
  const verdicts = createVerdicts(now, raids.covers);

  async function judge(comment: Comment): Promise<Judged> {
    const wanted = await settings.get(comment.guildId);
    await parts.recall(comment.guildId);
    const context = await contextOf(comment, { settings: wanted, asksDiscord: true });
    const company = { recent: memory.of(comment.guildId), removed: await removed.of(comment.guildId) };
    const autoModRule = parts.autoModRule(comment.id);
    const inspection = detector.inspect(comment.text, { ...context, ...company, autoModRule }, wanted);
    if (inspection.memory) {
      memory.note(comment.guildId, inspection.memory);
      if (!isSpared(context)) raids.note(inspection.memory, wanted);
    }
    return { comment, inspection, autoModRule, isLogOnly: wanted.isLogOnly };
  }

  /** What it was judged by has changed since. */
  async function isOutdated(tx: Transaction, { comment, autoModRule }: Judged): Promise<boolean> {
    const current = await tx.get("comment", comment.id);
    const isChanged = current?.editedAt !== comment.editedAt || parts.autoModRule(comment.id) !== autoModRule;
    return current?.state === "visible" && isChanged;
  }

  /** What came with an import is history, and what is hidden has been looked at. */
  async function comeToJudge(commentIds: readonly Snowflake[]): Promise<Comment[]> {
    const comments = await store.getMany("comment", commentIds);
    return comments
      .filter((comment) => comment !== undefined)
      .filter(({ state, origin }) => state === "visible" && origin === "live");
  }

  async function judgeAll(commentIds: readonly Snowflake[], { signal }: JobRun): Promise<Judged[]> {
    const judged: Judged[] = [];
    let sliceMs = performance.now();
    for (const comment of await comeToJudge(commentIds)) {
      judged.push(await judge(comment));
      const tookMs = performance.now() - sliceMs;
      if (tookMs < SLICE_MS) continue;
      await wait(tookMs * (1 / SHARE - 1), undefined, { signal });
      sliceMs = performance.now();
    }
    return judged;
  }

  async function hold(comment: Comment): Promise<void> {
    const { id: commentId, guildId } = comment;
    const order = { commentId, guildId, actorId: parts.botId(), actorName: "Talkback", reason: HOLD_REASON };
    await moderation.hold(order).catch((error: unknown) => {
      if (!(error instanceof UserError) || AGAIN.has(error.code)) throw error;
      // Somebody is at it, its author was faster, or Discord says no: then it is shown to moderators where it stands.
      log.warn({ commentId, refusal: error.code }, "a comment could not be held");
    });
    await store.update((tx) => verdicts.showOnCard(tx, comment));
  }

  async function run({ threadId }: ScreeningJob, jobRun: JobRun): Promise<void> {
    const read = async (): Promise<ScreeningJob | null> => {
      const job = await store.get("outbox", `screen-${threadId}`);
      return job?.kind === "screen-comments" ? job : null;
    };
    const begun = await read();
    if (begun) await shortenStretch(store, begun);
    for (let job = await read(); job; job = await read()) {
      jobRun.signal.throwIfAborted();
      await screenPortion(job, nextPortion(store, job, COMMENTS_A_COMMIT), jobRun);
    }
  }

  async function screenPortion(job: ScreeningJob, portion: Portion, jobRun: JobRun): Promise<void> {
    const judged = await judgeAll(portion.commentIds, jobRun);
    await raids.begin(job.threadId);
    const toHold = await store.update(async (tx) => {
      const held: Comment[] = [];
      const outdated: Snowflake[] = [];
      for (const one of judged) {
        if (await isOutdated(tx, one)) outdated.push(one.comment.id);
        else if (await verdicts.writeDown(tx, one)) held.push(one.comment);
      }
      for (const commentId of portion.commentIds) await verdicts.finishHold(tx, commentId);
      // Until it is held a comment waits by itself, so that a crash leaves it to be done.
      const left = [...outdated, ...held.map(({ id }) => id)];
      await noteScreened(tx, job, portion, left);
      return held;
    });
    for (const comment of toHold) {
      await hold(comment);
      await store.update((tx) => noteScreened(tx, job, { commentIds: [comment.id], through: null }, []));
    }
  }

  mirror.inCommit(screenInCommit(now));
  outbox.handle("screen-comments", run, { startsByItself: true, hasOwnQueue: true });
}

/** What says nothing of the comment: it is tried again later. */
const AGAIN: ReadonlySet<string> = new Set(["discordUnavailable", "discordBusy", "shuttingDown"]);
