import type { StringSelectMenuBuilder } from "@discordjs/builders";
import type { Texts } from "../../i18n/en/index.ts";
import { menu } from "./view.ts";

/** Discord's most. */
const MOST_CHOICES = 25;
/** Pages on each side of the present one that are offered. */
const NEAR = 4;

/** A menu to go to a page; null where there is but one. The value of a choice is the offset of its page. */
export function pageMenu(
  texts: Texts,
  customId: string,
  { offset, total, pageSize }: { offset: number; total: number; pageSize: number },
): StringSelectMenuBuilder | null {
  const pages = Math.ceil(total / pageSize);
  if (pages < 2) return null;
  const current = Math.floor(offset / pageSize) + 1;
  const choices = choosePages(pages, current).map((page) => ({
    label: texts.comments.page(page, pages),
    value: String((page - 1) * pageSize),
  }));
  return menu(customId, texts.comments.goToPage(current, pages), choices);
}

/** The first and the last, those near by, and between them pages at even distances. */
export function choosePages(pages: number, current: number): number[] {
  const all = Array.from({ length: Math.min(pages, MOST_CHOICES) }, (_, index) => index + 1);
  if (pages <= MOST_CHOICES) return all;
  const near = Array.from({ length: 2 * NEAR + 1 }, (_, index) => current - NEAR + index);
  const chosen = new Set([1, pages, ...near.filter((page) => page >= 1 && page <= pages)]);
  const room = MOST_CHOICES - chosen.size;
  for (let step = 1; step <= room; step++) chosen.add(Math.round((step * pages) / (room + 1)));
  return [...chosen].sort((a, b) => a - b);
}
