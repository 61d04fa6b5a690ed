import type { Logger } from "pino";
import type { Snowflake } from "../domain/snowflake.ts";
import type { Mirror } from "./mirror.ts";
import type { DiscordPort } from "./ports.ts";
import type { Threads } from "./threads.ts";
import { createWatchdog, type Watchdog, type WatchedGateway } from "./watchdog.ts";

type Parts = {
  port: Pick<DiscordPort, "newestMessages">;
  threads: Threads;
  mirror: Pick<Mirror, "newestKnown">;
  log: Logger;
};

/** A watchdog over the threads that are ours: it asks about each server that has some with one request. */
export function watchSilence(
  { port, threads, mirror, log }: Parts,
  gateway: WatchedGateway,
  patienceMs: number | undefined,
): Watchdog {
  async function newestMessages(): Promise<Map<Snowflake, Snowflake>> {
    const standing = threads.all().filter(({ deletedAt, hiddenSince }) => deletedAt === null && !hiddenSince);
    const newest = new Map<Snowflake, Snowflake>();
    for (const guildId of new Set(standing.map((thread) => thread.guildId)))
      for (const [threadId, messageId] of await port.newestMessages(guildId))
        if (threads.get(threadId)) newest.set(threadId, messageId);
    return newest;
  }
  const patience = patienceMs === undefined ? {} : { patienceMs, graceMs: patienceMs / 10 };
  return createWatchdog({ gateway, newestMessages, newestKnown: mirror.newestKnown, log, ...patience });
}
