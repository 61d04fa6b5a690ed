import type { StringSelectMenuBuilder } from "@discordjs/builders";
import type { Comment } from "../../domain/comment.ts";
import { cutAtSentence } from "../../domain/cut-text.ts";
import type { Texts } from "../../i18n/en/index.ts";
import { menu } from "./view.ts";

/** Discord's most. */
const LABEL_LENGTH = 100;
const SHORTEST_LABEL = 25;

/**
 * A menu to read one of the comments of a page in full; null where there is none to read.
 * @param length of the words in a choice
 */
export function openMenu(texts: Texts, comments: readonly Comment[], length: number): StringSelectMenuBuilder | null {
  const readable = comments.filter(({ state }) => state === "visible" || state === "held");
  if (readable.length === 0) return null;
  const choices = readable.map((comment) => ({
    label: plainLine(`${comment.author.name}: ${comment.text || texts.comments.noText}`, length),
    value: comment.id,
  }));
  return menu("comments-open", texts.comments.openOne, choices);
}

/** For labels, where Discord shows every character as it is. */
export function plainLine(text: string, length: number): string {
  const most = Math.min(Math.max(length, SHORTEST_LABEL), LABEL_LENGTH);
  return cutAtSentence(text.replace(/\s+/g, " ").trim(), most).text || "…";
}
