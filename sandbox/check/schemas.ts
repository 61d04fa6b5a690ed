import * as descriptions from "discord-api-spec/zod";
import * as z from "zod/mini";

export type Schema = z.core.$ZodType;

const named: Readonly<Record<string, Schema | undefined>> = descriptions;
/** By expression, so that what is derived from a schema is derived once. */
const composed = new Map<string, Schema>();

/**
 * A schema of `discord-api-spec` as the description names it: `MessageResponse`, a list `MessageResponse[]`, one of
 * several `GuildChannelResponse | ThreadResponse`, a list of these `(A | B)[]`. Throws when the package has no such schema.
 */
export function schemaOf(expression: string): Schema {
  const known = composed.get(expression);
  if (known) return known;
  const schema = compose(expression);
  composed.set(expression, schema);
  return schema;
}

function compose(expression: string): Schema {
  const list = /^\((.+)\)\[\]$/.exec(expression)?.[1];
  if (list) return z.array(schemaOf(list));
  const parts = expression.split(" | ");
  if (parts.length > 1) return z.union(parts.map(schemaOf));
  if (expression.endsWith("[]")) return z.array(schemaOf(expression.slice(0, -2)));
  const schema = named[`${expression}Schema`];
  if (!schema) throw new Error(`discord-api-spec does not know ${expression}`);
  return schema;
}
