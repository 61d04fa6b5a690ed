import { DefaultRestOptions, type RESTOptions } from "discord.js";
import type { Logger } from "pino";
import { UserError } from "../errors.ts";

type MakeRequest = RESTOptions["makeRequest"];

/**
 * Discord shuts out an address that was refused 10,000 times (401, 403 or 429) in ten minutes. Long before that, nothing is asked any
 * more; answers to people, which need no token, still go out. https://docs.discord.com/developers/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans
 */
const MOST_REFUSALS = 5_000;
const WINDOW_MS = 600_000;

export type RequestGuard = {
  /** For the client's options. */
  makeRequest: MakeRequest;
  /** Aborted when the program stops and requests under way are not waited for any longer. */
  readonly closing: AbortSignal;
  /** Gives up what is under way, but for answers to people. */
  abort(): void;
  /** Gives up everything. */
  close(): void;
  /** Called with the `Date` header of each answer. */
  onDate(listener: (header: string | null) => void): void;
  /** Called when Discord does not know the token any more. */
  onTokenRefused(listener: () => void): void;
};

/** Stands between discord.js and the network: counts refusals, and can cut requests off. */
export function createRequestGuard(options: {
  log: Pick<Logger, "error">;
  /** On a clock that no one sets back. */
  nowMs?: () => number;
  mostRefusals?: number;
  send?: MakeRequest;
}): RequestGuard {
  const { log, nowMs = () => performance.now(), mostRefusals = MOST_REFUSALS } = options;
  const { send = DefaultRestOptions.makeRequest } = options;
  const closing = new AbortController();
  const closed = new AbortController();
  const listeners: (() => void)[] = [];
  const dateListeners: ((header: string | null) => void)[] = [];
  let refusedAtMs: number[] = [];
  let isHeldBack = false;

  function demandBudget(): void {
    if (refusedAtMs.length < mostRefusals) return;
    refusedAtMs = refusedAtMs.filter((atMs) => nowMs() - atMs < WINDOW_MS);
    const isSpent = refusedAtMs.length >= mostRefusals;
    if (isSpent && !isHeldBack)
      log.error(
        { refusals: refusedAtMs.length },
        "Discord refused very many requests; nothing more is asked of it for up to ten minutes, or it would shut this machine out. Is a permission missing?",
      );
    isHeldBack = isSpent;
    if (isSpent) throw new UserError("discordUnavailable", {});
  }

  return {
    closing: closing.signal,
    abort: () => closing.abort(),
    close() {
      closing.abort();
      closed.abort();
    },
    onDate: (listener) => void dateListeners.push(listener),
    onTokenRefused: (listener) => void listeners.push(listener),
    async makeRequest(url, init) {
      const isAuthorized = hasToken(init.headers);
      if (isAuthorized) demandBudget();
      const signals = [isAuthorized ? closing.signal : closed.signal, ...(init.signal ? [init.signal] : [])];
      const response = await send(url, { ...init, signal: AbortSignal.any(signals) });
      const { status } = response;
      for (const listener of dateListeners) listener(response.headers.get("date"));
      // What many bots share is not held against one of them.
      const isOurs = response.headers.get("x-ratelimit-scope") !== "shared";
      if (status === 401 || status === 403 || (status === 429 && isOurs)) refusedAtMs.push(nowMs());
      if (status === 401 && isAuthorized) for (const listener of listeners) listener();
      return response;
    },
  };
}

function hasToken(headers: unknown): boolean {
  return new Headers(headers as HeadersInit).has("authorization");
}
