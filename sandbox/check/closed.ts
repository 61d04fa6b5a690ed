import * as z from "zod/mini";
import type { Schema } from "./schemas.ts";

/** Requests may give an integer as a text ("8192"), as Discord accepts it and builders send permissions. */
export type Side = "request" | "answer";

const integerText = z.string().check(z.regex(/^-?\d+$/));
const closedSchemas: Record<Side, WeakMap<Schema, Schema>> = { request: new WeakMap(), answer: new WeakMap() };

/**
 * The same schema with every object closed, so that a misspelt key is found at any depth. The package's own switch
 * (`setStrictObject`) comes too late: its schemas are built while it is imported.
 */
export function closeSchema(schema: Schema, side: Side): Schema {
  const known = closedSchemas[side].get(schema);
  if (known) return known;
  const closed = rebuild(schema, side);
  closedSchemas[side].set(schema, closed);
  return closed;
}

function rebuild(schema: Schema, side: Side): Schema {
  const close = (inner: Schema): Schema => closeSchema(inner, side);
  if (schema instanceof z.ZodMiniObject) {
    const shape = Object.entries(schema.def.shape).map(([key, value]) => [key, close(value)]);
    return z.core.clone(schema, { ...schema.def, shape: Object.fromEntries(shape), catchall: z.never() });
  }
  if (schema instanceof z.ZodMiniLazy) return z.lazy(() => close(schema.def.getter()));
  if (schema instanceof z.ZodMiniOptional) return z.optional(close(schema.def.innerType));
  if (schema instanceof z.ZodMiniNullable) return z.nullable(close(schema.def.innerType));
  if (schema instanceof z.ZodMiniUnion) return z.union(schema.def.options.map(close));
  if (schema instanceof z.ZodMiniArray) {
    return z.core.clone(schema, { ...schema.def, element: close(schema.def.element) });
  }
  if (schema instanceof z.ZodMiniRecord) {
    return z.core.clone(schema, { ...schema.def, valueType: close(schema.def.valueType) });
  }
  if (schema instanceof z.ZodMiniNumber && side === "request") return z.union([schema, integerText]);
  // Discord writes times with an offset ("+00:00"); the package only knows "Z".
  if (isDateTime(schema)) return z.iso.datetime({ offset: true });
  return schema;
}

function isDateTime(schema: Schema): boolean {
  if (!(schema instanceof z.ZodMiniString)) return false;
  return schema.def.checks?.some((check) => check instanceof z.iso.ZodMiniISODateTime) ?? false;
}
