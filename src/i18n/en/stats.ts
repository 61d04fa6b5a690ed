import type { ActivityUnit } from "../../domain/comment-activity.ts";
import { longestUnitIn } from "../durations.ts";
import { count, number } from "./counting.ts";

const percent = new Intl.NumberFormat("en", { style: "percent", maximumFractionDigits: 0 });
const list = new Intl.ListFormat("en", { type: "conjunction" });
const duration = longestUnitIn("en");
const units: Record<ActivityUnit, string> = { day: "day", month: "month", year: "year" };

export const statsEn = {
  /** Names are escaped, or mentions that ping nobody. */
  titleArticle: (title: string) => `Figures: ${title}`,
  titleMember: (mention: string) => `What ${mention} wrote`,
  titleServer: "Figures of the server",
  since: (time: string) => `since ${time}`,
  ofAll: "from the beginning",
  nothing: "Nothing was written there in that time that you can read.",
  counts: (comments: number, participants: number) =>
    `${count(comments, "comment", "comments")} by ${count(participants, "person", "people")}`,
  comments: (comments: number) => count(comments, "comment", "comments"),
  replies: (replies: number, share: number) => `${percent.format(share)} are replies (${number.format(replies)})`,
  firstAndLast: (first: string, last: string) => `First ${first}, last ${last}`,
  undated: (comments: number) =>
    `Not in the chart, as their time is not known: ${count(comments, "comment", "comments")}`,
  busiest: (hours: readonly number[], zone: string) =>
    `Busiest: ${list.format(hours.map((hour) => `${hour}–${hour + 1} h`))} (${zone})`,
  delay: (ms: number) => `Half of the comments that got a reply had the first within ${duration(ms)}`,
  reacted: "Most reactions",
  replied: "Most replies",
  /** For who cannot see the picture. */
  alt: ({ unit, from, to, most, at, hour, zone }: ChartFacts) =>
    `Two bar charts. Comments by ${units[unit]} from ${from} to ${to}: the most, ${number.format(most)}, in ${at}. Comments by hour of the day (${zone}): the most from ${hour} to ${hour + 1}.`,
};

/** What a picture of figures shows, in words: `at` is the day, month or year with the most comments. */
export type ChartFacts = {
  unit: ActivityUnit;
  from: string;
  to: string;
  most: number;
  at: string;
  hour: number;
  zone: string;
};

export const statsErrorsEn = {
  statsOfOthers: () =>
    "Figures about other members are for moderators. `/comments stats` with yourself as the member tells what you wrote.",
  statsOfBoth: () => "Please choose an article or a member, not both: I count all that a member wrote in this server.",
};
