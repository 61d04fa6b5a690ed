import type { listEn } from "../en/list.ts";
import { number } from "./counting.ts";

export const listDe: typeof listEn = {
  sorts: {
    oldest: "Älteste zuerst",
    newest: "Neueste zuerst",
    reactions: "Meiste Reaktionen zuerst",
    replies: "Meiste Antworten zuerst",
    lively: "Zuletzt am meisten diskutierte zuerst",
  },
  none: {
    oldest: "Noch keine Kommentare.",
    newest: "Noch keine Kommentare.",
    reactions: "Auf keinen Kommentar hier hat bisher jemand reagiert.",
    replies: "Auf keinen Kommentar hier hat bisher jemand geantwortet.",
    lively: "Auf keinen Kommentar hier hat bisher jemand geantwortet.",
  },
  states: { held: "zurückgehalten", removed: "entfernt", deleted: "gelöscht" },
  noneYet: "Noch keine Kommentare. Schreib den ersten im Thread.",
  noneFits: "Kein Kommentar erfüllt all diese Bedingungen. Lass eine weg und versuch es noch einmal.",
  ofServer: "Kommentare dieses Servers",
  ofMember: (member) => `Kommentare von ${member}`,
  ofMemberOn: (member, title) => `Kommentare von ${member} zu ${title}`,
  repliesTo: (name) => `Antworten auf ${name}`,
  isImported: "importiert",
  isLive: "auf Discord geschrieben",
  hasLink: "mit Link",
  hasFile: "mit Anhang",
  since: (time) => `seit ${time}`,
  before: (time) => `vor ${time}`,
  rangeOnly: (from, to) => `${number.format(from)}–${number.format(to)}`,
  isBackAtFirst: "Was dort stand, gibt es nicht mehr. Hier ist die erste Seite.",
  end: "Das war alles.",
};
