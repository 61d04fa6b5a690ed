import { count, number } from "./counting.ts";

const list = new Intl.ListFormat("en", { type: "conjunction" });

const SOURCES = {
  article: (name: string) => `comments on “${name}”`,
  member: (name: string) => `what ${name} writes`,
  comment: (name: string) => `replies to a comment of ${name}`,
  replies: () => "replies to your comments",
  word: (words: string) => `comments with “${words}”`,
};

/** `/watch`, and the direct messages that it brings. */
export const watchingEn = {
  /** What is watched, within a sentence. Names are escaped. */
  targets: SOURCES,
  begun: (target: string) => `👁️ You watch ${target}.`,
  how: (minutes: number) =>
    `I tell you by direct message, at most once in ${count(minutes, "minute", "minutes")}. \`/watch list\` shows all you watch.`,
  listTitle: "What you watch here",
  watched: (value: number, most: number) => `${number.format(value)} of ${number.format(most)}`,
  pace: (minutes: number) => `Told by direct message, at most once in ${count(minutes, "minute", "minutes")}`,
  none: "You watch nothing here. `/watch article`, `/watch member`, `/watch word` or `/watch replies` begins.",
  paceSet: (minutes: number) => `You are told at most once in ${count(minutes, "minute", "minutes")}.`,
  stopOne: "Stop watching …",
  stopMore: "Stop watching … (more)",
  stop: "Stop watching",
  stopThis: (target: string) => `Stop: ${target}`,
  stopAll: "Stop all",
  stopped: (target: string) => `You no longer watch ${target}.`,
  stoppedAll: (value: number) => `You no longer watch anything here. That ended ${count(value, "watch", "watches")}.`,
  stoppedBefore: "You do not watch that, or not any more. `/watch list` shows all you watch.",
  paused:
    "⏸️ Your direct messages are closed to me, so what you watch is paused. Open them (server name → Privacy Settings → Direct Messages), then go on with the button in `/watch list`.",
  resume: "Go on",
  resumed: "▶️ I tell you again, from the next comment on.",
  news: (comments: number, articles: number, isCut: boolean) => {
    const more = isCut ? "More than " : "";
    const told = `${more}${count(comments, "new comment", "new comments")}`;
    return articles === 1 ? told : `${told} in ${count(articles, "article", "articles")}`;
  },
  inServer: (server: string) => `in ${server}`,
  more: (value: number) => `and ${count(value, "comment", "comments")} more`,
  /** `others`: how many more they watch that fit, too. */
  because: (targets: readonly string[], others: number) =>
    `You watch ${list.format([...targets, ...(others > 0 ? [`${number.format(others)} more`] : [])])}.`,
};

/** Why a watch is refused. */
export const watchingErrorsEn = {
  alreadyWatched: () => "You watch that already. `/watch list` shows all you watch.",
  tooManyWatches: ({ most }: { most: number }) =>
    `You watch ${number.format(most)} things, which is the most. End one with \`/watch list\` first.`,
  nothingWatched: () => "You watch nothing here yet. `/watch article` begins.",
  notYourWatch: () => "This button is for the person who was sent the message. `/watch list` shows yours.",
  wordTooShort: () => "That is too short to watch for. Please give a word of at least two letters or digits.",
  yourselfWatched: () => "You are never told of your own comments. For the replies to them there is `/watch replies`.",
};
