import type { Strictness } from "../../domain/detector-settings.ts";
import type { LinkOddity, Reason, ReasonCode, SpamKind, Verdict } from "../../domain/detector-verdict.ts";

import { count, number } from "./counting.ts";

const kinds: Record<SpamKind, string> = {
  articles: "Reads like advertising left under articles",
  videos: "Reads like self-promotion left under videos",
  replies: "Reads like the money and crypto schemes of reply spam",
  messages: "Reads like prize and offer messages",
};

const oddities: Record<LinkOddity, (host: string) => string> = {
  disguised: (host) => `The address only looks like ${host}: some letters are of another alphabet`,
  imitated: (host) => `${host} imitates a well-known site`,
  userinfo: (host) => `The address hides that it leads to ${host}`,
  mismatched: (host) => `The link shows another address than ${host}, where it leads`,
  ip: (host) => `Links to a bare number, ${host}`,
  spelledOut: (host) => `Spells the address ${host} out, to get past filters`,
  invite: (host) => `Invites to another chat (${host})`,
  shortener: (host) => `${host} hides where the link leads`,
  punycode: (host) => `The address ${host} is in an encoded alphabet`,
  masked: (host) => `A text hides the address ${host}`,
};

type ValuesOf<C extends ReasonCode> = Extract<Reason, { code: C }>["values"];
type ReasonTexts = { [C in ReasonCode]: (values: ValuesOf<C>) => string };

const minutesOrHours = (minutes: number): string =>
  minutes === 0
    ? "less than a minute"
    : minutes < 60
      ? count(minutes, "minute", "minutes")
      : count(Math.floor(minutes / 60), "hour", "hours");
const hoursOrDays = (hours: number): string =>
  hours === 0
    ? "less than an hour"
    : hours < 48
      ? count(hours, "hour", "hours")
      : count(Math.floor(hours / 24), "day", "days");

const reasons: ReasonTexts = {
  text: ({ kind }) => kinds[kind],
  wallOfText: ({ words }) => `${count(words, "word", "words")} with hardly a full stop or comma`,
  offTopic: () => "Shares hardly a word with the article and its other comments",
  disguisedLetters: ({ word }) => `Disguised letters: this reads “${word}”`,
  watchedPhrase: ({ phrase }) => `On this server's watch list: “${phrase}”`,
  profanity: () => "Strong language",
  link: ({ host }) => `Links to ${host}`,
  oddLink: ({ host, oddity }) => oddities[oddity](host),
  ownSite: ({ host }) => `Links to ${host}, which seems to be the author's own site`,
  firstLink: ({ host }) => `The author's first link here: ${host}`,
  newAccount: ({ hours }) => `The account is ${hoursOrDays(hours)} old`,
  newMember: ({ minutes }) => `Joined ${minutesOrHours(minutes)} before`,
  firstComment: () => "The author's first comment here",
  removedBefore: ({ comments }) =>
    `${count(comments, "comment", "comments")} of this author ${comments === 1 ? "was" : "were"} removed`,
  sameAsRemoved: () => "The same text was removed here before",
  likeRemoved: () => "Nearly the same text was removed here before",
  sameElsewhere: ({ threads, minutes }) =>
    `The same text in ${count(threads, "other thread", "other threads")} within ${count(minutes, "minute", "minutes")}`,
  sameFromOthers: ({ members, minutes }) =>
    `The same text from ${count(members, "other member", "other members")} within ${count(minutes, "minute", "minutes")}`,
  sharedHost: ({ host, members }) =>
    `${count(members, "other new member links", "other new members link")} to ${host} too`,
  burst: ({ comments, seconds }) =>
    `${count(comments, "comment", "comments")} within ${count(seconds, "second", "seconds")}`,
  mentions: ({ members }) => `Calls ${count(members, "member", "members")} at once`,
  mentionsEveryone: () => "Calls everybody, or a whole role",
  quietThread: ({ days }) => `A stranger's comment where nobody wrote for ${count(days, "day", "days")}`,
  editedAfterApproval: () => "Changed after a moderator approved it",
  autoMod: ({ rule }) => `Discord's AutoMod: “${rule}”`,
};

const verdicts: Record<Verdict["verdict"], string> = { hold: "Held", flag: "Flagged", pass: "Passed" };

const strictnesses: Record<Strictness, string> = { lenient: "lenient", normal: "normal", strict: "strict" };
const comments = (value: number): string => count(value, "comment", "comments");
const percent = new Intl.NumberFormat("en", { style: "percent" });

