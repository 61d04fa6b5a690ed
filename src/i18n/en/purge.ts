import type { PurgeStop } from "../../domain/purge.ts";
import { count, number } from "./counting.ts";

const comments = (value: number): string => count(value, "comment", "comments");

/** Why comments were left as they stand, by the code of the refusal. */
const refusals: Record<string, string> = {
  missingPermissions: "I lack a permission there",
  missingAccess: "I cannot see that channel any more",
  notAllowed: "you may not read there any more",
  commentBusy: "somebody else is acting on them at this moment",
  restoreWindowOver: "what they said is erased by now",
  threadArchived: "the thread is archived, and I may not open it",
  tooManyThreads: "the server has as many active threads as Discord allows",
  tooManyWebhooks: "the channel has as many webhooks as Discord allows",
  unknownChannel: "the thread is gone",
};

const stops: Record<PurgeStop, string> = {
  cancelled: "Stopped by a moderator.",
  rightsLost: "Stopped: whoever ordered it does not moderate any more.",
};

/** `/mod purge`. */
export const purgeEn = {
  previewTitle: "Purge: nothing is removed yet",
  noneTitle: "Purge: nothing fits",
  none: "No visible or held comment that you can read fits all of this:",
  criteria: {
    member: (name: string) => `by ${name}`,
    article: (title: string) => `on ${title}`,
    everywhere: "on all articles that you can read",
    from: (time: string) => `from ${time} on`,
    until: (time: string) => `before ${time}`,
    words: (words: string) => `with the words ${words}`,
    pattern: (pattern: string) => `fitting the pattern ${pattern}`,
    host: (host: string) => `linking to ${host}`,
    like: (comment: string) => `like the comment ${comment}`,
    raid: (thread: string) => `of the raid on ${thread}`,
  },
  found: (total: number, authors: number, articles: number) =>
    `**${comments(total)}** of **${count(authors, "person", "people")}** on **${count(articles, "article", "articles")}**`,
  span: (oldest: string, newest: string) => `Written from ${oldest} to ${newest}`,
  authors: "By whom",
  articles: "Where",
  tally: (name: string, value: number) => `${name}: ${number.format(value)}`,
  others: (value: number) => `and ${number.format(value)} more`,
  samples: "Five of them",
  allOfThem: "All of them",
  staffLeftOut: (value: number) =>
    `${comments(value)} by moderators ${value === 1 ? "fits" : "fit"}, too, and ${value === 1 ? "is" : "are"} left alone. Name a moderator with \`member\` to take theirs.`,
  whatHappens: (minutes: number, days: number) =>
    `Exactly these are removed: what is posted from now on is not. Within ${number.format(days)} days \`/mod undo\` brings them back as posts of mine under their authors' names; reactions do not come back. You can confirm for ${number.format(minutes)} minutes.`,
  confirm: (total: number) => `Remove ${comments(total)}`,
  cancel: "Cancel",
  stop: "Stop",
  undo: "Undo",
  discarded: "Nothing was removed.",
  looking: (looked: number) => `Looking through comments: ${number.format(looked)} so far …`,
  progress: (done: number, total: number, isReturn: boolean) =>
    `${isReturn ? "Bringing comments back" : "Removing comments"}: ${number.format(done)} of ${number.format(total)} …`,
  stopping: "It stops after the request under way. What is done stays done, with a case.",
  doneTitle: (isReturn: boolean): string => (isReturn ? "Purge undone" : "Purge done"),
  notOverTitle: (isReturn: boolean): string => (isReturn ? "The undoing goes on" : "The purge goes on"),
  notOver: (caseNumber: number | null) =>
    `I go on by myself, also after a restart. ${caseNumber === null ? "The log" : `\`/mod case ${caseNumber}\``} shows how far it is; \`/mod purge-cancel\` stops it.`,
  noCase: "Nothing happened, so there is no case.",
  done: (value: number, total: number, isReturn: boolean) =>
    `${number.format(value)} of ${comments(total)} ${isReturn ? "restored" : "removed"}`,
  gone: (value: number, isReturn: boolean) =>
    `${number.format(value)} ${isReturn ? "there again, or deleted since" : "gone already: somebody else was faster"}`,
  refused: (value: number, code: string) => `${number.format(value)} left: ${refusals[code] ?? "Discord said no"}`,
  untried: (value: number) => `${number.format(value)} not tried`,
  running: "still at work",
  stops,
  case: (caseNumber: number) => `Case ${number.format(caseNumber)}`,
  /** `name`: of the member whose comments were asked for; else empty. */
  caseHead: (caseNumber: number, isReturn: boolean, name: string) =>
    `Case ${number.format(caseNumber)}: ${isReturn ? "purge undone" : "purge"}${name ? `, ${name}` : ""}`,
};

/** What is said no to. */
export const purgeErrorsEn = {
  purgeOfNothing: () =>
    "Please say what to purge: a member, an article, a time, words, a pattern, a host or a comment to compare with. You see what fits before anything is removed.",
  purgeBlank: ({ option }: { option: string }) => `\`${option}\` is empty. Please fill it in, or leave it out.`,
  purgeTimeUnreadable: ({ text }: { text: string }) =>
    `“${text}” is no time I can read. Write it like \`last 2 hours\`, \`30 min\`, \`3 days\`, \`2026-11-23\` or \`2026-11-23 14:30\` (UTC).`,
  purgePeriodEmpty: () => "Nothing lies between those times: `from` must be earlier than `until`, and in the past.",
  purgeWordsUnclear: ({ text }: { text: string }) =>
    `I cannot purge by “${text}”. Give words that must all be there, \`"a phrase"\` or the beginning of a word with \`*\`; for people, articles and times there are options of their own.`,
  purgeHostInvalid: ({ text }: { text: string }) =>
    `“${text}” is no host. Write it like \`shop.example.com\`; hosts below it are meant, too.`,
  purgeLikeShort: ({ words }: { words: number }) =>
    `That comment has fewer than ${number.format(words)} words: too many others are like it. Use \`words\` or \`pattern\`.`,
  purgePatternInvalid: ({ pattern }: { pattern: string }) =>
    `\`${pattern}\` is no regular expression. Check its brackets, or use \`words\`.`,
  purgePatternSlow: () =>
    "That pattern takes too long: something like `(a+)+` tries every way there is. Nothing was removed; please write it without a repetition inside a repetition.",
  purgeTooMany: ({ most }: { most: number }) =>
    `More than ${number.format(most)} comments fit. Please narrow it down, by time for example, and purge in several goes.`,
  purgeUnknown: () => "That preview is too old, or was confirmed before. Please run `/mod purge` again.",
  purgeNotYours: () => "Only the moderator who made this preview can confirm it. Run `/mod purge` yourself.",
  purgeRunning: () =>
    "A purge or its undoing is at work in this server. Please wait until it is over, or stop it with `/mod purge-cancel`.",
  purgeNotRunning: () => "No purge is at work in this server. `/mod log` shows what was done.",
};
