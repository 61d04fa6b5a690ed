import { Worker } from "node:worker_threads";
import { UserError } from "../errors.ts";
import { readPattern, type TextCriteria } from "./purge-match.ts";

/** For a list of a few hundred texts, which takes an honest pattern a few milliseconds. */
const PATIENCE_MS = 2_000;
const STARTING_PATIENCE_MS = 20_000;
const MOST_MEMORY_MB = 128;

/** Looks through texts in a thread of its own. */
export type TextMatching = {
  /** The indexes of those that fit. Throws purgePatternSlow when it takes too long: then nothing more can be asked. */
  findFitting(texts: readonly string[]): Promise<number[]>;
  stop(): Promise<void>;
};

/**
 * Why a pattern that explodes (`(a+)+$`) is harmless: it runs in a worker thread, so it keeps nobody waiting, and the thread is ended when
 * it does not answer in time. V8 looks for such an order each time that an expression steps back, so an expression cannot outlive it. Its
 * memory is limited as well. What is refused is refused before anything was removed: a pattern only ever takes part in a preview.
 * @throws UserError purgePatternInvalid
 */
export async function startMatching(criteria: TextCriteria, patienceMs: number = PATIENCE_MS): Promise<TextMatching> {
  demandPattern(criteria.pattern);
  const worker = new Worker(new URL("purge-worker.ts", import.meta.url), {
    workerData: criteria,
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB },
  });

  let waiting: PromiseWithResolvers<number[]> = Promise.withResolvers();
  worker.on("message", (fitting: number[]) => waiting.resolve(fitting));
  worker.on("error", (error) =>
    waiting.reject(criteria.pattern !== null && isTooMuch(error) ? new UserError("purgePatternSlow", {}) : error),
  );

  async function nextAnswer(withinMs: number): Promise<number[]> {
    const timer = setTimeout(() => waiting.reject(new UserError("purgePatternSlow", {})), withinMs);
    try {
      return await waiting.promise;
    } catch (error) {
      await worker.terminate();
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  await nextAnswer(STARTING_PATIENCE_MS);
  return {
    findFitting(texts) {
      waiting = Promise.withResolvers();
      worker.postMessage(texts, []);
      return nextAnswer(patienceMs);
    },
    async stop() {
      await worker.terminate();
    },
  };
}

function demandPattern(pattern: string | null): void {
  if (pattern === null) return;
  try {
    readPattern(pattern);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new UserError("purgePatternInvalid", { pattern: pattern.slice(0, 100) }, { cause: error });
  }
}

/** Too large to be compiled, which V8 finds out when it first runs it, too deep for the stack, or too much for the memory. */
function isTooMuch(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const isOutOfMemory = "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";
  return isOutOfMemory || error.name === "RangeError" || error.name === "SyntaxError";
}
