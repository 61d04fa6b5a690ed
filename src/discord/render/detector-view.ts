import type { ButtonBuilder } from "@discordjs/builders";
import { ButtonStyle } from "discord-api-types/v10";
import type { DetectorSettings } from "../../domain/detector-settings.ts";
import type { Raid } from "../../domain/raid.ts";
import type { Texts } from "../../i18n/en/index.ts";
import type { AutoModRule } from "../../services/ports.ts";
import type { PhrasePreview } from "../../services/screening-backtest.ts";
import { type DetectorStatus, precisionOf } from "../../services/screening-status.ts";
import { cutLine } from "./case-view.ts";
import { authorName, excerpt } from "./comment-card.ts";
import { reasonLines } from "./detector-reasons.ts";
import { escapeLine } from "./escape.ts";
import { raidLine } from "./raid-view.ts";
import { commentLink } from "./links.ts";
import { type Block, button, card, fitCard, type MessageView } from "./view.ts";

const LENGTHS = [160, 80, 40] as const;
/** A phrase that matches a larger share says little. */
const LARGE_SHARE = 0.05;
/** Of lists of up to five hundred. */
const LIST_LENGTHS = [2_000, 1_000, 400] as const;
/** Discord allows a server ten. */
const MOST_RULES = 12;
const MOST_RAIDS = 5;
const RULE_NAME_LENGTHS = [100, 40, 20] as const;

/** What is set, how right it was here, and what waits. */
export function detectorStatusView(
  texts: Texts,
  {
    settings,
    status,
    hasChannel,
    raids,
  }: { settings: DetectorSettings; status: DetectorStatus; hasChannel: boolean; raids: readonly Raid[] },
): MessageView {
  const { detector } = texts;
  const { held, flagged } = status;
  const all = { confirmed: held.confirmed + flagged.confirmed, reversed: held.reversed + flagged.reversed };
  const record = [
    detector.counts("held", held),
    detector.counts("flagged", flagged),
    detector.precision(precisionOf(all), all.confirmed + all.reversed),
    ...(status.noted > 0 ? [`-# ${detector.noted(status.noted)}`] : []),
  ];
  return fitCard([...LENGTHS], (length) => [
    [`## ${detector.title}`, ...settingLines(texts, settings), ...(hasChannel ? [] : [`⚠️ ${detector.noCards}`])].join(
      "\n",
    ),
    "---",
    record.join("\n"),
    ...(raids.length === 0
      ? []
      : [
          "---",
          raids
            .slice(0, MOST_RAIDS)
            .map((raid) => raidLine(texts, raid))
            .join("\n"),
        ]),
    ...waitingBlock(texts, status, length),
  ]);
}

export function settingLines({ detector }: Texts, settings: DetectorSettings): string[] {
  const { isOn, isLogOnly, strictness, notesProfanity, trustedRoleId, watchList, allowedHosts, meetsRaids } = settings;
  if (!isOn) return [detector.off];
  return [
    isLogOnly ? detector.logOnly : detector.on,
    `${detector.strictness(strictness)} · ${detector.profanity(notesProfanity)}`,
    detector.trusted(trustedRoleId === null ? null : `<@&${trustedRoleId}>`),
    detector.lists(watchList.length, allowedHosts.length),
    detector.raids(meetsRaids),
  ];
}

function waitingBlock(texts: Texts, { waiting }: DetectorStatus, length: number): Block[] {
  if (waiting.length === 0) return [];
  const entries = waiting.map(({ comment, screening }) => {
    const link = commentLink(comment);
    const jump = link === null ? "" : ` · [${texts.comments.jump}](${link})`;
    const head = `**${authorName(comment)}** · ${texts.detector.verdicts[screening.verdict]}${jump}`;
    return [head, ...reasonLines(texts, screening, comment, length).slice(0, 2)].join("\n");
  });
  return ["---", `**${texts.detector.waiting}**`, ...entries];
}

/** What a phrase would have matched, with a button that watches it. `phrase` fits into the button's custom id. */
export function phrasePreviewView(texts: Texts, phrase: string, preview: PhrasePreview): MessageView {
  const { detector } = texts;
  const { read, matches, samples } = preview;
  const watch: ButtonBuilder = button(detector.watch, `detector-watch:${phrase}`, ButtonStyle.Success);
  const isMuch = matches > Math.max(1, read * LARGE_SHARE);
  return fitCard([...LENGTHS], (length) => {
    const head = detector.preview(escapeLine(phrase), matches, read);
    const lines = samples.map((comment) => `> **${authorName(comment)}** ${excerpt(comment, length)}`);
    return [[head, ...(isMuch ? [`⚠️ ${detector.tooMany}`] : []), ...lines].join("\n"), [watch]];
  });
}

export function detectorListView({ detector }: Texts, { watchList, allowedHosts }: DetectorSettings): MessageView {
  return fitCard([...LIST_LENGTHS], (length) => {
    const phrases = watchList.length === 0 ? detector.noPhrases : cutLine(watchList.join(" · "), length);
    const hosts = allowedHosts.length === 0 ? detector.noHosts : cutLine(allowedHosts.join(" · "), length / 2);
    return [`## ${detector.listTitle}`, phrases, "---", hosts];
  });
}

/** Discord's own rules. */
export function autoModView({ detector }: Texts, rules: readonly AutoModRule[]): MessageView {
  const title = `## ${detector.autoModTitle}`;
  if (rules.length === 0) return card([`${title}\n${detector.noRules}`]);
  return fitCard([...RULE_NAME_LENGTHS], (length) => {
    const lines = rules.slice(0, MOST_RULES).map(({ name, isOn, trigger, actions }) => {
      const does = [...new Set(actions)].map((action) => detector.actions[action]).join(", ");
      const parts = [`**${cutLine(name, length)}**`, detector.triggers[trigger], does, isOn ? "" : detector.ruleOff];
      return `${isOn ? "●" : "○"} ${parts.filter(Boolean).join(" · ")}`;
    });
    return [[title, ...lines].join("\n"), `-# ${detector.autoModHint}`];
  });
}
