import type { searchEn } from "../en/search.ts";
import { number } from "./counting.ts";

const FILTERS = "`author:`, `article:`, `before:`, `after:` und `has:`";

const hints: typeof searchEn.hints = {
  nothingToFind: () =>
    'Gib ein Wort an, das ich suchen soll: `brot`, `"frisches brot"` für Wörter nebeneinander, `bro*` für einen Wortanfang.',
  onlyExcluded: () =>
    "Weglassen kann ich Wörter nur, wenn es etwas zu finden gibt: Ergänze ein Suchwort oder einen Filter.",
  quoteOpen: () => "Ein Anführungszeichen fehlt am Ende: Ich habe alles danach als eine Wortgruppe gesucht.",
  filterEmpty: ({ name }) => `Nach \`${name}:\` steht nichts, darum habe ich es weggelassen.`,
  filterUnknown: ({ name }) =>
    `Einen Filter „${name}:“ kenne ich nicht und habe nach den Wörtern gesucht. Ich kenne ${FILTERS}.`,
  filterExcluded: ({ name }) =>
    `Mit einem Minus lassen sich nur Wörter ausschließen, nicht \`${name}:\`. Ich habe es weggelassen.`,
  dateUnreadable: ({ text }) =>
    `„${text}“ kann ich nicht als Datum lesen. Schreib es so: \`2026-11-23\`, \`2026-11\`, \`2026\`, \`7d\` oder \`yesterday\`.`,
  hasUnknown: ({ text }) => `\`has:\` mit „${text}“ kenne ich nicht. Möglich sind \`has:link\` und \`has:file\`.`,
  tooMuch: ({ most }) => `Ich habe nur die ersten ${number.format(most)} Wörter und Filter beachtet.`,
  widened: () => "Kein Kommentar enthält genau diese Wörter; in diesen beginnen Wörter so.",
  articleNotFound: ({ text }) => `Ich kenne hier keinen Artikel mit „${text}“ im Titel.`,
};

export const searchDe: typeof searchEn = {
  hints,
  title: (text) => `Suche: ${text}`,
  none: "Nichts gefunden.",
  noneHint:
    "Versuch es mit weniger Wörtern oder einem Wortanfang: `bro*`. Filter: `author:`, `article:`, `before:`, `after:`, `has:link`, `has:file`.",
  best: "Beste Treffer zuerst",
  newest: "Neueste zuerst",
  range: (from, to, total, hasMore) =>
    `${number.format(from)}–${number.format(to)} von ${hasMore ? "mehr als " : ""}${number.format(total)}`,
  end: "Es gibt mehr Treffer, als ich aufliste. Ergänze ein Wort oder `before:` mit einem Datum, um andere zu sehen.",
};
