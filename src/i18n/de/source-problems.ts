import type { sourceProblemsEn } from "../en/source-problems.ts";

export const sourceProblemsDe: typeof sourceProblemsEn = {
  empty: "Die Datei ist leer.",
  tooLarge: "Die Datei ist größer als 8 MB, oder einer ihrer Texte ist länger als 4 Millionen Zeichen.",
  encoding: "Das ist kein Text. Speichere die Seite als UTF-8-Text.",
  markup: "Das ist HTML oder XML. Speichere die Seite als reinen Text.",
  titleMissing: "Die Seite braucht einen Titel: die erste Zeile, oder in Markdown eine „# Überschrift“.",
  titleTooLong: "Die erste Zeile ist der Titel und hat höchstens 1.000 Zeichen.",
  titleUnlikely: "Das sieht nach einem Programm, einem Protokoll oder einer Tabelle aus, nicht nach einem Titel.",
  titleNotAlone: "Nach dem Titel kommt eine leere Zeile oder eine Zeile mit dem Datum.",
  articleMissing: "Nach dem Titel kommt ein Datum, ein Text oder eine Zeile wie “16 comments”.",
  dateUnreadable:
    "Dieses Datum kann ich nicht lesen. Schreib es so: “March 11, 2009, 3:16 AM PST” oder “2009-03-11T11:16:00Z”.",
  dateImpossible: "Diesen Tag oder diese Uhrzeit gibt es nicht.",
  zoneUnknown: "Diese Zeitzone kenne ich nicht. Schreib sie so: “PST”, “UTC” oder “+02:00”.",
  lengthUnreadable: "Die Länge steht in Sekunden da (“Length: 324”) oder als 5:24.",
  commentNameNotRepeated: "Ein Kommentar beginnt mit dem Namen in zwei Zeilen und einer leeren Zeile.",
  commentTextMissing: "Nach diesem Namen kommt der Text des Kommentars.",
  frontMatterOpen: "Front Matter, das mit “---” beginnt, muss mit “---” enden.",
  frontMatterInvalid: "Das Front Matter ist kein gültiges YAML.",
  jsonInvalid: "Das ist kein gültiges JSON.",
  field: "Dieses Feld fehlt oder passt nicht.",
  parentUnknown: "Ein Kommentar kann nur auf einen antworten, der vor ihm steht.",
};
