import type { ReportReason } from "../../domain/report.ts";
import { count, number } from "./counting.ts";

const reasons: Record<ReportReason, string> = {
  spam: "Spam",
  offensive: "Offensive",
  abusive: "Abusive",
  offtopic: "Off-topic or promotion",
  other: "Something else",
};

type AuthorNumbers = { comments: number; removed: number; reports: number; upheld: number; warnings: number };

/** Reports, their cards, and what reporters are told. */
export const reportEn = {
  modalTitle: "Report a comment",
  reason: "What is wrong with it?",
  note: "Anything the moderators should know?",
  noteHint: "You may leave this empty.",
  tell: "Do you want to know what became of it?",
  tellNo: "No",
  tellYes: "Yes, by direct message",
  reasons,
  thanks: "Thank you. The moderators have your report.",
  listTitle: "Open reports",
  none: "No open reports.",
  line: (reason: string, reporter: string, time: string) => `**${reason}**, by ${reporter}, ${time}`,
  more: (value: number) => `and ${count(value, "comment", "comments")} more with open reports`,
  remove: "Remove",
  dismiss: "Dismiss",
  claim: "Claim",
  release: "Release",
  claimed: "You look after it now. The card says so.",
  released: "You no longer look after it.",
  claimedBy: (name: string) => `${name} looks after it.`,
  card: {
    open: "Reported comment",
    flagged: "The detector flagged a comment",
    held: "Comment held back, waiting for a decision",
    done: "Decided",
  },
  /** Names of a forum's tags. */
  tags: { open: "Open", held: "Held", done: "Done" },
  account: (time: string) => `account made ${time}`,
  joined: (time: string) => `joined ${time}`,
  editedSince: "**Edited since.** Now it says:",
  notMember: "not a member any more",
  imported: "The author came with an import and has no account here.",
  record: ({ comments, removed, reports, upheld, warnings }: AuthorNumbers) =>
    [
      count(comments, "comment", "comments"),
      `${number.format(removed)} removed`,
      reports === 0
        ? "never reported before"
        : `${count(reports, "report", "reports")}, ${number.format(upheld)} upheld`,
      ...(warnings > 0 ? [count(warnings, "warning", "warnings")] : []),
    ].join(" · "),
  signals: "The detector says",
  reports: (value: number) => count(value, "report", "reports"),
  moreReports: (value: number) => `and ${number.format(value)} more`,
  heldByReports: (value: number) => `Held after ${count(value, "report", "reports")}`,
};

/** Direct messages. */
export const noticeEn = {
  warned: (server: string) => `**The moderators of ${server} have warned you.**`,
  reason: (reason: string) => `Reason: ${reason}`,
  about: (link: string) => `It is about what you wrote here: ${link}`,
  caseNumber: (caseNumber: number) => `Case ${number.format(caseNumber)}`,
  outcome: (server: string, isUpheld: boolean) =>
    isUpheld
      ? `Thank you for your report in ${server}. The moderators agreed and have acted.`
      : `Thank you for your report in ${server}. The moderators looked at it and let the comment stand.`,
};
