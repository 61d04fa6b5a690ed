import type { ActivityUnit } from "../../domain/comment-activity.ts";
import { longestUnitIn } from "../durations.ts";
import type { statsEn, statsErrorsEn } from "../en/stats.ts";
import { count, number } from "./counting.ts";

const percent = new Intl.NumberFormat("de", { style: "percent", maximumFractionDigits: 0 });
const list = new Intl.ListFormat("de", { type: "conjunction" });
const duration = longestUnitIn("de");
const units: Record<ActivityUnit, string> = { day: "Tag", month: "Monat", year: "Jahr" };

export const statsDe: typeof statsEn = {
  titleArticle: (title) => `Zahlen: ${title}`,
  titleMember: (mention) => `Was ${mention} geschrieben hat`,
  titleServer: "Zahlen des Servers",
  since: (time) => `seit ${time}`,
  ofAll: "von Anfang an",
  nothing: "Dort wurde in dieser Zeit nichts geschrieben, was du lesen kannst.",
  counts: (comments, participants) =>
    `${count(comments, "Kommentar", "Kommentare")} von ${count(participants, "Person", "Personen")}`,
  comments: (comments) => count(comments, "Kommentar", "Kommentare"),
  replies: (replies, share) => `${percent.format(share)} sind Antworten (${number.format(replies)})`,
  firstAndLast: (first, last) => `Zuerst ${first}, zuletzt ${last}`,
  undated: (comments) =>
    `Nicht im Diagramm, weil die Zeit nicht bekannt ist: ${count(comments, "Kommentar", "Kommentare")}`,
  busiest: (hours, zone) => `Am meisten los: ${list.format(hours.map((hour) => `${hour}–${hour + 1} Uhr`))} (${zone})`,
  delay: (ms) =>
    `Die Hälfte der beantworteten Kommentare bekam die erste Antwort innerhalb von höchstens: ${duration(ms)}`,
  reacted: "Meiste Reaktionen",
  replied: "Meiste Antworten",
  alt: ({ unit, from, to, most, at, hour, zone }) =>
    `Zwei Balkendiagramme. Kommentare nach ${units[unit]} von ${from} bis ${to}: am meisten, ${number.format(most)}, waren es ${at}. Kommentare nach Tageszeit (${zone}): am meisten von ${hour} bis ${hour + 1} Uhr.`,
};

export const statsErrorsDe: typeof statsErrorsEn = {
  statsOfOthers: () =>
    "Zahlen über andere Mitglieder sind für Moderatoren. `/kommentare zahlen` mit dir selbst als Mitglied sagt, was du geschrieben hast.",
  statsOfBoth: () =>
    "Bitte wähle einen Artikel oder ein Mitglied, nicht beides: Ich zähle alles, was ein Mitglied auf diesem Server geschrieben hat.",
};
