import type { Quote } from "../../domain/quote.ts";
import { cutAtSentence } from "../../domain/cut-text.ts";
import { shortId } from "../../domain/short-id.ts";
import type { Texts } from "../../i18n/en/index.ts";
import type { QuoteContent } from "../../services/quotes-showing.ts";
import { articleName, headline } from "./comment-card.ts";
import { escapeForDiscord, escapeLine } from "./escape.ts";
import { articleLink, commentLink } from "./links.ts";
import { timestamp } from "./time.ts";
import { type Block, button, card, fitCard, type MessageView } from "./view.ts";

/** Of all that is quoted, together. */
const QUOTE_TEXT_LENGTHS = [2_400, 1_200, 600, 300];
const TYPED_LENGTHS = [3_600, 1_700, 800];

/** Calls the route that takes a quote back, and marks a quote as ours. */
export function quoteRoute({ id }: Pick<Quote, "id">): string {
  return `quote-undo:${shortId(id)}`;
}

/** A quote that can stand anywhere: who said it, when, where, and the way there. */
export function quoteView(texts: Texts, content: QuoteContent): MessageView {
  const { items, quote } = content;
  return fitCard(QUOTE_TEXT_LENGTHS, (length) => [
    ...items.flatMap((item, index) => [
      ...(index > 0 ? (["---"] as Block[]) : []),
      ...quotedBlocks(texts, item, Math.floor(length / items.length)),
    ]),
    ...(items.length > 1 ? ["---" as const] : []),
    `-# ${texts.quote.by(escapeLine(quote.quotedBy.name))}`,
    [button(texts.quote.takeBack, quoteRoute(quote))],
  ]);
}

/** Calls the route that takes a message away where only its own button can. */
const AWAY_ROUTE = "quote-drop";

/** A quote where Talkback has no access: it stays as it is, and says so. */
export function awayQuoteView(
  texts: Texts,
  items: QuoteContent["items"],
  { quoter, at }: { quoter: { id: string; name: string }; at: string },
): MessageView {
  return fitCard(QUOTE_TEXT_LENGTHS, (length) => [
    ...items.flatMap((item, index) => [
      ...(index > 0 ? (["---"] as Block[]) : []),
      ...quotedBlocks(texts, item, Math.floor(length / items.length)),
    ]),
    ...(items.length > 1 ? ["---" as const] : []),
    `-# ${texts.quote.by(escapeLine(quoter.name))} · ${texts.quote.asOfNow(timestamp(at, "f"))}`,
    [button(texts.quote.takeBack, `${AWAY_ROUTE}:${quoter.id}`)],
  ]);
}

function quotedBlocks(texts: Texts, item: QuoteContent["items"][number], length: number): Block[] {
  const { comment, article, state } = item;
  if (!comment || item.text === null) return [`-# ${texts.quote.gone}`];
  const { text, isCut } = cutAtSentence(item.text, length);
  const said = (escapeForDiscord(text).trim() || `*${texts.comments.noText}*`).replace(/^/gm, "> ");
  const link = commentLink(comment) ?? (article && articleLink(article));
  const foot = [
    ...(article ? [texts.quote.from(articleName(article))] : []),
    ...(link ? [`[${texts.comments.jump}](${link})`] : []),
    ...(isCut ? [texts.quote.cut] : []),
    ...(state === "edited" ? [texts.quote.edited] : []),
  ];
  return [headline(texts, comment), said, `-# ${foot.join(" · ")}`];
}

/** Says that a passage is not in the comment, and gives back what was typed. */
export function passageView(texts: Texts, typed: string): MessageView {
  if (typed.trim() === "") return card([`⚠️ ${texts.quote.passageMissing}`]);
  return fitCard(TYPED_LENGTHS, (length) => [
    `⚠️ ${texts.quote.passageUnknown}`,
    escapeForDiscord(cutAtSentence(typed, length).text),
  ]);
}
