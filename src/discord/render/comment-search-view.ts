import { ButtonStyle } from "discord-api-types/v10";
import { cutAtSentence } from "../../domain/cut-text.ts";
import type { SearchHint } from "../../domain/search-query.ts";
import { shortId } from "../../domain/short-id.ts";
import { hintText } from "../../i18n/texts.ts";
import type { Texts } from "../../i18n/en/index.ts";
import type { SearchPage } from "../../services/comments-search.ts";
import { cardText } from "./comment-card.ts";
import { openMenu } from "./comment-open-menu.ts";
import { escapeLine } from "./escape.ts";
import { pageMenu } from "./page-menu.ts";
import { type Block, button, card, fitCard, type MessageView } from "./view.ts";

export const HITS_A_PAGE = 5;
const CARD_TEXT_LENGTHS = [280, 140, 60, 30, 10];
const TITLE_LENGTH = 80;
const HINTS_SHOWN = 3;
const HINT_LENGTH = 300;

/** How the two orders of a search are called by buttons: see SavedViews. */
export type SearchCodes = { best: string; newest: string };

/** A page of what was found, with the hits marked. */
export function commentSearchView(texts: Texts, page: SearchPage, codes: SearchCodes): MessageView {
  const title = `## ${escapeLine(texts.search.title(cutAtSentence(page.request.text.trim(), TITLE_LENGTH).text))}`;
  const hints = page.hints.slice(0, HINTS_SHOWN).map((hint) => hintLine(texts, hint));
  if (page.total === 0) {
    const help = hints.length > 0 ? hints : [`-# ${texts.search.noneHint}`];
    return card([title, texts.search.none, help.join("\n")]);
  }
  return fitCard(CARD_TEXT_LENGTHS, (length) => buildPage(texts, page, { title, hints, length, codes }));
}

function buildPage(
  texts: Texts,
  page: SearchPage,
  { title, hints, length, codes }: { title: string; hints: string[]; length: number; codes: SearchCodes },
): Block[] {
  const { comments, articles, parents, replies, offset, total, hasMore, query, request } = page;
  const entries = comments.map((comment) =>
    cardText(texts, comment, {
      length,
      article: articles.get(comment.articleId),
      parent: comment.parentId === null ? undefined : parents.get(comment.parentId),
      replies: replies.get(comment.id),
      terms: query.terms,
    }),
  );
  const last = offset + HITS_A_PAGE;
  const range = texts.search.range(offset + 1, Math.min(last, total), total, hasMore);
  const notes = [...hints, `-# ${range} · ${texts.search[isRanked(page) ? request.order : "newest"]}`];
  if (hasMore && last >= total) notes.push(`-# ${texts.search.end}`);
  const blocks: Block[] = [title, ...entries, notes.join("\n"), turnButtons(texts, page, codes)];
  const opening = openMenu(texts, comments, length);
  if (opening) blocks.push(opening);
  const jumping = pageMenu(texts, `comments-search:${codes[request.order]}:j`, {
    offset,
    total,
    pageSize: HITS_A_PAGE,
  });
  if (jumping) blocks.push(jumping);
  return blocks;
}

function turnButtons(texts: Texts, page: SearchPage, codes: SearchCodes): ReturnType<typeof button>[] {
  const { offset, total, request } = page;
  const to = (target: number): string =>
    `comments-search:${codes[request.order]}:${positionCode({ offset: target, id: page.idAt(target) })}`;
  const other = request.order === "best" ? "newest" : "best";
  const hasPages = total > HITS_A_PAGE;
  const turns = !hasPages
    ? []
    : [
        button(`◀ ${texts.comments.previous}`, to(Math.max(0, offset - HITS_A_PAGE))).setDisabled(offset === 0),
        button(`${texts.comments.next} ▶`, to(offset + HITS_A_PAGE), ButtonStyle.Primary).setDisabled(
          offset + HITS_A_PAGE >= total,
        ),
      ];
  if (isRanked(page) && total > 1) turns.push(button(texts.search[other], `comments-search:${codes[other]}:0`));
  return turns;
}

/** Without a word to look for nothing is better than another. */
function isRanked({ query }: SearchPage): boolean {
  return query.terms.length > 0;
}

/** `offset.id`, both short. */
function positionCode({ offset, id }: { offset: number; id: string | null }): string {
  return id === null ? shortId(offset) : `${shortId(offset)}.${shortId(id)}`;
}

/** What people typed stands in hints, too. */
function hintLine(texts: Texts, hint: SearchHint): string {
  const shown = "text" in hint ? { ...hint, text: escapeLine(cutAtSentence(hint.text, TITLE_LENGTH).text) } : hint;
  return `-# 💡 ${hintText(texts, shown).slice(0, HINT_LENGTH)}`;
}
