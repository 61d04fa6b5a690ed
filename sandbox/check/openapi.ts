import { readFile } from "node:fs/promises";
import { Ajv2020 } from "ajv/dist/2020.js";
import type { ErrorObject, ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { adaptSchema } from "./json-schema.ts";
import type { JsonSchema, Use } from "./json-schema.ts";
import { describe, nameOf, valueAt } from "./problems.ts";

type Parameter = { name: string; in: string; required?: boolean; schema?: JsonSchema };
type Content = { content?: Record<string, { schema?: JsonSchema }> };
type OpenApiOperation = { parameters?: Parameter[]; requestBody?: Content; responses: Record<string, Content> };
export type OpenApiFile = {
  info: { version: string };
  paths: Record<string, Record<string, OpenApiOperation> & { parameters?: Parameter[] }>;
  components: { schemas: Record<string, JsonSchema> };
};

/** Checks against Discord's own OpenAPI file. Each schema is compiled when it is first needed. */
export type OpenApiCheck = {
  version: string;
  query(method: string, pattern: string, query: Readonly<Record<string, string>>): string[];
  body(method: string, pattern: string, body: unknown): string[];
  answer(method: string, pattern: string, status: number, body: unknown): string[];
};

/** Reads the file, or answers null where there is none. */
export async function readOpenApi(file: string): Promise<OpenApiFile | null> {
  try {
    return JSON.parse(await readFile(file, "utf8")) as OpenApiFile;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw new Error(`${file} is no OpenAPI file`, { cause: error });
  }
}

export function createOpenApiCheck(file: OpenApiFile): OpenApiCheck {
  const compilers = new Map<Use, Ajv2020>();
  const compiled = new Map<string, ValidateFunction>();

  function compilerFor(use: Use): Ajv2020 {
    const known = compilers.get(use);
    if (known) return known;
    const ajv = createAjv(use);
    ajv.addSchema(adaptSchema({ $id: "discord", components: file.components }, use, file.components.schemas));
    compilers.set(use, ajv);
    return ajv;
  }

  function check(key: string, schema: JsonSchema, use: Use, value: unknown): string[] {
    const validate = compiled.get(key) ?? compilerFor(use).compile(adaptSchema(schema, use, file.components.schemas));
    compiled.set(key, validate);
    if (validate(value)) return [];
    return [...new Set((validate.errors ?? []).flatMap((error) => explain(error, value)))];
  }

  const operationOf = (method: string, pattern: string): OpenApiOperation | undefined =>
    file.paths[pattern]?.[method.toLowerCase()];

  return {
    version: file.info.version,
    query(method, pattern, query) {
      const parameters = operationOf(method, pattern)?.parameters ?? [];
      const schema = querySchema(parameters.filter((parameter) => parameter.in === "query"));
      return check(`${method} ${pattern} query`, schema, "query", { ...query });
    },
    body(method, pattern, body) {
      const schema = operationOf(method, pattern)?.requestBody?.content?.["application/json"]?.schema;
      return schema ? check(`${method} ${pattern} body`, schema, "request", body) : [];
    },
    answer(method, pattern, status, body) {
      const schema = operationOf(method, pattern)?.responses[status]?.content?.["application/json"]?.schema;
      return schema ? check(`${method} ${pattern} ${status}`, schema, "answer", body) : [];
    },
  };
}

function isInteger(value: number): boolean {
  return Number.isInteger(value);
}

function createAjv(use: Use): Ajv2020 {
  const ajv = new Ajv2020({ strict: false, allErrors: true, coerceTypes: use === "query" });
  addFormats.default(ajv);
  ajv.addFormat("snowflake", /^\d{1,20}$/);
  ajv.addFormat("nonce", true);
  ajv.addFormat("int32", { type: "number", validate: (value) => isInteger(value) && Math.abs(value) <= 2 ** 31 });
  ajv.addFormat("int64", { type: "number", validate: isInteger });
  ajv.addFormat("double", { type: "number", validate: Number.isFinite });
  return ajv;
}

function querySchema(parameters: readonly Parameter[]): JsonSchema {
  return {
    type: "object",
    properties: Object.fromEntries(parameters.map(({ name, schema }) => [name, schema ?? {}])),
    required: parameters.filter((parameter) => parameter.required).map((parameter) => parameter.name),
  };
}

/** The keywords that only say that something inside them failed. */
const framing = new Set(["if", "then", "else", "allOf"]);

function explain(error: ErrorObject, value: unknown): string[] {
  if (framing.has(error.keyword)) return [];
  const path = error.instancePath.split("/").slice(1);
  if (error.keyword === "additionalProperties") {
    return [`unknown key ${nameOf([...path, String(error.params["additionalProperty"])])}`];
  }
  if (error.keyword === "required")
    return [`missing key ${nameOf([...path, String(error.params["missingProperty"])])}`];
  return [describe(path, error.message ?? error.keyword, valueAt(value, path))];
}
