import type { Logger } from "pino";
import type { Case } from "../domain/case.ts";
import { outboxJobId, type ThreadJob } from "../domain/outbox.ts";
import type { Snowflake } from "../domain/snowflake.ts";
import {
  factsOf,
  isEmptyChange,
  partToChange,
  standOf,
  type ThreadChange,
  type ThreadResult,
  type ThreadStand,
} from "../domain/thread-care.ts";
import { UserError } from "../errors.ts";
import type { Store } from "../store/store.ts";
import { recordCase } from "./cases.ts";
import type { Mirror } from "./mirror.ts";
import type { JobRun, Outbox } from "./outbox.ts";
import type { DiscordPort } from "./ports.ts";

/** Names are cut where they are shown; a record need not keep a title of a thousand characters. */
const TITLE_LENGTH = 200;
/** Discord's longest reason in its own log. */
const AUDIT_LENGTH = 500;

type Announced = ThreadResult["announced"];
type Parts = {
  store: Store;
  mirror: Pick<Mirror, "changeThread">;
  outbox: Outbox;
  port: Pick<DiscordPort, "readThread" | "changeThread" | "announceInThread" | "readHistory">;
  now: () => number;
  log: Logger;
};

export type ThreadWork = {
  /** The case that an order of this process ended in; null where it was called off. Each is given once. */
  takeCase(orderId: Snowflake): Case | null;
};

/** Carries out what is ordered of threads, step by step, so that any of them can be repeated after a crash. */
export function createThreadWork({ store, mirror, outbox, port, now, log }: Parts): ThreadWork {
  const written = new Map<Snowflake, Case>();

  async function run(job: ThreadJob, jobRun: JobRun): Promise<void> {
    try {
      const announced = await steps(job, jobRun);
      await (announced === null ? callOff(job) : finish(job, announced));
    } catch (error) {
      // Where nobody knows what happened, it is tried again.
      if (!(error instanceof UserError) || UNKNOWN.has(error.code)) throw error;
      await callOff(job);
      throw error;
    }
  }

  /** Null: somebody wrote, so a quiet thread is no longer one. */
  async function steps(job: ThreadJob, { isAgain }: JobRun): Promise<Announced | null> {
    const { threadId, change, before } = job;
    const stand = isAgain ? await port.readThread(threadId) : before;
    const isArchivedAfter = change.isArchived ?? before.isArchived;
    // Archiving is the last step: an earlier attempt came that far.
    if (isAgain && isArchivedAfter && isEmptyChange(partToChange({ ...change, isArchived: true }, stand)))
      return job.announces ? "yes" : "no";
    if (await hasNews(job)) return null;
    if (stand.isArchived) await ask(job, { isArchived: false });
    const { isArchived: _, ...first } = change;
    if (!isEmptyChange(first)) await ask(job, first);
    // From here on members cannot write: what came in the last moment is seen now.
    if (await hasNews(job)) return null;
    const announced = job.announces ? await announce(job, isAgain) : "no";
    if (isArchivedAfter) await ask(job, { isArchived: true });
    return announced;
  }

  const ask = ({ threadId, actorName, reason }: ThreadJob, change: ThreadChange): Promise<void> =>
    port.changeThread(threadId, change, `${actorName}: ${reason}`.slice(0, AUDIT_LENGTH));

  async function hasNews({ threadId, quiet }: ThreadJob): Promise<boolean> {
    if (!quiet) return false;
    const { messages } = await port.readHistory(threadId, quiet.after);
    return messages.some(({ isOwn }) => !isOwn);
  }

  /** That a thread cannot be told is no reason to leave it open. */
  async function announce(job: ThreadJob, isAgain: boolean): Promise<Announced> {
    const { guildId, threadId, orderId, action, change, quiet } = job;
    const words = { action, slowSeconds: change.slowSeconds ?? 0, quietDays: quiet?.days ?? null };
    try {
      await port.announceInThread({ guildId, threadId, orderId, isAgain, ...words });
      return "yes";
    } catch (error) {
      if (!(error instanceof UserError) || UNKNOWN.has(error.code)) throw error;
      log.warn({ threadId, refusal: error.code }, "a thread could not be told what was done to it");
      return "refused";
    }
  }

  async function finish(job: ThreadJob, announced: Announced): Promise<void> {
    const { guildId, articleId, threadId, actorId, actorName, reason, action, title, change, before, undoes } = job;
    const createdAt = new Date(now()).toISOString();
    const stood = standOf(change, before);
    const result = { threadId, before: stood, after: change, announced };
    const fields = { guildId, articleId, actorId, actorName, reason, action, createdAt, thread: result };
    const target = { commentId: null, targetId: null, targetName: title.slice(0, TITLE_LENGTH) };
    const undoing = undoes === undefined ? {} : { undoes };
    const record = await store.update(async (tx) => {
      tx.delete("outbox", outboxJobId(job));
      return recordCase(tx, { ...fields, ...target, ...undoing }, { before: factsOf(stood), after: factsOf(change) });
    });
    written.set(job.orderId, record);
    const { isLocked = before.isLocked, isArchived = before.isArchived } = change;
    await mirror.changeThread(threadId, { isLocked, isArchived });
  }

  /** Leaves the thread as it stood, as far as Discord lets us, and forgets the order. */
  async function callOff(job: ThreadJob): Promise<void> {
    await putBack(job).catch((error: unknown) => {
      if (!(error instanceof UserError) || UNKNOWN.has(error.code)) throw error;
      log.warn({ threadId: job.threadId, refusal: error.code }, "a thread could not be put back as it stood");
    });
    await store.update((tx) => tx.delete("outbox", outboxJobId(job)));
  }

  async function putBack(job: ThreadJob): Promise<void> {
    const { change, before, threadId } = job;
    const stand = await port.readThread(threadId);
    const { isArchived: _, ...rest } = partToChange(standOf(change, before), stand);
    if (!isEmptyChange(rest)) await openAnd(job, stand, rest);
    const { isArchived } = await port.readThread(threadId);
    // Whoever wrote in a thread has opened it: then it stays open.
    if (before.isArchived && !isArchived && !(await hasNews(job))) await ask(job, { isArchived: true });
  }

  async function openAnd(job: ThreadJob, { isArchived }: ThreadStand, change: ThreadChange): Promise<void> {
    if (isArchived) await ask(job, { isArchived: false });
    await ask(job, change);
  }

  outbox.handle("change-thread", run);

  return {
    takeCase(orderId) {
      const record = written.get(orderId) ?? null;
      written.delete(orderId);
      return record;
    },
  };
}

/** What says nothing of whether it was done. */
const UNKNOWN: ReadonlySet<string> = new Set(["discordUnavailable", "discordBusy", "shuttingDown"]);
