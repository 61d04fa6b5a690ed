import { setImmediate } from "node:timers/promises";
import type { Catalog, CommentFilter, CommentPosition, CommentSort } from "../store/store.ts";

/**
 * Where a page begins: at the first comment, behind or before one, or so far into the list. Behind a comment it stays right while
 * others come and go; `offset` is how many came before the page then.
 */
export type ListTurn =
  | { kind: "first" }
  | { kind: "next" | "previous"; position: CommentPosition; offset: number }
  | { kind: "jump"; offset: number };

/** Which rows stand on a page, and where it stands. */
export type PageOfRows = {
  rows: CommentPosition[];
  first: CommentPosition | null;
  last: CommentPosition | null;
  /** How many come before this page, as counted when the reader turned to it. */
  offset: number;
  /** Null where counting would take too long. */
  total: number | null;
  hasPrevious: boolean;
  hasNext: boolean;
  /** What the reader turned to is gone: this is the first page. */
  isBackAtFirst: boolean;
};

type List = { filter: CommentFilter; sort: CommentSort };

export type CommentPaging = {
  turn(list: List, turn: ListTurn, limit: number): Promise<PageOfRows>;
};

type Rows = { rows: CommentPosition[]; hasMore: boolean };

export function createCommentPaging(catalog: Catalog): CommentPaging {
  /** As many rows as asked for, however many the filter passes over, in steps between which others have their turn. */
  async function collect(
    list: List & { isBackwards: boolean },
    after: CommentPosition | null,
    limit: number,
  ): Promise<Rows> {
    const rows: CommentPosition[] = [];
    let position = after;
    for (;;) {
      // One more than shown tells whether the page is the last in its direction.
      const query = { ...list, limit: limit + 1 - rows.length };
      const found = catalog.pageOfComments(position ? { ...query, after: position } : query);
      rows.push(...found.rows);
      position = found.goOn;
      if (position === null || rows.length > limit) return { rows: rows.slice(0, limit), hasMore: rows.length > limit };
      await setImmediate();
    }
  }

  /** The comment behind which the page begins that has `offset` others before it: found from the end that is nearer. */
  function positionBefore(list: List, offset: number, total: number): CommentPosition | null {
    if (offset <= 0) return null;
    if (offset <= total / 2) return catalog.commentAt(list, offset - 1);
    return catalog.commentAt({ ...list, isBackwards: true }, total - offset);
  }

  return {
    async turn(list, turn, limit) {
      const total = catalog.countOfList(list);
      const isBackwards = turn.kind === "previous";
      const start = startOf(turn, (offset) => positionBefore(list, offset, total ?? offset * 2));
      const found = await collect({ ...list, isBackwards }, start, limit);
      const isBackAtFirst = found.rows.length === 0 && turn.kind !== "first";
      const { rows, hasMore } = isBackAtFirst ? await collect({ ...list, isBackwards: false }, null, limit) : found;
      const shown = isBackwards && !isBackAtFirst ? rows.toReversed() : rows;
      const around = placeOf(isBackAtFirst ? { kind: "first" } : turn, { hasMore, count: shown.length, total });
      const ends = { first: shown.at(0) ?? null, last: shown.at(-1) ?? null };
      return { rows: shown, total, isBackAtFirst, ...around, ...ends };
    },
  };
}

function startOf(turn: ListTurn, at: (offset: number) => CommentPosition | null): CommentPosition | null {
  if (turn.kind === "first") return null;
  return turn.kind === "jump" ? at(turn.offset) : turn.position;
}

/** Where a page stands: what is known at its ends is better than what was counted before. */
function placeOf(
  turn: ListTurn,
  { hasMore, count, total }: { hasMore: boolean; count: number; total: number | null },
): Pick<PageOfRows, "offset" | "hasPrevious" | "hasNext"> {
  const isBackwards = turn.kind === "previous";
  const counted = turn.kind === "first" ? 0 : turn.offset;
  const hasPrevious = isBackwards ? hasMore : counted > 0 || turn.kind === "next";
  const hasNext = isBackwards || hasMore;
  const offset = !hasPrevious ? 0 : !hasNext && total !== null ? Math.max(0, total - count) : Math.max(0, counted);
  return { offset, hasPrevious, hasNext };
}
