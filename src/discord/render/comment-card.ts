import type { Article } from "../../domain/article.ts";
import type { Comment, SealedComment } from "../../domain/comment.ts";
import { cutAtSentence } from "../../domain/cut-text.ts";
import { findWords } from "../../domain/find-words.ts";
import type { SearchTerm } from "../../domain/search-query.ts";
import type { Texts } from "../../i18n/en/index.ts";
import { shortTitle } from "./article-view.ts";
import { escapeForDiscord, escapeLine } from "./escape.ts";
import { articleLink, commentLink } from "./links.ts";
import { markText } from "./marked-text.ts";
import { timestamp } from "./time.ts";

const REACTIONS_SHOWN = 5;
/** Discord allows no more under a message. */
const MOST_REACTIONS = 20;
/** Where so little of a text fits, the rest of the card is short, too. */
const TIGHT_LENGTH = 100;
const TIGHT = { reactions: 1, name: 16, article: 24 };
const NAME_LENGTH = 40;
const ARTICLE_NAME_LENGTH = 80;
const ELLIPSIS = "…";

export type CardContext = {
  /** UTF-16 code units of the text that are shown. */
  length: number;
  parent?: Comment | undefined;
  replies?: number | undefined;
  /** Where it was written, for lists over several articles. */
  article?: Article | undefined;
  /** What a removed comment said, for moderators. */
  sealed?: SealedComment | undefined;
  /** What was searched for: it is shown, and marked. */
  terms?: readonly SearchTerm[];
};

/** A comment on a few lines: author, time, text cut at a word, counts and jump link. */
export function cardText(texts: Texts, comment: Comment, context: CardContext): string {
  const { text, isCut } = cutForCard(comment.text, context);
  const isTight = context.length < TIGHT_LENGTH;
  const lines = [headline(texts, comment, context.article, isTight)];
  if (comment.parentId !== null) lines.push(`-# ↪ ${parentLine(texts, context.parent, isTight)}`);
  if (context.sealed) lines.push(...sealedLines(texts, comment, context.sealed, context.length));
  else lines.push(shownText(texts, comment, text, context.terms));
  const foot = footOf(texts, comment, { isCut, replies: context.replies, isTight });
  if (foot) lines.push(`-# ${foot}`);
  return lines.join("\n");
}

/** A beginning, or, where a search found something further in, the stretch around it. */
function cutForCard(text: string, { length, terms = [] }: CardContext): { text: string; isCut: boolean } {
  const [first] = findWords(text, terms);
  if (!first || first.to <= length) return cutAtSentence(text, length);
  const near = first.from - Math.floor(length / 3);
  const space = text.slice(0, first.from).search(/\s\S*$/);
  const border = text.slice(near, first.from).search(/\s\S/);
  const from = border >= 0 ? near + border + 1 : Math.max(space + 1, near);
  const rest = text.slice(isWithinPair(text, from) ? from + 1 : from);
  return { text: ELLIPSIS + cutAtSentence(rest, length - ELLIPSIS.length).text, isCut: true };
}

function isWithinPair(text: string, at: number): boolean {
  return /[\uDC00-\uDFFF]/.test(text.charAt(at));
}

/** What it says, escaped; what is not there any more says so. */
function shownText(texts: Texts, comment: Comment, text: string, terms: readonly SearchTerm[] = []): string {
  if (comment.state !== "visible") return `*${texts.comments[comment.state]}*`;
  const shown = terms.length > 0 ? markText(text, findWords(text, terms), "**") : escapeForDiscord(text);
  return shown.trim() || `*${texts.comments.noText}*`;
}

function sealedLines(texts: Texts, hidden: Comment, { comment, eraseAfter }: SealedComment, length: number): string[] {
  const words = escapeForDiscord(cutAtSentence(comment.text, length).text).trim();
  const until = timestamp(eraseAfter, "D");
  const head = hidden.state === "held" ? texts.comments.heldSealed(until) : texts.comments.removedSealed(until);
  return [`*${head}*`, words.replace(/^/gm, "> ")];
}

export function headline(texts: Texts, comment: Comment, article?: Article, isTight: boolean = false): string {
  const parts = [`**${authorName(comment, isTight ? TIGHT.name : NAME_LENGTH)}**`];
  if (comment.createdAt !== null) parts.push(timestamp(comment.createdAt));
  if (comment.origin === "import") parts.push(texts.comments.imported);
  if (article) parts.push(texts.quote.from(articleName(article, isTight ? TIGHT.article : ARTICLE_NAME_LENGTH)));
  return parts.join(" · ");
}

export function footOf(
  texts: Texts,
  comment: Comment,
  {
    isCut,
    replies = 0,
    isTight = false,
    isWhole = false,
  }: { isCut: boolean; replies?: number | undefined; isTight?: boolean; isWhole?: boolean },
): string {
  const shown = comment.reactions.slice(0, isWhole ? MOST_REACTIONS : isTight ? TIGHT.reactions : REACTIONS_SHOWN);
  const parts = shown.map(({ emoji, count }) => `${shownEmoji(emoji)} ${count}`);
  if (replies > 0) parts.push(texts.comments.replies(replies));
  if (comment.edits.length > 0) parts.push(texts.comments.edited(comment.edits.length));
  if (comment.attachments.length > 0) parts.push(texts.comments.attachments(comment.attachments.length));
  const link = commentLink(comment);
  if (link) parts.push(`[${isCut ? texts.comments.showAll : texts.comments.jump}](${link})`);
  return parts.join(" · ");
}

export function parentLine(texts: Texts, parent: Comment | undefined, isTight: boolean = false): string {
  if (parent?.state !== "visible") return texts.comments.replyToGone;
  return texts.comments.replyTo(authorName(parent, isTight ? TIGHT.name : NAME_LENGTH));
}

export function authorName(comment: Comment, length: number = NAME_LENGTH): string {
  return escapeLine(cutAtSentence(comment.author.name, length).text);
}

/** The beginning of a comment on one line, escaped. */
export function excerpt(comment: Comment, length: number): string {
  return escapeLine(cutAtSentence(comment.text.replace(/\s+/g, " ").trim(), length).text);
}

/** @param length of the title, in UTF-16 code units; the usual, when absent */
export function articleName(article: Article, length?: number): string {
  return `[${escapeLine(shortTitle(article.title, length))}](${articleLink(article)})`;
}

/** Another server's emoji cannot be shown by its name: Discord draws it from its id. */
function shownEmoji(emoji: string): string {
  const [, name, id] = /^(.*):(\d+)$/.exec(emoji) ?? [];
  return id ? `<:${name || "emoji"}:${id}>` : emoji;
}
