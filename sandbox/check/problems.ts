import { en } from "zod/locales";
import * as z from "zod/mini";
import type { Schema } from "./schemas.ts";

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

const VALUE_LENGTH = 60;
const { localeError } = en();

/** What is wrong with a value, one readable line for each fault; empty when it fits. */
export function findProblems(schema: Schema, value: unknown): string[] {
  const result = z.core.safeParse(schema, value, { error: localeError });
  const issues = result.error?.issues ?? [];
  return [...new Set(issues.flatMap((issue) => explain(issue, [], value)))];
}

function explain(issue: Issue, parent: Path, value: unknown): string[] {
  const path = [...parent, ...issue.path];
  const found = valueAt(value, path);
  if (issue.code === "unrecognized_keys") return issue.keys.map((key) => `unknown key ${nameOf([...path, key])}`);
  if (found === undefined && path.length > 0) return [`missing key ${nameOf(path)}`];
  if (issue.code === "invalid_union" && issue.errors.length > 0) return explainUnion(issue.errors, path, value);
  return [describe(path, issue.message, found)];
}

/**
 * Of several shapes the one that was meant: the one whose literal `type` fits, else the one with the fewest faults.
 * Only its faults are told; those of the others would bury them.
 */
function explainUnion(branches: readonly Issue[][], path: Path, value: unknown): string[] {
  const meant = branches.filter((issues) => !issues.some(isOtherShape));
  const type = valueAt(value, [...path, "type"]);
  if (meant.length === 0 && type !== undefined) {
    return [`${nameOf([...path, "type"])}: ${JSON.stringify(type)} is not possible here`];
  }
  const closest = (meant.length > 0 ? meant : branches).reduce((best, next) =>
    countIssues(next) < countIssues(best) ? next : best,
  );
  return closest.flatMap((issue) => explain(issue, path, value));
}

function isOtherShape({ code, path }: Issue): boolean {
  if (path.length === 0) return code === "invalid_type";
  return code === "invalid_value" && path.length === 1 && path[0] === "type";
}

function countIssues(issues: readonly Issue[]): number {
  const counts = issues.map((issue) => {
    if (issue.code === "unrecognized_keys") return issue.keys.length;
    if (issue.code !== "invalid_union" || issue.errors.length === 0) return 1;
    return Math.min(...issue.errors.map(countIssues));
  });
  return counts.reduce((sum, count) => sum + count, 0);
}

/** `name: what is wrong (the value)`, the value only where it is short. */
export function describe(path: Path, message: string, value: unknown): string {
  const place = path.length > 0 ? `${nameOf(path)}: ` : "";
  const text = JSON.stringify(value) ?? String(value);
  const isShort = text.length <= VALUE_LENGTH;
  return `${place}${message.replace("Invalid input: ", "")}${isShort ? ` (${text})` : ""}`;
}

/** `components[0].custom_id` */
export function nameOf(path: Path): string {
  return path
    .map((key, i) => (/^\d+$/.test(String(key)) ? `[${String(key)}]` : `${i > 0 ? "." : ""}${String(key)}`))
    .join("");
}

export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, key) => (isRecord(inner) ? inner[String(key)] : undefined), value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
