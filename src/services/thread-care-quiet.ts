import { setImmediate } from "node:timers/promises";
import type { Logger } from "pino";
import { type Snowflake, snowflakeTime } from "../domain/snowflake.ts";
import type { Thread } from "../domain/thread.ts";
import { UserError } from "../errors.ts";
import type { Store } from "../store/store.ts";
import type { Mirror } from "./mirror.ts";
import type { ThreadCare } from "./thread-care.ts";
import type { Threads } from "./threads.ts";

const DAY_MS = 86_400_000;
/** Days are counted: that a thread is closed some minutes later matters to nobody. */
export const LOOK_INTERVAL_MS = 600_000;
/** What Discord refused is asked again after so long. */
const REFUSED_PAUSE_MS = 6 * 3_600_000;
/** So many threads are looked at without a pause. */
const AT_ONCE = 50;

export type QuietClosing = {
  /** Closes what is due, one after another. Resolves when all were tried. */
  look(): Promise<void>;
  stop(): Promise<void>;
};

type Parts = {
  store: Store;
  threads: Pick<Threads, "all" | "get">;
  mirror: Pick<Mirror, "state">;
  care: Pick<ThreadCare, "closeQuiet">;
  botId: () => Snowflake;
  now: () => number;
  log: Logger;
  intervalMs?: number;
};

/** Closes the threads in which nobody wrote for as many days as their server, or they themselves, say. */
export function createQuietClosing(parts: Parts): QuietClosing {
  const { store, threads, mirror, care, botId, now, log, intervalMs = LOOK_INTERVAL_MS } = parts;
  /** Threads that are not due before an instant, whatever happens: comments only put it off. */
  const notBefore = new Map<Snowflake, { days: number; ms: number }>();
  let looking: Promise<void> | null = null;
  let isStopped = false;

  /** What was written while we were away is known only when it is read. */
  const isLevel = (threadId: Snowflake): boolean =>
    !mirror.state().behind.some((behind) => behind.threadId === threadId);

  async function daysByGuild(): Promise<(thread: Thread) => number> {
    const guildIds = [...new Set(threads.all().map(({ guildId }) => guildId))];
    const settings = await store.getMany("guild", guildIds);
    const days = new Map(guildIds.map((guildId, index) => [guildId, settings[index]?.quietDays ?? 0]));
    return ({ guildId, quietDays }) => quietDays ?? days.get(guildId) ?? 0;
  }

  function isDue(thread: Thread, days: number): boolean {
    const { id: threadId, deletedAt, hiddenSince, isLocked, unlockedAt } = thread;
    if (days === 0 || isLocked || deletedAt !== null || hiddenSince) return false;
    const known = notBefore.get(threadId);
    if (known?.days === days && known.ms > now()) return false;
    const [newest = threadId] = store.catalog.listComments({ threadId, order: "newest", limit: 1 });
    const sinceMs = Math.max(snowflakeTime(newest), Date.parse(unlockedAt ?? "") || 0);
    const ms = sinceMs + days * DAY_MS;
    notBefore.set(threadId, { days, ms });
    return ms <= now();
  }

  async function close(threadId: Snowflake, days: number): Promise<void> {
    const thread = threads.get(threadId);
    if (!thread || !isLevel(threadId) || !isDue(thread, days)) return;
    const { guildId, checkpoint } = thread;
    const who = { actorId: botId(), actorName: "Talkback", isOwnDeed: true };
    const order = { guildId, threadId, ...who, reason: `${days} quiet days`, announces: true };
    try {
      await care.closeQuiet(order, { days, after: checkpoint ?? threadId });
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      if (error.code === "shuttingDown") return;
      notBefore.set(threadId, { days, ms: now() + REFUSED_PAUSE_MS });
      log.warn({ threadId, refusal: error.code }, "a quiet thread could not be closed");
    }
  }

  async function look(): Promise<void> {
    const daysOf = await daysByGuild();
    for (const [index, thread] of threads.all().entries()) {
      if (isStopped) return;
      if (index % AT_ONCE === AT_ONCE - 1) await setImmediate();
      const days = daysOf(thread);
      if (isDue(thread, days)) await close(thread.id, days);
    }
  }

  function lookOnce(): Promise<void> {
    looking ??= look().finally(() => {
      looking = null;
    });
    return looking;
  }

  const timer = setInterval(() => {
    lookOnce().catch((error: unknown) => log.error({ err: error }, "quiet threads could not be looked through"));
  }, intervalMs).unref();

  return {
    look: lookOnce,
    async stop() {
      isStopped = true;
      clearInterval(timer);
      await Promise.allSettled([looking]);
    },
  };
}
