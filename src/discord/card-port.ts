import { type APIChannel, type APIMessage, type APIThreadChannel, ChannelType, Routes } from "discord-api-types/v10";
import type { Texts } from "../i18n/en/index.ts";
import type { CardPlace, DiscordPort } from "../services/ports.ts";
import type { CardContent } from "../services/report-cards.ts";
import { cutAtSentence } from "../domain/cut-text.ts";
import { type CardStatus, cardStatus, reportCardView } from "./render/report-card-view.ts";
import type { PublicTexts } from "./public-texts.ts";
import type { Needs } from "./refusals.ts";
import type { Rest } from "./rest.ts";
import type { Identity } from "./to-comment.ts";

const RECENT = "100";
const MOST_NAME = 90;
const WEEK_MINUTES = 10_080;
const REQUIRE_TAG = 1 << 4;

type Forum = Extract<APIChannel, { type: ChannelType.GuildForum }>;

/** Report cards: messages in a text channel, or posts of a forum whose tags say how they stand. */
export function createCardPort(
  rest: Rest,
  identity: () => Identity,
  textsOf: PublicTexts,
): Pick<DiscordPort, "postCard" | "updateCard" | "findCard"> {
  const needsOf = (channelId: string): Needs => ({
    channelId,
    permissions: "View Channel, Send Messages, Read Message History",
  });

  const channelOf = (channelId: string): Promise<APIChannel> =>
    rest.get<APIChannel>(Routes.channel(channelId), needsOf(channelId));

  async function postInForum(forum: Forum, content: CardContent): Promise<CardPlace> {
    const needs = { ...needsOf(forum.id), permissions: "View Channel, Create Posts" };
    const excerpt = cutAtSentence(content.comment.text.replace(/\s+/g, " "), MOST_NAME - 40).text;
    const body = {
      name: `${content.comment.author.name}: ${excerpt}`.slice(0, MOST_NAME),
      auto_archive_duration: WEEK_MINUTES,
      message: reportCardView(textsOf(content.comment.guildId), content),
      applied_tags: tagsFor(forum, cardStatus(content), textsOf(content.comment.guildId)),
    };
    const post = await rest.post<APIThreadChannel>(Routes.threads(forum.id), needs, body);
    return { messageId: post.id, threadId: post.id };
  }

  /** The tags that say how a card stands; where the forum demands one and none fits, its first. */
  function tagsFor(forum: Forum, status: CardStatus, texts: Texts): string[] {
    const named = forum.available_tags.find(
      ({ name }) => name.toLowerCase() === texts.report.tags[status].toLowerCase(),
    );
    const [first] = forum.available_tags;
    const isNeeded = ((forum.flags ?? 0) & REQUIRE_TAG) !== 0;
    return named ? [named.id] : isNeeded && first ? [first.id] : [];
  }

  const isCardOf = (message: Pick<APIMessage, "author" | "components">, commentId: string): boolean =>
    message.author.id === identity().botId && JSON.stringify(message.components ?? []).includes(`:${commentId}"`);

  async function findInForum(forum: Forum, guildId: string, commentId: string): Promise<CardPlace | null> {
    const route = Routes.guildActiveThreads(guildId);
    const { threads } = await rest.get<{ threads: APIThreadChannel[] }>(route, needsOf(forum.id));
    for (const { id, parent_id, owner_id } of threads) {
      if (parent_id !== forum.id || owner_id !== identity().botId) continue;
      const first = await rest.get<APIMessage>(Routes.channelMessage(id, id), needsOf(id));
      if (isCardOf(first, commentId)) return { messageId: id, threadId: id };
    }
    return null;
  }

  /** An archived post takes no edits: it is opened for the time of one. Its tags say how the card stands. */
  async function updatePost(content: CardContent, threadId: string, isDone: boolean): Promise<void> {
    const forum = await channelOf(content.card.channelId);
    const tags =
      forum.type === ChannelType.GuildForum
        ? { applied_tags: tagsFor(forum, cardStatus(content), textsOf(content.comment.guildId)) }
        : {};
    await rest.patch(Routes.channel(threadId), needsOf(threadId), { archived: isDone, ...tags });
  }

  return {
    async postCard(content) {
      const { channelId, commentId } = content.card;
      const channel = await channelOf(channelId);
      if (channel.type === ChannelType.GuildForum) return postInForum(channel, content);
      const body = {
        ...reportCardView(textsOf(content.comment.guildId), content),
        nonce: `c${commentId}`,
        enforce_nonce: true,
      };
      const message = await rest.post<APIMessage>(Routes.channelMessages(channelId), needsOf(channelId), body);
      return { messageId: message.id, threadId: null };
    },

    async updateCard(content) {
      const { channelId, messageId, threadId } = content.card;
      const place = threadId ?? channelId;
      if (threadId !== null) await updatePost(content, threadId, false);
      const view = reportCardView(textsOf(content.comment.guildId), content);
      await rest.patch(Routes.channelMessage(place, messageId ?? ""), needsOf(place), view);
      if (threadId !== null && cardStatus(content) === "done") await updatePost(content, threadId, true);
    },

    async findCard({ channelId, commentId, guildId }) {
      const channel = await channelOf(channelId);
      if (channel.type === ChannelType.GuildForum) return findInForum(channel, guildId, commentId);
      const recent = await rest.get<APIMessage[]>(Routes.channelMessages(channelId), needsOf(channelId), {
        limit: RECENT,
      });
      const found = recent.find((message) => isCardOf(message, commentId));
      return found ? { messageId: found.id, threadId: null } : null;
    },
  };
}
