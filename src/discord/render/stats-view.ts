import { MediaGalleryBuilder, MediaGalleryItemBuilder } from "@discordjs/builders";
import { busiestHours } from "../../domain/comment-activity.ts";
import type { Texts } from "../../i18n/en/index.ts";
import type { CommentStatistics, TopComment } from "../../services/comments-stats.ts";
import { articleName, authorName, excerpt } from "./comment-card.ts";
import { articleLink, commentLink } from "./links.ts";
import { timestamp } from "./time.ts";
import { type Block, fitCard, type MessageView, note } from "./view.ts";

const PICTURE = "figures.png";
const BUSIEST = 3;
/** Excerpts, from the longest that may fit. */
const TEXT_LENGTHS = [120, 60, 30, 12];
const TIGHT_LENGTH = 60;

/** @param picture a PNG file of when people commented; null where there is none to show */
export function statsView(texts: Texts, stats: CommentStatistics, picture: Buffer | null): MessageView {
  if (stats.comments === 0) return note(`## ${titleOf(texts, stats)}\n${texts.stats.nothing}`);
  const gallery = picture ? [galleryOf(altOf(texts, stats))] : [];
  const view = fitCard(TEXT_LENGTHS, (length): Block[] => [
    `## 📊 ${titleOf(texts, stats)}\n-# ${periodOf(texts, stats)}`,
    factsOf(texts, stats).join("\n"),
    ...gallery,
    ...topOf(texts, stats, length),
  ]);
  return picture ? { ...view, files: [{ attachment: picture, name: PICTURE }] } : view;
}

function titleOf({ stats: texts }: Texts, { request: { subject }, article }: CommentStatistics): string {
  if (article) return texts.titleArticle(articleName(article));
  return subject.kind === "member" ? texts.titleMember(`<@${subject.memberId}>`) : texts.titleServer;
}

function periodOf({ stats: texts }: Texts, { request: { from } }: CommentStatistics): string {
  return from === null ? texts.ofAll : texts.since(timestamp(new Date(from).toISOString(), "f"));
}

function factsOf({ stats: texts }: Texts, stats: CommentStatistics): string[] {
  const { comments, participants, replies, undated, first, last, hours, request, medianDelayMs } = stats;
  const counts = request.subject.kind === "member" ? texts.comments(comments) : texts.counts(comments, participants);
  const at = (ms: number): string => timestamp(new Date(ms).toISOString(), "D");
  const busiest = busiestHours(hours, BUSIEST);
  return [
    `**${counts}**${replies > 0 ? ` · ${texts.replies(replies, replies / comments)}` : ""}`,
    ...(first !== null && last !== null ? [texts.firstAndLast(at(first), at(last))] : []),
    ...(undated > 0 ? [`-# ${texts.undated(undated)}`] : []),
    ...(busiest.length > 0 ? [texts.busiest(busiest, request.zone)] : []),
    ...(medianDelayMs === null ? [] : [texts.delay(medianDelayMs)]),
  ];
}

function galleryOf(alt: string): MediaGalleryBuilder {
  const item = new MediaGalleryItemBuilder().setURL(`attachment://${PICTURE}`).setDescription(alt);
  return new MediaGalleryBuilder().addItems(item);
}

function altOf({ stats: texts }: Texts, { unit, bars, hours, request: { zone } }: CommentStatistics): string {
  const top = bars.reduce((most, bar) => (bar.comments > most.comments ? bar : most));
  const [hour = 0] = busiestHours(hours, 1);
  const [from = "", to = ""] = [bars[0]?.label, bars.at(-1)?.label];
  return texts.alt({ unit, from, to, most: top.comments, at: top.label, hour, zone });
}

function topOf(texts: Texts, { reacted, replied, article }: CommentStatistics, length: number): string[] {
  const section = (title: string, top: readonly TopComment[], value: (one: TopComment) => string): string[] => {
    if (top.length === 0) return [];
    const lines = top.map((one) => lineOf(texts, one, { value: value(one), hasArticle: article === null, length }));
    return [[`**${title}**`, ...lines].join("\n")];
  };
  return [
    ...section(`❤️ ${texts.stats.reacted}`, reacted, ({ reactions }) => texts.digest.reactions(reactions)),
    ...section(`💬 ${texts.stats.replied}`, replied, ({ replies }) => texts.comments.replies(replies)),
  ];
}

function lineOf(
  texts: Texts,
  { comment, article }: TopComment,
  { value, hasArticle, length }: { value: string; hasArticle: boolean; length: number },
): string {
  const isTight = length < TIGHT_LENGTH;
  const link = commentLink(comment) ?? articleLink(article);
  const parts = [
    `**${authorName(comment, isTight ? 16 : 40)}**`,
    value,
    ...(hasArticle ? [articleName(article, isTight ? 20 : 60)] : []),
    `[${texts.comments.jump}](${link})`,
  ];
  return `${parts.join(" · ")}\n> ${excerpt(comment, length) || `*${texts.comments.noText}*`}`;
}
