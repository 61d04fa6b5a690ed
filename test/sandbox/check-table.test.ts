import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { readOpenApi } from "#sandbox/check/openapi.ts";
import { operations } from "#sandbox/check/operations.ts";
import { schemaOf } from "#sandbox/check/schemas.ts";

const defaultFile = fileURLToPath(new URL("../../../shared/discord/openapi.json", import.meta.url));
const file = await readOpenApi(process.env["DISCORD_OPENAPI"] ?? defaultFile);
const rows = Object.entries(operations);

test.each(rows)("%s names schemas that exist", (_, operation) => {
  const named = [operation.body, operation[200], operation[201]].filter((name) => typeof name === "string");
  for (const name of named) expect(schemaOf(name)).toBeDefined();
});

describe.skipIf(!file)("as in Discord's OpenAPI file", () => {
  test.each(rows)("%s takes these keys, this body, and answers so", (key, operation) => {
    const [method = "", pattern = ""] = key.split(" ");
    const described = file?.paths[pattern]?.[method.toLowerCase()];
    if (!described) throw new Error("The file does not have this route");
    const { query, body, ...answers } = operation;
    const keys = described.parameters?.filter((parameter) => parameter.in === "query").map(({ name }) => name) ?? [];
    expect(new Set(query?.split(" "))).toEqual(new Set(keys));
    const content = described.requestBody?.content?.["application/json"]?.schema;
    expect(body === undefined).toBe(content === undefined);
    const isNamed = typeof body === "string";
    expect(namesIn(isNamed ? body : "")).toEqual(isNamed ? referencesIn(content) : new Set());
    const statuses = Object.keys(described.responses).filter((status) => status.startsWith("2"));
    expect(Object.keys(answers).sort()).toEqual(statuses.sort());
    for (const [status, name] of Object.entries(answers)) {
      const schema = described.responses[status]?.content?.["application/json"]?.schema;
      expect(namesIn(name)).toEqual(referencesIn(schema));
    }
  });
});

function namesIn(expression: string): Set<string> {
  return new Set(expression.match(/\w+/g));
}

function referencesIn(schema: unknown): Set<string> {
  const references = JSON.stringify(schema ?? null).matchAll(/#\/components\/schemas\/(\w+)/g);
  return new Set(Array.from(references, (match) => match[1] ?? ""));
}
