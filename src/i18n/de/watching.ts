import type { watchingEn, watchingErrorsEn } from "../en/watching.ts";
import { comments, count, list, number } from "./counting.ts";

const often = (minutes: number): string => `höchstens einmal in ${count(minutes, "Minute", "Minuten")}`;

export const watchingDe: typeof watchingEn = {
  targets: {
    article: (name) => `Kommentare zu „${name}“`,
    member: (name) => `was ${name} schreibt`,
    comment: (name) => `Antworten auf einen Kommentar von ${name}`,
    replies: () => "Antworten auf deine Kommentare",
    word: (words) => `Kommentare mit „${words}“`,
  },
  begun: (target) => `👁️ Du beobachtest jetzt: ${target}.`,
  how: (minutes) =>
    `Ich melde mich per Direktnachricht, ${often(minutes)}. \`/beobachten liste\` zeigt alles, was du beobachtest.`,
  listTitle: "Was du hier beobachtest",
  watched: (value, most) => `${number.format(value)} von ${number.format(most)}`,
  pace: (minutes) => `Per Direktnachricht, ${often(minutes)}`,
  none: "Du beobachtest hier nichts. Fang an mit `/beobachten artikel`, `/beobachten mitglied`, `/beobachten wort` oder `/beobachten antworten`.",
  paceSet: (minutes) => `Ich melde mich ab jetzt ${often(minutes)}.`,
  stopOne: "Nicht mehr beobachten …",
  stopMore: "Nicht mehr beobachten … (weitere)",
  stop: "Nicht mehr beobachten",
  stopThis: (target) => `Beenden: ${target}`,
  stopAll: "Alle beenden",
  stopped: (target) => `Du beobachtest nicht mehr: ${target}.`,
  stoppedAll: (value) =>
    `Du beobachtest hier nichts mehr. Damit endete, was du beobachtet hast: ${number.format(value)}.`,
  stoppedBefore: "Das hattest du schon beendet.",
  paused:
    "⏸️ Ich kann dir keine Direktnachrichten schicken, darum ruht, was du beobachtest. Erlaube sie (Servername → Privatsphäre-Einstellungen → Direktnachrichten) und mach mit dem Button in `/beobachten liste` weiter.",
  resume: "Weiter",
  resumed: "▶️ Ich melde mich wieder, ab dem nächsten Kommentar.",
  news: (value, articles, isCut) => {
    const told = `${isCut ? "Mehr als " : ""}${count(value, "neuer Kommentar", "neue Kommentare")}`;
    return articles === 1 ? told : `${told} zu ${count(articles, "Artikel", "Artikeln")}`;
  },
  inServer: (server) => `in ${server}`,
  more: (value) => `und ${comments(value)} mehr`,
  because: (targets, others) =>
    `Du beobachtest: ${list.format([...targets, ...(others > 0 ? [`${number.format(others)} mehr`] : [])])}.`,
};

export const watchingErrorsDe: typeof watchingErrorsEn = {
  alreadyWatched: () => "Das beobachtest du schon. `/beobachten liste` zeigt alles.",
  tooManyWatches: ({ most }) =>
    `Mehr als ${number.format(most)} kannst du nicht gleichzeitig beobachten. Beende erst eines mit \`/beobachten liste\`.`,
  nothingWatched: () => "Du beobachtest hier noch nichts. Fang an mit `/beobachten artikel`.",
  notYourWatch: () =>
    "Dieser Button ist für die Person, die diese Nachricht bekommen hat. `/beobachten liste` zeigt deine.",
  wordTooShort: () => "Das ist zu kurz. Gib ein Wort aus mindestens zwei Buchstaben oder Ziffern an.",
  yourselfWatched: () =>
    "Deine eigenen Kommentare melde ich dir nie. Für Antworten darauf gibt es `/beobachten antworten`.",
};
