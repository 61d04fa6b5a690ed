import type { ActorEvent } from "../protocol.ts";

export type LiveHandlers = {
  onEvent(event: ActorEvent): void;
  /** Events were missed: what is shown must be read anew. */
  onResync(): void;
  onStatus(isLive: boolean): void;
};

const RETRY_MS = 1_500;

/**
 * Follows a person's events from `cursor` on. The browser reconnects by itself and names the last event it saw; the
 * server replays what came after it, or asks for a resync when it no longer can. Returns the way to stop.
 */
export function follow(personId: string, cursor: string, handlers: LiveHandlers): () => void {
  const source = new EventSource(`/page/people/${personId}/events?after=${encodeURIComponent(cursor)}`);
  let retry: ReturnType<typeof setTimeout> | undefined;
  source.addEventListener("open", () => handlers.onStatus(true));
  source.addEventListener("message", (event: MessageEvent<string>) => {
    handlers.onEvent(JSON.parse(event.data) as ActorEvent);
  });
  source.addEventListener("resync", () => {
    source.close();
    handlers.onResync();
  });
  source.addEventListener("error", () => {
    handlers.onStatus(false);
    // Closed for good: the server answered with an error, so the browser will not try again.
    if (source.readyState === EventSource.CLOSED) retry = setTimeout(() => handlers.onResync(), RETRY_MS);
  });
  return () => {
    clearTimeout(retry);
    source.close();
  };
}
