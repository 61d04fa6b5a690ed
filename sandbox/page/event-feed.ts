import { randomUUID } from "node:crypto";
import type { Actor, ActorEvent } from "../types.ts";

type Numbered = { id: string; event: ActorEvent };

/** One person's events, numbered, with the latest kept so that a page that lost its connection can catch up. */
export type EventFeed = {
  /** Names the place after the last event so far. */
  cursor(): string;
  /** What came after `cursor`, oldest first; null when that can no longer be said. */
  since(cursor: string): Numbered[] | null;
  listen(listener: (item: Numbered) => void): () => void;
  close(): void;
};

const KEPT_EVENTS = 1_000;

export function createEventFeed(actor: Actor): EventFeed {
  // A cursor of an earlier run must not be taken for one of this run.
  const run = randomUUID();
  const kept: Numbered[] = [];
  const listeners = new Set<(item: Numbered) => void>();
  let last = 0;
  const stop = actor.onEvent((event) => {
    last += 1;
    const item = { id: `${run}.${last}`, event };
    kept.push(item);
    if (kept.length > KEPT_EVENTS) kept.shift();
    for (const listener of listeners) listener(item);
  });
  return {
    cursor: () => `${run}.${last}`,
    since: (cursor) => {
      const [name, number] = cursor.split(".");
      const missed = last - Number(number);
      if (name !== run || !Number.isInteger(missed) || missed < 0 || missed > kept.length) return null;
      return missed === 0 ? [] : kept.slice(-missed);
    },
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => {
      stop();
      listeners.clear();
    },
  };
}

const BEAT_MS = 15_000;

/** The feed from `cursor` on as server-sent events; one `resync` when what came after it is no longer known. */
export function streamEvents(
  feed: EventFeed,
  cursor: string,
  onOpen: (close: () => void) => void,
  onClosed: (close: () => void) => void,
): Response {
  let stop: (() => void) | null = null;
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      const write = (text: string): void => controller.enqueue(encoder.encode(text));
      const send = ({ id, event }: Numbered): void => write(`id: ${id}\ndata: ${JSON.stringify(event)}\n\n`);
      write("retry: 1000\n\n");
      const missed = feed.since(cursor);
      if (missed === null) write("event: resync\ndata: {}\n\n");
      for (const item of missed ?? []) send(item);
      const beat = setInterval(() => write(": beat\n\n"), BEAT_MS);
      const unlisten = feed.listen(send);
      const close = (): void => {
        stop?.();
        controller.close();
      };
      stop = () => {
        clearInterval(beat);
        unlisten();
        onClosed(close);
      };
      onOpen(close);
    },
    cancel: () => stop?.(),
  });
  return new Response(body, { headers: { "content-type": "text/event-stream", "cache-control": "no-store" } });
}
