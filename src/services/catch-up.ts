import type { Logger } from "pino";
import type { Snowflake } from "../domain/snowflake.ts";
import type { Mirror } from "./mirror.ts";
import type { DiscordPort } from "./ports.ts";
import type { Reconcile } from "./reconcile.ts";
import type { Threads } from "./threads.ts";

/** Threads read at once; discord.js queues what exceeds Discord's rate limits. */
const THREADS_AT_ONCE = 4;

/** Of the newest `start`: threads to read, and those of them that are not read yet. */
export type CatchUpState = { status: "not started" | "running" | "done"; threads: number; waiting: number };

export type CatchUp = {
  /** Reads what was posted in every thread since its checkpoint, and what became of the messages just before it. Call it as soon as a session begins that was not resumed. */
  start(): Promise<void>;
  /** The same for one thread. */
  readThread(threadId: Snowflake): Promise<void>;
  state(): CatchUpState;
};

export function createCatchUp(parts: {
  mirror: Mirror;
  threads: Threads;
  port: Pick<DiscordPort, "readHistory">;
  reconcile: Pick<Reconcile, "readNewest">;
  now: () => number;
  log: Logger;
}): CatchUp {
  const { mirror, threads, port, reconcile, now, log } = parts;
  let state: CatchUpState = { status: "not started", threads: 0, waiting: 0 };

  async function readThread(threadId: Snowflake): Promise<void> {
    mirror.markBehind(threadId);
    for (;;) {
      const readAt = new Date(now()).toISOString();
      const page = await port.readHistory(threadId, threads.get(threadId)?.checkpoint ?? null);
      await Promise.all(page.messages.map((message) => mirror.apply({ kind: "shown", threadId, message, readAt })));
      if (page.newestId !== null) await mirror.runAlone(threadId, () => mirror.advance(threadId, page.newestId ?? "0"));
      if (page.isLast) break;
    }
    mirror.markLevel(threadId);
  }

  return {
    readThread,
    state: () => ({ ...state }),
    async start() {
      const waiting = threads.all().filter((thread) => thread.deletedAt === null);
      // Marked before the first await: live events of this session must not hide the gap before them.
      for (const thread of waiting) mirror.markBehind(thread.id);
      const run: CatchUpState = { status: "running", threads: waiting.length, waiting: waiting.length };
      state = run;
      const queue = waiting.values();
      const readNext = async (): Promise<void> => {
        for (const thread of queue) {
          await readThread(thread.id)
            .then(() => reconcile.readNewest(thread.id))
            .catch((error: unknown) => {
              log.warn(
                { err: error, threadId: thread.id },
                "a thread could not be caught up; it is tried at the next start",
              );
            });
          run.waiting--;
        }
      };
      await Promise.all(Array.from({ length: THREADS_AT_ONCE }, readNext));
      run.status = "done";
      log.info({ threads: waiting.length }, "caught up");
    },
  };
}
