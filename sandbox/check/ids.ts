import { nameOf } from "./problems.ts";

/** These end in `_id` but are no snowflakes. */
const freeTexts = new Set(["custom_id", "session_id", "activity_instance_id", "placeholder_id", "collectible_id"]);
/** Numbered by their place in the message, so their `id` is a number. */
const componentLists = new Set(["components", "component", "accessory", "items"]);

/** Ids that are no text of digits, anywhere inside a dispatch: a snowflake read as a number loses its last digits. */
export function findIdProblems(value: unknown, path: readonly string[] = []): string[] {
  if (Array.isArray(value)) return value.flatMap((item, i) => findIdProblems(item, [...path, String(i)]));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const place = [...path, key];
    // The use of a component names it by its number in the message.
    if (key === "id" && "component_type" in value) return [];
    if (isIdKey(key, path)) return isId(inner) ? [] : [`${nameOf(place)}: no id as a text (${JSON.stringify(inner)})`];
    return findIdProblems(inner, place);
  });
}

function isIdKey(key: string, path: readonly string[]): boolean {
  if (key === "id") return !isInComponent(path);
  return key.endsWith("_id") && !freeTexts.has(key);
}

function isInComponent(path: readonly string[]): boolean {
  const parent = path.findLast((part) => !/^\d+$/.test(part));
  return parent !== undefined && componentLists.has(parent);
}

function isId(value: unknown): boolean {
  return value === null || value === undefined || (typeof value === "string" && /^\d{1,20}$/.test(value));
}
