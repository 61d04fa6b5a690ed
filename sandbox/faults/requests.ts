import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { RequestFault } from "./types.ts";

/** One request of the bot; `handle` lets the sandbox do what was asked and answer. */
export type Exchange = {
  request: IncomingMessage;
  response: ServerResponse;
  handle: () => Promise<void>;
};

type Answer = { status: number; headers?: Record<string, string>; json?: object; html?: string };

/** Lets the fault strike. The promise is settled when the exchange is over; `removed` is aborted with the fault. */
export async function strikeRequest(fault: RequestFault, exchange: Exchange, removed: AbortSignal): Promise<void> {
  const answer = answerOf(fault);
  if (answer) return send(exchange, answer);
  if (fault.kind === "hang") return hang(exchange, removed);
  if (fault.kind === "lostAnswer") await doWithoutAnswer(exchange);
  const isReset = fault.kind === "reset" || (fault.kind === "lostAnswer" && fault.reset);
  const { socket } = exchange.request;
  if (isReset) socket.resetAndDestroy();
  else socket.destroy();
}

function answerOf(fault: RequestFault): Answer | null {
  switch (fault.kind) {
    case "status":
      return statusAnswer(fault.status, fault.html ?? false);
    case "refusal":
      return { status: fault.status, json: { message: fault.message, code: fault.code } };
    case "rateLimit":
      return rateLimitAnswer(fault.scope, fault.retryAfterSeconds);
    case "missingPermission":
      return { status: 403, json: { message: "Missing Permissions", code: 50_013 } };
    case "missingAccess":
      return { status: 403, json: { message: "Missing Access", code: 50_001 } };
    case "expiredInteraction":
      return { status: 404, json: { message: "Unknown interaction", code: 10_062 } };
    default:
      return null;
  }
}

function statusAnswer(status: number, html: boolean): Answer {
  if (html) return { status, html: `<html><body><h1>${status}</h1></body></html>` };
  return { status, json: { message: `${status}: an error`, code: 0 } };
}

/** https://docs.discord.com/developers/topics/rate-limits */
function rateLimitAnswer(scope: (RequestFault & { kind: "rateLimit" })["scope"], retryAfterSeconds: number): Answer {
  const retryAfter = { "Retry-After": String(retryAfterSeconds) };
  if (scope === "cloudflare") {
    return { status: 429, headers: retryAfter, html: "<html><body>error code: 1015</body></html>" };
  }
  const json = { message: "You are being rate limited.", retry_after: retryAfterSeconds, global: scope === "global" };
  if (scope === "bare") return { status: 429, headers: retryAfter, json };
  const scoped = { ...retryAfter, "X-RateLimit-Scope": scope };
  if (scope === "global") return { status: 429, headers: { ...scoped, "X-RateLimit-Global": "true" }, json };
  const bucket = {
    "X-RateLimit-Bucket": `fault-${scope}`,
    "X-RateLimit-Limit": "5",
    "X-RateLimit-Remaining": "0",
    "X-RateLimit-Reset-After": String(retryAfterSeconds),
  };
  return { status: 429, headers: { ...scoped, ...bucket }, json };
}

/** The body of the request is read to its end, so that the client is not told of a broken pipe instead. */
function send({ request, response }: Exchange, { status, headers = {}, json, html }: Answer): void {
  request.resume();
  const type = html === undefined ? "application/json" : "text/html; charset=UTF-8";
  response.writeHead(status, { ...headers, "Content-Type": type });
  response.end(html ?? JSON.stringify(json));
}

async function hang({ request, response }: Exchange, removed: AbortSignal): Promise<void> {
  request.resume();
  await Promise.race([once(response, "close"), once(removed, "abort")]);
  request.socket.destroy();
}

/** Nothing of the answer may reach the client, but the handler has to believe that it was sent. */
async function doWithoutAnswer({ response, handle }: Exchange): Promise<void> {
  response.write = () => true;
  response.end = () => response;
  await handle();
}
