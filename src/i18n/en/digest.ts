import type { DigestSchedule } from "../../domain/digest-schedule.ts";
import { weekdaysIn } from "../counting.ts";
import { count, number } from "./counting.ts";

const weekdayName = weekdaysIn("en");
const list = new Intl.ListFormat("en", { type: "conjunction" });

/** `/digest`, and the messages that it brings. */
export const digestEn = {
  /** Names are escaped, or links. */
  title: (name: string) => `Digest: ${name}`,
  untilNow: "From the beginning until now",
  counts: (comments: number, participants: number) =>
    `${count(comments, "comment", "comments")} by ${count(participants, "member", "members")}`,
  reacted: "Most reactions",
  replied: "Most replies",
  questions: "Questions nobody answered",
  moreQuestions: (value: number) => `and ${count(value, "more unanswered question", "more unanswered questions")}`,
  latest: "Newest",
  reactions: (value: number) => count(value, "reaction", "reactions"),
  newcomers: (names: readonly string[], others: number) =>
    `New here: ${list.format([...names, ...(others > 0 ? [`${number.format(others)} more`] : [])])}`,
  gone: (value: number) =>
    `${count(value, "comment that was named here has", "comments that were named here have")} been removed, deleted or held back since`,
  postedBy: (name: string) => `Posted for ${name}`,
  nothing: "Nothing was written in that time, so there is no digest.",
  posted: "The digest is posted.",
  postedNothing:
    "There is nothing to post: nobody wrote anything in that time that everybody who sees this channel may read.",
  every: ({ weekday, hour, zone }: DigestSchedule) =>
    `${weekday === null ? "every day" : `every ${weekdayName(weekday)}`} at ${String(hour).padStart(2, "0")}:00 (${zone})`,
  of: (title: string) => `“${title}”`,
  ofServer: "all articles",
  into: (channel: string) => `into ${channel}`,
  intoChannel: "into a channel",
  byMessage: "by direct message",
  begun: (digest: string) => `📰 A digest comes ${digest}.`,
  how: (when: string) => `The next one comes ${when}, if something was written by then. \`/digest off\` ends it.`,
  next: (when: string) => `next ${when}`,
  ended: {
    closed: "Ended: your direct messages are closed to me",
    channelGone: "Ended: the channel is gone",
  },
  listTitle: "Digests",
  none: "No digests come again and again here. `/digest on` begins one.",
  endOne: "End a digest …",
  end: "End this digest",
  off: (digest: string) => `Ended: the digest ${digest}.`,
  /** Below another answer, once. */
  untold: {
    closed:
      "⏸️ Your direct messages are closed to me, so I ended your digest. Open them (server name → Privacy Settings → Direct Messages), then use `/digest on` again.",
    channelGone: "⏸️ A channel that a digest of yours was posted into is gone, so the digest ended.",
  },
};

/** Why a digest is refused. */
export const digestErrorsEn = {
  zoneUnknown: ({ text }: { text: string }) =>
    `I know no time zone “${text}”. Choose one from the list while typing, such as \`Europe/Berlin\`.`,
  tooManyDigests: ({ most }: { most: number }) =>
    `There are ${number.format(most)} digests already, which is the most. End one with \`/digest off\` first.`,
  digestUnknown: () => "I know no such digest, or it has ended. `/digest status` shows those that come.",
};
