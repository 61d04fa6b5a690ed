import type { Case, CaseAction, Sweep } from "../../domain/case.ts";
import type { CommentState } from "../../domain/comment.ts";
import { count, number } from "./counting.ts";

const comments = (value: number): string => count(value, "comment", "comments");

/** `the comment of Aiko was removed`, `Aiko was warned`. */
const sentences: Record<CaseAction, (name: string) => string> = {
  remove: (name) => `the comment of ${name} was removed`,
  restore: (name) => `the comment of ${name} was restored`,
  hold: (name) => `the comment of ${name} is held back until somebody approves or removes it`,
  approve: (name) => `the comment of ${name} was approved and stands again`,
  dismiss: (name) => `the reports of the comment of ${name} were dismissed`,
  reopen: (name) => `the reports of the comment of ${name} are open again`,
  warn: (name) => `${name} was warned`,
  timeout: (name) => `${name} was timed out`,
  untimeout: (name) => `the time-out of ${name} was lifted`,
  kick: (name) => `${name} was kicked`,
  ban: (name) => `${name} was banned`,
  unban: (name) => `the ban of ${name} was lifted`,
  note: (name) => `a note on ${name} was written`,
  retract: (name) => `a case about ${name} no longer counts`,
  purge: (name) => `many comments were removed (${name})`,
  unpurge: (name) => `many comments were restored (${name})`,
  lock: (name) => `the thread of “${name}” was locked`,
  unlock: (name) => `the thread of “${name}” was unlocked`,
  slow: (name) => `the slow mode of “${name}” was changed`,
  close: (name) => `the thread of “${name}” was closed`,
  open: (name) => `the thread of “${name}” was opened again`,
};

const heads: Record<CaseAction, string> = {
  remove: "comment removed",
  restore: "comment restored",
  hold: "comment held back",
  approve: "comment approved",
  dismiss: "reports dismissed",
  reopen: "reports opened again",
  warn: "warning",
  timeout: "time-out",
  untimeout: "time-out lifted",
  kick: "kick",
  ban: "ban",
  unban: "ban lifted",
  note: "note",
  retract: "taken back",
  purge: "purge",
  unpurge: "purge undone",
  lock: "thread locked",
  unlock: "thread unlocked",
  slow: "slow mode",
  close: "thread closed",
  open: "thread opened",
};

const states: Record<CommentState, string> = {
  visible: "The comment is visible.",
  held: "The comment is held back.",
  removed: "The comment is removed.",
  deleted: "The comment was deleted by its author.",
};

/** Why a case cannot be undone: the action, or what stands in the way. */
const undoObstacles: Record<string, string> = {
  undone: "it was taken back before",
  running: "it is still at work; please wait until it is through",
  kick: "whoever was kicked can only come back by an invitation",
  untimeout: "how long the time-out had still to run is not known any more; time them out again instead",
  unban: "ban them again instead",
  unpurge: "purge them again instead",
  retract: "warn them, or write the note, again instead",
  changed: "somebody has changed the thread since",
};

/** For moderators: actions and cases. */
export const modEn = {
  reason: "Reason",
  reasonHint: "Kept with the case. You may leave this empty.",
  reasonNeeded: "Kept with the case.",
  /** Suggested while a reason is typed. */
  suggestedReasons: [
    "Advertising or spam",
    "Insults a person",
    "Harassment",
    "Hate speech",
    "Off-topic",
    "Spoiler without a warning",
    "Private details of somebody",
    "The same again and again",
    "Spreads false statements on purpose",
    "Breaks the rules of this server",
  ],
  modalTitles: {
    remove: "Remove a comment",
    hold: "Hold a comment back",
    warn: "Warn the author",
    timeout: "Time the author out",
    kick: "Kick the author",
    ban: "Ban the author",
    note: "Write a note on the author",
  },
  /** Also shown to the member who is warned. */
  warnHint: "The author reads this by direct message.",
  noteHint: "For moderators only. The author is not told.",
  duration: "For how long?",
  durations: {
    "5": "5 minutes",
    "60": "1 hour",
    "1440": "1 day",
    "4320": "3 days",
    "10080": "1 week",
    "40319": "4 weeks",
  } as Record<string, string>,
  banComments: "What becomes of the author's comments?",
  keepComments: "They stay",
  removeComments: "All of them are removed; lifting the ban restores them",
  caseDone: (caseNumber: number, action: CaseAction, name: string) =>
    `Case ${number.format(caseNumber)}: ${sentences[action](name)}.`,
  caseHead: (caseNumber: number, action: CaseAction, name: string) =>
    `Case ${number.format(caseNumber)}: ${heads[action]}, ${name}`,
  by: (name: string) => `by ${name}`,
  whom: (name: string) => `about ${name}`,
  noReason: "No reason was given.",
  commentState: (state: CommentState) => states[state],
  notices: {
    waiting: "Not told yet: the direct message is on its way, and is tried again until Discord answers.",
    sent: "Told by direct message.",
    closed: "Not told: they take no direct messages from this server.",
  } satisfies Record<NonNullable<Case["notice"]>, string>,
  until: (time: string) => `until ${time}`,
  sweep: ({ total, done, failed, isOver }: Sweep, isReturn: boolean) => {
    const what = isReturn ? "brought back" : "removed";
    if (!isOver && total === 0) return `Their comments are being ${what} …`;
    const counted = `${number.format(done)} of ${comments(total)} ${what}`;
    const left = failed > 0 ? `, ${number.format(failed)} could not be` : "";
    return isOver ? `${counted}${left}.` : `${counted} so far${left} …`;
  },
  undoes: (caseNumber: number) => `takes back case ${number.format(caseNumber)}`,
  undoneBy: (caseNumber: number) => `taken back by case ${number.format(caseNumber)}`,
  cannotUndo: (caseNumber: number, why: string) =>
    `Case ${number.format(caseNumber)} cannot be undone: ${undoObstacles[why] ?? "there is nothing that would take it back"}.`,
  restoredAt: (link: string) => `It stands here again: ${link}`,
  attachmentsLost: (value: number, names: string) =>
    `${count(value, "attachment", "attachments")} could not be brought back: ${names}.`,
  historyTitle: (name: string) => `History of ${name}`,
  casesCount: (value: number) => count(value, "case", "cases"),
  noCases: "No cases.",
  older: "Older ▶",
  moderateTitle: "What is to be done?",
  buttons: {
    undo: (caseNumber: number) => `Undo case ${number.format(caseNumber)}`,
    restore: "Restore",
    approve: "Approve",
    hold: "Hold",
    warn: "Warn",
    timeout: "Time out",
    kick: "Kick",
    ban: "Ban",
    note: "Note",
    history: "History",
  },
};
