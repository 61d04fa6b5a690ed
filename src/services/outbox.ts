import type { Logger } from "pino";
import { type OutboxJob, outboxJobId } from "../domain/outbox.ts";
import { UserError } from "../errors.ts";
import type { Store } from "../store/store.ts";
import type { PostingProgress } from "./posting.ts";

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
  /** Says who carries out jobs of a kind; each kind has one handler. */
  handle<K extends OutboxJob["kind"]>(kind: K, handler: JobHandler<K>): void;
  /** Carries out a stored job; a second call while it runs waits for the same run. */
  run(job: OutboxJob, options?: { onProgress?: (progress: PostingProgress) => void }): Promise<void>;
  /** Finishes what an earlier process left. Jobs that fail stay for the next start. */
  resume(): Promise<void>;
  isRunning(jobId: string): boolean;
  runningCount(): number;
  /** Lets short jobs finish and long ones break off at a safe place. */
  stop(): Promise<void>;
};

export function createOutbox({ store, log }: { store: Store; log: Logger }): Outbox {
  const handlers: { [K in OutboxJob["kind"]]?: JobHandler<K> } = {};
  const stopping = new AbortController();
  const running = new Map<string, { done: Promise<void>; listeners: ((progress: PostingProgress) => void)[] }>();

  function start(job: OutboxJob, isAgain: boolean, onProgress?: (progress: PostingProgress) => void): Promise<void> {
    const id = outboxJobId(job);
    const current = running.get(id);
    if (current) {
      if (onProgress) current.listeners.push(onProgress);
      return current.done;
    }
    const listeners = onProgress ? [onProgress] : [];
    const run: JobRun = {
      isAgain,
      signal: stopping.signal,
      onProgress: (progress) => {
        for (const listener of listeners) listener(progress);
      },
    };
    const done = carryOut(job, run).finally(() => running.delete(id));
    running.set(id, { done, listeners });
    return done;
  }

  async function carryOut<K extends OutboxJob["kind"]>(job: JobOf<K>, run: JobRun): Promise<void> {
    const handler: JobHandler<K> | undefined = handlers[job.kind];
    if (!handler) throw new Error(`nobody carries out ${job.kind}`);
    return handler(job, run);
  }

  return {
    handle: (kind, handler) => {
      Object.assign(handlers, { [kind]: handler });
    },
    run: (job, options) => start(job, false, options?.onProgress),
    async resume() {
      const jobs = await store.getMany("outbox", store.catalog.listOutbox());
      for (const job of jobs) {
        if (!job || running.has(outboxJobId(job))) continue;
        log.info({ job: outboxJobId(job) }, "finishing a job that an earlier run left");
        if (stopping.signal.aborted) return;
        await start(job, true).catch((error: unknown) => {
          if (!stopping.signal.aborted)
            log.error({ err: error, job: outboxJobId(job) }, "a job failed; it is tried again at the next start");
        });
      }
    },
    isRunning: (jobId) => running.has(jobId),
    runningCount: () => running.size,
    async stop() {
      stopping.abort(new UserError("shuttingDown", {}));
      await Promise.allSettled([...running.values()].map((job) => job.done));
    },
  };
}
