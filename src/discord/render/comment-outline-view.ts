import type { StringSelectMenuBuilder } from "@discordjs/builders";
import type { Comment } from "../../domain/comment.ts";
import { type ListSort, listSorts } from "../../domain/list-request.ts";
import { shortId } from "../../domain/short-id.ts";
import type { Texts } from "../../i18n/en/index.ts";
import { BRANCHES_A_PAGE, type OutlineLine, type OutlinePage } from "../../services/comments-outline.ts";
import { shortTitle } from "./article-view.ts";
import { authorName, excerpt } from "./comment-card.ts";
import { openMenu, plainLine } from "./comment-open-menu.ts";
import { escapeLine } from "./escape.ts";
import { articleLink } from "./links.ts";
import { turnButtons } from "./turn-code.ts";
import { type Block, button, card, fitCard, menu, type MessageView } from "./view.ts";

const EXCERPT_LENGTHS = [100, 60, 30, 15];
/** Discord cuts plain spaces at a line's beginning. */
const INDENT = "\u2003";
const NAME_LENGTH = 30;
const ROOT_LENGTHS_TO_ONE = 3;
const MOST_CHOICES = 25;

/** Names an outline in custom ids: of a branch (`-root`) or of an article, and its order. */
export type OutlineCode = { articleId: string; rootId: string | null; sort: ListSort };

/** At most 16 + 14 + 3 + 30 of the 100 characters of a custom id. */
export function outlineRoute({ articleId, rootId, sort }: OutlineCode, turn: string): string {
  const subject = rootId === null ? shortId(articleId) : `-${shortId(rootId)}`;
  return `comments-thread:${subject}:${listSorts.indexOf(sort)}:${turn}`;
}

/** A page of the discussion: who answered whom. */
export function commentOutlineView(texts: Texts, page: OutlinePage): MessageView {
  if (page.lines.length === 0 && !page.hasPrevious) {
    const none = page.root ? texts.outline.noneHere : texts.outline.none;
    return card([...headOf(texts, page, EXCERPT_LENGTHS[0] ?? 0), none, wayButtons(texts, page)]);
  }
  return fitCard(EXCERPT_LENGTHS, (length) => buildOutline(texts, page, length));
}

function buildOutline(texts: Texts, page: OutlinePage, length: number): Block[] {
  const { lines, offset, total, rows } = page;
  const shown = treeText(texts, lines, length);
  const to = offset + rows.length;
  const range = total === null ? texts.list.rangeOnly(offset + 1, to) : texts.comments.range(offset + 1, to, total);
  const notes = [`-# ${range} · ${texts.list.sorts[page.sort]}`];
  if (page.isBackAtFirst) notes.unshift(`-# ${texts.list.isBackAtFirst}`);
  const blocks: Block[] = [...headOf(texts, page, length), shown, notes.join("\n")];
  const routeTo = (turn: string): string => outlineRoute(codeOf(page), turn);
  blocks.push([...turnButtons(texts, page, { pageSize: BRANCHES_A_PAGE, routeTo }), ...wayButtons(texts, page)]);
  const branches = branchMenu(texts, page, length);
  if (branches) blocks.push(branches);
  const reading = openMenu(texts, lines.map(({ comment }) => comment).slice(0, MOST_CHOICES), length);
  if (reading) blocks.push(reading);
  return blocks;
}

function headOf(texts: Texts, { article, root, ancestors }: OutlinePage, length: number): Block[] {
  const link = `[${escapeLine(texts.outline.title(shortTitle(article.title)))}](${articleLink(article)})`;
  if (!root) return [`## ${link}`];
  const above = ancestors.map((comment, depth) => `-# ${indent(depth)}${sayingOf(texts, comment, length)}`);
  const own = `**${authorName(root)}** ${wordsOf(texts, root, length * ROOT_LENGTHS_TO_ONE)}`;
  return [[`-# ${link}`, ...above].join("\n"), `## ${texts.outline.answersTo(authorName(root))}\n> ${own}`];
}

/** How many replies are not shown stands behind those that are. */
function treeText(texts: Texts, lines: readonly OutlineLine[], length: number): string {
  const shown: string[] = [];
  const open: OutlineLine[] = [];
  const closeFrom = (depth: number): void => {
    for (let last = open.at(-1); last && last.depth >= depth; last = open.at(-1)) {
      if (last.hidden > 0) shown.push(`-# ${INDENT.repeat(last.depth + 1)}${texts.outline.more(last.hidden)}`);
      open.pop();
    }
  };
  for (const line of lines) {
    closeFrom(line.depth);
    shown.push(`${indent(line.depth)}${sayingOf(texts, line.comment, length)}`);
    open.push(line);
  }
  closeFrom(0);
  return shown.join("\n");
}

const indent = (depth: number): string => (depth === 0 ? "" : `${INDENT.repeat(depth)}↳ `);

function sayingOf(texts: Texts, comment: Comment, length: number): string {
  const name = authorName(comment, Math.min(NAME_LENGTH, Math.max(length, 10)));
  return comment.state === "visible" ? `**${name}** ${wordsOf(texts, comment, length)}` : `*${texts.outline.gone}*`;
}

function wordsOf(texts: Texts, comment: Comment, length: number): string {
  if (comment.state !== "visible") return `*${texts.outline.gone}*`;
  return excerpt(comment, length) || `*${texts.comments.noText}*`;
}

function codeOf({ article, root, sort }: OutlinePage): OutlineCode {
  return { articleId: article.id, rootId: root?.id ?? null, sort };
}

/** Up to what the root answers, to the whole, and the other order. */
function wayButtons(texts: Texts, page: OutlinePage): ReturnType<typeof button>[] {
  const code = codeOf(page);
  const sort: ListSort = page.sort === "oldest" ? "replies" : "oldest";
  const ways = [button(texts.list.sorts[sort], outlineRoute({ ...code, sort }, "first"))];
  const above = page.ancestors.at(-1);
  if (page.root) ways.push(button(texts.outline.all, outlineRoute({ ...code, rootId: null }, "first")));
  if (above) ways.push(button(`▲ ${texts.outline.up}`, outlineRoute({ ...code, rootId: above.id }, "first")));
  return ways;
}

/** The comments of the page that were answered; the value is the comment's id. */
function branchMenu(texts: Texts, page: OutlinePage, length: number): StringSelectMenuBuilder | null {
  const answered = page.lines.filter(({ replies }) => replies > 0).slice(0, MOST_CHOICES);
  if (answered.length === 0) return null;
  const choices = answered.map(({ comment, replies }) => {
    const isGone = comment.state !== "visible";
    const label = isGone ? texts.outline.gone : plainLine(`${comment.author.name}: ${comment.text}`, length);
    return { label, value: comment.id, description: texts.outline.inside(replies) };
  });
  return menu(outlineRoute(codeOf(page), "o"), texts.outline.open, choices);
}
