import type { noticeEn, reportEn } from "../en/report.ts";
import { comments, count, number } from "./counting.ts";

const reports = (value: number): string => count(value, "Meldung", "Meldungen");

export const reportDe: typeof reportEn = {
  modalTitle: "Kommentar melden",
  reason: "Was stimmt damit nicht?",
  note: "Was sollte die Moderation wissen?",
  noteHint: "Das kannst du frei lassen.",
  tell: "Möchtest du erfahren, was daraus wird?",
  tellNo: "Nein",
  tellYes: "Ja, per Direktnachricht",
  reasons: {
    spam: "Spam",
    offensive: "Anstößig",
    abusive: "Beleidigend",
    offtopic: "Themenfremd oder Werbung",
    other: "Etwas anderes",
  },
  thanks: "Danke. Deine Meldung ist bei der Moderation.",
  listTitle: "Offene Meldungen",
  none: "Keine offenen Meldungen.",
  line: (reason, reporter, time) => `**${reason}**, von ${reporter}, ${time}`,
  more: (value) => `und ${count(value, "weiterer Kommentar", "weitere Kommentare")} mit offenen Meldungen`,
  remove: "Entfernen",
  dismiss: "Abweisen",
  claim: "Übernehmen",
  release: "Abgeben",
  claimed: "Du kümmerst dich jetzt darum. Das steht auch auf der Karte.",
  released: "Du kümmerst dich nicht mehr darum.",
  claimedBy: (name) => `${name} kümmert sich darum.`,
  card: {
    open: "Gemeldeter Kommentar",
    flagged: "Vom Detektor markierter Kommentar",
    held: "Zurückgehaltener Kommentar, wartet auf eine Entscheidung",
    done: "Entschieden",
  },
  tags: { open: "Offen", held: "Zurückgehalten", done: "Erledigt" },
  account: (time) => `Konto erstellt ${time}`,
  joined: (time) => `beigetreten ${time}`,
  editedSince: "**Seitdem bearbeitet.** Jetzt steht da:",
  notMember: "nicht mehr Mitglied",
  imported: "Der Kommentar stammt aus einem Import; wer ihn schrieb, hat hier kein Konto.",
  record: (numbers) =>
    [
      comments(numbers.comments),
      `${number.format(numbers.removed)} entfernt`,
      numbers.reports === 0
        ? "noch nie gemeldet"
        : `${reports(numbers.reports)}, ${number.format(numbers.upheld)} berechtigt`,
      ...(numbers.warnings > 0 ? [count(numbers.warnings, "Verwarnung", "Verwarnungen")] : []),
    ].join(" · "),
  signals: "Der Detektor sagt",
  reports,
  moreReports: (value) => `und ${number.format(value)} weitere`,
  heldByReports: (value) => `Zurückgehalten nach ${count(value, "Meldung", "Meldungen")}`,
};

export const noticeDe: typeof noticeEn = {
  warned: (server) => `**Die Moderation von ${server} hat dich verwarnt.**`,
  reason: (reason) => `Grund: ${reason}`,
  about: (link) => `Es geht um das, was du hier geschrieben hast: ${link}`,
  caseNumber: (caseNumber) => `Fall ${number.format(caseNumber)}`,
  outcome: (server, isUpheld) =>
    isUpheld
      ? `Danke für deine Meldung in ${server}. Die Moderation hat dir zugestimmt und gehandelt.`
      : `Danke für deine Meldung in ${server}. Die Moderation hat sie geprüft und lässt den Kommentar stehen.`,
};
