import { setTimeout as wait } from "node:timers/promises";
import { type RawFile, RateLimitError, type REST } from "discord.js";
import { UserError } from "../errors.ts";
import { UncertainOutcome } from "../services/ports.ts";
import { isUncertain, type Needs, toRefusal } from "./refusals.ts";

type Route = `/${string}`;

/**
 * Requests to Discord. What may be repeated is repeated, with growing pauses; what may not (a post without a nonce) ends in
 * UncertainOutcome when nobody knows whether it was carried out. Refusals arrive as UserErrors. discord.js queues for the rate limits.
 */
export type Rest = {
  get<T>(route: Route, needs: Needs, query?: Record<string, string>): Promise<T>;
  /** @param reason for the server's own log on Discord */
  patch<T>(route: Route, needs: Needs, body: unknown, reason?: string): Promise<T>;
  put<T>(route: Route, needs: Needs, body: unknown, reason?: string): Promise<T>;
  delete(route: Route, needs: Needs, reason?: string): Promise<void>;
  /** @param body with a nonce that is enforced, it makes one message however often it is sent, and so it is repeated */
  post<T>(
    route: Route,
    needs: Needs,
    body: unknown,
    query?: Record<string, string>,
    files?: readonly RawFile[],
  ): Promise<T>;
};

const ATTEMPTS = 4;
const FIRST_PAUSE_MS = 250;
/** Pauses differ by up to this share, so that what failed together does not come again together. */
const JITTER = 0.5;

/** What becomes of requests, for whoever counts. Must not throw. */
export type RestWatch = { retried(): void; leftUncertain(): void };

export type RestOptions = {
  watch?: RestWatch | undefined;
  /** Aborted when nobody may wait any longer: what is under way ends as if there were no answer. */
  closing?: AbortSignal;
  /** Called before each request. True: the clock was set back, and what was known of the limits with it. */
  checkClock?: () => boolean;
};

export function createRest(rest: REST, { watch, closing, checkClock }: RestOptions = {}): Rest {
  const never = new AbortController().signal;
  const signal = closing ?? never;

  /** Also what waits in discord.js's queues is not waited for once the program stops. */
  async function send(request: () => Promise<unknown>): Promise<unknown> {
    if (signal.aborted) throw new UserError("shuttingDown", {});
    checkClock?.();
    let giveUp = (): void => undefined;
    const givenUp = new Promise<never>((_, reject) => {
      giveUp = () => reject(new DOMException("the program stops", "AbortError"));
      signal.addEventListener("abort", giveUp, { once: true });
    });
    try {
      return await Promise.race([request(), givenUp]);
    } catch (error) {
      if (!(error instanceof RateLimitError)) throw error;
      // It was not sent. Set back in the middle of a pause, the clock makes it last for hours.
      if (checkClock?.()) return await send(request);
      throw tooLong(error);
    } finally {
      signal.removeEventListener("abort", giveUp);
    }
  }

  async function repeat<T>(request: () => Promise<unknown>, needs: Needs): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return (await send(request)) as T;
      } catch (error) {
        if (!isUncertain(error)) throw toRefusal(error, needs);
        if (signal.aborted) throw new UserError("shuttingDown", {}, { cause: error });
        if (attempt === ATTEMPTS) throw new UserError("discordUnavailable", {}, { cause: error });
        watch?.retried();
        await pause(FIRST_PAUSE_MS * 2 ** attempt);
      }
    }
  }

  async function postOnce<T>(request: () => Promise<unknown>, route: Route, needs: Needs): Promise<T> {
    try {
      return (await send(request)) as T;
    } catch (error) {
      if (!isUncertain(error)) throw toRefusal(error, needs);
      watch?.leftUncertain();
      await pause(FIRST_PAUSE_MS);
      throw new UncertainOutcome(`no answer to POST ${withoutSecret(route)}`, { cause: error });
    }
  }

  const pause = (milliseconds: number): Promise<void> =>
    wait(milliseconds * (1 + Math.random() * JITTER), undefined, { signal }).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });

  return {
    get: (route, needs, query = {}) => repeat(() => rest.get(route, { query: new URLSearchParams(query) }), needs),
    patch: (route, needs, body, reason) => repeat(() => rest.patch(route, { body, ...because(reason) }), needs),
    put: (route, needs, body, reason) => repeat(() => rest.put(route, { body, ...because(reason) }), needs),
    delete: (route, needs, reason) => repeat(() => rest.delete(route, because(reason)), needs),
    post(route, needs, body, query = {}, files = []) {
      // A webhook's address is its own proof; with a token beside it, discord.js would take a dead webhook for a dead token.
      const auth = !WEBHOOK.test(route);
      const request = (): Promise<unknown> =>
        rest.post(route, { body, query: new URLSearchParams(query), auth, files: [...files] });
      return hasNonce(body) || BULK_DELETION.test(route) ? repeat(request, needs) : postOnce(request, route, needs);
    },
  };
}

const because = (reason: string | undefined): { reason?: string } => (reason === undefined ? {} : { reason });

/** What is deleted already is passed over, so it may be asked for twice. */
const BULK_DELETION = /\/messages\/bulk-delete$/;
const WEBHOOK = /^\/webhooks\/(\d+)\/[^/?]+/;

function withoutSecret(route: Route): string {
  return route.replace(WEBHOOK, "/webhooks/$1/…");
}

/** https://docs.discord.com/developers/resources/message#create-message */
function hasNonce(body: unknown): boolean {
  return typeof body === "object" && body !== null && "enforce_nonce" in body && body.enforce_nonce === true;
}

function tooLong({ timeToReset, sublimitTimeout, retryAfter }: RateLimitError): UserError {
  const waitMs = Math.max(timeToReset, sublimitTimeout, retryAfter);
  return new UserError("discordBusy", { minutes: Math.max(1, Math.ceil(waitMs / 60_000)) });
}
