import { setImmediate } from "node:timers/promises";
import { type Access, hasAccess } from "../domain/access.ts";
import type { Article } from "../domain/article.ts";
import type { Comment, SealedComment } from "../domain/comment.ts";
import type { ListRequest } from "../domain/list-request.ts";
import type { Snowflake } from "../domain/snowflake.ts";
import { UserError } from "../errors.ts";
import type { CommentFilter, CommentPosition, Store } from "../store/store.ts";
import type { CommentAccess, Reader } from "./comments-access.ts";

/**
 * Where a page begins: at the first comment, behind or before one, or so far into the list. Behind a comment it stays right while
 * others come and go; `offset` is how many came before the page then.
 */
export type ListTurn =
  | { kind: "first" }
  | { kind: "next" | "previous"; position: CommentPosition; offset: number }
  | { kind: "jump"; offset: number };

export type ListPage = {
  request: ListRequest;
  /** Null for a list over several articles. */
  article: Article | null;
  /** The comment whose replies they are. */
  parent: Comment | null;
  comments: Comment[];
  /** Of a list over several, by id. */
  articles: Map<Snowflake, Article>;
  parents: Map<Snowflake, Comment>;
  replies: Map<Snowflake, number>;
  /** What removed comments said, as long as they can be restored; for moderators. */
  sealed: Map<Snowflake, SealedComment>;
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

export type CommentLists = {
  /**
   * A page of comments that the reader can read.
   * @throws UserError articleUnknown and commentUnknown, also for those that the reader cannot read; notAllowed, for other states than visible
   */
  list(
    reader: Reader & { access: Access },
    request: ListRequest,
    page: { turn: ListTurn; limit: number },
  ): Promise<ListPage>;
};

type Parts = {
  store: Store;
  access: CommentAccess;
  /** Throws articleUnknown. */
  readableArticle: (reader: Reader, articleId: Snowflake) => Promise<Article>;
  /** Throws commentUnknown. */
  find: (reader: Reader, query: string) => Promise<{ comment: Comment; article: Article }>;
};

type Rows = { rows: CommentPosition[]; hasMore: boolean };

export function createCommentLists({ store, access, readableArticle, find }: Parts): CommentLists {
  const { catalog } = store;

  async function subjectOf(
    reader: Reader,
    { articleId, parentId }: ListRequest,
  ): Promise<{ article: Article | null; parent: Comment | null }> {
    if (parentId === null)
      return { article: articleId === null ? null : await readableArticle(reader, articleId), parent: null };
    const { comment, article } = await find(reader, parentId);
    return { article, parent: comment };
  }

  async function filterFor(reader: Reader, request: ListRequest): Promise<CommentFilter> {
    const { articleId, parentId, authorId, state, origin, hasLink, hasFile, from, until } = request;
    const filter: CommentFilter = { states: [state], hasLink, hasFile };
    if (parentId !== null) filter.parentId = parentId;
    else if (articleId !== null) filter.articleId = articleId;
    else filter.places = await access.places(reader);
    if (authorId !== null) filter.authorId = authorId;
    if (origin !== null) filter.origin = origin;
    if (from !== null) filter.from = from * 1_000;
    if (until !== null) filter.until = until * 1_000;
    return filter;
  }

  /** As many rows as asked for, however many the filter passes over, in steps between which others have their turn. */
  async function collect(
    list: { filter: CommentFilter; sort: ListRequest["sort"]; isBackwards: boolean },
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
  function positionBefore(
    filter: CommentFilter,
    sort: ListRequest["sort"],
    offset: number,
    total: number,
  ): CommentPosition | null {
    if (offset <= 0) return null;
    if (offset <= total / 2) return catalog.commentAt({ filter, sort }, offset - 1);
    return catalog.commentAt({ filter, sort, isBackwards: true }, total - offset);
  }

  async function show(
    request: ListRequest,
    rows: CommentPosition[],
  ): Promise<Pick<ListPage, "comments" | "articles" | "parents" | "replies" | "sealed">> {
    const ids = rows.map(({ id }) => id);
    const stored = (await store.getMany("comment", ids)).filter((comment) => comment !== undefined);
    const comments = stored.filter(({ state }) => state === request.state);
    const articleIds =
      request.articleId === null && request.parentId === null ? comments.map(({ articleId }) => articleId) : [];
    const responses = catalog.responsesTo(ids);
    const removed = request.state === "removed" ? ids : [];
    return {
      comments,
      articles: byId(await store.getMany("article", unique(articleIds)), ({ id }) => id),
      parents: byId(await store.getMany("comment", unique(comments.map(({ parentId }) => parentId))), ({ id }) => id),
      replies: new Map(ids.map((id) => [id, responses.get(id)?.replies ?? 0])),
      sealed: byId(await store.getMany("sealed", removed), ({ comment }) => comment.id),
    };
  }

  return {
    async list(reader, request, { turn, limit }) {
      if (request.state !== "visible" && !hasAccess(reader.access, "moderator"))
        throw new UserError("notAllowed", { access: "moderator" });
      const { sort } = request;
      const { article, parent } = await subjectOf(reader, request);
      const filter = await filterFor(reader, request);
      const total = catalog.countOfList({ filter, sort });
      const isBackwards = turn.kind === "previous";
      const start = startOf(turn, (offset) => positionBefore(filter, sort, offset, total ?? offset * 2));
      const found = await collect({ filter, sort, isBackwards }, start, limit);
      const isBackAtFirst = found.rows.length === 0 && turn.kind !== "first";
      const { rows, hasMore } = isBackAtFirst
        ? await collect({ filter, sort, isBackwards: false }, null, limit)
        : found;
      const shown = isBackwards && !isBackAtFirst ? rows.toReversed() : rows;
      const around = placeOf(isBackAtFirst ? { kind: "first" } : turn, { hasMore, count: shown.length, total });
      const ends = { first: shown.at(0) ?? null, last: shown.at(-1) ?? null };
      return { request, article, parent, total, isBackAtFirst, ...around, ...ends, ...(await show(request, shown)) };
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
): Pick<ListPage, "offset" | "hasPrevious" | "hasNext"> {
  const isBackwards = turn.kind === "previous";
  const counted = turn.kind === "first" ? 0 : turn.offset;
  const hasPrevious = isBackwards ? hasMore : counted > 0 || turn.kind === "next";
  const hasNext = isBackwards || hasMore;
  const offset = !hasPrevious ? 0 : !hasNext && total !== null ? Math.max(0, total - count) : Math.max(0, counted);
  return { offset, hasPrevious, hasNext };
}

function unique(ids: (Snowflake | null)[]): Snowflake[] {
  return [...new Set(ids.filter((id) => id !== null))];
}

function byId<T>(documents: (T | undefined)[], idOf: (document: T) => Snowflake): Map<Snowflake, T> {
  return new Map(documents.filter((one) => one !== undefined).map((one) => [idOf(one), one]));
}
