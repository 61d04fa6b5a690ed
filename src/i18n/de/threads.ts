import { durationsIn } from "../durations.ts";
import type { threadErrorsEn, threadsEn } from "../en/threads.ts";
import { count } from "./counting.ts";

const duration = durationsIn("de");
/** After "nach", "seit". */
const ofDays = (value: number): string => count(value, "Tag", "Tagen");

const standing: Record<string, string> = {
  lock: "Dieser Thread ist schon gesperrt. `/thread entsperren` entsperrt ihn.",
  unlock: "Dieser Thread ist nicht gesperrt. `/thread sperren` sperrt ihn.",
  slow: "Dieser Thread hat schon genau diesen Slow-Modus. `/thread langsam` nimmt auch eine andere Zeit.",
  close: "Dieser Thread ist schon geschlossen: gesperrt und archiviert. `/thread öffnen` öffnet ihn.",
  open: "Dieser Thread ist schon offen: weder gesperrt noch archiviert. `/thread schließen` schließt ihn.",
};

export const threadsDe: typeof threadsEn = {
  duration: (seconds) => (seconds === 0 ? "Aus" : duration(seconds)),
  announced: {
    lock: "🔒 Diese Diskussion ist gesperrt. Lesen geht weiter, schreiben nicht.",
    unlock: "🔓 Diese Diskussion ist wieder entsperrt. Ihr könnt wieder kommentieren.",
    close: "🔒 Diese Diskussion ist geschlossen. Lesen geht weiter, schreiben nicht.",
    open: "🔓 Diese Diskussion ist wieder offen. Ihr könnt kommentieren.",
    quiet: (value) => `🔒 Hier hat seit ${ofDays(value)} niemand geschrieben, darum ist diese Diskussion geschlossen.`,
    slow: (seconds) => `🐢 Der Slow-Modus ist an: Zwischen zwei Kommentaren einer Person liegen ${duration(seconds)}.`,
    hurried: "Der Slow-Modus ist aus.",
  },
  slowed: (from, to) =>
    `Slow-Modus: ${to === 0 ? "aus" : duration(to)} (vorher: ${from === 0 ? "aus" : duration(from)})`,
  told: {
    yes: "Im Thread steht ein Hinweis.",
    refused: "Im Thread steht kein Hinweis: Discord ließ mich dort nicht schreiben.",
  },
  quietSet: (title, value, server) => {
    if (value === 0) return `„${title}“ wird nicht geschlossen, so still es auch ist.`;
    if (value !== null) return `„${title}“ wird nach ${ofDays(value)} ohne Kommentar geschlossen.`;
    return `„${title}“ richtet sich nach dem Server: ${server === null ? "Stille Threads bleiben offen" : `nach ${ofDays(server)} ohne Kommentar geschlossen`}.`;
  },
  setupQuiet: (value) => `Threads werden nach ${ofDays(value)} ohne Kommentar geschlossen`,
  setupNoQuiet: "Stille Threads bleiben offen: `close-after` schließt sie nach so vielen Tagen, wie du willst",
};

export const threadErrorsDe: typeof threadErrorsEn = {
  threadAlready: ({ what }) => standing[what] ?? "Dieser Thread steht schon so.",
  threadBusy: () => "Gerade ändert jemand diesen Thread. Bitte versuche es gleich noch einmal.",
  slowTimeUnreadable: ({ text }) =>
    `„${text}“ kann ich nicht als Dauer lesen. Schreib es so: \`30s\`, \`5m\`, \`2h\` oder \`off\`; mehr als sechs Stunden gehen nicht.`,
  quietDaysAlready: () => "Das ist schon so eingestellt. `/einrichten` zeigt, was für den Server gilt.",
};
