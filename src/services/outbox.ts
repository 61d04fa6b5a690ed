import type { Logger } from "pino";
import { type OutboxJob, outboxJobId } from "../domain/outbox.ts";
import { UserError } from "../errors.ts";
import type { Store } from "../store/store.ts";
import type { PostingProgress } from "./posting.ts";
import { createWorkQueue, type WorkQueue } from "./work-queue.ts";

const JOBS_AT_ONCE = 8;
const SLOW_JOBS_AT_ONCE = 4;

export type JobRun = {
  /** An earlier attempt may have got somewhere: look at Discord before repeating a request. */
  isAgain: boolean;
  onProgress(progress: PostingProgress): void;
  /** Aborted when the program stops: long jobs leave the rest for the next start. */
  signal: AbortSignal;
};

type JobOf<K extends OutboxJob["kind"]> = Extract<OutboxJob, { kind: K }>;

/** Carries out a job and takes its record out of the store in the commit that completes it. */
export type JobHandler<K extends OutboxJob["kind"]> = (job: JobOf<K>, run: JobRun) => Promise<void>;

export type Outbox = {
  /**
   * Says who carries out jobs of a kind; each kind has one handler.
   * @param options `startsByItself`: nobody waits for such jobs, so they are carried out as soon as they are stored; `isSlow`: they may
   * take minutes, so they keep no other kind waiting; `hasOwnQueue`: they run other jobs and wait for them, so they stand in no queue
   * with those
   */
  handle<K extends OutboxJob["kind"]>(
    kind: K,
    handler: JobHandler<K>,
    options?: { startsByItself: boolean; isSlow?: boolean; hasOwnQueue?: boolean },
  ): void;
  /**
   * Carries out a stored job. Rejects when the attempt fails; while its record is in the store it is tried again all the same,
   * after growing pauses.
   */
  run(job: OutboxJob, options?: { onProgress?: (progress: PostingProgress) => void }): Promise<void>;
  /** Takes up what an earlier process left. Resolves when each was tried once. */
  resume(): Promise<void>;
  isRunning(jobId: string): boolean;
  runningCount(): number;
  /** Lets short jobs finish and long ones break off at a safe place. */
  stop(): Promise<void>;
};

export function createOutbox({
  store,
  log,
  firstRetryMs,
}: {
  store: Store;
  log: Logger;
  firstRetryMs?: number;
}): Outbox {
  const handlers: { [K in OutboxJob["kind"]]?: JobHandler<K> } = {};
  const stopping = new AbortController();
  const listeners = new Map<string, ((progress: PostingProgress) => void)[]>();
  /** Kinds of jobs that nobody waits for. */
  const unheard = new Set<OutboxJob["kind"]>();
  /** Jobs of which an attempt may have got somewhere. */
  const tried = new Set(store.catalog.listOutbox());
  /** Kinds of jobs that may take minutes. */
  const slow = new Set<OutboxJob["kind"]>();
  const openQueue = (atOnce: number): WorkQueue<OutboxJob> =>
    createWorkQueue<OutboxJob>({
      atOnce,
      run: attempt,
      merge: (_, after) => after,
      isFinal: () => false,
      ...(firstRetryMs === undefined ? {} : { firstRetryMs }),
    });
  const queue = openQueue(JOBS_AT_ONCE);
  const slowQueue = openQueue(SLOW_JOBS_AT_ONCE);
  const ownQueues = new Map<OutboxJob["kind"], WorkQueue<OutboxJob>>();
  const queueOf = ({ kind }: OutboxJob): WorkQueue<OutboxJob> =>
    ownQueues.get(kind) ?? (slow.has(kind) ? slowQueue : queue);
  const queues = (): WorkQueue<OutboxJob>[] => [queue, slowQueue, ...ownQueues.values()];

  async function attempt(id: string, job: OutboxJob): Promise<void> {
    // Done, or withdrawn, since it was asked for.
    if (!(await store.get("outbox", id))) return;
    const run: JobRun = {
      isAgain: tried.has(id),
      signal: stopping.signal,
      onProgress: (progress) => {
        for (const listener of listeners.get(id) ?? []) listener(progress);
      },
    };
    tried.add(id);
    await carryOut(job, run);
    tried.delete(id);
  }

  async function carryOut<K extends OutboxJob["kind"]>(job: JobOf<K>, run: JobRun): Promise<void> {
    const handler: JobHandler<K> | undefined = handlers[job.kind];
    if (!handler) throw new Error(`nobody carries out ${job.kind}`);
    return handler(job, run);
  }

  const runUnheard = (job: OutboxJob): Promise<void> =>
    queueOf(job)
      .push(outboxJobId(job), job)
      .catch((error: unknown) => {
        if (!stopping.signal.aborted)
          log.error({ err: error, job: outboxJobId(job) }, "a job failed; it is tried again");
      });

  const unlisten = store.onStored("outbox", (_, job) => {
    if (job && unheard.has(job.kind)) void runUnheard(job);
  });

  return {
    handle: (kind, handler, { startsByItself, isSlow = false, hasOwnQueue = false } = { startsByItself: false }) => {
      Object.assign(handlers, { [kind]: handler });
      if (startsByItself) unheard.add(kind);
      if (isSlow) slow.add(kind);
      if (hasOwnQueue) ownQueues.set(kind, openQueue(JOBS_AT_ONCE));
    },
    async run(job, { onProgress } = {}) {
      const id = outboxJobId(job);
      if (onProgress) listeners.set(id, [...(listeners.get(id) ?? []), onProgress]);
      await queueOf(job)
        .push(id, job)
        .finally(() => listeners.delete(id));
    },
    async resume() {
      const jobs = (await store.getMany("outbox", store.catalog.listOutbox())).filter((job) => job !== undefined);
      if (jobs.length > 0) log.info({ jobs: jobs.length }, "finishing what an earlier run left");
      await Promise.all(jobs.map(runUnheard));
    },
    isRunning: (jobId) => queues().some((one) => one.isRunning(jobId)),
    runningCount: () => queues().reduce((sum, one) => sum + one.runningCount(), 0),
    async stop() {
      unlisten();
      stopping.abort(new UserError("shuttingDown", {}));
      await Promise.all(queues().map((one) => one.stop()));
    },
  };
}
