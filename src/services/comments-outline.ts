import type { Article } from "../domain/article.ts";
import type { Comment } from "../domain/comment.ts";
import type { Snowflake } from "../domain/snowflake.ts";
import type { CommentFilter, CommentSort, Store } from "../store/store.ts";
import type { Reader } from "./comments-access.ts";
import { createCommentPaging, type ListTurn, type PageOfRows } from "./comments-paging.ts";

/** Branches on a page, and lines with what is shown of them. */
export const BRANCHES_A_PAGE = 8;
const MOST_LINES = 20;
/** How many answers to a comment are shown, by how far in it stands. */
const ANSWERS_SHOWN = [3, 2];
const ANCESTORS_SHOWN = 3;

/** A line of the outline. Branches are oldest first within; a comment that is gone stands there while it has visible replies. */
export type OutlineLine = {
  comment: Comment;
  /** 0 for the branches of the page. */
  depth: number;
  /** Visible ones. */
  replies: number;
  /** Replies that are not shown below it. */
  hidden: number;
};

export type OutlinePage = PageOfRows & {
  article: Article;
  sort: CommentSort;
  /** The comment whose answers are shown; null for the whole discussion. */
  root: Comment | null;
  /** What the root answers, the nearest last. */
  ancestors: Comment[];
  lines: OutlineLine[];
};

export type OutlineQuery =
  | { articleId: Snowflake; rootId: null; sort: CommentSort }
  | { rootId: Snowflake; sort: CommentSort };

export type CommentOutlines = {
  /**
   * Who answered whom, a page of branches at a time. Reads no more than a page's worth of comments, however many there are.
   * @throws UserError articleUnknown, commentUnknown
   */
  outline(reader: Reader, query: OutlineQuery, turn: ListTurn): Promise<OutlinePage>;
};

type Parts = {
  store: Store;
  readableArticle: (reader: Reader, articleId: Snowflake) => Promise<Article>;
  find: (reader: Reader, query: string) => Promise<{ comment: Comment; article: Article }>;
};

type Row = { id: Snowflake; depth: number; shown: number };

export function createCommentOutlines({ store, readableArticle, find }: Parts): CommentOutlines {
  const { catalog } = store;
  const paging = createCommentPaging(catalog);

  function answersTo(id: Snowflake, limit: number): Snowflake[] {
    if (limit <= 0) return [];
    const filter = { parentId: id, isOutlined: true };
    return catalog.pageOfComments({ filter, sort: "oldest", limit }).rows.map((row) => row.id);
  }

  /** The branches with their first answers, as far as there is room for them. */
  function unfold(branches: Snowflake[]): Row[] {
    let room = MOST_LINES - branches.length;
    const unfoldOne = (id: Snowflake, depth: number): Row[] => {
      const answers = answersTo(id, Math.min(ANSWERS_SHOWN[depth] ?? 0, room));
      room -= answers.length;
      return [{ id, depth, shown: answers.length }, ...answers.flatMap((answer) => unfoldOne(answer, depth + 1))];
    };
    return branches.flatMap((id) => unfoldOne(id, 0));
  }

  async function linesOf(branches: Snowflake[]): Promise<OutlineLine[]> {
    const rows = unfold(branches);
    const ids = rows.map(({ id }) => id);
    const comments = await store.getMany("comment", ids);
    const responses = catalog.responsesTo(ids);
    return rows.flatMap(({ id, depth, shown }, index) => {
      const comment = comments[index];
      const replies = responses.get(id)?.replies ?? 0;
      return comment ? [{ comment, depth, replies, hidden: Math.max(0, replies - shown) }] : [];
    });
  }

  async function ancestorsOf(comment: Comment): Promise<Comment[]> {
    const ancestors: Comment[] = [];
    for (let { parentId } = comment; parentId !== null && ancestors.length < ANCESTORS_SHOWN;) {
      const parent = await store.get("comment", parentId);
      if (!parent) break;
      ancestors.unshift(parent);
      parentId = parent.parentId;
    }
    return ancestors;
  }

  return {
    async outline(reader, query, turn) {
      const { sort } = query;
      const root = query.rootId === null ? null : await find(reader, query.rootId);
      const article = query.rootId === null ? await readableArticle(reader, query.articleId) : root?.article;
      if (!article) throw new Error("an outline of nothing");
      const filter: CommentFilter = root
        ? { parentId: root.comment.id, isOutlined: true }
        : { articleId: article.id, isTopLevel: true, isOutlined: true };
      const page = await paging.turn({ filter, sort }, turn, BRANCHES_A_PAGE);
      const lines = await linesOf(page.rows.map(({ id }) => id));
      const ancestors = root ? await ancestorsOf(root.comment) : [];
      return { ...page, article, sort, root: root?.comment ?? null, ancestors, lines };
    },
  };
}
