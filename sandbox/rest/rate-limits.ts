import { createHash } from "node:crypto";

/** Requests that every bot may make in a second. https://docs.discord.com/developers/topics/rate-limits */
const GLOBAL_A_SECOND = 50;

type Bucket = { limit: number; windowMs: number };
type Window = { used: number; endsAtMs: number };

/** As people measured them: Discord gives no numbers but those in the headers. */
function bucketOf(method: string, pattern: string): Bucket {
  if (pattern.startsWith("/interactions") || pattern.startsWith("/webhooks/{application}/{token}"))
    return { limit: Infinity, windowMs: 1_000 };
  if (pattern === "/webhooks/{webhook}/{token}" && method === "POST") return { limit: 5, windowMs: 2_000 };
  if (pattern.includes("/reactions/") && method !== "GET") return { limit: 4, windowMs: 1_000 };
  if (method === "DELETE") return { limit: 5, windowMs: 1_000 };
  if (pattern.endsWith("/messages") && method === "POST") return { limit: 5, windowMs: 5_000 };
  if (pattern.includes("/messages/") && method === "PATCH") return { limit: 5, windowMs: 5_000 };
  if (pattern.endsWith("/threads") && method === "POST") return { limit: 50, windowMs: 300_000 };
  return { limit: 50, windowMs: 1_000 };
}

export type Limited = {
  headers: Record<string, string>;
  refusal: { message: string; retry_after: number; global: boolean } | null;
};

/** Counts a request against its bucket and the global limit. `major`: the channel, guild or webhook it is about. */
export type RateLimits = { take(method: string, pattern: string, major: string): Limited };

export function createRateLimits(now: () => number): RateLimits {
  const windows = new Map<string, Window>();
  const open = (name: string, windowMs: number): Window => {
    const known = windows.get(name);
    if (known && known.endsAtMs > now()) return known;
    const made = { used: 0, endsAtMs: now() + windowMs };
    windows.set(name, made);
    return made;
  };

  return {
    take(method, pattern, major) {
      const { limit, windowMs } = bucketOf(method, pattern);
      if (limit === Infinity) return { headers: {}, refusal: null };
      const global = open("global", 1_000);
      if (global.used >= GLOBAL_A_SECOND) return tooMany((global.endsAtMs - now()) / 1_000, {}, true);
      const window = open(`${method} ${pattern} ${major}`, windowMs);
      const resetAfter = (window.endsAtMs - now()) / 1_000;
      const headers = {
        "x-ratelimit-limit": String(limit),
        "x-ratelimit-remaining": String(Math.max(0, limit - window.used - 1)),
        "x-ratelimit-reset": (window.endsAtMs / 1_000).toFixed(3),
        "x-ratelimit-reset-after": resetAfter.toFixed(3),
        "x-ratelimit-bucket": createHash("md5").update(`${method} ${pattern}`).digest("hex"),
      };
      if (window.used >= limit) return tooMany(resetAfter, headers, false);
      window.used++;
      global.used++;
      return { headers, refusal: null };
    },
  };
}

function tooMany(seconds: number, headers: Record<string, string>, isGlobal: boolean): Limited {
  const scope = { "x-ratelimit-scope": isGlobal ? "global" : "user", "retry-after": String(Math.ceil(seconds)) };
  const refusal = { message: "You are being rate limited.", retry_after: Math.max(0.001, seconds), global: isGlobal };
  return { headers: { ...headers, ...scope, ...(isGlobal ? { "x-ratelimit-global": "true" } : {}) }, refusal };
}
