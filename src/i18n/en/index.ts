import type { Findings } from "../../domain/thread-check.ts";
import type { UserErrorCode, UserErrorContexts } from "../../errors.ts";
import type { SourceProblem } from "../../domain/source-problems.ts";
import { count, number } from "./counting.ts";
import { helpEn } from "./help.ts";
import { listEn } from "./list.ts";
import { showEn } from "./show.ts";
import { outlineEn } from "./outline.ts";
import { logEn } from "./log.ts";
import { modEn } from "./mod.ts";
import { purgeEn, purgeErrorsEn } from "./purge.ts";
import { noticeEn, reportEn } from "./report.ts";
import { searchEn } from "./search.ts";
import { detectorEn, detectorErrorsEn } from "./detector.ts";
import { digestEn, digestErrorsEn } from "./digest.ts";
import { quoteEn, quoteErrorsEn } from "./quote.ts";
import { statsEn, statsErrorsEn } from "./stats.ts";
import { raidEn, raidErrorsEn } from "./raid.ts";
import { threadErrorsEn, threadsEn } from "./threads.ts";
import { watchingEn, watchingErrorsEn } from "./watching.ts";
import { sourceProblemsEn } from "./source-problems.ts";

const decimal = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });
const MEGABYTE = 1_048_576;
const list = new Intl.ListFormat("en", { type: "conjunction" });

const comments = (value: number): string => count(value, "comment", "comments");

/** Discord's own names. */
const powers: Record<string, string> = {
  ModerateMembers: "Timeout Members",
  KickMembers: "Kick Members",
  BanMembers: "Ban Members",
  ManageGuild: "Manage Server",
};

type ErrorTexts = { [C in UserErrorCode]: (context: UserErrorContexts[C]) => string };

