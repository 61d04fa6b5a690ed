import { weekdaysIn } from "../counting.ts";
import type { digestEn, digestErrorsEn } from "../en/digest.ts";
import { comments, count, list, number } from "./counting.ts";

const weekdayName = weekdaysIn("de");

export const digestDe: typeof digestEn = {
  title: (name) => `Überblick: ${name}`,
  untilNow: "Von Anfang an bis jetzt",
  counts: (value, participants) => `${comments(value)} von ${count(participants, "Mitglied", "Mitgliedern")}`,
  reacted: "Meiste Reaktionen",
  replied: "Meiste Antworten",
  questions: "Fragen ohne Antwort",
  moreQuestions: (value) => `und ${count(value, "weitere offene Frage", "weitere offene Fragen")}`,
  latest: "Neueste",
  reactions: (value) => count(value, "Reaktion", "Reaktionen"),
  newcomers: (names, others) =>
    `Neu dabei: ${list.format([...names, ...(others > 0 ? [`${number.format(others)} mehr`] : [])])}`,
  gone: (value) =>
    `${count(value, "Kommentar, der hier stand, wurde", "Kommentare, die hier standen, wurden")} seither entfernt, gelöscht oder zurückgehalten`,
  postedBy: (name) => `Gepostet für ${name}`,
  nothing: "In dieser Zeit wurde nichts geschrieben, darum gibt es keinen Überblick.",
  posted: "Der Überblick ist gepostet.",
  postedNothing:
    "Es gibt nichts zu posten: In dieser Zeit hat niemand etwas geschrieben, das alle lesen dürfen, die diesen Kanal sehen.",
  every: ({ weekday, hour, zone }) =>
    `${weekday === null ? "jeden Tag" : `jeden ${weekdayName(weekday)}`} um ${String(hour).padStart(2, "0")}:00 Uhr (${zone})`,
  of: (title) => `„${title}“`,
  ofServer: "alle Artikel",
  into: (channel) => `in ${channel}`,
  intoChannel: "in einen Kanal",
  byMessage: "per Direktnachricht",
  begun: (digest) => `📰 Ein Überblick kommt ${digest}.`,
  how: (when) => `Der nächste kommt ${when}, falls bis dahin etwas geschrieben wurde. \`/überblick aus\` beendet ihn.`,
  next: (when) => `nächster ${when}`,
  ended: {
    closed: "Beendet: Ich kann dir keine Direktnachrichten schicken",
    channelGone: "Beendet: Den Kanal gibt es nicht mehr",
  },
  listTitle: "Überblicke",
  none: "Hier kommt kein Überblick regelmäßig. Fang an mit `/überblick an`.",
  endOne: "Einen Überblick beenden …",
  end: "Diesen Überblick beenden",
  off: (digest) => `Beendet: der Überblick ${digest}.`,
  untold: {
    closed:
      "⏸️ Ich kann dir keine Direktnachrichten schicken, darum habe ich deinen Überblick beendet. Erlaube sie (Servername → Privatsphäre-Einstellungen → Direktnachrichten) und nutze wieder `/überblick an`.",
    channelGone: "⏸️ Einen Kanal, in den ein Überblick von dir kam, gibt es nicht mehr. Der Überblick ist beendet.",
  },
};

export const digestErrorsDe: typeof digestErrorsEn = {
  zoneUnknown: ({ text }) =>
    `Ich kenne keine Zeitzone „${text}“. Wähle beim Tippen eine aus der Liste, etwa \`Europe/Berlin\`.`,
  tooManyDigests: ({ most }) =>
    `Mehr als ${number.format(most)} Überblicke gehen nicht. Beende erst einen mit \`/überblick aus\`.`,
  digestUnknown: () =>
    "Diesen Überblick kenne ich nicht, oder er ist beendet. `/überblick status` zeigt, welche kommen.",
};
