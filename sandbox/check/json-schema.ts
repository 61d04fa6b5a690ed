export type JsonSchema = { [keyword: string]: unknown };
/** Bodies of requests, bodies of answers, keys of a query: they differ in what counts as an integer. */
export type Use = "request" | "answer" | "query";
type Definitions = Readonly<Record<string, JsonSchema>>;

const LOCAL_PREFIX = "#/components/schemas/";

/**
 * The schema of Discord's file as it is meant: objects are closed, references lead to the document `discord`, unions
 * ask first which member is meant (so that only its faults are told), an empty `enum` is left out, and requests may
 * give integers as texts.
 */
export function adaptSchema(schema: JsonSchema, use: Use, definitions: Definitions): JsonSchema {
  const adapt = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(adapt);
    if (!isSchema(value)) return value;
    const adapted = Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, adapt(inner)]));
    return refine(adapted, value, use, definitions);
  };
  return adapt(schema) as JsonSchema;
}

function refine(adapted: JsonSchema, original: JsonSchema, use: Use, definitions: Definitions): JsonSchema {
  const reference = original["$ref"];
  if (typeof reference === "string") return { ...adapted, $ref: `discord${reference}` };
  if (isEmptyList(adapted["enum"])) delete adapted["enum"];
  if (isClosable(adapted)) adapted["additionalProperties"] = false;
  if (use === "request") acceptIntegerTexts(adapted);
  const union = adapted["oneOf"] ?? adapted["anyOf"];
  const members = original["oneOf"] ?? original["anyOf"];
  if (!isSchemaList(union) || !isSchemaList(members)) return adapted;
  delete adapted["oneOf"];
  delete adapted["anyOf"];
  return { ...adapted, ...chooseMember(union, members, definitions) };
}

function isClosable(schema: JsonSchema): boolean {
  return isSchema(schema["properties"]) && schema["type"] === "object" && !("additionalProperties" in schema);
}

function acceptIntegerTexts(schema: JsonSchema): void {
  const types = [schema["type"]].flat();
  if (!types.includes("integer") || "enum" in schema || "oneOf" in schema) return;
  schema["type"] = [...types, "string"];
  schema["pattern"] = "^-?\\d+$";
}

/** A value that is not null, or that has this `type`, must fit that one member; members without a `type` stay a union. */
function chooseMember(adapted: JsonSchema[], original: JsonSchema[], definitions: Definitions): JsonSchema {
  const some = adapted.filter((_, i) => original[i]?.["type"] !== "null");
  const someOriginal = original.filter((member) => member["type"] !== "null");
  if (some.length < adapted.length) {
    return { if: { type: "null" }, else: chooseMember(some, someOriginal, definitions) };
  }
  const [only] = some;
  if (only && some.length === 1) return only;
  if (some.every((member) => "const" in member)) return { enum: some.map((member) => member["const"]) };
  const types = someOriginal.map((member) => literalTypes(member, definitions));
  if (types.some((values) => values.length === 0)) return { anyOf: some };
  return {
    type: "object",
    required: ["type"],
    properties: { type: { enum: types.flat() } },
    allOf: some.map((member, i) => ({ if: { not: hasType(types[i] ?? []) }, else: member })),
  };
}

function hasType(types: readonly unknown[]): JsonSchema {
  return { type: "object", required: ["type"], properties: { type: { enum: types } } };
}

function literalTypes(member: JsonSchema, definitions: Definitions): readonly unknown[] {
  const reference = member["$ref"];
  const definition = typeof reference === "string" ? definitions[reference.replace(LOCAL_PREFIX, "")] : member;
  const properties = definition?.["properties"];
  const type = isSchema(properties) ? properties["type"] : undefined;
  return isSchema(type) && Array.isArray(type["enum"]) ? type["enum"] : [];
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isSchemaList(value: unknown): value is JsonSchema[] {
  return Array.isArray(value) && value.every(isSchema);
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}
