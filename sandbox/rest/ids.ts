import { type FormErrors, invalidForm } from "../refusal.ts";

/** Parts of an address that are ids; `token`, `emoji` and the like are not. */
const IDS_IN_PATH: ReadonlySet<string> = new Set([
  "channel",
  "guild",
  "message",
  "user",
  "role",
  "webhook",
  "command",
  "application",
  "overwrite",
  "id",
]);
const IDS_IN_QUERY = ["before", "after", "around", "user_id", "thread_id"];
/** `@me`, `@original`: Discord's own words in the place of an id. */
const STAND_IN = /^@(me|original)$/;
/** Archived threads are paged by time, not by id. */
const BY_TIME = /\/threads\/archived\//;

/** Throws 50035 where an address has something else than an id in an id's place. */
export function checkIds(path: string, params: Record<string, string>, query: URLSearchParams): void {
  const given = Object.entries(params).filter(([name, value]) => IDS_IN_PATH.has(name) && !STAND_IN.test(value));
  const asked = IDS_IN_QUERY.filter((name) => name !== "before" || !BY_TIME.test(path))
    .map((name) => [name, query.get(name)] as const)
    .filter((entry): entry is [string, string] => entry[1] !== null);
  const wrong = [...given.map(([name, value]) => [`${name}_id`, value] as const), ...asked].filter(
    ([, value]) => !/^\d{1,20}$/.test(value),
  );
  if (wrong.length === 0) return;
  const errors: FormErrors = Object.fromEntries(
    wrong.map(([name, value]) => [name, { code: "NUMBER_TYPE_COERCE", message: `Value "${value}" is not snowflake.` }]),
  );
  throw invalidForm(errors);
}
