import { Counter, Histogram, type Registry } from "prom-client";
import type { RestWatch } from "../discord/rest.ts";
import type { RequestSeen } from "../discord/watch-requests.ts";
import { routeTemplate } from "./route-template.ts";

const TOO_MANY_REQUESTS = 429;
const SCOPES = new Set(["user", "shared", "global"]);
const DURATION_BUCKETS_SECONDS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20];

export type RequestWatch = RestWatch & { onRequest(seen: RequestSeen): void };

/** Counts requests to Discord. No label holds an id or a token. */
export function createRestMetrics(registry: Registry): RequestWatch {
  const registers = [registry];
  const requests = new Counter({
    name: "talkback_rest_requests_total",
    help: 'Requests sent to Discord, each attempt, by route and status; status "none": no answer.',
    labelNames: ["method", "route", "status"],
    registers,
  });
  const durations = new Histogram({
    name: "talkback_rest_request_duration_seconds",
    help: "From sending a request to the head of its answer, without the time that it waited for a rate limit.",
    labelNames: ["method", "route"],
    buckets: DURATION_BUCKETS_SECONDS,
    registers,
  });
  const limited = new Counter({
    name: "talkback_rest_rate_limited_total",
    help: "Answers 429, by the scope of the limit; unknown: the answer does not tell.",
    labelNames: ["scope"],
    registers,
  });
  for (const scope of [...SCOPES, "unknown"]) limited.inc({ scope }, 0);
  const retries = new Counter({
    name: "talkback_rest_retries_total",
    help: "Requests that were repeated because nobody knew what came of them.",
    registers,
  });
  const uncertain = new Counter({
    name: "talkback_rest_uncertain_total",
    help: "Posts without an answer, which are looked for on Discord before they are repeated.",
    registers,
  });

  return {
    onRequest({ method, url, status, durationMs, rateLimitScope }) {
      const route = routeTemplate(url);
      requests.inc({ method, route, status: status ?? "none" });
      durations.observe({ method, route }, durationMs / 1_000);
      if (status === TOO_MANY_REQUESTS) {
        const isKnown = rateLimitScope !== null && SCOPES.has(rateLimitScope);
        limited.inc({ scope: isKnown ? rateLimitScope : "unknown" });
      }
    },
    retried: () => retries.inc(),
    leftUncertain: () => uncertain.inc(),
  };
}
