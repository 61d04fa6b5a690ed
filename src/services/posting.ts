import type { Article } from "../domain/article.ts";
import type { Comment } from "../domain/comment.ts";
import { outboxJobId, type OutboxJob } from "../domain/outbox.ts";
import { compareSnowflakes, type Snowflake } from "../domain/snowflake.ts";
import type { OutgoingFile } from "../domain/outgoing-file.ts";
import type { Thread } from "../domain/thread.ts";
import { UserError } from "../errors.ts";
import type { Store } from "../store/store.ts";
import { importedIds } from "./articles.ts";
import type { CatchUp } from "./catch-up.ts";
import type { Mirror } from "./mirror.ts";
import type { JobRun, Outbox } from "./outbox.ts";
import { type DiscordPort, type OwnPost, UncertainOutcome, type Voice } from "./ports.ts";
import type { Threads } from "./threads.ts";

/** How many comments of how many stand on Discord. */
export type PostingProgress = { done: number; total: number };

/** A lost answer is looked into this often before the job is left for the next start. */
const ATTEMPTS = 4;

type Parts = { store: Store; threads: Threads; mirror: Mirror; catchUp: CatchUp; port: DiscordPort; outbox: Outbox };
type Place = { channelId: Snowflake; threadId: Snowflake };
/** Where a run stands: how it speaks, and the posts of an earlier attempt that are still to be matched. */
type Run = { place: Place; voice: Voice; leftovers: OwnPost[]; files?: readonly OutgoingFile[] };

export type Posting = {
  /**
   * Posts the messages of one comment that are still missing and stores their ids. `leftovers`: what an earlier attempt may have posted; the
   * thread is looked through for it, if absent.
   */
  postComment(
    comment: Comment,
    article: Article,
    options: { isAgain: boolean; files?: readonly OutgoingFile[]; leftovers?: OwnPost[] },
  ): Promise<Comment>;
};