/** `/detector`. */
const commandEn = {
  title: "Detector",
  strictnesses,
  on: "It reads every new and edited comment, flags what looks like spam, and holds what an untrusted author wrote.",
  off: "It is off. `/detector settings on:True` turns it on.",
  logOnly: "Log only: verdicts are written down, and nothing is done about them.",
  strictness: (name: Strictness) => `Strictness: **${strictnesses[name]}**`,
  profanity: (isNoted: boolean): string => (isNoted ? "Strong language is noted" : "Strong language is not noted"),
  trusted: (role: string | null) =>
    role === null
      ? "Moderators pass, and so do members of 14 days with 20 comments and none removed"
      : `Moderators pass, members with ${role}, and those of 14 days with 20 comments and none removed`,
  lists: (phrases: number, hosts: number) =>
    `${count(phrases, "watched phrase", "watched phrases")} · ${count(hosts, "allowed host", "allowed hosts")}`,
  raids: (areMet: boolean): string =>
    areMet ? "A raid on a thread is met with slow mode and one card" : "Raids are not looked for",
  counts: (name: "held" | "flagged", { open, confirmed, reversed }: Counts) =>
    `**${name === "held" ? "Held" : "Flagged"}** ${number.format(open + confirmed + reversed)}: ${number.format(confirmed)} confirmed by moderators, ${number.format(reversed)} reversed, ${number.format(open)} not decided`,
  noted: (value: number) => `${comments(value)} passed with something noted`,
  precision: (share: number | null, decided: number) =>
    share === null
      ? "Precision here: not known before moderators have decided on a verdict"
      : `Precision here: **${percent.format(share)}** of ${number.format(decided)} that moderators decided on`,
  waiting: "Waiting for a decision",
  noCards: "No channel for cards is chosen: choose one with `/setup moderators`.",
  reading: (done: number, total: number) => `Reading: ${number.format(done)} of ${comments(total)} …`,
  noComments: "There is no comment yet to try it on.",
  result: (read: number, held: number, flagged: number) =>
    `Of the last ${comments(read)} this would have held **${number.format(held)}** and flagged **${number.format(flagged)}**.`,
  resultStrictness: (name: Strictness) => `Tried with strictness: ${strictnesses[name]}. Nothing was changed.`,
  removedSince: (removed: number, found: number) =>
    `${number.format(removed)} of these ${number.format(found)} were removed by moderators.`,
  heldList: "Held",
  flaggedList: "Flagged",
  notedList: (value: number) => `Links noted, but let pass: ${number.format(value)}`,
  more: (value: number) => `and ${number.format(value)} more`,
  isRemoved: "removed since",
  preview: (phrase: string, matches: number, read: number) =>
    matches === 0
      ? `None of the last ${comments(read)} has “${phrase}”.`
      : `“${phrase}” would have matched **${number.format(matches)}** of the last ${comments(read)}.`,
  tooMany: "That is more than one in twenty: choose something rarer, or many harmless comments will be flagged.",
  watch: "Watch it",
  watchPhrase: "Watch phrase",
  watched: (phrase: string) => `From now on comments with “${phrase}” are noted. \`/detector unwatch\` ends that.`,
  unwatched: (phrase: string) => `“${phrase}” is no longer watched.`,
  allowed: (host: string) => `Links to ${host} and all below it are no longer noted.`,
  disallowed: (host: string) => `Links to ${host} are noted again.`,
  watchTitle: "Watch a phrase",
  phrase: "Word or phrase",
  phraseHint: "However it is written. * at the end stands for any ending. You see what it would match first.",
  listTitle: "Watched phrases and allowed hosts",
  noPhrases: "No phrase is watched. `/detector watch` adds one, and so does the button on a card.",
  noHosts: "No host is allowed beyond those of the articles. `/detector allow` adds one.",
  autoModTitle: "Discord's AutoMod",
  noRules: "This server has no AutoMod rules. They are made under Server Settings → AutoMod.",
  autoModHint: "What these rules alert to is a sign for the detector, and stands on the card.",
  ruleOff: "off",
  triggers: {
    keywords: "keywords",
    spam: "spam",
    presets: "common bad words",
    mentions: "many mentions",
    profiles: "names of members",
    other: "another kind of rule",
  } satisfies Record<string, string>,
  actions: {
    block: "blocks the message",
    alert: "alerts moderators",
    timeout: "times the member out",
    other: "does something else",
  } satisfies Record<string, string>,
};

type Counts = { open: number; confirmed: number; reversed: number };

/** What the detector has to say, in English. */
export const detectorEn = {
  verdicts,
  ...commandEn,
  /** A reason in words. What a member wrote may stand in it: escape it where it is shown. */
  reason: ({ code, values }: Reason): string => (reasons[code] as (values: Reason["values"]) => string)(values),
};

export const detectorErrorsEn = {
  phraseWatched: ({ phrase }: { phrase: string }) => `“${phrase}” is watched already. \`/detector list\` shows all.`,
  phraseNotWatched: ({ phrase }: { phrase: string }) => `“${phrase}” is not watched. \`/detector list\` shows what is.`,
  phraseUnfit: ({ most }: { most: number }) =>
    `That is no phrase to watch. It takes a word, at least two letters and at most ${most}; \`*\` at the end stands for any ending.`,
  hostAllowed: ({ host }: { host: string }) => `Links to ${host} are allowed already. \`/detector list\` shows all.`,
  hostNotAllowed: ({ host }: { host: string }) => `${host} is not on the list. \`/detector list\` shows what is.`,
  hostUnreadable: ({ text }: { text: string }) => `“${text}” is no host. Write it like \`example.com\`.`,
  everyoneTrusted: () => "Everybody has that role: nobody would be looked at any more. Please choose another.",
  listFull: ({ most }: { most: number }) =>
    `The list holds ${number.format(most)} entries and is full. Please take one out first.`,
};
