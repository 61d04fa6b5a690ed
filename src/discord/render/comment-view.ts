import type { Article } from "../../domain/article.ts";
import type { Comment } from "../../domain/comment.ts";
import { cutAtSentence } from "../../domain/cut-text.ts";
import type { Texts } from "../../i18n/en.ts";
import { articleName, authorName, excerpt, footOf, headline, parentLine } from "./comment-card.ts";
import { escapeForDiscord, escapeLine } from "./escape.ts";
import { articleLink, commentLink } from "./links.ts";
import { type Block, fitCard, type MessageView, note } from "./view.ts";

const FULL_TEXT_LENGTHS = [2_400, 1_200, 600];
const QUOTE_TEXT_LENGTHS = [2_400, 1_200, 600];

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
