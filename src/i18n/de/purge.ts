import type { purgeEn, purgeErrorsEn } from "../en/purge.ts";
import { comments, count, number } from "./counting.ts";

const refusals: Record<string, string> = {
  missingPermissions: "Mir fehlt dort eine Berechtigung",
  missingAccess: "Ich sehe den Kanal nicht mehr",
  notAllowed: "Du darfst dort nicht mehr lesen",
  commentBusy: "Jemand anderes bearbeitet sie gerade",
  restoreWindowOver: "Ihr Text ist inzwischen gelöscht",
  threadArchived: "Der Thread ist archiviert, und ich darf ihn nicht öffnen",
  tooManyThreads: "Der Server hat so viele aktive Threads, wie Discord erlaubt",
  tooManyWebhooks: "Der Kanal hat so viele Webhooks, wie Discord erlaubt",
  unknownChannel: "Den Thread gibt es nicht mehr",
};

export const purgeDe: typeof purgeEn = {
  previewTitle: "Säuberung: Noch ist nichts entfernt",
  noneTitle: "Säuberung: nichts Passendes",
  none: "Kein sichtbarer oder zurückgehaltener Kommentar, den du lesen darfst, erfüllt all das:",
  criteria: {
    member: (name) => `von ${name}`,
    article: (title) => `zu ${title}`,
    everywhere: "zu allen Artikeln, die du lesen darfst",
    from: (time) => `ab ${time}`,
    until: (time) => `vor ${time}`,
    words: (words) => `mit den Wörtern ${words}`,
    pattern: (pattern) => `passend zum Muster ${pattern}`,
    host: (host) => `mit Link auf ${host}`,
    like: (comment) => `ähnlich dem Kommentar ${comment}`,
    raid: (thread) => `aus dem Überfall auf ${thread}`,
  },
  found: (total, authors, articles) =>
    `**${comments(total)}** von **${count(authors, "Person", "Personen")}** zu **${count(articles, "Artikel", "Artikeln")}**`,
  span: (oldest, newest) => `Geschrieben von ${oldest} bis ${newest}`,
  authors: "Von wem",
  articles: "Wo",
  tally: (name, value) => `${name}: ${number.format(value)}`,
  others: (value) => `und ${number.format(value)} weitere`,
  samples: "Fünf davon",
  allOfThem: "Alle davon",
  staffLeftOut: (value) =>
    `Auch ${comments(value)} aus der Moderation ${value === 1 ? "passt und bleibt" : "passen und bleiben"} unberührt. Nenne mit \`member\` ein Mitglied der Moderation, um auch das zu entfernen.`,
  whatHappens: (minutes, days) =>
    `Entfernt werden genau diese; was ab jetzt geschrieben wird, nicht. ${number.format(days)} Tage lang holt \`/mod zurücknehmen\` sie zurück, als Nachrichten von mir unter den ursprünglichen Namen; Reaktionen kommen nicht wieder. Bestätigen kannst du ${number.format(minutes)} Minuten lang.`,
  confirm: (total) => `${comments(total)} entfernen`,
  cancel: "Abbrechen",
  stop: "Anhalten",
  undo: "Zurücknehmen",
  discarded: "Es wurde nichts entfernt.",
  looking: (looked) => `Kommentare werden durchgesehen: bisher ${number.format(looked)} …`,
  progress: (done, total, isReturn) =>
    `Kommentare werden ${isReturn ? "wiederhergestellt" : "entfernt"}: ${number.format(done)} von ${number.format(total)} …`,
  stopping: "Nach der laufenden Anfrage ist Schluss. Was getan ist, bleibt getan und hat einen Fall.",
  doneTitle: (isReturn) => (isReturn ? "Säuberung zurückgenommen" : "Säuberung beendet"),
  notOverTitle: (isReturn) => (isReturn ? "Die Rücknahme läuft weiter" : "Die Säuberung läuft weiter"),
  notOver: (caseNumber) =>
    `Ich mache von selbst weiter, auch nach einem Neustart. ${caseNumber === null ? "Das Protokoll" : `\`/mod fall ${caseNumber}\``} zeigt, wie weit ich bin; \`/mod säubern-stoppen\` hält an.`,
  noCase: "Es ist nichts geschehen, darum gibt es keinen Fall.",
  done: (value, total, isReturn) =>
    `${number.format(value)} von ${count(total, "Kommentar", "Kommentaren")} ${isReturn ? "wiederhergestellt" : "entfernt"}`,
  gone: (value, isReturn) =>
    `${number.format(value)} ${isReturn ? "schon wieder da oder inzwischen gelöscht" : "schon weg: Jemand war schneller"}`,
  refused: (value, code) => `${number.format(value)} unberührt: ${refusals[code] ?? "Discord hat abgelehnt"}`,
  untried: (value) => `${number.format(value)} nicht versucht`,
  running: "läuft noch",
  stops: {
    cancelled: "Von der Moderation angehalten.",
    rightsLost: "Angehalten: Wer sie angeordnet hat, moderiert nicht mehr.",
  },
  case: (caseNumber) => `Fall ${number.format(caseNumber)}`,
  caseHead: (caseNumber, isReturn, name) =>
    `Fall ${number.format(caseNumber)}: ${isReturn ? "Säuberung zurückgenommen" : "Säuberung"}${name ? `, ${name}` : ""}`,
};

