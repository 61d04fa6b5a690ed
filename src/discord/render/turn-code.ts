import { longId, shortId } from "../../domain/short-id.ts";
import type { ListTurn, PageOfRows } from "../../services/comments-paging.ts";
import type { Texts } from "../../i18n/en/index.ts";
import { ButtonStyle } from "discord-api-types/v10";
import type { ButtonBuilder } from "@discordjs/builders";
import { button } from "./view.ts";

/** Names a turn that a menu chooses: its values are offsets. */
export const JUMP = "j";

/**
 * The buttons that turn a list's pages.
 * @param routeTo the custom id for a turn of at most 30 characters
 */
export function turnButtons(
  texts: Texts,
  page: PageOfRows,
  { pageSize, routeTo }: { pageSize: number; routeTo: (turn: string) => string },
): ButtonBuilder[] {
  const { first, last, offset, rows, hasPrevious, hasNext } = page;
  if (!hasPrevious && !hasNext) return [];
  const code = (turn: "n" | "p", at: PageOfRows["first"], count: number): string =>
    at ? `${turn}.${shortId(at.id)}.${shortId(at.value)}.${shortId(Math.max(0, count))}` : turn;
  const back = routeTo(code("p", first, offset - pageSize));
  const on = routeTo(code("n", last, offset + rows.length));
  return [
    button(`◀ ${texts.comments.previous}`, back).setDisabled(!hasPrevious),
    button(`${texts.comments.next} ▶`, on, ButtonStyle.Primary).setDisabled(!hasNext),
  ];
}

/**
 * The turn that a button or a menu stands for; the first page for anything else.
 * @param values what was chosen in a menu
 */
export function turnOf(code: string, values: readonly string[]): ListTurn {
  const [kind, id = "", value = "", offset = ""] = code.split(".");
  if (kind === JUMP) return { kind: "jump", offset: Number(values[0]) || 0 };
  const position = { id: longId(id), value: longId(value) };
  if ((kind !== "n" && kind !== "p") || position.id === null || position.value === null) return { kind: "first" };
  return {
    kind: kind === "n" ? "next" : "previous",
    position: { id: position.id, value: position.value },
    offset: Number(longId(offset) ?? 0),
  };
}