/** Brings articles and the comments that came with them to Discord, each once, going on where an earlier attempt stopped. */
export function createPosting({ store, threads, mirror, catchUp, port, outbox }: Parts): Posting {
  async function postArticle(
    job: Extract<OutboxJob, { kind: "post-article" }>,
    { isAgain, onProgress, signal }: JobRun,
  ): Promise<void> {
    const article = await openThread(job.articleId, isAgain);
    await unlessGone(placeOf(article).threadId, () => postComments(article, { isAgain, onProgress, signal }));
    await store.update((tx) => {
      tx.delete("outbox", outboxJobId(job));
    });
  }

  async function postComments(article: Article, { isAgain, onProgress, signal }: JobRun): Promise<void> {
    const ids = importedIds(article);
    if (ids.length === 0) return;
    const place = placeOf(article);
    const voice = await port.chooseVoice(article.guildId, article.channelId);
    const run: Run = { place, voice, leftovers: isAgain ? await readLeftovers(place.threadId, ids) : [] };
    for (const [index, id] of ids.entries()) {
      signal.throwIfAborted();
      const comment = await store.get("comment", id);
      if (comment && comment.state === "visible") await postMissingParts(comment, run);
      onProgress({ done: index + 1, total: ids.length });
    }
  }

  /** Nothing can be posted into a thread that somebody deleted: its comments stay as they are stored. */
  async function unlessGone(threadId: Snowflake, task: () => Promise<void>): Promise<void> {
    const isGone = (): boolean => typeof threads.get(threadId)?.deletedAt === "string";
    if (isGone()) return;
    try {
      await task();
    } catch (error) {
      if (!isUnknownChannel(error)) throw error;
      // Gone is what cannot be read either; else the channel of the webhook was meant.
      await catchUp.readThread(threadId).catch((reason: unknown) => {
        if (!isUnknownChannel(reason)) throw reason;
      });
      if (!isGone()) throw error;
    }
  }

  async function openThread(articleId: Snowflake, isAgain: boolean): Promise<Article> {
    const article = await mustGetArticle(articleId);
    if (article.threadId !== null) return article;
    const commentCount = article.importedCommentCount;
    const opened = await insist(
      (again) => port.openThread(article, { isAgain: isAgain || again, commentCount }),
      () => Promise.resolve(),
    );
    const posted: Article = { ...article, threadId: opened.threadId, starterMessageId: opened.starterMessageId };
    const thread: Thread = {
      v: 1,
      id: opened.threadId,
      guildId: article.guildId,
      articleId,
      parentChannelId: article.channelId,
      name: opened.name,
      isArchived: false,
      isLocked: false,
      checkpoint: opened.threadId,
      deletedAt: null,
      counters: { messages: 0, sent: 0 },
    };
    await store.update((tx) => {
      tx.put("article", articleId, posted);
      tx.put("thread", thread.id, thread);
    });
    threads.remember(thread);
    // Whoever was quick enough to write, or to rename or delete the thread, before we listened, is not to be missed.
    await catchUp.readThread(thread.id, { isNew: true }).catch((error: unknown) => {
      if (!isUnknownChannel(error)) throw error;
    });
    return posted;
  }

  /** Posting opens an archived thread; nobody has written in it, so it is archived again. */
  async function leaveArchived<T>(threadId: Snowflake, post: () => Promise<T>): Promise<T> {
    const wasArchived = threads.get(threadId)?.isArchived === true;
    const posted = await post();
    if (wasArchived) await port.archiveAgain(threadId);
    return posted;
  }

  async function postMissingParts(comment: Comment, run: Run): Promise<Comment> {
    const texts = port.partsOf(comment, run.voice);
    let current = comment;
    while (current.messageIds.length < texts.length) {
      const text = texts[current.messageIds.length] ?? "";
      current = await mirror.runAlone(run.place.threadId, () => postPart(current, text, run));
    }
    return current;
  }

  /** With the thread to itself: the post's own gateway event, and reactions to it, wait until its id is stored. */
  async function postPart(comment: Comment, text: string, run: Run): Promise<Comment> {
    const index = comment.messageIds.length;
    const nonce = `${comment.id}${index}`.slice(-25);
    // Files stand under the first message.
    const files = index === 0 ? (run.files ?? []) : [];
    const messageId = await insist(
      async () =>
        takeLeftover(run, text) ?? (await port.postPart(run.place, comment, { text, voice: run.voice, nonce, files })),
      async () => {
        run.leftovers = await port.readOwnPosts(run.place.threadId, newestOwnId(comment, run.place.threadId));
      },
    );
    return store.update(async (tx) => {
      const stored = (await tx.get("comment", comment.id)) ?? comment;
      const next = { ...stored, threadId: run.place.threadId, messageIds: [...stored.messageIds, messageId] };
      tx.put("comment", next.id, next);
      tx.put("alias", messageId, { v: 1, messageId, commentId: next.id });
      return next;
    });
  }

  /** What an earlier attempt posted after the last post it could store. */
  async function readLeftovers(threadId: Snowflake, ids: Snowflake[]): Promise<OwnPost[]> {
    let newest = threadId;
    for (const id of ids) {
      const comment = await store.get("comment", id);
      const last = comment?.messageIds.at(-1);
      if (last && compareSnowflakes(last, newest) > 0) newest = last;
    }
    return port.readOwnPosts(threadId, newest);
  }

  async function mustGetArticle(articleId: Snowflake): Promise<Article> {
    const article = await store.get("article", articleId);
    if (!article) throw new Error(`article ${articleId} of an outbox job is not in the store`);
    return article;
  }

  outbox.handle("post-article", postArticle);

  return {
    async postComment(comment, article, { isAgain, files = [], leftovers: known }) {
      const place = placeOf(article);
      const voice = await port.chooseVoice(article.guildId, article.channelId);
      const look = (): Promise<OwnPost[]> =>
        isAgain ? port.readOwnPosts(place.threadId, newestOwnId(comment, place.threadId)) : Promise.resolve([]);
      const leftovers = known ?? (await look());
      return leaveArchived(place.threadId, () => postMissingParts(comment, { place, voice, leftovers, files }));
    },
  };
}

/** Repeats a request whose outcome is uncertain, each time after a look at what is there. */
async function insist<T>(request: (isAgain: boolean) => Promise<T>, look: () => Promise<void>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await request(attempt > 1);
    } catch (error) {
      if (!(error instanceof UncertainOutcome) || attempt === ATTEMPTS) throw error;
      // A refusal to look is no refusal of what may have been done.
      await look().catch((cause: unknown) => {
        throw new UncertainOutcome("nobody could look at what came of a request", { cause });
      });
    }
  }
}

function isUnknownChannel(error: unknown): boolean {
  return error instanceof UserError && error.code === "unknownChannel";
}

function takeLeftover(run: Run, text: string): Snowflake | null {
  const index = run.leftovers.findIndex((post) => post.text === text);
  if (index < 0) return null;
  const [post] = run.leftovers.splice(0, index + 1).slice(index);
  return post?.messageId ?? null;
}

function newestOwnId(comment: Comment, threadId: Snowflake): Snowflake {
  return comment.messageIds.at(-1) ?? threadId;
}

function placeOf(article: Article): Place {
  if (article.threadId === null) throw new Error(`article ${article.id} has no thread yet`);
  return { channelId: article.channelId, threadId: article.threadId };
}
