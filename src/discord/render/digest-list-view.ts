import type { Digest } from "../../domain/digest.ts";
import { cutAtSentence } from "../../domain/cut-text.ts";
import type { Texts } from "../../i18n/en/index.ts";
import { escapeLine } from "./escape.ts";
import { timestamp } from "./time.ts";
import { fitCard, menu, type MessageView, note } from "./view.ts";

/** Of titles, from the longest that may fit. */
const NAME_LENGTHS = [60, 30, 12, 2];
const LABEL_LENGTH = 90;

/** `every Monday at 09:00 (Europe/Berlin), of “Bread”, into #news`. */
export function digestText(texts: Texts, digest: Digest, length: number = NAME_LENGTHS[0] ?? 0): string {
  const { every, of, ofServer, into, byMessage } = texts.digest;
  const { schedule, article, channelId } = digest;
  const subject = article ? of(escapeLine(cutAtSentence(article.title, length).text)) : ofServer;
  return `${every(schedule)} · ${subject} · ${channelId === null ? byMessage : into(`<#${channelId}>`)}`;
}

/** The same for a menu, where nothing is markup. `channelName`: what a channel is called, if that is known. */
export function digestLabel(texts: Texts, { schedule, article, channelId }: Digest): string {
  const { every, of, ofServer, intoChannel, byMessage } = texts.digest;
  const where = channelId === null ? byMessage : intoChannel;
  const subject = article ? of(article.title.replace(/\s+/g, " ").trim()) : ofServer;
  return cutAtSentence(`${every(schedule)} · ${where} · ${subject}`, LABEL_LENGTH).text;
}

/** The digests that somebody may end, with when they come, and a way to end each. */
export function digestListView(texts: Texts, digests: readonly Digest[]): MessageView {
  const { digest } = texts;
  if (digests.length === 0) return note(digest.none);
  return fitCard(NAME_LENGTHS, (length) => {
    const lines = digests.map((one) => `- ${digestText(texts, one, length)}\n  -# ${standingText(texts, one)}`);
    const choices = digests.map((one) => ({ label: digestLabel(texts, one), value: one.id }));
    return [`## 📰 ${digest.listTitle}`, lines.join("\n"), menu("digest-end-one", digest.endOne, choices)];
  });
}

function standingText({ digest }: Texts, { ended, nextAt }: Digest): string {
  return ended === null ? digest.next(timestamp(nextAt, "R")) : digest.ended[ended];
}
