import type { CaseAction } from "../../domain/case.ts";
import type { modEn } from "../en/mod.ts";
import { count, number } from "./counting.ts";

const sentences: Record<CaseAction, (name: string) => string> = {
  remove: (name) => `Der Kommentar von ${name} wurde entfernt`,
  restore: (name) => `Der Kommentar von ${name} wurde wiederhergestellt`,
  hold: (name) => `Der Kommentar von ${name} ist zurückgehalten, bis ihn jemand freigibt oder entfernt`,
  approve: (name) => `Der Kommentar von ${name} wurde freigegeben und steht wieder da`,
  dismiss: (name) => `Die Meldungen zum Kommentar von ${name} wurden abgewiesen`,
  reopen: (name) => `Die Meldungen zum Kommentar von ${name} sind wieder offen`,
  warn: (name) => `${name} wurde verwarnt`,
  timeout: (name) => `${name} wurde in Timeout geschickt`,
  untimeout: (name) => `Der Timeout von ${name} wurde aufgehoben`,
  kick: (name) => `${name} wurde gekickt`,
  ban: (name) => `${name} wurde gebannt`,
  unban: (name) => `Der Bann von ${name} wurde aufgehoben`,
  note: (name) => `Eine Notiz zu ${name} wurde geschrieben`,
  purge: (name) => `Viele Kommentare wurden entfernt (${name})`,
  unpurge: (name) => `Viele Kommentare wurden wiederhergestellt (${name})`,
  retract: (name) => `Ein Fall zu ${name} zählt nicht mehr`,
  lock: (name) => `Der Thread zu „${name}“ wurde gesperrt`,
  unlock: (name) => `Der Thread zu „${name}“ wurde entsperrt`,
  slow: (name) => `Der Slow-Modus von „${name}“ wurde geändert`,
  close: (name) => `Der Thread zu „${name}“ wurde geschlossen`,
  open: (name) => `Der Thread zu „${name}“ wurde wieder geöffnet`,
};

const heads: Record<CaseAction, string> = {
  remove: "Kommentar entfernt",
  restore: "Kommentar wiederhergestellt",
  hold: "Kommentar zurückgehalten",
  approve: "Kommentar freigegeben",
  dismiss: "Meldungen abgewiesen",
  reopen: "Meldungen wieder geöffnet",
  warn: "Verwarnung",
  timeout: "Timeout",
  untimeout: "Timeout aufgehoben",
  kick: "Kick",
  ban: "Bann",
  unban: "Bann aufgehoben",
  note: "Notiz",
  purge: "Säuberung",
  unpurge: "Säuberung zurückgenommen",
  retract: "zurückgenommen",
  lock: "Thread gesperrt",
  unlock: "Thread entsperrt",
  slow: "Slow-Modus",
  close: "Thread geschlossen",
  open: "Thread geöffnet",
};

const states: Record<Parameters<typeof modEn.commentState>[0], string> = {
  visible: "Der Kommentar ist sichtbar.",
  held: "Der Kommentar ist zurückgehalten.",
  removed: "Der Kommentar ist entfernt.",
  deleted: "Der Kommentar wurde von der Person gelöscht, die ihn schrieb.",
};

const undoObstacles: Record<string, string> = {
  undone: "Er wurde schon zurückgenommen",
  running: "Er läuft noch; bitte warte, bis er fertig ist",
  kick: "Wer gekickt wurde, kann nur über eine Einladung zurückkommen",
  untimeout: "Wie lange der Timeout noch gelaufen wäre, ist nicht mehr bekannt; verhänge stattdessen einen neuen",
  unban: "Banne stattdessen noch einmal",
  unpurge: "Säubere stattdessen noch einmal",
  retract: "Verwarne stattdessen noch einmal oder schreib die Notiz neu",
  changed: "Jemand hat den Thread seitdem geändert",
};

