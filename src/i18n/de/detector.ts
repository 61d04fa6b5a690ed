import type { LinkOddity, Reason, ReasonCode, SpamKind } from "../../domain/detector-verdict.ts";
import type { detectorEn, detectorErrorsEn } from "../en/detector.ts";
import { comments, count, number, percent } from "./counting.ts";

const kinds: Record<SpamKind, string> = {
  articles: "Liest sich wie Werbung unter Artikeln",
  videos: "Liest sich wie Eigenwerbung unter Videos",
  replies: "Liest sich wie die Geld- und Kryptomaschen von Antwort-Spam",
  messages: "Liest sich wie Nachrichten über Gewinne und Angebote",
};

const oddities: Record<LinkOddity, (host: string) => string> = {
  disguised: (host) => `Die Adresse sieht nur aus wie ${host}: Einige Buchstaben sind aus einem anderen Alphabet`,
  imitated: (host) => `${host} ahmt eine bekannte Website nach`,
  userinfo: (host) => `Die Adresse verbirgt, dass sie zu ${host} führt`,
  mismatched: (host) => `Der Link zeigt eine andere Adresse als ${host}, wohin er führt`,
  ip: (host) => `Verlinkt auf eine bloße Nummer, ${host}`,
  spelledOut: (host) => `Umschreibt die Adresse ${host}, um Filter zu umgehen`,
  invite: (host) => `Lädt in einen anderen Chat ein (${host})`,
  shortener: (host) => `${host} verbirgt, wohin der Link führt`,
  punycode: (host) => `Die Adresse ${host} ist in einem kodierten Alphabet geschrieben`,
  masked: (host) => `Ein Text verbirgt die Adresse ${host}`,
};

const minutesOf = (value: number): string => count(value, "Minute", "Minuten");
const hoursOf = (value: number): string => count(value, "Stunde", "Stunden");
const minutesOrHours = (minutes: number): string =>
  minutes === 0 ? "weniger als einer Minute" : minutes < 60 ? minutesOf(minutes) : hoursOf(Math.floor(minutes / 60));
const hoursOrDays = (hours: number): string =>
  hours === 0 ? "weniger als eine Stunde" : hours < 48 ? hoursOf(hours) : count(Math.floor(hours / 24), "Tag", "Tage");

const reasons: { [C in ReasonCode]: (values: Extract<Reason, { code: C }>["values"]) => string } = {
  text: ({ kind }) => kinds[kind],
  wallOfText: ({ words }) => `${count(words, "Wort", "Wörter")} fast ohne Punkt und Komma`,
  offTopic: () => "Hat kaum ein Wort mit dem Artikel und den anderen Kommentaren gemeinsam",
  disguisedLetters: ({ word }) => `Verkleidete Buchstaben: gelesen „${word}“`,
  watchedPhrase: ({ phrase }) => `Auf der Beobachtungsliste dieses Servers: „${phrase}“`,
  profanity: () => "Derbe Sprache",
  link: ({ host }) => `Verlinkt auf ${host}`,
  oddLink: ({ host, oddity }) => oddities[oddity](host),
  ownSite: ({ host }) => `Verlinkt auf ${host}, anscheinend die eigene Website`,
  firstLink: ({ host }) => `Der erste Link dieses Mitglieds hier: ${host}`,
  newAccount: ({ hours }) => `Das Konto ist ${hoursOrDays(hours)} alt`,
  newMember: ({ minutes }) =>
    minutes === 0
      ? "Erst vor weniger als einer Minute beigetreten"
      : `Beitritt und Kommentar liegen nah beisammen: ${minutesOrHours(minutes)}`,
  firstComment: () => "Der erste Kommentar dieses Mitglieds hier",
  removedBefore: ({ comments: value }) =>
    `${comments(value)} dieses Mitglieds ${value === 1 ? "wurde" : "wurden"} schon entfernt`,
  sameAsRemoved: () => "Derselbe Text wurde hier schon entfernt",
  likeRemoved: () => "Fast derselbe Text wurde hier schon entfernt",
  sameElsewhere: ({ threads, minutes }) =>
    `Derselbe Text in ${count(threads, "anderen Thread", "anderen Threads")} innerhalb von ${minutesOf(minutes)}`,
  sameFromOthers: ({ members, minutes }) =>
    `Derselbe Text von ${count(members, "anderen Mitglied", "anderen Mitgliedern")} innerhalb von ${minutesOf(minutes)}`,
  sharedHost: ({ host, members }) =>
    `Auch ${count(members, "anderes neues Mitglied verlinkt", "andere neue Mitglieder verlinken")} auf ${host}`,
  burst: ({ comments: value, seconds }) => `${comments(value)} innerhalb von ${count(seconds, "Sekunde", "Sekunden")}`,
  mentions: ({ members }) => `Erwähnt ${count(members, "Mitglied", "Mitglieder")} auf einmal`,
  mentionsEveryone: () => "Erwähnt alle oder eine ganze Rolle",
  quietThread: ({ days }) => `Jemand Fremdes kommentiert, wo ${count(days, "Tag", "Tage")} lang niemand schrieb`,
  editedAfterApproval: () => "Nach der Freigabe durch die Moderation geändert",
  autoMod: ({ rule }) => `Discords AutoMod: „${rule}“`,
};

