import { ButtonStyle } from "discord-api-types/v10";
import type { Article } from "../../domain/article.ts";
import { cutAtSentence } from "../../domain/cut-text.ts";
import type { Texts } from "../../i18n/en/index.ts";
import { escapeForDiscord, escapeLine } from "./escape.ts";
import { articleLink } from "./links.ts";
import { duration, timestamp } from "./time.ts";
import { type Block, button, card, linkButton, fitCard, type MessageView, note } from "./view.ts";

/** Escaping can double a text, and Discord takes 4,000 characters and about 10,000 bytes a message. */
const STARTER_TEXT_LENGTHS = [1_200, 600, 200];
const READING_PAGE_LENGTH = 1_200;
const TITLE_LENGTH = 200;
const LIST_TITLE_LENGTHS = [200, 100, 60];
/** Longer addresses are left out: a button takes 512 characters. */
const LONGEST_LINK = 512;
const TAGS_SHOWN = 5;
const TAG_LENGTH = 40;
const THREAD_NAME_LENGTH = 100;

/** The starter message: the article, its count of comments, and the ways on. */
export function starterView(texts: Texts, article: Article, commentCount: number): MessageView {
  return fitCard(STARTER_TEXT_LENGTHS, (length) => buildStarter(texts, article, commentCount, length));
}

function buildStarter(texts: Texts, article: Article, commentCount: number, length: number): Block[] {
  const { text, isCut } = cutAtSentence(article.summary ?? article.body ?? "", length);
  const hasMore = isCut || (article.summary !== null && article.body !== null);
  const buttons = [button(texts.article.readComments, `comments-list:${article.id}:oldest`, ButtonStyle.Primary)];
  if (hasMore) buttons.push(button(texts.article.readOn, `article-read:${article.id}:0`));
  const link = linkTarget(article.url);
  if (link !== null) buttons.push(linkButton(texts.article.open, link));
  const blocks: Block[] = [heading(article)];
  const line = bylineOf(texts, article);
  if (line) blocks.push(line);
  if (text.trim()) blocks.push("---", escapeForDiscord(text));
  blocks.push("---", `-# ${texts.article.commentCount(commentCount)}`, buttons);
  return blocks;
}

/** One page of an article's whole text, for those whose article has no page of its own to go to. */
export function readingView(texts: Texts, article: Article, page: number): MessageView {
  const pages = readingPages(article);
  const index = Math.min(Math.max(page, 0), pages.length - 1);
  const turns = [];
  if (index > 0) turns.push(button(texts.comments.previous, `article-read:${article.id}:${index - 1}`));
  if (index < pages.length - 1) turns.push(button(texts.comments.next, `article-read:${article.id}:${index + 1}`));
  const range = `-# ${texts.article.page(index + 1, index + 1, pages.length)}`;
  return card([heading(article), escapeForDiscord(pages[index] ?? ""), range, turns]);
}

export type ArticleLine = { article: Article; commentCount: number };

/** A page of a server's articles. */
export function articleListView(texts: Texts, lines: ArticleLine[], next: string | null): MessageView {
  if (lines.length === 0) return note(texts.article.none);
  return fitCard(LIST_TITLE_LENGTHS, (length) => buildArticleList(texts, lines, next, length));
}

function buildArticleList(texts: Texts, lines: ArticleLine[], next: string | null, length: number): Block[] {
  const entries = lines.map(({ article, commentCount }) => {
    const title = `**[${escapeLine(shortTitle(article.title, length))}](${articleLink(article)})**`;
    const waiting = article.threadId === null ? ` · ${texts.article.waiting}` : "";
    return `${title}\n-# ${timestamp(article.createdAt, "D")} · ${texts.count.comments(commentCount)}${waiting}`;
  });
  const turn = next === null ? [] : [button(texts.comments.next, `article-list:${next}`)];
  return [`## ${texts.article.listTitle}`, ...entries, turn];
}

/** Discord's name for the thread: one line of at most 100 characters. */
export function threadName(article: Article): string {
  return cutAtSentence(article.title.replace(/\s+/g, " ").trim(), THREAD_NAME_LENGTH).text;
}

export function shortTitle(title: string, length: number = TITLE_LENGTH): string {
  return cutAtSentence(title.replace(/\s+/g, " ").trim(), length).text;
}

function heading(article: Article): string {
  const title = escapeLine(shortTitle(article.title));
  const link = linkTarget(article.url);
  return link === null ? `## ${title}` : `## [${title}](${link})`;
}

function bylineOf(texts: Texts, article: Article): string {
  const parts = [];
  if (article.author !== null) parts.push(texts.article.by(escapeLine(shortTitle(article.author, TAG_LENGTH * 2))));
  if (article.publishedAt !== null) parts.push(timestamp(article.publishedAt));
  if (article.lengthSeconds !== null) parts.push(`⏱ ${duration(article.lengthSeconds)}`);
  const tags = article.tags.slice(0, TAGS_SHOWN).map((tag) => `#${escapeLine(shortTitle(tag, TAG_LENGTH))}`);
  if (tags.length > 0) parts.push(tags.join(" "));
  return parts.length > 0 ? `-# ${parts.join(" · ")}` : "";
}

/** A closing bracket would end the link, white space would make it none. */
function linkTarget(url: string | null): string | null {
  if (url === null) return null;
  const target = new URL(url).href.replaceAll("(", "%28").replaceAll(")", "%29");
  return target.length <= LONGEST_LINK ? target : null;
}

function readingPages(article: Article): string[] {
  const pages: string[] = [];
  let rest = article.body ?? article.summary ?? "";
  while (rest.length > 0) {
    const { text, isCut } = cutAtSentence(rest, READING_PAGE_LENGTH);
    const taken = isCut ? text.replace(/…$/, "").trimEnd() : text;
    if (taken.length === 0) break;
    pages.push(taken);
    rest = isCut ? rest.slice(taken.length).trimStart() : "";
  }
  return pages;
}
