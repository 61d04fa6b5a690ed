import type { IncomingMessage, ServerResponse } from "node:http";
import type { Checker } from "../check/checker.ts";
import type { Faults } from "../faults.ts";
import { refuse, SandboxRefusal } from "../refusal.ts";
import { openForm } from "../rules/form.ts";
import type { PrivilegedIntent, Violation } from "../types.ts";
import type { Interactions } from "../world/interaction-types.ts";
import type { World } from "../world/world.ts";
import { checkIds } from "./ids.ts";
import { createRateLimits } from "./rate-limits.ts";
import { type Answer, type Call, createRouter, decodeOr, readBody, type Route, sendJson } from "./router.ts";
import { channelRoutes } from "./routes/channels.ts";
import { commandRoutes } from "./routes/commands.ts";
import { guildRoutes } from "./routes/guilds.ts";
import { interactionRoutes } from "./routes/interactions.ts";
import { memberRoutes } from "./routes/members.ts";
import { messageRoutes } from "./routes/messages.ts";
import { userRoutes } from "./routes/users.ts";
import { webhookRoutes } from "./routes/webhooks.ts";

const API = /^\/api(?:\/v10)?(\/.*)$/;
const LONGEST_REASON = 512;
const INVALID_JSON = new SandboxRefusal(400, 50109, "The request body contains invalid JSON.");

export type RestOptions = {
  world: World;
  interactions: Interactions;
  token: string;
  gateway: () => { address: string; starts: number };
  privileged: readonly PrivilegedIntent[];
  faults: () => Faults;
  checker: Checker | null;
  violations: Violation[];
  hasRateLimits: boolean;
  onRequest: (request: { method: string; path: string; query: string; status: number }) => void;
};

/** REST v10. Returns whether the request was one for it. */
export type RestServer = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;

type Read = { method: string; path: string; query: URLSearchParams; request: IncomingMessage };

export function createRestServer(options: RestOptions): RestServer {
  const { world, interactions, violations, checker } = options;
  const router = createRouter([
    ...messageRoutes,
    ...channelRoutes,
    ...webhookRoutes,
    ...commandRoutes,
    ...guildRoutes,
    ...memberRoutes,
    ...userRoutes,
  ]);
  const answers = createRouter(interactionRoutes);
  const limits = options.hasRateLimits ? createRateLimits(world.now) : null;

  /** Answers to interactions have the application's id where webhooks have their own. */
  const find = (method: string, path: string): ReturnType<typeof router.find> => {
    const isAnswer = path.startsWith("/interactions/") || path.startsWith(`/webhooks/${world.botId}/`);
    return (isAnswer ? answers : router).find(method, path);
  };

  async function serve(read: Read, response: ServerResponse): Promise<void> {
    const { method, path, query, request } = read;
    const found = find(method, path);
    const { body, files } = await readBody(request).catch(() => {
      throw INVALID_JSON;
    });
    complain("request", read, checker?.request({ method, path, query: Object.fromEntries(query), body }) ?? []);
    if (!found) {
      if (!checker) violations.push({ side: "request", what: `${method} ${path}`, problems: ["unknown route"] });
      throw refuse("notFound");
    }
    if (!found.route.isOpen && request.headers.authorization !== `Bot ${options.token}`) throw refuse("unauthorized");
    checkIds(path, found.params, query);
    const major = Object.entries(found.params).find(([name]) => /^(channel|guild|webhook)$/.test(name))?.[1] ?? "";
    const limited = limits?.take(method, found.route.pattern, major) ?? { headers: {}, refusal: null };
    if (limited.refusal) return finish(read, response, 429, limited.refusal, limited.headers);
    const answer = await handle(found.route, {
      ...read,
      params: found.params,
      body: body ?? {},
      files,
      reason: readReason(request),
    });
    const status = answer === undefined ? 204 : "status" in answer ? answer.status : 200;
    finish(read, response, status, answer?.body, limited.headers);
  }

  async function handle(
    route: Route,
    { params, query, body, files, reason }: Pick<Call, "params" | "query" | "body" | "files" | "reason">,
  ): Promise<Answer> {
    const { privileged } = options;
    const call = { world, interactions, params, query, body, files, reason, userId: world.botId, privileged };
    try {
      return await route.handle({ ...call, gateway: options.gateway() });
    } finally {
      world.tables.flush();
    }
  }

  function finish(
    { method, path, query }: Read,
    response: ServerResponse,
    status: number,
    body: unknown,
    headers: Record<string, string>,
  ): void {
    complain("answer", { method, path }, checker?.answer({ method, path, status, body }) ?? []);
    sendJson(response, status, body, headers);
    options.onRequest({ method, path, query: query.toString(), status });
  }

  function complain(
    side: Violation["side"],
    { method, path }: Pick<Read, "method" | "path">,
    problems: string[],
  ): void {
    if (problems.length > 0) violations.push({ side, what: `${method} ${path}`, problems });
  }

  return async (request, response) => {
    const url = new URL(request.url ?? "/", "http://127.0.0.1");
    const path = API.exec(url.pathname)?.[1];
    if (path === undefined) return false;
    const read = { method: request.method ?? "GET", path, query: url.searchParams, request };
    await options.faults().exchange(path, {
      request,
      response,
      handle: () =>
        serve(read, response).catch((error: unknown) => {
          if (error instanceof SandboxRefusal) return finish(read, response, error.status, error.body, {});
          violations.push({
            side: "answer",
            what: `${read.method} ${path}`,
            problems: [`the sandbox failed: ${String(error instanceof Error ? error.stack : error)}`],
          });
          sendJson(response, 500, { message: "500: Internal Server Error", code: 0 }, {});
        }),
    });
    return true;
  };
}

/** Throws 50035 where it is longer than Discord takes. */
function readReason(request: IncomingMessage): string | null {
  const header = request.headers["x-audit-log-reason"];
  if (typeof header !== "string" || header === "") return null;
  const form = openForm();
  const reason = decodeOr(header, header);
  form.length("reason", reason, 0, LONGEST_REASON);
  form.close();
  return reason;
}
