import { setTimeout as wait } from "node:timers/promises";
import type { REST } from "discord.js";
import { UserError } from "../errors.ts";
import { UncertainOutcome } from "../services/ports.ts";
import { isUncertain, type Needs, toRefusal } from "./refusals.ts";

type Route = `/${string}`;

/**
 * Requests to Discord. What may be repeated is repeated, with growing pauses; what may not (a post) ends in UncertainOutcome when
 * nobody knows whether it was carried out. Refusals arrive as UserErrors. discord.js queues for the rate limits.
 */
export type Rest = {
  get<T>(route: Route, needs: Needs, query?: Record<string, string>): Promise<T>;
  patch<T>(route: Route, needs: Needs, body: unknown): Promise<T>;
  delete(route: Route, needs: Needs): Promise<void>;
  post<T>(route: Route, needs: Needs, body: unknown, query?: Record<string, string>): Promise<T>;
};

const ATTEMPTS = 4;
const FIRST_PAUSE_MS = 250;

/** What becomes of requests, for whoever counts. Must not throw. */
export type RestWatch = { retried(): void; leftUncertain(): void };

export function createRest(rest: REST, watch?: RestWatch): Rest {
  async function repeat<T>(request: () => Promise<unknown>, needs: Needs): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return (await request()) as T;
      } catch (error) {
        if (!isUncertain(error)) throw toRefusal(error, needs);
        if (attempt === ATTEMPTS) throw new UserError("discordUnavailable", {}, { cause: error });
        watch?.retried();
        await wait(FIRST_PAUSE_MS * 2 ** attempt);
      }
    }
  }

  return {
    get: (route, needs, query = {}) => repeat(() => rest.get(route, { query: new URLSearchParams(query) }), needs),
    patch: (route, needs, body) => repeat(() => rest.patch(route, { body }), needs),
    delete: (route, needs) => repeat(() => rest.delete(route), needs),
    async post<T>(route: Route, needs: Needs, body: unknown, query: Record<string, string> = {}) {
      try {
        return (await rest.post(route, { body, query: new URLSearchParams(query) })) as T;
      } catch (error) {
        if (!isUncertain(error)) throw toRefusal(error, needs);
        watch?.leftUncertain();
        await wait(FIRST_PAUSE_MS);
        throw new UncertainOutcome(
          `no answer to POST ${route.replace(/\/webhooks\/(\d+)\/[^/?]+/, "/webhooks/$1/…")}`,
          {
            cause: error,
          },
        );
      }
    },
  };
}
