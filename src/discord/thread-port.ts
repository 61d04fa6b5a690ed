import {
  type APIChannel,
  type APIMessage,
  type APITextBasedChannel,
  type APIThreadChannel,
  ChannelType,
  type RESTGetAPIChannelThreadsArchivedPublicResult,
  type RESTGetAPIGuildThreadsResult,
  Routes,
} from "discord-api-types/v10";
import type { Logger } from "pino";
import type { Article } from "../domain/article.ts";
import { compareSnowflakes, snowflakeTime } from "../domain/snowflake.ts";
import { UserError } from "../errors.ts";
import type { PublicTexts } from "./public-texts.ts";
import type { DiscordPort, OpenedThread } from "../services/ports.ts";
import { createAwaken } from "./awaken.ts";
import { hasDiscordCode } from "./refusals.ts";
import { starterView, threadName } from "./render/article-view.ts";
import type { Rest } from "./rest.ts";
import type { Identity } from "./to-comment.ts";

const DISCORDS_LONGEST_ARCHIVE_MINUTES = 10_080;
const THREAD_EXISTS = 160_004;
const MOST_TAGS = 5;
const PAGE = 100;
/** A channel for articles holds little else; where people talk, this is a good while. */
const MOST_PAGES_SEARCHED = 10;
const LARGEST_CLOCK_ERROR_MS = 86_400_000;
const ARCHIVED_PAGE = "100";

type Forum = Extract<APIChannel, { type: ChannelType.GuildForum }>;

