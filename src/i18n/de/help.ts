import type { helpEn } from "../en/help.ts";

export const helpDe: typeof helpEn = {
  title: "Talkback",
  intro:
    "Der Kommentarbereich eines Artikels in einem Thread. Antworte im Thread, um zu kommentieren; ich bewahre jeden Kommentar auf.",
  choose: "Was möchtest du tun?",
  all: "Alles",
  example: "Zum Beispiel:",
  rightClick: (name) => `**${name}**: Rechtsklick auf eine Nachricht → Apps → ${name}`,
  tasks: {
    read: {
      sign: "📖",
      name: "Lesen und suchen",
      about: "Kommentare auflisten, finden, öffnen und sehen, wer wem geantwortet hat",
    },
    quote: { sign: "💬", name: "Zitieren", about: "anderen Kommentare oder eine Stelle zeigen" },
    follow: { sign: "🔔", name: "Von neuen Kommentaren erfahren", about: "per Direktnachricht, so oft du willst" },
    digest: { sign: "📰", name: "Die besten Kommentare bekommen", about: "jetzt oder jeden Tag oder jede Woche" },
    report: { sign: "🚩", name: "Einen Kommentar melden", about: "die Moderatoren sehen es, sonst niemand" },
    comments: {
      sign: "🛡️",
      name: "Mit einem Kommentar umgehen",
      about: "entfernen, zurückhalten, freigeben und wiederherstellen",
    },
    members: {
      sign: "👤",
      name: "Mit einem Mitglied umgehen",
      about: "verwarnen, Timeout, kicken, bannen, und was bisher geschah",
    },
    purge: {
      sign: "🧹",
      name: "Viele Kommentare entfernen",
      about: "nach Mitglied, Zeit, Wörtern oder Links, nach einer Vorschau",
    },
    record: { sign: "📚", name: "Sehen und zurücknehmen, was geschah", about: "Fälle und das Protokoll" },
    threads: {
      sign: "🔒",
      name: "Einen Thread beruhigen oder schließen",
      about: "sperren, verlangsamen, bei Ruhe schließen",
    },
    articles: {
      sign: "📝",
      name: "Einen Artikel bringen",
      about: "eintippen, eine Seite importieren oder einen Thread übernehmen",
    },
    detector: { sign: "🔎", name: "Spam finden", about: "was der Detektor zurückhält und markiert, und seine Listen" },
    server: { sign: "⚙️", name: "Einrichten und prüfen", about: "Kanäle, Rollen, und ob alles gespeichert ist" },
  },
};