const strictnesses: typeof detectorEn.strictnesses = { lenient: "nachsichtig", normal: "normal", strict: "streng" };

export const detectorDe: typeof detectorEn = {
  verdicts: { hold: "Zurückgehalten", flag: "Markiert", pass: "Durchgelassen" },
  title: "Detektor",
  strictnesses,
  on: "Er liest jeden neuen und bearbeiteten Kommentar, markiert, was nach Spam aussieht, und hält zurück, was noch nicht vertraute Mitglieder schreiben.",
  off: "Er ist aus. `/detektor einstellungen on:True` schaltet ihn ein.",
  logOnly: "Nur notieren: Urteile werden aufgeschrieben, sonst geschieht nichts.",
  strictness: (name) => `Strenge: **${strictnesses[name]}**`,
  profanity: (isNoted) => (isNoted ? "Derbe Sprache wird notiert" : "Derbe Sprache wird nicht notiert"),
  trusted: (role) =>
    role === null
      ? "Durchgelassen werden die Moderation und Mitglieder seit 14 Tagen mit 20 Kommentaren, von denen keiner entfernt wurde"
      : `Durchgelassen werden die Moderation, Mitglieder mit ${role} und solche seit 14 Tagen mit 20 Kommentaren, von denen keiner entfernt wurde`,
  lists: (phrases, hosts) =>
    `${count(phrases, "beobachteter Begriff", "beobachtete Begriffe")} · ${count(hosts, "erlaubter Host", "erlaubte Hosts")}`,
  raids: (areMet) =>
    areMet ? "Ein Überfall auf einen Thread bekommt Slow-Modus und eine Karte" : "Auf Überfälle wird nicht geachtet",
  counts: (name, { open, confirmed, reversed }) =>
    `**${name === "held" ? "Zurückgehalten" : "Markiert"}** ${number.format(open + confirmed + reversed)}: ${number.format(confirmed)} von der Moderation bestätigt, ${number.format(reversed)} aufgehoben, ${number.format(open)} nicht entschieden`,
  noted: (value) => `${comments(value)} durchgelassen, mit einem Vermerk`,
  precision: (share, decided) =>
    share === null
      ? "Treffsicherheit hier: erst bekannt, wenn die Moderation über ein Urteil entschieden hat"
      : `Treffsicherheit hier: **${percent.format(share)}** von ${number.format(decided)}, über die die Moderation entschieden hat`,
  waiting: "Wartet auf eine Entscheidung",
  noCards: "Für die Karten ist kein Kanal gewählt: Wähle einen mit `/einrichten moderators`.",
  reading: (done, total) => `Gelesen: ${number.format(done)} von ${count(total, "Kommentar", "Kommentaren")} …`,
  noComments: "Es gibt noch keinen Kommentar zum Ausprobieren.",
  result: (read, held, flagged) =>
    `Von den letzten ${count(read, "Kommentar", "Kommentaren")} wären **${number.format(held)}** zurückgehalten und **${number.format(flagged)}** markiert worden.`,
  resultStrictness: (name) => `Ausprobiert mit der Strenge: ${strictnesses[name]}. Es wurde nichts geändert.`,
  removedSince: (removed, found) =>
    `Von diesen ${number.format(found)} hat die Moderation ${number.format(removed)} entfernt.`,
  heldList: "Zurückgehalten",
  flaggedList: "Markiert",
  notedList: (value) => `Links vermerkt, aber durchgelassen: ${number.format(value)}`,
  more: (value) => `und ${number.format(value)} weitere`,
  isRemoved: "inzwischen entfernt",
  preview: (phrase, matches, read) =>
    matches === 0
      ? `Keiner der letzten ${count(read, "Kommentar", "Kommentare")} enthält „${phrase}“.`
      : `„${phrase}“ hätte auf **${number.format(matches)}** der letzten ${count(read, "Kommentar", "Kommentare")} zugetroffen.`,
  tooMany:
    "Das ist mehr als jeder zwanzigste: Wähle etwas Selteneres, sonst werden viele harmlose Kommentare markiert.",
  watch: "Beobachten",
  watchPhrase: "Begriff beobachten",
  watched: (phrase) => `Ab jetzt werden Kommentare mit „${phrase}“ vermerkt. \`/detektor nicht-beachten\` beendet das.`,
  unwatched: (phrase) => `„${phrase}“ wird nicht mehr beobachtet.`,
  allowed: (host) => `Links auf ${host} und alles darunter werden nicht mehr vermerkt.`,
  disallowed: (host) => `Links auf ${host} werden wieder vermerkt.`,
  watchTitle: "Einen Begriff beobachten",
  phrase: "Wort oder Wortgruppe",
  phraseHint: "Die Schreibweise ist egal. * am Ende: jede Endung. Du siehst zuerst, was passen würde.",
  listTitle: "Beobachtete Begriffe und erlaubte Hosts",
  noPhrases: "Kein Begriff wird beobachtet. `/detektor beachten` fügt einen hinzu, ebenso der Button auf einer Karte.",
  noHosts: "Außer den Hosts der Artikel ist keiner erlaubt. `/detektor erlauben` fügt einen hinzu.",
  autoModTitle: "Discords AutoMod",
  noRules: "Dieser Server hat keine AutoMod-Regeln. Du legst sie unter Servereinstellungen → AutoMod an.",
  autoModHint: "Was diese Regeln melden, ist ein Anzeichen für den Detektor und steht auf der Karte.",
  ruleOff: "aus",
  triggers: {
    keywords: "Schlüsselwörter",
    spam: "Spam",
    presets: "gängige Schimpfwörter",
    mentions: "viele Erwähnungen",
    profiles: "Namen von Mitgliedern",
    other: "eine andere Art von Regel",
  },
  actions: {
    block: "blockiert die Nachricht",
    alert: "benachrichtigt die Moderation",
    timeout: "schickt das Mitglied in Timeout",
    other: "tut etwas anderes",
  },
  reason: ({ code, values }) => (reasons[code] as (values: Reason["values"]) => string)(values),
};

export const detectorErrorsDe: typeof detectorErrorsEn = {
  phraseWatched: ({ phrase }) => `„${phrase}“ wird schon beobachtet. \`/detektor liste\` zeigt alle.`,
  phraseNotWatched: ({ phrase }) =>
    `„${phrase}“ wird nicht beobachtet. \`/detektor liste\` zeigt, was beobachtet wird.`,
  phraseUnfit: ({ most }) =>
    `Das lässt sich nicht beobachten. Es braucht ein Wort, mindestens zwei und höchstens ${most} Buchstaben; \`*\` am Ende steht für jede Endung.`,
  hostAllowed: ({ host }) => `Links auf ${host} sind schon erlaubt. \`/detektor liste\` zeigt alle.`,
  hostNotAllowed: ({ host }) => `${host} steht nicht auf der Liste. \`/detektor liste\` zeigt sie.`,
  hostUnreadable: ({ text }) => `„${text}“ ist kein Host. Schreib es so: \`example.com\`.`,
  everyoneTrusted: () => "Diese Rolle haben alle: Dann würde niemand mehr geprüft. Wähle bitte eine andere.",
  listFull: ({ most }) => `Die Liste ist mit ${number.format(most)} Einträgen voll. Nimm bitte erst einen heraus.`,
};