const errors: ErrorTexts = {
  sourceRefused: ({ line, reason, text, field }) => {
    const problem = sourceProblemsEn[reason as SourceProblem];
    const named = field === undefined ? "" : `“${field}”: `;
    return `Line ${line} does not fit: ${named}${problem}${text ? `\nIt says: “${text}”` : ""}`;
  },
  fileTooLarge: ({ limitMegabytes }) => `That file is too large. Please send one of at most ${limitMegabytes} MB.`,
  fileUnreachable: ({ name }) => `I could not download ${name} from Discord. Please send it once more.`,
  notInGuild: () => "This works only inside a server.",
  notAllowed: ({ access }) =>
    access === "admin"
      ? "This is for people who may manage the server."
      : "This is for moderators: people with the role chosen in `/setup`, or with the permission Manage Messages.",
  notSetUp: () =>
    "No channel for articles is chosen yet. Somebody who may manage the server can choose it with `/setup`.",
  channelUnsuitable: ({ channelId }) =>
    `<#${channelId}> cannot hold articles. Please choose a text or a forum channel.`,
  articleUnknown: () => "I know no such article here. `/article list` shows those I know.",
  articleUrlInvalid: ({ url }) => `“${url}” is no web address. It must begin with https:// or http://`,
  articleNotPosted: ({ title }) =>
    `“${title}” is not on Discord yet. It is being posted; please try again in a moment.`,
  notAnArticleThread: () => "This channel is no article's thread. Run the command in one, or choose an article.",
  notAThread: () => "Run this inside the thread that should become an article's comment section.",
  threadAdopted: () => "This thread is an article's comment section already. `/comments list` shows its comments.",
  articleExists: ({ title, threadId }) =>
    `“${title}” is here already${threadId === "" ? "" : `: <#${threadId}>`}. One article has one thread.`,
  commentUnknown: ({ query }) =>
    `I know no comment “${query}”. Give a message link (right-click the message, Copy Message Link) or choose from the list while typing.`,
  commentGone: () => "That comment was deleted or removed already. `/comments list` shows what stands.",
  commentNotRemoved: () =>
    "That comment is not removed, so there is nothing to restore. `/comments list` with `state` shows those that are.",
  commentNotHeld: () =>
    "That comment is not held back, so there is nothing to approve. `/comments list` with `state` shows those that are.",
  alreadyHeld: () => "That comment is held back already. `/mod approve` brings it back, `/mod remove` removes it.",
  notOnYourself: () => "You cannot do this to yourself. Please ask another moderator.",
  notOnMe: () =>
    "I do not do this to myself. Somebody who may manage the server can take me off it: Server Settings → Integrations.",
  notOnTheOwner: () => "Nobody can do this to the owner of the server. `/mod remove` works on their comments.",
  outranked: ({ member, who }) =>
    who === "you"
      ? `Your highest role is not above that of ${member}, so you cannot do this to them.`
      : `My highest role is not above that of ${member}. Somebody who may manage the server can move it up: Server Settings → Roles.`,
  lacksPermission: ({ who, permission }) => {
    const name = powers[permission] ?? permission;
    return who === "you"
      ? `This takes the permission **${name}**, which you do not have.`
      : `I lack the permission **${name}**. Somebody who may manage the server can grant it: Server Settings → Roles → Talkback.`;
  },
  isAdministrator: ({ member }) =>
    `${member} is an administrator. Discord times out no administrators. \`/mod warn\` works, and \`/mod remove\` on comments.`,
  memberUnknown: ({ member }) =>
    `${member} is no member of this server any more. \`/mod history\` shows what was done.`,
  memberBusy: ({ member }) => `Someone is acting on ${member} at this moment. Please try again in a moment.`,
  alreadyBanned: ({ member }) => `${member} is banned already. \`/mod history\` shows why.`,
  notBanned: ({ member }) => `${member} is not banned. \`/mod history\` shows what was done.`,
  notTimedOut: ({ member }) => `${member} is not timed out. \`/mod history\` shows what was done.`,
  noMember: () =>
    "That comment came with an import: its author has no account here. `/mod remove` works on the comment.",
  reasonMissing: () => "Please give a reason: it is what this is about.",
  cannotUndo: ({ number: asked, why }) => modEn.cannotUndo(asked, why),
  tooManyReports: () => "That is as many reports as I take from one person in a minute. Please go on in a moment.",
  claimedByAnother: ({ name }) =>
    `${name} looks after that comment already. Please talk to them, or take another card.`,
  commentBusy: () => "Someone is removing or restoring that comment at this moment. Please try again in a moment.",
  restoreWindowOver: ({ days }) =>
    `That comment was removed more than ${days} days ago. What it said is erased. Only its author can write it again.`,
  alreadyReported: () =>
    "You have reported that comment before. The moderators have your report. After an edit you can report it again.",
  ownComment: () => "That is your own comment. You can delete it yourself: right-click it, Delete Message.",
  nothingReported: () => "That comment has no open reports. `/mod reports` shows what is open.",
  ...detectorErrorsEn,
  ...watchingErrorsEn,
  ...digestErrorsEn,
  ...quoteErrorsEn,
  mayNotPostThere: ({ channelId }) => `You may not write in <#${channelId}>. Please choose a channel in which you may.`,
  dateUnreadable: ({ text }) =>
    `“${text}” is no date I can read. Write it like \`2026-11-23\`, \`2026-11\`, \`2026\`, \`7d\` or \`yesterday\`.`,
  ...purgeErrorsEn,
  ...statsErrorsEn,
  ...threadErrorsEn,
  ...raidErrorsEn,
  caseUnknown: ({ number: asked }) => `I know no case ${asked}. \`/mod history\` lists those of a member.`,
  logActionUnknown: ({ text }) => `“${text}” is no kind of action. Choose one from the list while typing.`,
  viewForgotten: () => "This list is too old: I no longer know what it was of. Please run the command again.",
  outdated: () => "This button is from an older version of Talkback. Please run the command again.",
  missingPermissions: ({ permissions, channelId }) =>
    `In <#${channelId}> I lack: **${permissions}**. Somebody who may manage the server can grant it: Edit Channel → Permissions → Talkback.`,
  missingAccess: () =>
    "I cannot see that channel. Somebody who may manage the server can let me in: Edit Channel → Permissions.",
  unknownMessage: () => "That message no longer exists on Discord. `/comments list` shows what stands.",
  unknownChannel: () => "That channel or thread no longer exists on Discord. Please choose another.",
  threadArchived: () => "That thread is archived. Please unarchive it and try again.",
  tooManyThreads: () => "This server has as many active threads as Discord allows. Please archive some and try again.",
  tooManyWebhooks: () =>
    "That channel has as many webhooks as Discord allows. Please delete one: Edit Channel → Integrations.",
  discordUnavailable: () => "Discord did not answer. Nothing was lost; please try again in a moment.",
  discordBusy: ({ minutes }) =>
    `Discord allows me no more of this for about ${minutes === 1 ? "a minute" : `${minutes} minutes`}. Nothing was lost; please try again then.`,
  storeFailing: ({ reason }) =>
    `I cannot keep anything at the moment: ${reason}. Nothing was changed; please tell whoever runs me, and try again later.`,
  shuttingDown: () => "I am being restarted. Please try again in a minute.",
};

