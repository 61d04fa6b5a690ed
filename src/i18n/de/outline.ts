import type { outlineEn } from "../en/outline.ts";
import { count } from "./counting.ts";

export const outlineDe: typeof outlineEn = {
  title: (title) => `Diskussion zu ${title}`,
  answersTo: (name) => `Antworten auf ${name}`,
  more: (replies) => `… ${count(replies, "weitere Antwort", "weitere Antworten")}`,
  inside: (replies) => count(replies, "Antwort", "Antworten"),
  gone: "ein Kommentar, den es nicht mehr gibt",
  none: "Noch keine Kommentare. Schreib den ersten im Thread.",
  noneHere: "Darauf hat noch niemand geantwortet.",
  open: "Einen Zweig öffnen …",
  up: "Nach oben",
  all: "Ganze Diskussion",
  show: "In der Diskussion",
};