/** Opens an article's thread in a text or forum channel, once: a second attempt finds what the first one left. */
export function createThreadPort(
  rest: Rest,
  identity: () => Identity,
  log: Pick<Logger, "warn">,
  textsOf: PublicTexts,
): Pick<DiscordPort, "openThread" | "refreshStarter" | "archiveAgain"> {
  const awaken = createAwaken(rest, log);
  const needsOf = (article: Article): { channelId: string; permissions: string } => ({
    channelId: article.channelId,
    permissions: "View Channel, Send Messages, Create Public Threads, Send Messages in Threads, Read Message History",
  });

  async function openInText(
    article: Article,
    options: { isAgain: boolean; commentCount: number },
  ): Promise<OpenedThread> {
    const needs = needsOf(article);
    const starter =
      (options.isAgain && (await findStarter(article))) || (await postStarter(article, options.commentCount));
    const name = threadName(article);
    const settings = { name, auto_archive_duration: DISCORDS_LONGEST_ARCHIVE_MINUTES };
    await rest.post(Routes.threads(article.channelId, starter.id), needs, settings).catch((error: unknown) => {
      // A thread from a message has the message's id, so the one an earlier attempt opened is known already.
      if (!hasDiscordCode(error, THREAD_EXISTS)) throw error;
    });
    return { threadId: starter.id, starterMessageId: starter.id, name };
  }

  function postStarter(article: Article, commentCount: number): Promise<APIMessage> {
    const view = starterView(textsOf(article.guildId), article, commentCount);
    const body = { ...view, nonce: article.id, enforce_nonce: true };
    return rest.post<APIMessage>(Routes.channelMessages(article.channelId), needsOf(article), body);
  }

  /** Our starter message carries the article's id in its buttons. */
  async function findStarter(article: Article): Promise<APIMessage | undefined> {
    const route = Routes.channelMessages(article.channelId);
    let before: string | null = null;
    for (let pages = 0; pages < MOST_PAGES_SEARCHED; pages++) {
      const query: Record<string, string> = { limit: String(PAGE), ...(before === null ? {} : { before }) };
      const page = await rest.get<APIMessage[]>(route, needsOf(article), query);
      const found = page.find((message) => isStarterOf(article, message));
      before = page.map(({ id }) => id).toSorted(compareSnowflakes)[0] ?? null;
      if (found || before === null || page.length < PAGE || !mayBeAfter(before, article)) return found;
    }
    return undefined;
  }

  const isStarterOf = (article: Article, message: APIMessage): boolean =>
    message.author.id === identity().botId && JSON.stringify(message.components ?? []).includes(`:${article.id}:`);

  async function openInForum(
    article: Article,
    forum: Forum,
    options: { isAgain: boolean; commentCount: number },
  ): Promise<OpenedThread> {
    const name = threadName(article);
    const found = options.isAgain ? await findForumPost(article) : null;
    if (found !== null) return { threadId: found, starterMessageId: found, name };
    const message = starterView(textsOf(article.guildId), article, options.commentCount);
    const body = {
      name,
      auto_archive_duration: DISCORDS_LONGEST_ARCHIVE_MINUTES,
      message,
      applied_tags: tagsOf(article, forum),
    };
    const post = await rest.post<APIThreadChannel>(Routes.threads(article.channelId), needsOf(article), body);
    return { threadId: post.id, starterMessageId: post.id, name };
  }

  async function findForumPost(article: Article): Promise<string | null> {
    for (const thread of [...(await listActive(article)), ...(await listArchived(article))]) {
      const isCandidate = thread.parent_id === article.channelId && mayBeAfter(thread.id, article);
      if (!isCandidate || thread.owner_id !== identity().botId) continue;
      const first = await readFirst(article, thread.id);
      if (first && isStarterOf(article, first)) return thread.id;
    }
    return null;
  }

  async function listActive(article: Article): Promise<APIThreadChannel[]> {
    const route = Routes.guildActiveThreads(article.guildId);
    return (await rest.get<RESTGetAPIGuildThreadsResult>(route, needsOf(article))).threads as APIThreadChannel[];
  }

  /** Somebody may have archived it meanwhile. Newest first, by when they were archived: no further back than the article. */
  async function listArchived(article: Article): Promise<APIThreadChannel[]> {
    const found: APIThreadChannel[] = [];
    const route = Routes.channelThreads(article.channelId, "public");
    for (let query: Record<string, string> = { limit: ARCHIVED_PAGE }; ;) {
      const page = await rest.get<RESTGetAPIChannelThreadsArchivedPublicResult>(route, needsOf(article), query);
      const threads = page.threads as APIThreadChannel[];
      found.push(...threads);
      const before = threads.at(-1)?.thread_metadata?.archive_timestamp;
      if (!page.has_more || before === undefined || Date.parse(before) < snowflakeTime(article.id)) return found;
      query = { limit: ARCHIVED_PAGE, before };
    }
  }

  function readFirst(article: Article, threadId: string): Promise<APIMessage | null> {
    return rest.get<APIMessage>(Routes.channelMessage(threadId, threadId), needsOf(article)).catch((error: unknown) => {
      if (error instanceof UserError && error.code === "unknownMessage") return null;
      throw error;
    });
  }

  return {
    archiveAgain: awaken.archiveAgain,
    async openThread(article, options) {
      const channel = await rest.get<APIChannel>(Routes.channel(article.channelId), needsOf(article));
      if (channel.type === ChannelType.GuildForum) return openInForum(article, channel, options);
      if (!canHoldThreads(channel)) throw new UserError("channelUnsuitable", { channelId: article.channelId });
      return openInText(article, options);
    },
    async refreshStarter(article, commentCount) {
      if (article.starterMessageId === null || article.threadId === null) return;
      const isForumPost = await isInForum(article);
      const channelId = isForumPost ? article.threadId : article.channelId;
      const view = starterView(textsOf(article.guildId), article, commentCount);
      const route = Routes.channelMessage(channelId, article.starterMessageId);
      await awaken(channelId, () => rest.patch(route, needsOf(article), view));
    },
  };

  /** In a forum the starter message stands in the thread, in a text channel above it. */
  async function isInForum(article: Article): Promise<boolean> {
    const channel = await rest.get<APIChannel>(Routes.channel(article.channelId), needsOf(article));
    return channel.type === ChannelType.GuildForum;
  }
}

/** By Discord's clock, while the article's id was made by ours, which may be wrong. */
function mayBeAfter(id: string, article: Article): boolean {
  return snowflakeTime(id) > snowflakeTime(article.id) - LARGEST_CLOCK_ERROR_MS;
}

function canHoldThreads(channel: APIChannel): channel is APITextBasedChannel<ChannelType.GuildText> & APIChannel {
  return channel.type === ChannelType.GuildText || channel.type === ChannelType.GuildAnnouncement;
}

/** The forum's tags that are named like the article's; the first tag where the forum demands one and none fits. */
function tagsOf(article: Article, forum: Forum): string[] {
  const wanted = new Set(article.tags.map((tag) => tag.toLowerCase()));
  const fitting = forum.available_tags.filter((tag) => wanted.has(tag.name.toLowerCase())).map((tag) => tag.id);
  const REQUIRE_TAG = 1 << 4;
  const fallback = forum.available_tags[0];
  if (fitting.length === 0 && ((forum.flags ?? 0) & REQUIRE_TAG) !== 0 && fallback) return [fallback.id];
  return fitting.slice(0, MOST_TAGS);
}
