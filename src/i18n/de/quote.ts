import type { quoteEn, quoteErrorsEn } from "../en/quote.ts";

export const quoteDe: typeof quoteEn = {
  by: (member) => `Zitiert von ${member}`,
  from: (title) => `zu ${title}`,
  done: (link) => `Zitiert: ${link}`,
  asOfNow: (when) => `Stand ${when}; spätere Änderungen und Entfernungen zeigen sich hier nicht`,
  doneAway:
    "Zitiert. Hier bin ich kein Mitglied und kann das Zitat nicht mehr ändern, wenn sich der Kommentar ändert: Nimm es mit seinem Knopf zurück, wenn es weg soll.",
  takeBack: "Zurücknehmen",
  takenBack: "Das Zitat ist weg.",
  cut: "gekürzt",
  edited: "nach dem Zitieren bearbeitet",
  gone: "Dieser Kommentar wurde nach dem Zitieren entfernt, gelöscht oder zurückgehalten.",
  passageTitle: "Eine Stelle zitieren",
  passage: "Stelle",
  passageHint: "Lass stehen, was du zitieren möchtest. Für Auslassungen dazwischen schreib […]",
  passageUnknown:
    "Das steht nicht im Kommentar. Ein Zitat gibt ihn wörtlich wieder; für Auslassungen dazwischen schreib […]. Deine Eingabe:",
  passageMissing: "Es gibt nichts zu zitieren: Lass wenigstens ein Wort des Kommentars stehen.",
};

export const quoteErrorsDe: typeof quoteErrorsEn = {
  passageNotFound: () => quoteDe.passageUnknown,
  quoteTooPublic: ({ channelId }) =>
    `<#${channelId}> können mehr Leute lesen als diesen Kommentar, darum zitiere ich ihn dort nicht. Wähle einen Kanal, den nur dieselben Leute sehen.`,
  quoteNotForAll: () =>
    "Diesen Kommentar dürfen nicht alle Mitglieder seines Servers lesen, darum zitiere ich ihn nirgends sonst. Auf seinem Server geht `/zitieren`.",
  notYourQuote: () => "Ein Zitat zurücknehmen kann nur, wer es veröffentlicht hat, oder die Moderation.",
  tooManyQuotes: () =>
    "Die Kommentare dieses Artikels sind so oft zitiert, wie ich auf dem neuesten Stand halten kann. Nimm erst ein Zitat zurück.",
};
