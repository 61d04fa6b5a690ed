import type { Strictness } from "../../domain/detector-settings.ts";
import type { Texts } from "../../i18n/en/index.ts";
import type { Backtest, Tried } from "../../services/screening-backtest.ts";
import { authorName, excerpt } from "./comment-card.ts";
import { reasonLines } from "./detector-reasons.ts";
import { commentLink } from "./links.ts";
import { type Block, fitCard, type MessageView } from "./view.ts";

const LENGTHS = [140, 80, 40, 15] as const;
/** Where so little of a text fits, one reason has to do. */
const TIGHT_LENGTH = 20;
const SHOWN = { held: 5, flagged: 5, noted: 3 };
const REASONS_SHOWN = 3;

/** What the detector would have done with the newest comments. */
export function backtestView(texts: Texts, result: Backtest, strictness: Strictness): MessageView {
  const { detector } = texts;
  const { read, held, flagged, noted } = result;
  if (read === 0) return fitCard([0], () => [detector.noComments]);
  const found = [...held, ...flagged];
  const removed = found.filter(({ state }) => state === "removed").length;
  return fitCard([...LENGTHS], (length) => [
    [
      detector.result(read, held.length, flagged.length),
      ...(removed > 0 ? [detector.removedSince(removed, found.length)] : []),
      `-# ${detector.resultStrictness(strictness)}`,
    ].join("\n"),
    ...listBlock(texts, `**${detector.heldList}**`, held, SHOWN.held, length),
    ...listBlock(texts, `**${detector.flaggedList}**`, flagged, SHOWN.flagged, length),
    ...listBlock(texts, `**${detector.notedList(noted.length)}**`, noted, SHOWN.noted, length),
  ]);
}

/** The likeliest first. */
function listBlock(texts: Texts, title: string, tried: readonly Tried[], most: number, length: number): Block[] {
  if (tried.length === 0) return [];
  const shown = tried.toSorted((one, other) => other.score - one.score).slice(0, most);
  const rest = tried.length - shown.length;
  const entries = shown.map((one) => entryOf(texts, one, length));
  return ["---", title, ...entries, ...(rest > 0 ? [`-# ${texts.detector.more(rest)}`] : [])];
}

function entryOf(texts: Texts, tried: Tried, length: number): string {
  const { comment, state, reasons } = tried;
  const link = state === "visible" ? commentLink(comment) : null;
  const head = [
    `**${authorName(comment)}**`,
    ...(link === null ? [] : [`[${texts.comments.jump}](${link})`]),
    ...(state === "removed" ? [texts.detector.isRemoved] : []),
  ].join(" · ");
  const shown = { reasons: reasons.slice(0, length < TIGHT_LENGTH ? 1 : REASONS_SHOWN), editedAt: comment.editedAt };
  return [head, `> ${excerpt(comment, length)}`, ...reasonLines(texts, shown, comment, length)].join("\n");
}
