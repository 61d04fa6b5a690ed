import type { LogAction, LogFault } from "../../domain/log-entry.ts";
import { number } from "./counting.ts";

const actions: Record<LogAction, string> = {
  setup: "set-up changed",
  "article.post": "article posted",
  "article.import": "article imported",
  "article.adopt": "thread adopted",
  "comment.report": "comment reported",
  "comment.remove": "comment removed",
  "comment.restore": "comment restored",
  "comment.hold": "comment held back",
  "comment.approve": "comment approved",
  "comment.expire": "held comment given up",
  "comment.flag": "comment flagged by the detector",
  "report.dismiss": "reports dismissed",
  "report.reopen": "reports opened again",
  "report.claim": "reports claimed",
  "member.warn": "member warned",
  "member.timeout": "member timed out",
  "member.untimeout": "time-out lifted",
  "member.kick": "member kicked",
  "member.ban": "member banned",
  "member.unban": "ban lifted",
  "member.note": "note written",
  "member.sweep": "all comments of a member removed or restored",
  "case.retract": "case taken back",
  "detector.set": "detector's settings changed",
  "detector.watch": "phrase watched",
  "detector.unwatch": "phrase no longer watched",
  "detector.allow": "host allowed",
  "detector.disallow": "host no longer allowed",
};

const facts: Record<string, string> = {
  articleChannelId: "articles",
  moderatorChannelId: "reports",
  moderatorRoleId: "moderator role",
  logChannelId: "log",
  reportsToHold: "reports that hold a comment",
  state: "state",
  until: "until",
  reason: "reason",
  case: "case",
  done: "done",
  failed: "failed",
  comments: "comments",
  title: "title",
  verdict: "verdict",
  score: "likelihood of spam",
  signs: "signs",
  isLogOnly: "written down only",
  isOn: "detector on",
  strictness: "strictness",
  notesProfanity: "notes profanity",
  trustedRoleId: "trusted role",
  phrase: "phrase",
  host: "host",
};

const faults: Record<LogFault["fault"], (sequence: number) => string> = {
  missing: (sequence) => `row ${number.format(sequence)} is missing`,
  changed: (sequence) => `row ${number.format(sequence)} was changed: what it says does not fit its hash`,
  misplaced: (sequence) => `row ${number.format(sequence)} is a row of another place: rows were reordered`,
  unlinked: (sequence) =>
    `row ${number.format(sequence)} does not follow the row before it: a row was left out, replaced or reordered here`,
  end: (sequence) => `the log does not end where it should, after row ${number.format(sequence)}`,
};

/** The log of who did what. */
export const logEn = {
  actions,
  fact: (name: string) => facts[name] ?? name,
  faults,
  title: "Log",
  none: "No rows fit.",
  filtered: (filters: string) => `Only: ${filters}`,
  by: (actor: string) => `by ${actor}`,
  itself: "Talkback itself",
  about: (member: string) => `about ${member}`,
  case: (caseNumber: number) => `case ${number.format(caseNumber)}`,
  target: (id: string) => `on \`${id}\``,
  nothing: "nothing",
  newer: "Newer",
  older: "Older",
  from: (time: string) => `since ${time}`,
  until: (time: string) => `before ${time}`,
  cli: {
    noLogs: "There is no log yet.",
    whole: (guildId: string, rows: number, hash: string) =>
      `Server ${guildId}: ${number.format(rows)} rows, all as they were written. The last one's hash is ${hash}.`,
    broken: (guildId: string, fault: LogFault, hash: string) =>
      `Server ${guildId}: ${faults[fault.fault](fault.sequence)}. The last row that is right has the hash ${hash}.`,
  },
};
