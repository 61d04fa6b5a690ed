import type { ButtonBuilder } from "@discordjs/builders";
import type { Article } from "../../domain/article.ts";
import type { Comment } from "../../domain/comment.ts";
import type { Texts } from "../../i18n/en/index.ts";
import type { WatchedNews } from "../../services/ports.ts";
import { articleName, authorName, excerpt } from "./comment-card.ts";
import { escapeLine } from "./escape.ts";
import { commentLink } from "./links.ts";
import { timestamp } from "./time.ts";
import { type Block, button, fitCard, type MessageView } from "./view.ts";
import { watchTargetLabel, watchTargetText } from "./watch-target.ts";

/** Excerpts, from the longest that may fit. */
const TEXT_LENGTHS = [220, 110, 60, 25];
const COMMENTS_SHOWN = 10;
const BUTTONS_A_ROW = 5;
const MOST_BUTTONS = 10;
const TARGETS_NAMED = 5;
const LABEL_LENGTH = 40;
/** Where so little of the texts fits, names are short, too. */
const TIGHT_LENGTH = 60;

/** The direct message about new comments that somebody watches for. `mark`: the id of its container, by which it is found again. */
export function watchNewsView(
  texts: Texts,
  news: WatchedNews,
  { server, mark }: { server: string; mark: number },
): MessageView {
  const view = fitCard(TEXT_LENGTHS, (length) => buildNews(texts, news, server, length));
  return { ...view, components: view.components.map((component) => ({ ...component, id: mark })) };
}

function buildNews(texts: Texts, news: WatchedNews, server: string, length: number): Block[] {
  const { watching } = texts;
  const { comments, isCut, watches } = news;
  const byArticle = Map.groupBy(comments, ({ article }) => article.id);
  const shown = Map.groupBy(comments.slice(-COMMENTS_SHOWN), ({ article }) => article);
  const head = `**${watching.news(comments.length, byArticle.size, isCut)}** ${watching.inServer(escapeLine(server))}`;
  const parts = [...shown].map(([article, some]) => articlePart(texts, article, some, length));
  const more = Math.max(0, comments.length - COMMENTS_SHOWN);
  const named = watches
    .slice(0, TARGETS_NAMED)
    .map(({ target }) => watchTargetText(texts, target, length < TIGHT_LENGTH ? length : TIGHT_LENGTH));
  const foot = [...(more > 0 ? [watching.more(more)] : []), watching.because(named, watches.length - named.length)];
  return [head, ...parts, foot.map((line) => `-# ${line}`).join("\n"), ...stopButtons(texts, news)];
}

function articlePart(
  texts: Texts,
  article: Article,
  comments: readonly { comment: Comment }[],
  length: number,
): string {
  const isTight = length < TIGHT_LENGTH;
  const lines = comments.map(({ comment }) => {
    const parts = [`**${authorName(comment, isTight ? 20 : 40)}**`];
    if (comment.createdAt !== null) parts.push(timestamp(comment.createdAt, "R"));
    const link = commentLink(comment);
    if (link) parts.push(`[${texts.comments.jump}](${link})`);
    return `${parts.join(" · ")}\n> ${excerpt(comment, length) || `*${texts.comments.noText}*`}`;
  });
  return [`**${articleName(article, isTight ? 30 : 80)}**`, ...lines].join("\n");
}

function stopButtons(texts: Texts, { watches, watcher }: WatchedNews): ButtonBuilder[][] {
  const { stop, stopThis } = texts.watching;
  const buttons = watches.slice(0, MOST_BUTTONS).map(({ number, target }) => {
    const label = watches.length === 1 ? stop : stopThis(watchTargetLabel(texts, target, LABEL_LENGTH));
    return button(label, `watch-stop:${watcher.guildId}:${watcher.memberId}:${number}`);
  });
  return [buttons.slice(0, BUTTONS_A_ROW), buttons.slice(BUTTONS_A_ROW)];
}
