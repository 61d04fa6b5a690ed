import type { Sandbox } from "#sandbox/sandbox.ts";
import type { Deed, MessageRef } from "../plan/deeds.ts";
import { oldTextOf } from "./commands.ts";
import type { ThreadDiary } from "./protocol.ts";

type Opened = { id: string; openedAtMs: number; deletedAtMs: number | null; knownSinceMs: number | null };

/** Finds the threads and messages that the history knows by their ordinals. */
export type Places = {
  threadId(number: number): string | undefined;
  /** Notes the message that a deed of the history made. */
  keep(thread: number, ref: MessageRef, messageId: string): void;
  messageId(on: { thread: number; message: MessageRef }): string | undefined;
  openedCount(): number;
  /** Whether the bot knows a thread for its own, or it is gone. */
  isSettled(number: number): boolean;
  diaries(): ThreadDiary[];
};

export function findPlaces(sandbox: Sandbox): Places {
  const { world } = sandbox;
  const threads = new Map<number, Opened>();
  const messages = new Map<string, string>();

  world.onEvent(({ t, d }) => {
    const { id, name = "" } = d as { id: string; name?: string };
    if (t === "THREAD_CREATE") {
      const number = /^Article (\d+) of the history$/.exec(name)?.[1];
      const opened = { id, openedAtMs: world.now(), deletedAtMs: null, knownSinceMs: null };
      // A second thread of an article is a defect that the comparison finds; the history goes on in the first.
      if (number !== undefined && !threads.has(Number(number))) threads.set(Number(number), opened);
    }
    if (t === "THREAD_DELETE")
      for (const opened of threads.values()) if (opened.id === id) opened.deletedAtMs = world.now();
  });
  sandbox.onRequest(({ method, path, status }) => {
    const id = method === "GET" && status === 200 ? /^\/channels\/(\d+)\/messages$/.exec(path)?.[1] : undefined;
    for (const opened of threads.values()) if (opened.id === id) opened.knownSinceMs ??= world.now();
  });

  function findOld(thread: number, index: number): string | undefined {
    const threadId = threads.get(thread)?.id ?? "";
    const text = oldTextOf(thread, index);
    return world.messagesOf(threadId).find(({ message }) => message.webhook_id && message.content === text)?.message.id;
  }

  return {
    threadId: (number) => threads.get(number)?.id,
    keep: (thread, ref, messageId) => void messages.set(`${thread}/${ref}`, messageId),
    messageId({ thread, message }) {
      return message.startsWith("old")
        ? findOld(thread, Number(message.slice("old".length)))
        : messages.get(`${thread}/${message}`);
    },
    openedCount: () => threads.size,
    isSettled(number) {
      const opened = threads.get(number);
      return opened !== undefined && (opened.knownSinceMs ?? opened.deletedAtMs) !== null;
    },
    diaries: () =>
      [...threads].map(([number, { id, deletedAtMs, knownSinceMs }]) => ({
        number,
        id,
        channel: world.tables.channel.get(id) ?? null,
        deletedAtMs,
        knownSinceMs,
      })),
  };
}

/** The thread a deed belongs to; null for those that belong to none. */
export function threadOf(deed: Deed): number | null {
  return "thread" in deed && deed.kind !== "article" ? deed.thread : null;
}