/** Every text that a person sees, in English. Its type is what another language must provide. */
export const en = {
  errors,
  incident: (id: string) =>
    `Something went wrong on my side. If it happens again, tell whoever runs me this number: \`${id}\``,
  count: { comments },
  article: {
    modal: { title: "Post an article", name: "Title", url: "Web address (may be empty)", text: "Text (may be empty)" },
    by: (author: string) => `By ${author}`,
    commentCount: (value: number) => `💬 ${value === 0 ? "No comments yet" : comments(value)}`,
    readComments: "Read comments",
    readOn: "Read on",
    open: "Open the article",
    posted: (title: string, link: string) => `Posted: [${title}](${link})`,
    imported: (title: string, link: string, value: number) => `Imported [${title}](${link}) with ${comments(value)}.`,
    adopted: (title: string, link: string, value: number) =>
      `This thread is now the comment section of [${title}](${link}), with ${comments(value)} so far.`,
    importedBefore: (title: string, link: string) => `Nothing to do: [${title}](${link}) was imported before.`,
    stated: (stated: number, found: number) =>
      `The page states ${comments(stated)}; ${number.format(found)} were found in it.`,
    progress: (done: number, total: number) => `Posting comments: ${number.format(done)} of ${number.format(total)} …`,
    accepted: "Reading the article …",
    listTitle: "Articles",
    none: "No articles yet. `/article post` and `/article import` bring the first.",
    waiting: "not posted yet",
    page: (from: number, to: number, total: number) => `${from}–${to} of ${total}`,
  },
  comments: {
    listTitle: (title: string) => `Comments on ${title}`,
    range: (from: number, to: number, total: number) =>
      `${number.format(from)}–${number.format(to)} of ${number.format(total)}`,
    previous: "Previous",
    next: "Next",
    jump: "Go to message",
    showAll: "show all",
    imported: "imported",
    edited: (times: number) => (times === 1 ? "edited" : `edited ${number.format(times)} times`),
    attachments: (value: number) => count(value, "attachment", "attachments"),
    attachmentsGone: (names: string) => `No longer on Discord: ${names}`,
    fileSize: (bytes: number) =>
      bytes < MEGABYTE
        ? `${number.format(Math.max(1, Math.round(bytes / 1_024)))} KB`
        : `${decimal.format(bytes / MEGABYTE)} MB`,
    replyTo: (name: string) => `Reply to ${name}`,
    replyToGone: "Reply to a comment that is gone",
    replies: (value: number) => count(value, "reply", "replies"),
    held: "This comment is held back until a moderator has looked at it.",
    removed: "This comment was removed by a moderator.",
    deleted: "This comment was deleted by its author or a moderator.",
    heldSealed: (until: string) => `Held back. Moderators can approve it until ${until}.`,
    removedSealed: (until: string) => `Removed. Moderators can restore it until ${until}.`,
    noText: "No text.",
    page: (page: number, pages: number) => `Page ${number.format(page)} of ${number.format(pages)}`,
    goToPage: (page: number, pages: number) => `Page ${number.format(page)} of ${number.format(pages)}: go to …`,
    openOne: "Read one in full …",
  },
  list: listEn,
  outline: outlineEn,
  show: showEn,
  log: logEn,
  search: searchEn,
  quote: quoteEn,
  mod: modEn,
  purge: purgeEn,
  stats: statsEn,
  threads: threadsEn,
  raid: raidEn,
  detector: detectorEn,
  notice: noticeEn,
  report: reportEn,
  watching: watchingEn,
  digest: digestEn,
  setup: {
    title: "Set-up",
    articles: (channel: string) => `Articles are posted in ${channel}`,
    moderators: (channel: string) => `Reports are announced in ${channel}`,
    role: (role: string) => `Moderators are those with ${role}, and all who may manage messages`,
    historyForAll: "Everyone may read what a comment said before it was edited",
    historyForModerators: "What a comment said before it was edited is for moderators",
    hold: (value: number) => `Reports of ${value} people take a comment out of sight until a moderator decides`,
    noHold: "Reports alone take no comment out of sight",
    membersUntouched: (permissions: string) =>
      `Without ${permissions} I cannot do that to members when moderators ask me to. Grant it under Server Settings → Roles → Talkback.`,
    log: (channel: string) => `The log is shown in ${channel}`,
    noLog: "The log is in `/mod log` only: choose a channel for it with the option `log`",
    noArticles: "No channel for articles: choose one with the option `articles`",
    noModerators: "Reports are not announced: choose a channel with the option `moderators`",
    noRole: "Moderators are all who may manage messages: choose a role with the option `role`",
    missing: (channel: string, permissions: string) =>
      `In ${channel} I lack: **${permissions}**. Grant it under Edit Channel → Permissions → Talkback.`,
    fine: "I have every permission that I need.",
    quotesOnly: "Without Manage Webhooks I post old comments as quotes of mine, not under their authors' names.",
  },
  doctor: {
    title: "Check-up",
    caughtUp: "Every message that was posted is stored.",
    catchingUp: (value: number) =>
      `Reading what was posted while I was away: ${count(value, "thread", "threads")} to go`,
    comparing: (value: number) =>
      `Comparing threads whole, in the background: ${count(value, "thread", "threads")} to go`,
    compared: (time: string) => `All threads were compared with Discord ${time}.`,
    openJobs: (value: number) => `${count(value, "job", "jobs")} not finished yet; I try again by myself.`,
    channelGone: (channel: string) =>
      `${channel} no longer exists, or I cannot see it at all. Its comments are kept. Choose another with \`/setup\`, or let me in: Edit Channel → Permissions.`,
    noThreads: "No articles yet.",
    compareNow: "Compare these now",
    comparedWhole: (time: string) => `compared whole ${time}`,
    comparedNewest: (time: string) => `newest comments compared ${time}`,
    neverCompared: "not compared yet",
    nothingFound: "nothing was missing",
    found: ({ missed, edits, deletions, reactions }: Findings, time: string) => {
      const parts = [
        missed > 0 ? `${comments(missed)} caught up` : "",
        edits > 0 ? count(edits, "edit", "edits") : "",
        deletions > 0 ? count(deletions, "deletion", "deletions") : "",
        reactions > 0 ? `${count(reactions, "comment", "comments")} with other reactions` : "",
      ];
      return `found so far: ${list.format(parts.filter(Boolean))}, last ${time}`;
    },
    /** What may be missing of a thread; `since` is empty where it does not apply. */
    gaps: {
      none: (_since: string) => "",
      uncompared: (_since: string) =>
        "Edits and deletions made while I was away may be missing until I have compared it.",
      reading: (_since: string) => "Being read: what happened since I was last here may be missing.",
      failing: (_since: string) => "It could not be read. I keep trying; what happened meanwhile may be missing.",
      hidden: (since: string) =>
        `Out of my sight since ${since}: I need View Channel and Read Message History. What happens meanwhile I read as soon as I may.`,
      deleted: (since: string) => `Gone from Discord since ${since}. Its comments are kept.`,
    },
  },
  help: helpEn,
  cli: {
    imported: (title: string, value: number, link: string) => `Imported “${title}” with ${comments(value)}: ${link}`,
    importedBefore: (title: string, link: string) => `Nothing to do: “${title}” was imported before: ${link}`,
  },
  ping: (milliseconds: number | null) =>
    milliseconds === null ? "I am here." : `I am here. Discord's gateway answers in ${milliseconds} ms.`,
};

export type Texts = typeof en;
