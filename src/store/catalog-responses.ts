import type { Comment } from "../domain/comment.ts";
import type { Row, Statements } from "./statements.ts";

/**
 * When the newest reply came, in milliseconds of Discord's time, and half a day more for each doubling of the replies: what is
 * much discussed now comes before what was discussed more, long ago. The order of two comments changes only when one of them is
 * answered, so pages of it stay what they are. `last` is a row number: see row-number.ts.
 */
const heatOf = (last: string, count: string): string =>
  `(${last} >> 22) + (1 << 41) + CAST(43200000 * log2(${count}) AS INTEGER)`;

/**
 * How long the first reply took. An answer of today to a comment that was imported says nothing of how fast people answer, nor do
 * times that run backwards.
 */
const delayOf = (first: string, comment: string): string =>
  `CASE WHEN ${first}.origin = ${comment}.origin AND ${first}.created >= ${comment}.created THEN ${first}.created - ${comment}.created END`;

const LEVEL_ONE = `
  INSERT OR REPLACE INTO response (number, place, article, state, replies, reactions, heat, delay)
  SELECT comment.number, comment.place, comment.article, comment.state, ?2, ?3,
    CASE WHEN ?2 = 0 THEN 0 ELSE
      (SELECT ${heatOf("max(number)", "?2")} FROM comment INDEXED BY comment_parent WHERE parent = ?1 AND state = 'visible')
    END,
    (SELECT ${delayOf("first", "comment")} FROM comment AS first INDEXED BY comment_parent
     WHERE first.parent = ?1 AND first.state = 'visible' ORDER BY first.number LIMIT 1)
  FROM comment WHERE number = ?1`;

const LEVEL_ALL = `
  INSERT INTO response (number, place, article, state, replies, reactions, heat, delay)
  SELECT comment.number, comment.place, comment.article, comment.state, replies, 0, ${heatOf("last", "replies")}, ${delayOf("first", "comment")} FROM (
    SELECT parent, count(*) AS replies, max(number) AS last, min(number) AS earliest FROM comment
    WHERE parent IS NOT NULL AND state = 'visible' GROUP BY parent
  ) AS answered CROSS JOIN comment ON comment.number = answered.parent
  CROSS JOIN comment AS first ON first.number = answered.earliest WHERE true
  ON CONFLICT DO UPDATE SET replies = excluded.replies, heat = excluded.heat, delay = excluded.delay`;

type Known = { parent: bigint | null; state: string; place: bigint | null; article: bigint | null };

/** Keeps the table of what comments got in response level with a batch. */
export type CatalogResponses = {
  /** A comment that was or is written, before and after; `comment`: its record. */
  note(number: bigint, before: Known | undefined, after: Known | null, comment: Comment | null): void;
  /** After the batch's comments and counts are written. */
  write(): void;
};

/** @param isFilling whether a new catalog is being filled, whose indexes are not there yet: `levelResponses` ends it. */
export function createResponses({ get, run }: Statements, { isFilling }: { isFilling: boolean }): CatalogResponses {
  /** Null for a comment that only its replies told of. */
  const touched = new Map<bigint, { reactions: bigint; isNew: boolean } | null>();
  const touchParent = (row: Known | null | undefined): void => {
    if (row && row.parent !== null && !touched.has(row.parent)) touched.set(row.parent, null);
  };

  function level(number: bigint, known: { reactions: bigint; isNew: boolean } | null): void {
    const answered = get("SELECT count FROM tally WHERE scope = 'parent' AND id = ? AND state = 'visible'", number);
    const replies = numberIn(answered, "count");
    const reactions =
      known?.reactions ?? numberIn(get("SELECT reactions FROM response WHERE number = ?", number), "reactions");
    if (replies > 0n || reactions > 0n) run(LEVEL_ONE, number, replies, reactions);
    else if (known?.isNew !== true) run("DELETE FROM response WHERE number = ?", number);
  }

  return {
    note(number, before, after, comment) {
      const reactions = BigInt(comment?.reactions.reduce((sum, { count }) => sum + count, 0) ?? 0);
      if (isFilling) {
        const values = [number, after?.place ?? 0n, after?.article ?? 0n, after?.state ?? ""];
        if (reactions > 0n)
          run("INSERT OR REPLACE INTO response VALUES (?, ?, ?, ?, 0, ?, 0, NULL)", ...values, reactions);
        return;
      }
      if (after) touched.set(number, { reactions, isNew: before === undefined });
      else run("DELETE FROM response WHERE number = ?", number);
      if (before?.parent === after?.parent && before?.state === after?.state) return;
      touchParent(before);
      touchParent(after);
    },
    write() {
      for (const [number, known] of touched) level(number, known);
      touched.clear();
    },
  };
}

const numberIn = (row: Row | undefined, column: string): bigint => BigInt(row?.[column]?.toString() ?? 0);

/** Adds the replies to a catalog that was filled with `isFilling`. */
export function levelResponses({ run }: Statements): void {
  run(LEVEL_ALL);
}
