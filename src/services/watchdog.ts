import type { Logger } from "pino";
import { compareSnowflakes, type Snowflake } from "../domain/snowflake.ts";

/** So long nothing may be heard before Discord is asked whether that is right. */
const PATIENCE_MS = 300_000;
const LONGEST_PAUSE_MS = 3_600_000;
/** What was said while Discord was being asked is on its way for so long. */
const GRACE_MS = 5_000;
const LOOKS_A_PATIENCE = 5;

/** The gateway connection, as far as it can be watched. */
export type WatchedGateway = {
  /** False while it connects or resumes: discord.js is at it by itself. */
  isConnected(): boolean;
  /** Called with each dispatch's name. */
  onEvent(listener: (name: string) => void): () => void;
  /** Ends the session and begins a new one. */
  restart(reason: string): Promise<void>;
};

export type Watchdog = {
  /** How often a session was given up. */
  restarts(): number;
  stop(): void;
};

/** What begins a session says nothing of whether events come in it. */
const SESSION_EVENTS: ReadonlySet<string> = new Set(["READY", "RESUMED", "GUILD_CREATE"]);

/**
 * Notices a session that is alive, but tells nothing any more: heartbeats are acknowledged, so discord.js sees no fault. When
 * nothing was heard for a while and Discord shows a message that we were not told of, a new session is begun, after which the
 * catch-up runs. A quiet server is left alone, one message is reason enough only once, and the pauses between restarts grow.
 */
export function createWatchdog(parts: {
  gateway: WatchedGateway;
  /** The newest message of each of our threads that can be told at little cost. */
  newestMessages(): Promise<Map<Snowflake, Snowflake>>;
  newestKnown(threadId: Snowflake): Snowflake | null;
  log: Pick<Logger, "warn" | "debug" | "error">;
  patienceMs?: number;
  graceMs?: number;
}): Watchdog {
  const { gateway, newestMessages, newestKnown, log, patienceMs = PATIENCE_MS, graceMs = GRACE_MS } = parts;
  /** On the clock of `performance.now()`, as all times here: no one sets it back. */
  let heardAtMs = performance.now();
  let notBeforeMs = 0;
  let fruitless = 0;
  let restarts = 0;
  let isLooking = false;
  /** Messages that were reason for a restart: one that was deleted before we could read it must not be so again. */
  const blamed = new Map<Snowflake, Snowflake>();

  const unlisten = gateway.onEvent((name) => {
    heardAtMs = performance.now();
    if (!SESSION_EVENTS.has(name)) fruitless = 0;
  });
  const timer = setInterval(() => {
    if (isLooking) return;
    isLooking = true;
    look()
      .catch((error: unknown) => log.debug({ err: error }, "Discord could not be asked whether events are missing"))
      .finally(() => (isLooking = false));
  }, patienceMs / LOOKS_A_PATIENCE).unref();

  async function look(): Promise<void> {
    const heardBeforeMs = heardAtMs;
    const begunMs = performance.now();
    if (!gateway.isConnected() || begunMs < Math.max(heardBeforeMs + patienceMs, notBeforeMs)) return;
    notBeforeMs = begunMs + patienceMs;
    const unheard = (await findUnheard()).length > 0;
    if (!unheard) return;
    await new Promise((resolve) => setTimeout(resolve, graceMs).unref());
    // Asked again: in between a comparison may have read the message.
    const missed = await findUnheard();
    if (missed.length === 0 || heardAtMs !== heardBeforeMs) return;
    for (const [threadId, messageId] of missed) blamed.set(threadId, messageId);
    await restart(missed.length, performance.now() - heardBeforeMs);
  }

  async function findUnheard(): Promise<[threadId: Snowflake, messageId: Snowflake][]> {
    return [...(await newestMessages())].filter(([threadId, messageId]) => {
      const known = newestKnown(threadId);
      const isNews = known === null || compareSnowflakes(messageId, known) > 0;
      return isNews && blamed.get(threadId) !== messageId;
    });
  }

  async function restart(threads: number, silentMs: number): Promise<void> {
    restarts++;
    notBeforeMs = performance.now() + Math.min(patienceMs * 2 ** ++fruitless, LONGEST_PAUSE_MS);
    const silence = { threads, silentSeconds: Math.round(silentMs / 1_000) };
    log.warn(silence, "Discord tells nothing any more, though there is news; a new session is begun");
    await gateway.restart("no events, though there is news").catch((error: unknown) => {
      log.error({ err: error }, "a new session could not be begun; it is tried again");
    });
  }

  return {
    restarts: () => restarts,
    stop() {
      clearInterval(timer);
      unlisten();
    },
  };
}