export const purgeErrorsDe: typeof purgeErrorsEn = {
  purgeOfNothing: () =>
    "Bitte sag, was entfernt werden soll: ein Mitglied, ein Artikel, eine Zeit, Wörter, ein Muster, ein Host oder ein Kommentar zum Vergleichen. Du siehst, was passt, bevor etwas entfernt wird.",
  purgeBlank: ({ option }) => `\`${option}\` ist leer. Bitte fülle es aus oder lass es weg.`,
  purgeTimeUnreadable: ({ text }) =>
    `„${text}“ kann ich nicht als Zeit lesen. Schreib es so: \`last 2 hours\`, \`30 min\`, \`3 days\`, \`2026-11-23\` oder \`2026-11-23 14:30\` (UTC).`,
  purgePeriodEmpty: () =>
    "Zwischen diesen Zeiten liegt nichts: `from` muss vor `until` liegen, und in der Vergangenheit.",
  purgeWordsUnclear: ({ text }) =>
    `Nach „${text}“ kann ich nicht auswählen. Gib Wörter an, die alle vorkommen müssen, \`"eine Wortgruppe"\` oder einen Wortanfang mit \`*\`; für Personen, Artikel und Zeiten gibt es eigene Optionen.`,
  purgeHostInvalid: ({ text }) =>
    `„${text}“ ist kein Host. Schreib es so: \`shop.example.com\`; Hosts darunter sind mitgemeint.`,
  purgeLikeShort: ({ words }) =>
    `Dieser Kommentar hat weniger als ${number.format(words)} Wörter; zu viele andere sind ihm ähnlich. Nimm \`words\` oder \`pattern\`.`,
  purgePatternInvalid: ({ pattern }) =>
    `\`${pattern}\` ist kein regulärer Ausdruck. Prüf die Klammern oder nimm \`words\`.`,
  purgePatternSlow: () =>
    "Dieses Muster dauert zu lange: Etwas wie `(a+)+` probiert alle Möglichkeiten durch. Es wurde nichts entfernt; schreib es bitte ohne Wiederholung in einer Wiederholung.",
  purgeTooMany: ({ most }) =>
    `Mehr als ${number.format(most)} Kommentare passen. Grenze es bitte ein, zum Beispiel nach der Zeit, und säubere in mehreren Schritten.`,
  purgeUnknown: () => "Diese Vorschau ist zu alt oder schon bestätigt. Ruf `/mod säubern` bitte noch einmal auf.",
  purgeNotYours: () => "Bestätigen kann nur, wer diese Vorschau angefordert hat. Starte selbst `/mod säubern`.",
  purgeRunning: () =>
    "Auf diesem Server läuft schon eine Säuberung oder ihre Rücknahme. Warte bitte, bis sie fertig ist, oder halte sie mit `/mod säubern-stoppen` an.",
  purgeNotRunning: () => "Auf diesem Server läuft keine Säuberung. `/mod protokoll` zeigt, was geschah.",
};