export const modDe: typeof modEn = {
  reason: "Grund",
  reasonHint: "Steht beim Fall. Das kannst du frei lassen.",
  reasonNeeded: "Steht beim Fall.",
  suggestedReasons: [
    "Werbung oder Spam",
    "Beleidigt jemanden",
    "Belästigung",
    "Hassrede",
    "Themenfremd",
    "Spoiler ohne Warnung",
    "Private Angaben über jemanden",
    "Immer wieder dasselbe",
    "Verbreitet absichtlich Falsches",
    "Verstößt gegen die Regeln dieses Servers",
  ],
  modalTitles: {
    remove: "Kommentar entfernen",
    hold: "Kommentar zurückhalten",
    warn: "Verwarnen",
    timeout: "In Timeout schicken",
    kick: "Kicken",
    ban: "Bannen",
    note: "Notiz schreiben",
  },
  warnHint: "Das Mitglied liest das als Direktnachricht.",
  noteHint: "Nur für die Moderation. Das Mitglied erfährt nichts davon.",
  duration: "Wie lange?",
  durations: {
    "5": "5 Minuten",
    "60": "1 Stunde",
    "1440": "1 Tag",
    "4320": "3 Tage",
    "10080": "1 Woche",
    "40319": "4 Wochen",
  },
  banComments: "Was wird aus den Kommentaren?",
  keepComments: "Sie bleiben stehen",
  removeComments: "Alle werden entfernt; wird der Bann aufgehoben, kommen sie zurück",
  caseDone: (caseNumber, action, name) => `Fall ${number.format(caseNumber)}: ${sentences[action](name)}.`,
  caseHead: (caseNumber, action, name) => `Fall ${number.format(caseNumber)}: ${heads[action]}, ${name}`,
  by: (name) => `von ${name}`,
  whom: (name) => `über ${name}`,
  noReason: "Es wurde kein Grund genannt.",
  commentState: (state) => states[state],
  notices: {
    waiting: "Noch nicht benachrichtigt: Die Direktnachricht ist unterwegs und wird wiederholt, bis Discord antwortet.",
    sent: "Per Direktnachricht benachrichtigt.",
    closed: "Nicht benachrichtigt: Das Mitglied nimmt von diesem Server keine Direktnachrichten an.",
  },
  until: (time) => `bis ${time}`,
  sweep: ({ total, done, failed, isOver }, isReturn) => {
    const what = isReturn ? "wiederhergestellt" : "entfernt";
    if (!isOver && total === 0) return `Die Kommentare werden ${what} …`;
    const counted = `${number.format(done)} von ${count(total, "Kommentar", "Kommentaren")} ${what}`;
    const left = failed > 0 ? `, bei ${number.format(failed)} ging es nicht` : "";
    return isOver ? `${counted}${left}.` : `Bisher ${counted}${left} …`;
  },
  undoes: (caseNumber) => `nimmt Fall ${number.format(caseNumber)} zurück`,
  undoneBy: (caseNumber) => `zurückgenommen durch Fall ${number.format(caseNumber)}`,
  cannotUndo: (caseNumber, why) =>
    `Fall ${number.format(caseNumber)} lässt sich nicht zurücknehmen. ${undoObstacles[why] ?? "Es gibt nichts, was ihn zurücknähme"}.`,
  restoredAt: (link) => `Er steht jetzt wieder hier: ${link}`,
  attachmentsLost: (value, names) =>
    `${count(value, "Anhang ließ", "Anhänge ließen")} sich nicht zurückholen: ${names}.`,
  historyTitle: (name) => `Vorgeschichte von ${name}`,
  casesCount: (value) => count(value, "Fall", "Fälle"),
  noCases: "Keine Fälle.",
  older: "Ältere ▶",
  moderateTitle: "Was soll geschehen?",
  buttons: {
    undo: (caseNumber) => `Fall ${number.format(caseNumber)} zurücknehmen`,
    restore: "Wiederherstellen",
    approve: "Freigeben",
    hold: "Zurückhalten",
    warn: "Verwarnen",
    timeout: "Timeout",
    kick: "Kicken",
    ban: "Bannen",
    note: "Notiz",
    history: "Vorgeschichte",
  },
};
