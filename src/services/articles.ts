import type { Article, ImportedComment, SourceDocument } from "../domain/article.ts";
import type { Comment } from "../domain/comment.ts";
import { type OutboxJob, outboxJobId } from "../domain/outbox.ts";
import { mintSnowflake, type Snowflake, snowflakeTime } from "../domain/snowflake.ts";
import { sourceKeyOf } from "../domain/source-key.ts";
import { UserError } from "../errors.ts";
import type { Store, Transaction } from "../store/store.ts";
import type { Ids } from "./ids.ts";
import { appendLog } from "./log.ts";
import type { Outbox } from "./outbox.ts";
import type { PostingProgress } from "./posting.ts";

/** Comments stored in one commit, which must stay below the store's 200 entries with what goes along. */
const COMMENTS_A_COMMIT = 150;

export type Submission = {
  guildId: Snowflake;
  channelId: Snowflake;
  source: SourceDocument;
  /** Null from the command line. */
  createdBy: Snowflake | null;
};

export type Articles = {
  /**
   * Stores an article with the comments that came with it and posts both. A source that this server has already is found
   * again, and what an interrupted attempt left open is finished; otherwise it changes nothing.
   */
  submit(
    submission: Submission,
    options?: { onProgress?: (progress: PostingProgress) => void },
  ): Promise<{ article: Article; isNew: boolean }>;
  get(articleId: Snowflake): Promise<Article | undefined>;
  /** Takes back imports that a crash left half stored. Call it before anything else uses the store. */
  undoHalfStored(): Promise<void>;
};

export function createArticles(parts: { store: Store; ids: Ids; outbox: Outbox; now: () => number }): Articles {
  const { store, ids, outbox, now } = parts;

  async function accept(submission: Submission, sourceKey: string): Promise<Snowflake> {
    const { source, guildId } = submission;
    const [articleId = ""] = ids.mint(source.comments.length + 1);
    const article = newArticle(articleId, submission, sourceKey, at());
    const comments = importedComments(article, source.comments);
    const job: OutboxJob = { v: 1, kind: "post-article", guildId, articleId, stage: "storing", createdAt: at() };
    const isLong = comments.length > COMMENTS_A_COMMIT;
    if (isLong) {
      await store.update((tx) => {
        tx.put("article", articleId, article);
        tx.put("outbox", outboxJobId(job), job);
      });
      for (let start = COMMENTS_A_COMMIT; start < comments.length; start += COMMENTS_A_COMMIT) {
        await store.update((tx) => putComments(tx, comments.slice(start, start + COMMENTS_A_COMMIT)));
      }
    }
    return store.update(async (tx) => {
      const earlier = await tx.get("meta", sourceRecordId(guildId, sourceKey));
      if (earlier) return String(earlier["articleId"]);
      putComments(tx, comments.slice(0, COMMENTS_A_COMMIT));
      tx.put("article", articleId, article);
      tx.put("outbox", outboxJobId(job), { ...job, stage: "posting" });
      tx.put("meta", sourceRecordId(guildId, sourceKey), { v: 1, articleId });
      await logSubmission(tx, article);
      return articleId;
    });
  }

  async function logSubmission(tx: Transaction, article: Article): Promise<void> {
    await appendLog(tx, {
      guildId: article.guildId,
      actorId: article.createdBy,
      at: article.createdAt,
      action: article.importedCommentCount > 0 ? "article.import" : "article.post",
      targetId: article.id,
      details: { title: article.title, comments: article.importedCommentCount },
    });
  }

  /** An article that could not be posted goes where articles go by now. */
  const moveUnposted = (articleId: Snowflake, channelId: Snowflake): Promise<void> =>
    store.update(async (tx) => {
      const article = await tx.get("article", articleId);
      if (article?.threadId === null) tx.put("article", articleId, { ...article, channelId });
    });

  const at = (): string => new Date(now()).toISOString();

  return {
    async submit(submission, options) {
      const sourceKey = sourceKeyOf(submission.source.article);
      const earlier = await store.get("meta", sourceRecordId(submission.guildId, sourceKey));
      const articleId = earlier ? String(earlier["articleId"]) : await accept(submission, sourceKey);
      if (earlier) await moveUnposted(articleId, submission.channelId);
      const job = await store.get("outbox", `article-${articleId}`);
      if (job) await outbox.run(job, options);
      const article = await store.get("article", articleId);
      if (!article) throw new UserError("articleUnknown", {});
      return { article, isNew: !earlier };
    },
    get: (articleId) => store.get("article", articleId),
    async undoHalfStored() {
      for (const job of await store.getMany("outbox", store.catalog.listOutbox())) {
        if (job?.kind !== "post-article" || job.stage !== "storing") continue;
        const article = await store.get("article", job.articleId);
        const leftovers = article ? importedIds(article) : [];
        for (let start = 0; start < leftovers.length; start += COMMENTS_A_COMMIT) {
          await store.update((tx) => {
            for (const id of leftovers.slice(start, start + COMMENTS_A_COMMIT)) tx.delete("comment", id);
          });
        }
        await store.update((tx) => {
          tx.delete("article", job.articleId);
          tx.delete("outbox", outboxJobId(job));
        });
      }
    },
  };
}

/** The ids of the comments that came with an article, in order: they follow the article's own. */
export function importedIds(article: Article): Snowflake[] {
  const timeMs = snowflakeTime(article.id);
  return Array.from({ length: article.importedCommentCount }, (_, index) => mintSnowflake(timeMs, index + 1));
}

/** One per source and server, so that the same file twice is one article. */
export function sourceRecordId(guildId: Snowflake, sourceKey: string): string {
  return `source-${guildId}-${sourceKey}`;
}

function newArticle(id: Snowflake, submission: Submission, sourceKey: string, at: string): Article {
  return {
    ...submission.source.article,
    v: 1,
    id,
    guildId: submission.guildId,
    channelId: submission.channelId,
    threadId: null,
    starterMessageId: null,
    sourceKey,
    importedCommentCount: submission.source.comments.length,
    createdAt: at,
    createdBy: submission.createdBy,
  };
}

function importedComments(article: Article, sources: ImportedComment[]): Comment[] {
  const ids = importedIds(article);
  return sources.map((source, index) => ({
    v: 1,
    id: ids[index] ?? "",
    guildId: article.guildId,
    articleId: article.id,
    threadId: null,
    messageIds: [],
    author: { id: null, name: source.author, avatar: null, isBot: false },
    text: source.text,
    attachments: [],
    reactions: [],
    parentId: source.parent === null ? null : (ids[source.parent] ?? null),
    origin: "import",
    state: "visible",
    stateChangedAt: article.createdAt,
    createdAt: source.createdAt,
    editedAt: null,
    edits: [],
  }));
}

function putComments(tx: Transaction, comments: Comment[]): void {
  for (const comment of comments) tx.put("comment", comment.id, comment);
}
