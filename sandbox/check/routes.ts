import { pathsList } from "discord-api-spec";
import { operations } from "./operations.ts";
import type { Operation } from "./operations.ts";

export type Route = { method: string; pattern: string; operation: Operation };

const routes: readonly Route[] = Object.entries(operations).map(([key, operation]) => {
  const [method = "", pattern = ""] = key.split(" ");
  return { method, pattern, operation };
});

/** The route that answers a request, or a problem: one that Discord does not have, or that is not described here yet. */
export function findRoute(method: string, path: string): Route | string {
  const segments = path.split("/").map(decode);
  const route = routes.find((route) => route.method === method && fits(route.pattern, segments));
  if (route) return route;
  const known = knownPatterns(method).find((pattern) => fits(pattern, segments));
  return known
    ? `${method} ${known}: Discord has this route, but sandbox/check/operations.ts does not describe it`
    : `${method} ${path}: unknown route`;
}

function knownPatterns(method: string): readonly string[] {
  const lists: Readonly<Record<string, readonly string[] | undefined>> = pathsList;
  return lists[method.toLowerCase()] ?? [];
}

function fits(pattern: string, segments: readonly string[]): boolean {
  const expected = pattern.split("/");
  if (expected.length !== segments.length) return false;
  return expected.every((part, i) => {
    const segment = segments[i] ?? "";
    return part.startsWith("{") ? isValueFor(part, segment) : part === segment;
  });
}

/** Ids in a path are snowflakes; only tokens, codes and emoji are free text. */
function isValueFor(parameter: string, segment: string): boolean {
  return parameter.endsWith("_id}") ? /^\d{1,20}$/.test(segment) : segment !== "";
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
