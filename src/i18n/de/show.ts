import type { showEn } from "../en/show.ts";
import { count, number } from "./counting.ts";

export const showDe: typeof showEn = {
  textPage: (page, pages) => `Teil ${number.format(page)} von ${number.format(pages)}`,
  readOn: "Weiterlesen",
  parent: "Worauf er antwortet",
  allReplies: (value) => (value === 1 ? "Die Antwort" : `Alle ${number.format(value)} Antworten`),
  history: (edits) => count(edits, "Bearbeitung", "Bearbeitungen"),
  historyTitle: (name) => `Was ${name} geändert hat`,
  historyKey: "Neue Wörter sind **fett**, entfernte ~~durchgestrichen~~.",
  editedAt: (time) => `Bearbeitet ${time}`,
  back: "Zurück zum Kommentar",
};
