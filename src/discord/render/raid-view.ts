import { ButtonStyle } from "discord-api-types/v10";
import type { Raid } from "../../domain/raid.ts";
import type { Texts } from "../../i18n/en/index.ts";
import { RAID_SLOW_SECONDS, type RaidContent } from "../../services/raid-tending.ts";
import { articleName } from "./comment-card.ts";
import { cutLine, NAME_LENGTH } from "./case-view.ts";
import { timestamp } from "./time.ts";
import { ACCENT_COLOUR, button, card, type MessageView, WARNING_COLOUR } from "./view.ts";

const MOST_NAMED = 15;

/** The one card of a raid: what it is, whose, what was done about it, and how to end it and clear it away. Quotes nobody. */
export function raidCardView(texts: Texts, { raid, article, held, flagged }: RaidContent): MessageView {
  const { raid: words } = texts;
  const { end, threadId, id, comments, memberIds } = raid;
  const on = article ? articleName(article) : `<#${threadId}>`;
  const others = memberIds.length - MOST_NAMED;
  const members = memberIds.slice(0, MOST_NAMED).map((memberId) => `<@${memberId}>`);
  const lines = [
    `## ${end ? words.overTitle : words.title}`,
    words.on(on),
    `**${words.kinds[raid.kind]}**`,
    words.counts(comments, memberIds.length),
    words.span(timestamp(raid.startedAt), end ? timestamp(end.at, "R") : null),
    [...members, ...(others > 0 ? [words.others(others)] : [])].join(" "),
    ...(held + flagged > 0 ? [words.verdicts(held, flagged)] : []),
  ];
  const done = [slowLine(texts, raid), ...(end ? [endLine(texts, end)] : [])];
  const address = `${threadId}:${id}`;
  const buttons = [
    button(words.remove, `raid-purge:${address}`, ButtonStyle.Danger),
    ...(end ? [] : [button(words.endNow, `raid-end:${address}`, ButtonStyle.Success)]),
  ];
  const foot = end ? [] : [`-# ${words.hint}`];
  return card([lines.join("\n"), "---", [...done, ...foot].join("\n"), buttons], end ? ACCENT_COLOUR : WARNING_COLOUR);
}

function slowLine({ raid: words }: Texts, { slow }: Raid): string {
  switch (slow.state) {
    case "on":
    case "lifted":
    case "changed":
      return words.slow[slow.state](slow.caseNumber, RAID_SLOW_SECONDS);
    case "wanted":
    case "enough":
    case "refused":
    case "unneeded":
      return words.slow[slow.state];
  }
}

function endLine({ raid: words }: Texts, { by }: NonNullable<Raid["end"]>): string {
  return by ? words.endedBy(cutLine(by.name, NAME_LENGTH)) : words.endedByItself;
}

/** A raid that goes on, in a line. */
export function raidLine({ raid: words }: Texts, { threadId, startedAt, comments, memberIds, kind }: Raid): string {
  const counts = words.counts(comments, memberIds.length);
  return `**${words.title}** <#${threadId}> ${timestamp(startedAt, "R")} · ${words.kinds[kind]} · ${counts}`;
}
