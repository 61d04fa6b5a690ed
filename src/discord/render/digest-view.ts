import { ButtonStyle } from "discord-api-types/v10";
import type { Comment } from "../../domain/comment.ts";
import type { Texts } from "../../i18n/en/index.ts";
import type { DigestContent, DigestItem } from "../../services/digest-compose.ts";
import type { Notice } from "../../services/ports.ts";
import { articleName, authorName, excerpt } from "./comment-card.ts";
import { escapeLine } from "./escape.ts";
import { articleLink, commentLink } from "./links.ts";
import { timestamp } from "./time.ts";
import { type Block, button, fitCard, type MessageView } from "./view.ts";

/** Excerpts, from the longest that may fit. */
const TEXT_LENGTHS = [200, 110, 60, 30, 16];
/** Where so little of the texts fits, names are short and lists, too. */
const TIGHT_LENGTH = 60;
const SHORTEST_LENGTH = 30;
const SHORT_PERIOD_MS = 2 * 86_400_000;

type Place = { server: string; mark: number };

/** A digest that everybody sees. `mark`: the id of its container, by which it is found again. */
export function digestView(
  texts: Texts,
  content: DigestContent,
  { server, mark, postedBy }: Place & { postedBy: string | null },
): MessageView {
  const foot = postedBy === null ? [] : [`-# ${texts.digest.postedBy(escapeLine(postedBy))}`];
  return marked(mark, build(texts, content, server, foot));
}

/** The same by direct message, with a way to end it. */
export function digestNoticeView(
  texts: Texts,
  { content, digestId }: Extract<Notice, { kind: "digest" }>,
  { server, mark }: Place,
): MessageView {
  const end = button(texts.digest.end, `digest-end:${content.guildId}:${digestId}`, ButtonStyle.Secondary);
  return marked(mark, build(texts, content, server, [[end]]));
}

/** The same for whoever asked just now. */
export function digestAnswerView(texts: Texts, content: DigestContent): MessageView {
  return build(texts, content, texts.digest.ofServer, []);
}

function marked(mark: number, view: MessageView): MessageView {
  return { ...view, components: view.components.map((component) => ({ ...component, id: mark })) };
}

function build(texts: Texts, content: DigestContent, server: string, foot: Block[]): MessageView {
  return fitCard(TEXT_LENGTHS, (length) => [
    headOf(texts, content, server, length),
    ...sectionsOf(texts, content, length),
    ...(content.gone > 0 ? [`-# ${texts.digest.gone(content.gone)}`] : []),
    ...foot,
  ]);
}

function headOf({ digest }: Texts, content: DigestContent, server: string, length: number): string {
  const { article, from, until, comments, participants } = content;
  const name = article ? articleName(article, length < TIGHT_LENGTH ? 30 : 80) : escapeLine(server);
  // Of a week or a month the hour says nothing.
  const style = from !== null && Date.parse(until) - Date.parse(from) > SHORT_PERIOD_MS ? "D" : "f";
  const period = from === null ? digest.untilNow : `${timestamp(from, style)} – ${timestamp(until, style)}`;
  return `## 📰 ${digest.title(name)}\n-# ${period} · ${digest.counts(comments, participants)}`;
}

function sectionsOf(texts: Texts, content: DigestContent, length: number): string[] {
  const { digest } = texts;
  const { reacted, replied, questions, unanswered, latest, newcomers, newcomerCount } = content;
  const most = length >= TIGHT_LENGTH ? 3 : length >= SHORTEST_LENGTH ? 2 : 1;
  const section = (title: string, items: readonly DigestItem[], more = 0): string[] => {
    if (items.length === 0) return [];
    const lines = items.slice(0, most).map((item) => itemText(texts, item, content, length));
    const rest = more - lines.length;
    return [[`**${title}**`, ...lines, ...(rest > 0 ? [`-# ${digest.moreQuestions(rest)}`] : [])].join("\n")];
  };
  return [
    ...section(`❤️ ${digest.reacted}`, reacted),
    ...section(`💬 ${digest.replied}`, replied),
    ...section(`❓ ${digest.questions}`, questions, unanswered),
    ...section(`🕑 ${digest.latest}`, latest),
    ...newcomersText(texts, newcomers.slice(0, most + 2), newcomerCount, length),
  ];
}

function itemText(texts: Texts, item: DigestItem, { article }: DigestContent, length: number): string {
  const { comment, replies, reactions } = item;
  const isTight = length < TIGHT_LENGTH;
  const link = commentLink(comment) ?? articleLink(item.article);
  const parts = [
    `**${authorName(comment, isTight ? 16 : 40)}**`,
    ...(reactions > 0 ? [texts.digest.reactions(reactions)] : []),
    ...(replies > 0 ? [texts.comments.replies(replies)] : []),
    ...(article ? [] : [articleName(item.article, isTight ? 20 : 60)]),
    `[${texts.comments.jump}](${link})`,
  ];
  return `${parts.join(" · ")}\n> ${excerpt(comment, length) || `*${texts.comments.noText}*`}`;
}

function newcomersText(texts: Texts, shown: readonly Comment[], count: number, length: number): string[] {
  if (shown.length === 0) return [];
  const names = shown.map((comment) => {
    const name = authorName(comment, length < TIGHT_LENGTH ? 16 : 40);
    const link = commentLink(comment);
    return link ? `[${name}](${link})` : name;
  });
  return [`👋 ${texts.digest.newcomers(names, count - names.length)}`];
}
