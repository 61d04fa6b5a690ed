import { ButtonStyle } from "discord-api-types/v10";
import type { Article } from "../../domain/article.ts";
import type { Comment } from "../../domain/comment.ts";
import { cutAtSentence } from "../../domain/cut-text.ts";
import type { Texts } from "../../i18n/en.ts";
import type { CommentPage } from "../../services/comments.ts";
import { articleName, authorName, cardText, excerpt, footOf, headline, parentLine } from "./comment-card.ts";
import { escapeForDiscord, escapeLine } from "./escape.ts";
import { articleLink, commentLink } from "./links.ts";
import { shortTitle } from "./article-view.ts";
import { type Block, button, card, fitCard, type MessageView, note } from "./view.ts";

/** Five cards of this length, escaped, stay within the 4,000 characters of one message. */
export const COMMENTS_A_PAGE = 5;
const CARD_TEXT_LENGTHS = [280, 140, 40];
const FULL_TEXT_LENGTHS = [2_400, 1_200, 600];
const QUOTE_TEXT_LENGTHS = [2_400, 1_200, 600];

/** A page of an article's comments, with buttons that carry all they need in their custom ids. */
export function commentListView(texts: Texts, page: CommentPage, parents: Map<string, Comment>): MessageView {
  const { article, comments } = page;
  const title = `## [${escapeLine(texts.comments.listTitle(shortTitle(article.title)))}](${articleLink(article)})`;
  if (comments.length === 0) return card([title, texts.comments.none]);
  return fitCard(CARD_TEXT_LENGTHS, (length) => buildList(texts, page, parents, { title, length }));
}

function buildList(
  texts: Texts,
  page: CommentPage,
  parents: Map<string, Comment>,
  { title, length }: { title: string; length: number },
): Block[] {
  const { comments, order } = page;
  const last = page.offset + comments.length;
  const label = order === "newest" ? texts.comments.newest : texts.comments.oldest;
  const range = `-# ${texts.comments.range(page.offset + 1, last, page.total)} · ${label}`;
  const entries = comments.map((comment) => {
    const parent = comment.parentId === null ? undefined : parents.get(comment.parentId);
    return cardText(texts, comment, { length, parent });
  });
  return [title, ...entries, range, turnButtons(texts, page)];
}

function turnButtons(texts: Texts, page: CommentPage): ReturnType<typeof button>[] {
  const { article, comments, order } = page;
  const base = `comments-list:${article.id}:${order}`;
  const [first, last] = [comments.at(0), comments.at(-1)];
  const other = order === "newest" ? "oldest" : "newest";
  const back = `${base}:previous:${first?.id}:${Math.max(0, page.offset - COMMENTS_A_PAGE)}`;
  const on = `${base}:next:${last?.id}:${page.offset + comments.length}`;
  return [
    button(`◀ ${texts.comments.previous}`, back).setDisabled(!page.hasPrevious),
    button(`${texts.comments.next} ▶`, on, ButtonStyle.Primary).setDisabled(!page.hasNext),
    button(texts.comments[other], `comments-list:${article.id}:${other}`),
  ];
}

export type ShownComment = {
  comment: Comment;
  article: Article;
  parent: Comment | undefined;
  /** The first of them. */
  replies: Comment[];
  replyCount: number;
};

/** One comment in full with its first replies. */
export function commentView(texts: Texts, shown: ShownComment): MessageView {
  const { state } = shown.comment;
  if (state === "removed" || state === "deleted") return note(texts.comments[state]);
  return fitCard(FULL_TEXT_LENGTHS, (length) => buildComment(texts, shown, length));
}

function buildComment(texts: Texts, shown: ShownComment, length: number): Block[] {
  const { comment, article, parent, replies, replyCount } = shown;
  const { text, isCut } = cutAtSentence(comment.text, length);
  const blocks: Block[] = [`${headline(texts, comment)} · ${texts.quote.from(articleName(article))}`];
  if (comment.parentId !== null) blocks.push(`-# ↪ ${parentLine(texts, parent)}`);
  blocks.push(escapeForDiscord(text).trim() || `*${texts.comments.noText}*`);
  if (comment.attachments.length > 0) {
    const names = comment.attachments.map((file) => escapeLine(file.name)).join(", ");
    blocks.push(`-# ${cutAtSentence(names, 300).text}`);
  }
  const foot = footOf(texts, comment, { isCut });
  if (foot) blocks.push(`-# ${foot}`);
  if (replyCount > 0) {
    const lines = replies.map((reply) => `${authorName(reply)}: ${excerpt(reply, 80)}`);
    blocks.push("---", [`-# ${texts.comments.replies(replyCount)}`, ...lines].join("\n"));
  }
  return blocks;
}

/** A quote that can stand anywhere: who said it, when, where, and the way there. */
export function quoteView(texts: Texts, quote: { comment: Comment; article: Article; quotedBy: string }): MessageView {
  return fitCard(QUOTE_TEXT_LENGTHS, (length) => buildQuote(texts, quote, length));
}

function buildQuote(
  texts: Texts,
  quote: { comment: Comment; article: Article; quotedBy: string },
  length: number,
): Block[] {
  const { comment, article, quotedBy } = quote;
  const { text } = cutAtSentence(comment.text, length);
  const quoted = (escapeForDiscord(text).trim() || `*${texts.comments.noText}*`).replace(/^/gm, "> ");
  const link = commentLink(comment) ?? articleLink(article);
  const foot = `-# ${texts.quote.from(articleName(article))} · [${texts.comments.jump}](${link}) · ${texts.quote.by(escapeLine(quotedBy))}`;
  return [headline(texts, comment), quoted, foot];
}
