import { encodeList, type ListRequest, type ListSort } from "../../domain/list-request.ts";
import type { Texts } from "../../i18n/en/index.ts";
import type { ListPage } from "../../services/comments-list.ts";
import { shortTitle } from "./article-view.ts";
import { authorName, cardText, excerpt } from "./comment-card.ts";
import { openMenu } from "./comment-open-menu.ts";
import { escapeLine } from "./escape.ts";
import { articleLink } from "./links.ts";
import { pageMenu } from "./page-menu.ts";
import { timestamp } from "./time.ts";
import { JUMP, turnButtons } from "./turn-code.ts";
import { type Block, button, card, fitCard, type MessageView } from "./view.ts";

/** Five cards of this length, escaped, stay within the 4,000 characters of one message. */
export const COMMENTS_A_PAGE = 5;
const EXCERPT_LENGTH = 150;
const CARD_TEXT_LENGTHS = [280, 140, 60, 30, 10];
/** What a button beside the pages turns the order to. */
const OTHER_SORT: Record<ListSort, ListSort> = {
  oldest: "newest",
  newest: "oldest",
  reactions: "newest",
  replies: "newest",
  lively: "newest",
};

/** A page of comments, with buttons that carry all they need in their custom ids. */
export function commentListView(texts: Texts, page: ListPage): MessageView {
  const title = titleOf(texts, page);
  const filters = filtersOf(texts, page.request);
  if (page.comments.length === 0 && !page.hasPrevious)
    return card([title, filters, noneOf(texts, page)].filter(Boolean));
  return fitCard(CARD_TEXT_LENGTHS, (length) => buildList(texts, page, { title, filters, length }));
}

function buildList(
  texts: Texts,
  page: ListPage,
  { title, filters, length }: { title: string; filters: string; length: number },
): Block[] {
  const { comments, articles, parents, replies, sealed, request, total, offset } = page;
  const entries = comments.map((comment) =>
    cardText(texts, comment, {
      length,
      article: articles.get(comment.articleId),
      parent: comment.parentId === null ? undefined : parents.get(comment.parentId),
      replies: replies.get(comment.id),
      sealed: sealed.get(comment.id),
    }),
  );
  const notes = [`-# ${rangeOf(texts, page)} · ${texts.list.sorts[request.sort]}`];
  if (page.isBackAtFirst) notes.unshift(`-# ${texts.list.isBackAtFirst}`);
  const blocks: Block[] = [[title, filters].filter(Boolean).join("\n"), ...entries, notes.join("\n")];
  const other = { ...request, sort: OTHER_SORT[request.sort] };
  const turns = turnButtons(texts, page, { pageSize: COMMENTS_A_PAGE, routeTo: (turn) => routeTo(request, turn) });
  blocks.push([...turns, button(texts.list.sorts[other.sort], routeTo(other, "first"))]);
  const opening = openMenu(texts, comments, length);
  if (opening) blocks.push(opening);
  const pageSize = COMMENTS_A_PAGE;
  const jumping = total === null ? null : pageMenu(texts, routeTo(request, JUMP), { offset, total, pageSize });
  if (jumping) blocks.push(jumping);
  return blocks;
}

function titleOf(texts: Texts, { article, parent, request }: ListPage): string {
  if (parent) return `## ${texts.list.repliesTo(authorName(parent))}\n-# ${excerpt(parent, EXCERPT_LENGTH)}`;
  const member = request.authorId === null ? null : `<@${request.authorId}>`;
  if (!article) return `## ${member === null ? texts.list.ofServer : texts.list.ofMember(member)}`;
  const title = escapeLine(shortTitle(article.title));
  const name = member === null ? texts.comments.listTitle(title) : texts.list.ofMemberOn(member, title);
  // A mention within a link's text would show as an id.
  return member === null ? `## [${name}](${articleLink(article)})` : `## ${name}`;
}

function filtersOf(texts: Texts, { state, origin, hasLink, hasFile, from, until }: ListRequest): string {
  const parts = [];
  if (state !== "visible") parts.push(texts.list.states[state]);
  if (origin !== null) parts.push(origin === "import" ? texts.list.isImported : texts.list.isLive);
  if (hasLink) parts.push(texts.list.hasLink);
  if (hasFile) parts.push(texts.list.hasFile);
  const time = (seconds: number): string => timestamp(new Date(seconds * 1_000).toISOString(), "f");
  if (from !== null) parts.push(texts.list.since(time(from)));
  if (until !== null) parts.push(texts.list.before(time(until)));
  return parts.length > 0 ? `-# ${parts.join(" · ")}` : "";
}

function noneOf(texts: Texts, { request, article }: ListPage): string {
  if (filtersOf(texts, request) !== "") return texts.list.noneFits;
  const isPlain = request.sort === "oldest" || request.sort === "newest";
  return isPlain && article && request.authorId === null ? texts.list.noneYet : texts.list.none[request.sort];
}

function rangeOf(texts: Texts, { offset, comments, total, hasNext }: ListPage): string {
  const [from, to] = [offset + 1, offset + comments.length];
  if (total !== null) return texts.comments.range(from, to, Math.max(total, to));
  return hasNext ? texts.list.rangeOnly(from, to) : `${texts.list.rangeOnly(from, to)} · ${texts.list.end}`;
}

/** At most 14 + 50 + 1 + 30 of the 100 characters of a custom id. */
function routeTo(request: ListRequest, turn: string): string {
  return `comments-list:${encodeList(request)}:${turn}`;
}
