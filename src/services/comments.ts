import type { Article } from "../domain/article.ts";
import type { Comment, CommentState, SealedComment } from "../domain/comment.ts";
import { isSnowflake, type Snowflake } from "../domain/snowflake.ts";
import { UserError } from "../errors.ts";
import type { Store } from "../store/store.ts";
import { findComment } from "./change-applier.ts";
import { mapById, uniqueIds } from "./by-id.ts";
import { type AccessPort, type CommentAccess, createCommentAccess, type Reader } from "./comments-access.ts";
import { type CommentFigures, createCommentFigures } from "./comments-stats.ts";
import { type CommentLists, createCommentLists } from "./comments-list.ts";
import { type CommentOutlines, createCommentOutlines } from "./comments-outline.ts";
import { type CommentSearching, createCommentSearch } from "./comments-search.ts";
import { findMessageId } from "./message-links.ts";
import { createSavedViews, type SavedViews } from "./saved-views.ts";

export type { Reader } from "./comments-access.ts";

export type Comments = CommentLists &
  CommentOutlines &
  CommentFigures &
  CommentSearching & {
    access: CommentAccess;
    views: SavedViews;
    /**
     * The comment that an id, a message id or a message link names, with its article.
     * @throws UserError commentUnknown, also for other servers' comments and those the reader cannot read
     */
    find(reader: Reader, query: string): Promise<{ comment: Comment; article: Article }>;
    /** An article that the reader can read. Throws articleUnknown. */
    article(reader: Reader, articleId: Snowflake): Promise<Article>;
    /** The article of a thread. Throws notAnArticleThread. */
    articleOfThread(reader: Reader, threadId: Snowflake): Promise<Article>;
    repliesTo(comment: Comment, limit: number): Promise<{ replies: Comment[]; total: number }>;
    /** The comments that these answer, by id; those that are gone without a trace are missing. */
    parentsOf(comments: Comment[]): Promise<Map<Snowflake, Comment>>;
    /** The articles that the reader can read, newest first, after the article `after`. */
    listArticles(reader: Reader, page: { after?: Snowflake; limit: number }): Promise<Article[]>;
    /** Articles to choose from while someone types: by their titles, or the newest. */
    suggestArticles(reader: Reader, query: { text: string; limit: number }): Promise<Article[]>;
    /** Comments to choose from while someone types: the newest, or those that hold what is typed. */
    suggest(reader: Reader, query: { text: string; states: CommentState[]; limit: number }): Promise<Comment[]>;
    /** What a removed comment said, while it can be restored. */
    sealed(commentId: Snowflake): Promise<SealedComment | undefined>;
    countVisible(articleId: Snowflake): number;
  };

export function createComments({ store, port, now }: { store: Store; port: AccessPort; now: () => number }): Comments {
  const access = createCommentAccess({ store, port });

  async function readableArticle(reader: Reader, articleId: Snowflake): Promise<Article> {
    const article = isSnowflake(articleId) ? await store.get("article", articleId) : undefined;
    if (!article || !(await access.mayRead(reader, article))) throw new UserError("articleUnknown", {});
    return article;
  }

  function parseQuery(reader: Reader, query: string): Snowflake | null {
    const text = query.trim();
    return isSnowflake(text) ? text : findMessageId(text, reader.guildId);
  }

  async function find(reader: Reader, query: string): Promise<{ comment: Comment; article: Article }> {
    const unknown = new UserError("commentUnknown", { query: query.slice(0, 100) });
    const id = parseQuery(reader, query);
    const comment = id === null ? undefined : await findComment(store, id);
    if (!comment || comment.guildId !== reader.guildId) throw unknown;
    const article = await readableArticle(reader, comment.articleId).catch((error: unknown) => {
      throw error instanceof UserError ? unknown : error;
    });
    return { comment, article };
  }

  return {
    ...createCommentLists({ store, access, readableArticle, find }),
    ...createCommentOutlines({ store, readableArticle, find }),
    ...createCommentSearch({ store, access, now }),
    ...createCommentFigures({ store, access, readableArticle }),
    access,
    views: createSavedViews({ store, now }),

    find,

    article: readableArticle,

    async articleOfThread(reader, threadId) {
      const thread = await store.get("thread", threadId);
      if (!thread) throw new UserError("notAnArticleThread", {});
      return readableArticle(reader, thread.articleId);
    },

    async repliesTo(comment, limit) {
      const filter = { parentId: comment.id, states: ["visible" as const] };
      const ids = store.catalog.listComments({ ...filter, order: "oldest", limit });
      const replies = (await store.getMany("comment", ids)).filter((reply) => reply !== undefined);
      return { replies, total: store.catalog.countComments(filter) };
    },

    async suggest(reader, { text, states, limit }) {
      const scope = { guildId: reader.guildId, places: await access.places(reader), states, limit };
      const ids = text.trim()
        ? store.catalog.searchComments({ ...scope, text })
        : store.catalog.listComments({ ...scope, order: "newest" });
      return (await store.getMany("comment", ids)).filter((comment) => comment !== undefined);
    },

    async listArticles(reader, page) {
      const places = await access.places(reader);
      const query = { guildId: reader.guildId, places, order: "newest" as const, ...page };
      return (await store.getMany("article", store.catalog.listArticles(query))).filter((one) => one !== undefined);
    },

    async suggestArticles(reader, { text, limit }) {
      const places = await access.places(reader);
      const ids = store.catalog.findArticles({ guildId: reader.guildId, places, text, limit });
      return (await store.getMany("article", ids)).filter((article) => article !== undefined);
    },

    parentsOf: async (comments) =>
      mapById(await store.getMany("comment", uniqueIds(comments.map(({ parentId }) => parentId))), ({ id }) => id),

    sealed: (commentId) => store.get("sealed", commentId),
    countVisible: (articleId) => store.catalog.countComments({ articleId, states: ["visible"] }),
  };
}
