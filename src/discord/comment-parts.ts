import { type APIMessage, ComponentType } from "discord-api-types/v10";
import type { Comment } from "../domain/comment.ts";
import { splitText } from "../domain/cut-text.ts";
import type { Voice } from "../services/ports.ts";
import { escapeForDiscord, escapeLine } from "./render/escape.ts";
import { ACCENT_COLOUR, type MessageView, viewOf } from "./render/view.ts";

/** A webhook's message holds 2,000 characters; a quote shares Components V2's 4,000 with its heading. */
const PART_LENGTH: Record<Voice, number> = { webhook: 2_000, quote: 2_800 };
/** Marks the component of a quote that holds the comment's words, so that an earlier attempt can be recognised. */
const QUOTED_TEXT_ID = 2_009;
/** Discord refuses a message without a visible character. */
const INVISIBLE = "\u200B";

/** The texts of the messages that a comment takes: escaped, so that it looks as it was written. */
export function partsOf(comment: Comment, voice: Voice): string[] {
  const isLive = comment.origin === "live";
  return fit(comment.text, PART_LENGTH[voice], isLive ? (text) => text : escapeForDiscord);
}

function fit(text: string, limit: number, escape: (text: string) => string, pieceLength: number = limit): string[] {
  return splitText(text, pieceLength).flatMap((piece) => {
    const escaped = escape(piece).trim();
    // Escaping lengthens: what no longer fits is cut into smaller pieces.
    if (escaped.length > limit) return fit(piece, limit, escape, Math.ceil(pieceLength / 2));
    return [escaped || INVISIBLE];
  });
}

/** A quote of the bot's own, where it has no right to webhooks. */
export function quotedPart(comment: Comment, text: string): MessageView {
  const heading = {
    type: ComponentType.TextDisplay as const,
    content: `**${escapeLine(comment.author.name).slice(0, 500)}**`,
  };
  const words = { type: ComponentType.TextDisplay as const, id: QUOTED_TEXT_ID, content: text };
  return viewOf([{ type: ComponentType.Container, accent_color: ACCENT_COLOUR, components: [heading, words] }]);
}

/** The text of a part as `partsOf` gave it, read back from the message that shows it; null for other messages of ours. */
export function textOfPart(message: APIMessage): string | null {
  if (message.webhook_id !== undefined) return message.content;
  for (const component of message.components ?? []) {
    if (component.type !== ComponentType.Container) continue;
    const words = component.components.find((child) => child.id === QUOTED_TEXT_ID);
    if (words?.type === ComponentType.TextDisplay) return words.content;
  }
  return null;
}
