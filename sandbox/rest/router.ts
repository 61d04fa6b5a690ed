import type { IncomingMessage, ServerResponse } from "node:http";
import type { Interactions } from "../world/interaction-types.ts";
import type { World } from "../world/world.ts";
import type { PrivilegedIntent, SandboxFile } from "../types.ts";

/** One request of the bot, read. */
export type Call = {
  world: World;
  interactions: Interactions;
  /** By the names in the pattern: `{channel}`. */
  params: Record<string, string>;
  query: URLSearchParams;
  body: unknown;
  files: SandboxFile[];
  /** Who asks: the bot. */
  userId: string;
  /** Why, for Discord's own log. */
  reason: string | null;
  gateway: { address: string; starts: number };
  /** Privileged intents that are switched on in the "developer portal". */
  privileged: readonly PrivilegedIntent[];
};

/** What is answered; `undefined` is 204. */
export type Answer = { status: number; body: unknown } | { body: unknown } | undefined;

export type Route = {
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** `/channels/{channel}/messages` */
  pattern: string;
  /** Routes that carry a token of their own need no authorization. */
  isOpen?: boolean;
  handle(call: Call): Answer | Promise<Answer>;
};

type Compiled = { route: Route; expression: RegExp; names: string[] };

export type Router = { find(method: string, path: string): { route: Route; params: Record<string, string> } | null };

export function createRouter(routes: readonly Route[]): Router {
  const compiled = routes.map((route): Compiled => {
    const names = [...route.pattern.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
    const source = route.pattern.replace(/\{\w+\}/g, "([^/]+)");
    return { route, names, expression: new RegExp(`^${source}$`) };
  });
  const byMethod = Map.groupBy(compiled, ({ route }) => route.method as string);
  return {
    find(method, path) {
      for (const { route, expression, names } of byMethod.get(method) ?? []) {
        const match = expression.exec(path);
        if (!match) continue;
        const params = Object.fromEntries(names.map((name, index) => [name, decodeOr(match[index + 1] ?? "", "")]));
        return { route, params };
      }
      return null;
    },
  };
}

/** A percent sign that stands for nothing is the client's mistake, not ours. */
export function decodeOr(text: string, otherwise: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return otherwise;
    throw error;
  }
}

/** Reads a request to its end: JSON, or multipart with `payload_json` and `files[n]`. */
export async function readBody(request: IncomingMessage): Promise<{ body: unknown; files: SandboxFile[] }> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const raw = Buffer.concat(chunks);
  const type = request.headers["content-type"] ?? "";
  if (raw.length === 0) return { body: undefined, files: [] };
  if (!type.startsWith("multipart/form-data")) return { body: JSON.parse(raw.toString("utf8")) as unknown, files: [] };
  const form = await new Response(raw, { headers: { "content-type": type } }).formData();
  const payload = form.get("payload_json");
  const files: SandboxFile[] = [];
  for (const [name, value] of form) {
    if (!name.startsWith("files[") || typeof value === "string") continue;
    files.push({
      name: value.name,
      contentType: value.type || "application/octet-stream",
      data: new Uint8Array(await value.arrayBuffer()),
    });
  }
  return { body: typeof payload === "string" ? (JSON.parse(payload) as unknown) : {}, files };
}

export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string>,
): void {
  response.writeHead(status, { ...headers, ...(body === undefined ? {} : { "content-type": "application/json" }) });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}
