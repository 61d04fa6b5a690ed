import type { ButtonBuilder } from "@discordjs/builders";
import { ButtonStyle } from "discord-api-types/v10";
import type { Comment } from "../../domain/comment.ts";
import type { Screening } from "../../domain/screening.ts";
import type { Texts } from "../../i18n/en/index.ts";
import { authorName, excerpt } from "./comment-card.ts";
import { reasonLines } from "./detector-reasons.ts";
import { type Block, button, card, type MessageView, WARNING_COLOUR } from "./view.ts";

const REASON_LENGTH = 160;

/** A comment, with what the detector says of it and a button for everything that can be done to it and to its author. */
export function moderateView(texts: Texts, comment: Comment, screening?: Screening): MessageView {
  const { mod, report, comments } = texts;
  const { id, author } = comment;
  const act = (action: string, label: string, style?: ButtonStyle): ButtonBuilder =>
    button(label, `mod-act:${action}:${id}`, style);
  const onComment = [
    act("remove", report.remove, ButtonStyle.Danger),
    ...(comment.state === "held"
      ? [button(mod.buttons.approve, `mod-approve:${id}`, ButtonStyle.Success)]
      : [act("hold", mod.buttons.hold)]),
    act("note", mod.buttons.note),
    ...(author.id === null ? [] : [button(mod.buttons.history, `mod-history:${author.id}:`)]),
  ];
  const onAuthor = [
    act("warn", mod.buttons.warn),
    act("timeout", mod.buttons.timeout),
    act("kick", mod.buttons.kick),
    act("ban", mod.buttons.ban),
  ];
  const text = `**${authorName(comment)}**\n> ${excerpt(comment, 300) || comments.noText}`;
  const reasons = screening ? reasonLines(texts, screening, comment, REASON_LENGTH) : [];
  const says = reasons.length > 0 ? [[`**${report.signals}**`, ...reasons].join("\n")] : [];
  const blocks: Block[] = [
    `## ${mod.moderateTitle}`,
    text,
    ...says,
    onComment,
    ...(author.id === null ? [] : [onAuthor]),
  ];
  return card(blocks, WARNING_COLOUR);
}
