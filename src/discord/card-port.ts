import { type APIChannel, type APIMessage, type APIThreadChannel, ChannelType, Routes } from "discord-api-types/v10";
import type { Texts } from "../i18n/en/index.ts";
import type { CardPlace, DiscordPort } from "../services/ports.ts";
import type { RaidContent } from "../services/raid-tending.ts";
import type { CardContent } from "../services/report-cards.ts";
import { cutAtSentence } from "../domain/cut-text.ts";
import { raidCardView } from "./render/raid-view.ts";
import { type CardStatus, cardStatus, reportCardView } from "./render/report-card-view.ts";
import type { PublicTexts } from "./public-texts.ts";
import type { Needs } from "./refusals.ts";
import type { MessageView } from "./render/view.ts";
import type { Rest } from "./rest.ts";
import type { Identity } from "./to-comment.ts";

const RECENT = "100";
const MOST_NAME = 90;
const WEEK_MINUTES = 10_080;
const REQUIRE_TAG = 1 << 4;

type Forum = Extract<APIChannel, { type: ChannelType.GuildForum }>;

/** What stands in the moderators' channel for one matter. `mark`: what its custom ids hold of it, by which it is found again. */
type StaffCard = { view: MessageView; name: string; status: CardStatus; mark: string; nonce: string };
type Standing = { channelId: string; messageId: string; threadId: string | null };

type CardPort = Pick<
  DiscordPort,
  "postCard" | "updateCard" | "findCard" | "postRaidCard" | "updateRaidCard" | "findRaidCard"
>;

/** Cards of reports and of raids: messages in a text channel, or posts of a forum whose tags say how they stand. */
export function createCardPort(rest: Rest, identity: () => Identity, textsOf: PublicTexts): CardPort {
  const needsOf = (channelId: string): Needs => ({
    channelId,
    permissions: "View Channel, Send Messages, Read Message History",
  });

  const channelOf = (channelId: string): Promise<APIChannel> =>
    rest.get<APIChannel>(Routes.channel(channelId), needsOf(channelId));

  async function postInForum(forum: Forum, guildId: string, { view, name, status }: StaffCard): Promise<CardPlace> {
    const needs = { ...needsOf(forum.id), permissions: "View Channel, Create Posts" };
    const body = {
      name: name.slice(0, MOST_NAME),
      auto_archive_duration: WEEK_MINUTES,
      message: view,
      applied_tags: tagsFor(forum, status, textsOf(guildId)),
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

  const isMarked = (message: Pick<APIMessage, "author" | "components">, mark: string): boolean =>
    message.author.id === identity().botId && JSON.stringify(message.components ?? []).includes(`:${mark}"`);

  async function findInForum(forum: Forum, guildId: string, mark: string): Promise<CardPlace | null> {
    const route = Routes.guildActiveThreads(guildId);
    const { threads } = await rest.get<{ threads: APIThreadChannel[] }>(route, needsOf(forum.id));
    for (const { id, parent_id, owner_id } of threads) {
      if (parent_id !== forum.id || owner_id !== identity().botId) continue;
      const first = await rest.get<APIMessage>(Routes.channelMessage(id, id), needsOf(id));
      if (isMarked(first, mark)) return { messageId: id, threadId: id };
    }
    return null;
  }

  /** An archived post takes no edits: it is opened for the time of one. Its tags say how the card stands. */
  async function updatePost(
    { channelId, threadId }: Standing,
    guildId: string,
    status: CardStatus,
    isDone: boolean,
  ): Promise<void> {
    if (threadId === null) return;
    const forum = await channelOf(channelId);
    const tags =
      forum.type === ChannelType.GuildForum ? { applied_tags: tagsFor(forum, status, textsOf(guildId)) } : {};
    await rest.patch(Routes.channel(threadId), needsOf(threadId), { archived: isDone, ...tags });
  }

  async function post(channelId: string, guildId: string, staffCard: StaffCard): Promise<CardPlace> {
    const channel = await channelOf(channelId);
    if (channel.type === ChannelType.GuildForum) return postInForum(channel, guildId, staffCard);
    const body = { ...staffCard.view, nonce: staffCard.nonce, enforce_nonce: true };
    const message = await rest.post<APIMessage>(Routes.channelMessages(channelId), needsOf(channelId), body);
    return { messageId: message.id, threadId: null };
  }

  async function update(at: Standing, guildId: string, { view, status }: StaffCard): Promise<void> {
    const place = at.threadId ?? at.channelId;
    await updatePost(at, guildId, status, false);
    await rest.patch(Routes.channelMessage(place, at.messageId), needsOf(place), view);
    if (status === "done") await updatePost(at, guildId, status, true);
  }

  async function find(channelId: string, guildId: string, mark: string): Promise<CardPlace | null> {
    const channel = await channelOf(channelId);
    if (channel.type === ChannelType.GuildForum) return findInForum(channel, guildId, mark);
    const recent = await rest.get<APIMessage[]>(Routes.channelMessages(channelId), needsOf(channelId), {
      limit: RECENT,
    });
    const found = recent.find((message) => isMarked(message, mark));
    return found ? { messageId: found.id, threadId: null } : null;
  }

  function reportCard(content: CardContent): StaffCard {
    const { comment } = content;
    const excerpt = cutAtSentence(comment.text.replace(/\s+/g, " "), MOST_NAME - 40).text;
    return {
      view: reportCardView(textsOf(comment.guildId), content),
      name: `${comment.author.name}: ${excerpt}`,
      status: cardStatus(content),
      mark: comment.id,
      nonce: `c${comment.id}`,
    };
  }

  function raidCard(content: RaidContent): StaffCard {
    const { raid, article } = content;
    const texts = textsOf(raid.guildId);
    return {
      view: raidCardView(texts, content),
      name: `${texts.raid.title}: ${article?.title ?? raid.threadId}`,
      status: raid.end ? "done" : "open",
      mark: raid.id,
      nonce: `r${raid.id}`,
    };
  }

  return {
    postCard: (content) => post(content.card.channelId, content.comment.guildId, reportCard(content)),
    updateCard: (content) => {
      const { channelId, messageId, threadId } = content.card;
      return update({ channelId, messageId: messageId ?? "", threadId }, content.comment.guildId, reportCard(content));
    },
    findCard: ({ channelId, commentId, guildId }) => find(channelId, guildId, commentId),
    postRaidCard: (content, channelId) => post(channelId, content.raid.guildId, raidCard(content)),
    async updateRaidCard(content) {
      if (content.raid.card) await update(content.raid.card, content.raid.guildId, raidCard(content));
    },
    findRaidCard: ({ id, guildId }, channelId) => find(channelId, guildId, id),
  };
}
