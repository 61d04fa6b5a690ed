import { durationsIn } from "../durations.ts";
import type { raidEn, raidErrorsEn } from "../en/raid.ts";
import { comments, count, number } from "./counting.ts";

const duration = durationsIn("de");

export const raidDe: typeof raidEn = {
  title: "Überfall",
  overTitle: "Überfall vorbei",
  on: (article) => `Auf ${article}`,
  kinds: {
    members: "Viele neue Mitglieder schreiben auf einmal",
    text: "Immer wieder derselbe Text",
    flood: "Eine Flut von Kommentaren",
  },
  counts: (value, members) => `${comments(value)} von ${count(members, "Mitglied", "Mitgliedern")}`,
  span: (start, end) => (end === null ? `Seit ${start}` : `Von ${start} an, vorbei ${end}`),
  others: (value) => `und ${number.format(value)} weitere`,
  verdicts: (held, flagged) =>
    `Der Detektor hielt ${number.format(held)} davon zurück und markierte ${number.format(flagged)}.`,
  slow: {
    wanted: "Slow-Modus: wird eingeschaltet …",
    on: (caseNumber, seconds) =>
      `🐢 Der Slow-Modus ist an: ${duration(seconds)} (Fall #${caseNumber}). Nach dem Überfall steht er wieder wie vorher.`,
    enough: "🐢 Der Thread hat schon einen Slow-Modus; er bleibt, wie er ist.",
    refused:
      "⚠️ Der Slow-Modus ließ sich nicht einschalten: Discord lässt es nicht zu. Ich brauche dort die Berechtigung „Threads verwalten“.",
    unneeded: "Der Slow-Modus wurde nicht eingeschaltet.",
    lifted: (caseNumber) => `🐢 Der Slow-Modus ist wieder wie vorher (Fall #${caseNumber}).`,
    changed: (caseNumber) =>
      `🐢 Jemand hat den Slow-Modus aus Fall #${caseNumber} inzwischen geändert; er bleibt, wie er ist.`,
  },
  endedByItself: "Er hat sich von selbst gelegt.",
  endedBy: (name) => `Beendet von ${name}.`,
  hint: "Bis er vorbei ist, bekommt keine eigene Karte, was der Detektor davon zurückhält oder markiert: `/kommentare liste` mit `state` zeigt die zurückgehaltenen. Er endet von selbst nach zehn ruhigen Minuten.",
  remove: "Ansehen und entfernen",
  endNow: "Beenden: Slow-Modus aus",
  ended:
    "Der Überfall ist beendet, der Slow-Modus steht wieder wie vorher. Eine Stunde lang gilt in diesem Thread nichts als Überfall.",
  purgeReason: "Überfall",
};

export const raidErrorsDe: typeof raidErrorsEn = {
  raidOver: () => "Dieser Überfall ist schon vorbei. `/detektor status` zeigt die, die andauern.",
};
