import { type Access, hasAccess } from "../domain/access.ts";
import type { Article } from "../domain/article.ts";
import type { Comment, SealedComment } from "../domain/comment.ts";
import type { ListRequest } from "../domain/list-request.ts";
import type { Snowflake } from "../domain/snowflake.ts";
import { UserError } from "../errors.ts";
import type { CommentFilter, CommentPosition, Store } from "../store/store.ts";
import { mapById, uniqueIds } from "./by-id.ts";
import { createCommentPaging, type ListTurn, type PageOfRows } from "./comments-paging.ts";
import type { CommentAccess, Reader } from "./comments-access.ts";

export type ListPage = PageOfRows & {
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

export function createCommentLists({ store, access, readableArticle, find }: Parts): CommentLists {
  const { catalog } = store;
  const paging = createCommentPaging(catalog);

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
    const hidden = request.state === "removed" || request.state === "held" ? ids : [];
    return {
      comments,
      articles: mapById(await store.getMany("article", uniqueIds(articleIds)), ({ id }) => id),
      parents: mapById(
        await store.getMany("comment", uniqueIds(comments.map(({ parentId }) => parentId))),
        ({ id }) => id,
      ),
      replies: new Map(ids.map((id) => [id, responses.get(id)?.replies ?? 0])),
      sealed: mapById(await store.getMany("sealed", hidden), ({ comment }) => comment.id),
    };
  }

  return {
    async list(reader, request, { turn, limit }) {
      if (request.state !== "visible" && !hasAccess(reader.access, "moderator"))
        throw new UserError("notAllowed", { access: "moderator" });
      const { sort } = request;
      const { article, parent } = await subjectOf(reader, request);
      const filter = await filterFor(reader, request);
      const page = await paging.turn({ filter, sort }, turn, limit);
      return { request, article, parent, ...page, ...(await show(request, page.rows)) };
    },
  };
}
