import { DefaultRestOptions } from "discord.js";
import type { RESTOptions } from "discord.js";

/** One attempt of a request, as it went over the wire. */
export type RequestSeen = {
  method: string;
  /** With ids, and with a webhook's or interaction's token: never to be shown. */
  url: string;
  /** Null when there was no answer. */
  status: number | null;
  /** Until the head of the answer was there. */
  durationMs: number;
  /** Whose limit a 429 tells of, when it says so: `user`, `shared` or `global`. */
  rateLimitScope: string | null;
};

type MakeRequest = RESTOptions["makeRequest"];

/**
 * Sends requests as discord.js does and tells of each. Underneath discord.js because its `rateLimited` event leaves out a 429 that
 * carries nothing but Retry-After, and its `response` event what had no answer.
 */
export function watchRequests(
  onRequest: (seen: RequestSeen) => void,
  send: MakeRequest = DefaultRestOptions.makeRequest,
): MakeRequest {
  return async (url, init) => {
    const startedMs = performance.now();
    const tell = (status: number | null, rateLimitScope: string | null): void =>
      onRequest({
        method: init.method ?? "GET",
        url,
        status,
        durationMs: performance.now() - startedMs,
        rateLimitScope,
      });
    const response = await send(url, init).catch((error: unknown) => {
      tell(null, null);
      throw error;
    });
    tell(response.status, response.headers.get("x-ratelimit-scope"));
    return response;
  };
}
