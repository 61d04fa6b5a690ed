import type { ButtonBuilder } from "@discordjs/builders";
import { ButtonStyle } from "discord-api-types/v10";
import type { Article } from "../../domain/article.ts";
import type { Comment, SealedComment } from "../../domain/comment.ts";
import { splitText } from "../../domain/cut-text.ts";
import { encodeList, WHOLE_LIST } from "../../domain/list-request.ts";
import { shortId } from "../../domain/short-id.ts";
import type { Texts } from "../../i18n/en/index.ts";
import type { FreshFile } from "../../services/ports.ts";
import { attachmentBlocks } from "./attachment-view.ts";
import { authorName, cardText, excerpt, footOf, headline, parentLine } from "./comment-card.ts";
import { outlineRoute } from "./comment-outline-view.ts";
import { openMenu } from "./comment-open-menu.ts";
import { escapeForDiscord } from "./escape.ts";
import { type Block, button, fitCard, type MessageView, note } from "./view.ts";

/** Of a long text's parts, escaped; it leaves room for the replies. */
const TEXT_PAGE_LENGTH = 2_000;
const REPLY_TEXT_LENGTHS = [80, 40, 15];
/** Where so little of the replies fits, the rest is short, too. */
const TIGHT_LENGTH = 15;
const SEALED_TEXT_LENGTHS = [1_500, 600];

export type ShownComment = {
  comment: Comment;
  article: Article;
  parent: Comment | undefined;
  /** The first of them. */
  replies: Comment[];
  replyCount: number;
  /** Which part of a long text, from 0. */
  page: number;
  /** Whether the reader may read what it said before its edits, and what is held back or was removed. */
  mayReadHistory: boolean;
  isModerator: boolean;
  sealed: SealedComment | undefined;
  /** Fresh addresses of what is attached; null where Discord could not be asked. */
  files: FreshFile[] | null;
};

/** One comment in full, a long one in pages, with its first replies. */
export function commentView(texts: Texts, shown: ShownComment): MessageView {
  const { comment, isModerator, sealed } = shown;
  if (comment.state !== "visible" && sealed && isModerator) {
    return fitCard(SEALED_TEXT_LENGTHS, (length) => [cardText(texts, comment, { length, sealed })]);
  }
  if (comment.state !== "visible") return note(texts.comments[comment.state]);
  return fitCard(REPLY_TEXT_LENGTHS, (length) => buildComment(texts, shown, length));
}

function buildComment(texts: Texts, shown: ShownComment, replyLength: number): Block[] {
  const { comment, article, parent, replies, replyCount } = shown;
  const isTight = replyLength <= TIGHT_LENGTH;
  const pages = textPages(comment.text);
  const page = Math.min(Math.max(shown.page, 0), pages.length - 1);
  const blocks: Block[] = [headline(texts, comment, article)];
  if (comment.parentId !== null) blocks.push(`-# ↪ ${parentLine(texts, parent)}`);
  blocks.push(escapeForDiscord(pages[page] ?? "").trim() || `*${texts.comments.noText}*`);
  if (page === 0) blocks.push(...attachmentBlocks(texts, comment.attachments, shown.files, isTight ? 100 : 300));
  const foot = [footOf(texts, comment, { isCut: false, isWhole: !isTight })];
  if (pages.length > 1) foot.unshift(texts.show.textPage(page + 1, pages.length));
  if (foot.join("")) blocks.push(`-# ${foot.filter(Boolean).join(" · ")}`);
  blocks.push(pageButtons(texts, comment, page, pages.length));
  if (replyCount > 0) {
    const lines = replies.map(
      (reply) => `${authorName(reply, Math.min(replyLength, 30))}: ${excerpt(reply, replyLength)}`,
    );
    blocks.push("---", [`-# ${texts.comments.replies(replyCount)}`, ...lines].join("\n"));
    const opening = openMenu(texts, replies, replyLength);
    if (opening) blocks.push(opening);
  }
  blocks.push(wayButtons(texts, shown));
  return blocks;
}

/** Always the same for the same text, so that a button can name a part by its number. */
function textPages(text: string, length: number = TEXT_PAGE_LENGTH): string[] {
  return splitText(text, length).flatMap((piece) =>
    escapeForDiscord(piece).length > TEXT_PAGE_LENGTH ? textPages(piece, Math.ceil(length / 2)) : [piece],
  );
}

function pageButtons(texts: Texts, { id }: Comment, page: number, pages: number): ButtonBuilder[] {
  if (pages < 2) return [];
  const to = (target: number): string => `comments-show:${shortId(id)}:t${target}`;
  return [
    button(`◀ ${texts.comments.previous}`, to(page - 1)).setDisabled(page === 0),
    button(`${texts.show.readOn} ▶`, to(page + 1), ButtonStyle.Primary).setDisabled(page === pages - 1),
  ];
}

/** Where one can go from a comment: up, to its replies, back in time, and to the outline. */
function wayButtons(texts: Texts, { comment, parent, replyCount, mayReadHistory }: ShownComment): ButtonBuilder[] {
  const ways: ButtonBuilder[] = [];
  const replies = encodeList({ ...WHOLE_LIST, parentId: comment.id, sort: "oldest" });
  if (parent?.state === "visible") ways.push(button(texts.show.parent, `comments-show:${shortId(parent.id)}:t0`));
  if (replyCount > 0) ways.push(button(texts.show.allReplies(replyCount), `comments-list:${replies}:first`));
  if (mayReadHistory && comment.edits.length > 0)
    ways.push(button(texts.show.history(comment.edits.length), `comments-show:${shortId(comment.id)}:h0`));
  const rootId = replyCount > 0 ? comment.id : comment.parentId;
  if (rootId !== null)
    ways.push(
      button(texts.outline.show, outlineRoute({ articleId: comment.articleId, rootId, sort: "oldest" }, "first")),
    );
  return ways;
}
