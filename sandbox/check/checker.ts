import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import * as z from "zod/mini";
import { closeSchema } from "./closed.ts";
import { findDispatchProblems } from "./dispatches.ts";
import { withoutHarmlessKeys, withoutUndescribedKeys } from "./exceptions.ts";
import { createOpenApiCheck, readOpenApi } from "./openapi.ts";
import type { OpenApiCheck } from "./openapi.ts";
import type { Operation } from "./operations.ts";
import { findProblems } from "./problems.ts";
import { findRoute } from "./routes.ts";
import type { Route } from "./routes.ts";
import { schemaOf } from "./schemas.ts";
import type { Schema } from "./schemas.ts";

/** `path` without `/api/v10` and without its query; `body` is the parsed JSON, of multipart requests `payload_json`. */
export type CheckedRequest = {
  method: string;
  path: string;
  query: Readonly<Record<string, string>>;
  body: unknown;
};
export type CheckedAnswer = { method: string; path: string; status: number; body: unknown };

/** Each call answers one readable line for each thing that does not fit Discord's descriptions. */
export type Checker = {
  request(request: CheckedRequest): string[];
  answer(answer: CheckedAnswer): string[];
  dispatch(dispatch: { t: string; d: unknown }): string[];
  /** Which descriptions are in use. */
  description: string;
};

export type CheckerOptions = {
  /** Discord's OpenAPI file; null for none. By default `DISCORD_OPENAPI`, or `../shared/discord/openapi.json` if it is there. */
  openApiFile?: string | null;
};

const projectRoot = fileURLToPath(new URL("../..", import.meta.url));

/** Throws when a file was named by `DISCORD_OPENAPI` or by the options and is not there. */
export async function createChecker(options: CheckerOptions = {}): Promise<Checker> {
  const openApi = await loadOpenApi(options.openApiFile);
  const names = [
    "the npm package discord-api-spec",
    ...(openApi ? [`Discord's OpenAPI file (version ${openApi.version})`] : []),
  ];
  return {
    description: names.join(", "),
    request: (request) => inRoute(request, (route) => checkRequest(route, request, openApi)),
    answer: (answer) => inRoute(answer, (route) => checkAnswer(route, answer, openApi)),
    dispatch: findDispatchProblems,
  };
}

async function loadOpenApi(file: string | null | undefined): Promise<OpenApiCheck | null> {
  if (file === null) return null;
  const named = file ?? process.env["DISCORD_OPENAPI"];
  const content = await readOpenApi(resolve(projectRoot, named ?? "../shared/discord/openapi.json"));
  if (!content && named) throw new Error(`There is no OpenAPI file at ${named}`);
  return content && createOpenApiCheck(content);
}

function inRoute(at: { method: string; path: string }, check: (route: Route) => string[]): string[] {
  const route = findRoute(at.method, at.path);
  if (typeof route === "string") return [route];
  return check(route).map((problem) => `${route.method} ${route.pattern}: ${problem}`);
}

/** The package is asked first; the file adds only what the package let pass, so that nothing is told twice. */
function checkRequest(route: Route, { query, body }: CheckedRequest, openApi: OpenApiCheck | null): string[] {
  const { method, pattern, operation } = route;
  const known = operation.query?.split(" ") ?? [];
  const unknown = Object.keys(query).filter((key) => !known.includes(key));
  const queryProblems = unknown.map((key) => `unknown key ${key} in the query`);
  if (queryProblems.length === 0) queryProblems.push(...(openApi?.query(method, pattern, query) ?? []));
  const content = withoutHarmlessKeys(`${method} ${pattern}`, body);
  const bodyProblems = checkRequestBody(operation, content);
  if (bodyProblems.length === 0 && content !== undefined) {
    bodyProblems.push(...(openApi?.body(method, pattern, content) ?? []));
  }
  return [...queryProblems, ...bodyProblems];
}

function checkRequestBody({ body: described }: Operation, body: unknown): string[] {
  const isEmpty = body === undefined || body === null || body === "";
  if (described === undefined) return isEmpty ? [] : ["a body where none belongs"];
  const schema = closeSchema(typeof described === "string" ? schemaOf(described) : described, "request");
  if (isEmpty) return findProblems(schema, {}).length > 0 ? ["the body is missing"] : [];
  return findProblems(schema, body);
}

function checkAnswer(route: Route, { status, body }: CheckedAnswer, openApi: OpenApiCheck | null): string[] {
  if (status >= 500) return [];
  if (status >= 400) return findProblems(status === 429 ? rateLimited : refusal, body);
  const { method, pattern, operation } = route;
  const described = operation[status as 200];
  if (described === undefined) return [`status ${status} is not what Discord answers here`];
  if (described === "") return isAbsent(body) ? [] : [`a body with status ${status}`];
  const content = withoutUndescribedKeys(`${method} ${pattern}`, body);
  const problems = findProblems(closeSchema(schemaOf(described), "answer"), content);
  const all = problems.length > 0 ? problems : (openApi?.answer(method, pattern, status, content) ?? []);
  return all.map((problem) => `answer: ${problem}`);
}

function isAbsent(body: unknown): boolean {
  return body === undefined || body === null || body === "";
}

// The package's ErrorResponse refuses `_errors`, its RatelimitedResponse asks for a code that Discord leaves out.
const refusal: Schema = z.looseObject({
  code: z.number(),
  message: z.string(),
  errors: z.optional(z.record(z.string(), z.unknown())),
});
const rateLimited: Schema = z.looseObject({
  message: z.string(),
  retry_after: z.number(),
  global: z.boolean(),
  code: z.optional(z.number()),
});
