import { ButtonStyle } from "discord-api-types/v10";
import { MOST_WATCHES, type Watch, type Watching } from "../../domain/watching.ts";
import type { Texts } from "../../i18n/en/index.ts";
import { type Block, button, fitCard, menu, type MessageView, note } from "./view.ts";
import { watchTargetLabel, watchTargetText } from "./watch-target.ts";

/** Of what was watched, names and words, from the longest that may fit. */
const NAME_LENGTHS = [60, 30, 12];
const CHOICES_A_MENU = 25;
const LABEL_LENGTH = 90;

/** What somebody watches, with a way to end each. */
export function watchListView(texts: Texts, watching: Watching | undefined): MessageView {
  if (!watching) return note(texts.watching.none);
  return fitCard(NAME_LENGTHS, (length) => buildList(texts, watching, length));
}

function buildList(texts: Texts, { watches, paceMinutes, pausedAt }: Watching, length: number): Block[] {
  const { watching } = texts;
  const lines = watches.map(({ target }) => `- ${watchTargetText(texts, target, length)}`);
  const menus = [0, CHOICES_A_MENU]
    .map((start) => watches.slice(start, start + CHOICES_A_MENU))
    .filter((some) => some.length > 0)
    .map((some, index) => stopMenu(texts, some, index, length));
  const buttons = [button(watching.stopAll, "watch-stop-all", ButtonStyle.Danger)];
  if (pausedAt !== null) buttons.unshift(button(watching.resume, "watch-resume", ButtonStyle.Primary));
  return [
    `## ${watching.listTitle}\n-# ${watching.watched(watches.length, MOST_WATCHES)} · ${watching.pace(paceMinutes)}`,
    ...(pausedAt === null ? [] : [watching.paused]),
    lines.join("\n"),
    ...menus,
    buttons,
  ];
}

function stopMenu(texts: Texts, watches: readonly Watch[], index: number, length: number): ReturnType<typeof menu> {
  const { stopOne, stopMore } = texts.watching;
  const choices = watches.map(({ number, target }) => ({
    label: watchTargetLabel(texts, target, LABEL_LENGTH, length),
    value: String(number),
  }));
  return menu(`watch-stop-one:${index}`, index === 0 ? stopOne : stopMore, choices);
}
