import type { LinkOddity, Reason, ReasonCode, SpamKind, Verdict } from "../../domain/detector-verdict.ts";

const number = new Intl.NumberFormat("en");
const plural = new Intl.PluralRules("en");

function count(value: number, one: string, many: string): string {
  return `${number.format(value)} ${plural.select(value) === "one" ? one : many}`;
}

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

/** What the detector has to say, in English. */
export const detectorEn = {
  verdicts,
  /** A reason in words. What a member wrote may stand in it: escape it where it is shown. */
  reason: ({ code, values }: Reason): string => (reasons[code] as (values: Reason["values"]) => string)(values),
};

export const detectorErrorsEn = {
  phraseWatched: ({ phrase }: { phrase: string }) => `“${phrase}” is watched already.`,
  phraseNotWatched: ({ phrase }: { phrase: string }) => `“${phrase}” is not watched. \`/detector list\` shows what is.`,
  phraseUnfit: ({ most }: { most: number }) =>
    `That is no phrase to watch. It takes a word, at least two letters and at most ${most}; \`*\` at the end stands for any ending.`,
  hostAllowed: ({ host }: { host: string }) => `Links to ${host} are allowed already.`,
  hostNotAllowed: ({ host }: { host: string }) => `${host} is not on the list. \`/detector list\` shows what is.`,
  hostUnreadable: ({ text }: { text: string }) => `“${text}” is no host. Write it like \`example.com\`.`,
  listFull: ({ most }: { most: number }) =>
    `The list holds ${number.format(most)} entries and is full. Please take one out first.`,
};
