import type { RaidKind } from "../../domain/raid.ts";
import { durationsIn } from "../durations.ts";
import { count, number } from "./counting.ts";

const duration = durationsIn("en");

/** Raids, as moderators are told of them. */
export const raidEn = {
  title: "Raid",
  overTitle: "Raid over",
  on: (article: string) => `On ${article}`,
  kinds: {
    members: "Many new members write at once",
    text: "The same text again and again",
    flood: "A flood of comments",
  } satisfies Record<RaidKind, string>,
  counts: (comments: number, members: number) =>
    `${count(comments, "comment", "comments")} of ${count(members, "member", "members")}`,
  span: (start: string, end: string | null) => (end === null ? `Since ${start}` : `From ${start}, over ${end}`),
  others: (value: number) => `and ${number.format(value)} more`,
  verdicts: (held: number, flagged: number) =>
    `The detector held ${number.format(held)} and flagged ${number.format(flagged)} of them.`,
  slow: {
    wanted: "Slow mode: being turned on …",
    on: (caseNumber: number, seconds: number) =>
      `🐢 Slow mode is on: ${duration(seconds)} (case #${caseNumber}). It is put back when the raid is over.`,
    enough: "🐢 The thread has a slow mode of its own, which is left as it is.",
    refused: "⚠️ Slow mode could not be turned on: Discord did not let me. I need the permission Manage Threads there.",
    unneeded: "Slow mode was not turned on.",
    lifted: (caseNumber: number, _seconds: number) => `🐢 Slow mode is as it was before (case #${caseNumber}).`,
    changed: (caseNumber: number, _seconds: number) =>
      `🐢 Somebody changed the slow mode of case #${caseNumber} meanwhile; it is left as it is.`,
  },
  endedByItself: "It ended by itself.",
  endedBy: (name: string) => `Ended by ${name}.`,
  hint: "Until it is over, what the detector holds or flags of it gets no card of its own: `/comments list` with `state` shows the held ones. It ends by itself after ten calm minutes.",
  remove: "Look at them, to remove",
  endNow: "End: lift slow mode",
  ended: "It is over: slow mode is put back as it was. For an hour nothing is taken for a raid on that thread.",
  purgeReason: "Raid",
};

export const raidErrorsEn = {
  raidOver: () => "That raid is over already. `/detector status` shows those that go on.",
};
