import type { Article, ArticleFields } from "../domain/article.ts";
import type { Snowflake } from "../domain/snowflake.ts";
import { sourceKeyOf } from "../domain/source-key.ts";
import type { Thread } from "../domain/thread.ts";
import { UserError } from "../errors.ts";
import type { Store } from "../store/store.ts";
import { sourceRecordId } from "./articles.ts";
import type { CatchUp } from "./catch-up.ts";
import type { Ids } from "./ids.ts";
import { appendLog } from "./log.ts";
import type { DiscordPort, FoundThread } from "./ports.ts";
import type { Threads } from "./threads.ts";

export type Adoption = {
  /**
   * Makes a thread that somebody opened by hand an article's thread, and reads its whole history. What is not given is taken from
   * the starter message's first link and the thread's name.
   * @throws UserError notAThread, threadAdopted, articleExists, or Discord's refusal
   */
  adopt(order: {
    guildId: Snowflake;
    threadId: Snowflake;
    actorId: Snowflake;
    url: string | null;
    title: string | null;
  }): Promise<Article>;
};

type Parts = {
  store: Store;
  ids: Ids;
  threads: Threads;
  catchUp: Pick<CatchUp, "readThread">;
  port: Pick<DiscordPort, "describeThread">;
  now: () => number;
};

export function createAdoption({ store, ids, threads, catchUp, port, now }: Parts): Adoption {
  return {
    async adopt({ guildId, threadId, actorId, url, title }) {
      if (threads.get(threadId)) throw new UserError("threadAdopted", {});
      const found = await port.describeThread(threadId);
      const fields = fieldsOf(found, { url, title });
      const [id = ""] = ids.mint(1);
      const createdAt = new Date(now()).toISOString();
      const article: Article = {
        ...fields,
        v: 1,
        id,
        guildId,
        channelId: found.parentChannelId,
        threadId,
        ...(found.isPrivate ? { isPrivate: true } : {}),
        // Not ours to edit.
        starterMessageId: null,
        sourceKey: sourceKeyOf(fields),
        importedCommentCount: 0,
        createdAt,
        createdBy: actorId,
      };
      const thread = toThread(article, threadId, found);
      await store.update(async (tx) => {
        if (await tx.get("thread", threadId)) throw new UserError("threadAdopted", {});
        const sourceId = sourceRecordId(guildId, article.sourceKey);
        const earlier = await tx.get("meta", sourceId);
        const known = earlier && (await tx.get("article", String(earlier["articleId"])));
        if (known) throw new UserError("articleExists", { title: known.title, threadId: known.threadId ?? "" });
        tx.put("meta", sourceId, { v: 1, articleId: id });
        tx.put("article", id, article);
        tx.put("thread", threadId, thread);
        const details = { title: article.title, thread: threadId };
        await appendLog(tx, { guildId, actorId, at: createdAt, action: "article.adopt", targetId: id, details });
      });
      threads.remember(thread);
      await catchUp.readThread(threadId, { extent: "whole", isNew: true });
      return article;
    },
  };
}

function toThread(article: Article, threadId: Snowflake, { facts, parentChannelId }: FoundThread): Thread {
  const { name, isArchived, isLocked, counters } = facts;
  return {
    v: 1,
    id: threadId,
    guildId: article.guildId,
    articleId: article.id,
    parentChannelId,
    name,
    isArchived,
    isLocked,
    checkpoint: null,
    deletedAt: null,
    counters,
  };
}

function fieldsOf({ facts, link }: FoundThread, given: { url: string | null; title: string | null }): ArticleFields {
  const preview = given.url === null || given.url === link?.url ? link : null;
  return {
    url: given.url ?? link?.url ?? null,
    title: given.title ?? preview?.title ?? facts.name,
    author: preview?.author ?? null,
    publishedAt: null,
    publishedZone: null,
    lengthSeconds: null,
    summary: preview?.summary ?? null,
    body: null,
    statedCommentCount: null,
    tags: [],
  };
}
