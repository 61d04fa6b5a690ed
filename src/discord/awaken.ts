import { Routes } from "discord-api-types/v10";
import type { Logger } from "pino";
import type { Snowflake } from "../domain/snowflake.ts";
import { UserError } from "../errors.ts";
import type { Rest } from "./rest.ts";

/**
 * Does something in a channel that may be an archived thread, where Discord allows nothing but deletions (50083): then the thread is
 * opened for it and archived again.
 */
export type Awaken = {
  <T>(channelId: Snowflake, act: () => Promise<T>): Promise<T>;
  /** A failure is only logged: a thread that stays open closes by itself when nobody writes in it. */
  archiveAgain(threadId: Snowflake): Promise<void>;
};

export function createAwaken(rest: Pick<Rest, "patch">, log: Pick<Logger, "warn">): Awaken {
  const setArchived = (threadId: Snowflake, archived: boolean): Promise<unknown> => {
    const needs = { channelId: threadId, permissions: "Manage Threads, Send Messages in Threads" };
    return rest.patch(Routes.channel(threadId), needs, { archived });
  };
  async function archiveAgain(threadId: Snowflake): Promise<void> {
    await setArchived(threadId, true).catch((error: unknown) =>
      log.warn({ err: error, threadId }, "a thread could not be archived again"),
    );
  }

  async function awaken<T>(channelId: Snowflake, act: () => Promise<T>): Promise<T> {
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof UserError && error.code === "threadArchived")) throw error;
    }
    await setArchived(channelId, false);
    try {
      return await act();
    } finally {
      await archiveAgain(channelId);
    }
  }

  return Object.assign(awaken, { archiveAgain });
}
