import { describe, expect, it } from "vitest";
import { caseActions } from "#src/domain/case.ts";
import { activityUnits } from "#src/domain/comment-activity.ts";
import { strictnesses } from "#src/domain/detector-settings.ts";
import { linkOddities, reasonSchema, spamKinds } from "#src/domain/detector-verdict.ts";
import { sourceProblems } from "#src/domain/source-problems.ts";
import { de } from "#src/i18n/de/index.ts";
import { en } from "#src/i18n/en/index.ts";
import { es } from "#src/i18n/es/index.ts";
import { ja } from "#src/i18n/ja/index.ts";

const LANGUAGES = { en, de, es, ja };
/** A whole message takes 4,000 characters; what a text is put into needs room, too. */
const MOST = 2_000;
const NUMBERS = [0, 1, 2, 1_234_567];
const NAME = "Aiko Nakamura-Lindqvist";

type Text = string | ((...values: unknown[]) => unknown);

/** Every text by its path. */
function leavesOf(value: unknown, path: string = ""): [string, Text][] {
  if (typeof value === "string" || typeof value === "function") return [[path, value as Text]];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => leavesOf(child, `${path}.${key}`));
}

/**
 * Something of every type at once, as far as a text looks at it: a number where it counts, a name where it is written down, a list of
 * names where it is gone through, and what it has of fields is the same again.
 */
function anything(number: number, depth: number = 0): unknown {
  const names = [NAME, NAME];
  const known: Record<PropertyKey, unknown> = {
    [Symbol.iterator]: () => names[Symbol.iterator](),
    length: names.length,
    map: (each: (name: string, index: number) => unknown) => names.map(each),
    filter: () => names,
    join: (between: string) => names.join(between),
    slice: () => names,
    toString: () => NAME,
    valueOf: () => number,
    [Symbol.toPrimitive]: (hint: string) => (hint === "number" ? number : NAME),
  };
  return new Proxy(Object.create(null) as object, {
    get: (_, key) =>
      key in known ? known[key] : depth < 3 && typeof key === "string" ? anything(number, depth + 1) : undefined,
    has: () => true,
  });
}

/** Candidates for a parameter, of which one or another is of its type. */
const valuesFor = (number: number): unknown[] => [
  anything(number),
  number,
  NAME,
  [NAME, NAME],
  [1, 2],
  "visible",
  true,
  null,
];

function render(path: string, text: Text, number: number): string[] {
  if (typeof text === "string") return [text];
  const tries = CHOSEN[path]?.(number) ?? argumentLists(text.length, number);
  return tries.flatMap((values) => {
    try {
      const said = text(...values);
      return typeof said === "string" && isClean(said) ? [said] : [];
    } catch (error) {
      // Not of the type that this parameter has; another candidate is.
      if (error instanceof TypeError || error instanceof RangeError) return [];
      throw error;
    }
  });
}

function argumentLists(length: number, number: number): unknown[][] {
  const lists: unknown[][] = [[]];
  for (let at = 0; at < Math.max(1, length); at++)
    lists.splice(0, lists.length, ...lists.flatMap((list) => valuesFor(number).map((value) => [...list, value])));
  return lists;
}

const isClean = (said: string): boolean => !/undefined|NaN|\[object|\bnull\b|=>/.test(said);

/** Every reason of the detector's, with every kind and oddity. */
function reasonsFor(number: number): unknown[][] {
  const codes = reasonSchema.options.map(({ shape }) => shape.code.value);
  const facts = { word: NAME, phrase: NAME, host: "example.com", rule: NAME };
  const counts = Object.fromEntries(
    ["words", "hours", "minutes", "comments", "threads", "members", "seconds", "days"].map((name) => [name, number]),
  );
  const kinds = [...spamKinds, ...linkOddities];
  return codes.flatMap((code) => {
    const variants = code === "text" ? spamKinds.length : code === "oddLink" ? linkOddities.length : 1;
    const from = code === "oddLink" ? spamKinds.length : 0;
    const names = kinds.slice(from, from + variants);
    return names.map((name) => [{ code, values: { ...facts, ...counts, kind: name, oddity: name } }]);
  });
}

/** Texts that take one of some names: all of them. */
const CHOSEN: Readonly<Record<string, (number: number) => unknown[][]>> = {
  ".errors.sourceRefused": (line) => sourceProblems.map((reason) => [{ line, reason, text: NAME, field: "title" }]),
  ".log.cli.broken": (sequence) =>
    ["missing", "changed", "misplaced", "unlinked", "end"].map((fault) => [NAME, { fault, sequence }, NAME]),
  ".mod.caseDone": (number) => caseActions.map((action) => [number, action, NAME]),
  ".mod.caseHead": (number) => caseActions.map((action) => [number, action, NAME]),
  ".stats.alt": (most) =>
    activityUnits.map((unit) => [{ unit, from: "2026-01", to: "2026-11", most, at: "2026-05", hour: 9, zone: "UTC" }]),
  ".detector.strictness": () => strictnesses.map((name) => [name]),
  ".detector.resultStrictness": () => strictnesses.map((name) => [name]),
  ".detector.counts": (open) => ["held", "flagged"].map((name) => [name, { open, confirmed: open, reversed: open }]),
  ".detector.reason": reasonsFor,
};

describe.each(Object.entries(LANGUAGES))("every text in %s", (_, texts) => {
  const leaves = leavesOf(texts);

  it("says something, in room enough, for one, two and many", () => {
    const faults: string[] = [];
    for (const [path, text] of leaves) {
      for (const number of NUMBERS) {
        const all = render(path, text, number);
        const [said] = all;
        const wanted = CHOSEN[path]?.(number).length ?? 1;
        if (said === undefined || all.length < wanted)
          faults.push(`${path} renders not all for ${number}: ${all.length} of ${wanted}`);
        else if (said.length > MOST) faults.push(`${path} is ${said.length} characters long`);
        else if (said.trim() === "" && typeof text === "string") faults.push(`${path} is empty`);
      }
    }
    expect(faults).toEqual([]);
    expect(leaves.length).toBeGreaterThan(500);
  });

  it("is no English left over", () => {
    if (texts === en) return;
    const english = new Map(leavesOf(en).filter(([, text]) => typeof text === "string"));
    const same = leaves.filter(
      ([path, text]) => typeof text === "string" && text.includes(" ") && english.get(path) === text,
    );
    expect(same.map(([path]) => path)).toEqual([]);
  });
});
