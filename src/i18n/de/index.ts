import type { UserErrorCode, UserErrorContexts } from "../../errors.ts";
import type { SourceProblem } from "../../domain/source-problems.ts";
import type { Texts } from "../en/index.ts";
import { comments, count, decimal, list, number } from "./counting.ts";
import { detectorDe, detectorErrorsDe } from "./detector.ts";
import { helpDe } from "./help.ts";
import { listDe } from "./list.ts";
import { logDe } from "./log.ts";
import { modDe } from "./mod.ts";
import { outlineDe } from "./outline.ts";
import { purgeDe, purgeErrorsDe } from "./purge.ts";
import { digestDe, digestErrorsDe } from "./digest.ts";
import { quoteDe, quoteErrorsDe } from "./quote.ts";
import { noticeDe, reportDe } from "./report.ts";
import { searchDe } from "./search.ts";
import { showDe } from "./show.ts";
import { sourceProblemsDe } from "./source-problems.ts";
import { statsDe, statsErrorsDe } from "./stats.ts";
import { raidDe, raidErrorsDe } from "./raid.ts";
import { threadErrorsDe, threadsDe } from "./threads.ts";
import { watchingDe, watchingErrorsDe } from "./watching.ts";

const MEGABYTE = 1_048_576;

/** After "mit", "von". */
const ofComments = (value: number): string => count(value, "Kommentar", "Kommentaren");

/** Discord's own names. */
const powers: Record<string, string> = {
  ModerateMembers: "Timeout für Mitglieder",
  KickMembers: "Mitglieder kicken",
  BanMembers: "Mitglieder bannen",
  ManageGuild: "Server verwalten",
};

const errors: { [C in UserErrorCode]: (context: UserErrorContexts[C]) => string } = {
  sourceRefused: ({ line, reason, text, field }) => {
    const problem = sourceProblemsDe[reason as SourceProblem];
    const named = field === undefined ? "" : `„${field}“: `;
    return `Zeile ${line} passt nicht. ${named}${problem}${text ? `\nDort steht: „${text}“` : ""}`;
  },
  fileTooLarge: ({ limitMegabytes }) =>
    `Diese Datei ist zu groß. Bitte schick eine mit höchstens ${limitMegabytes} MB.`,
  fileUnreachable: ({ name }) => `Ich konnte ${name} nicht von Discord laden. Bitte schick die Datei noch einmal.`,
  notInGuild: () => "Das geht nur auf einem Server.",
  notAllowed: ({ access }) =>
    access === "admin"
      ? "Das ist für Leute, die den Server verwalten dürfen."
      : "Das ist für die Moderation: Leute mit der in `/einrichten` gewählten Rolle oder mit der Berechtigung „Nachrichten verwalten“.",
  notSetUp: () =>
    "Es ist noch kein Kanal für Artikel gewählt. Wer den Server verwalten darf, kann ihn mit `/einrichten` wählen.",
  channelUnsuitable: ({ channelId }) =>
    `In <#${channelId}> passen keine Artikel. Bitte wähle einen Text- oder Forenkanal.`,
  articleUnknown: () => "Diesen Artikel kenne ich hier nicht. `/artikel liste` zeigt die, die ich kenne.",
  articleUrlInvalid: ({ url }) => `„${url}“ ist keine Webadresse. Sie muss mit https:// oder http:// beginnen.`,
  articleNotPosted: ({ title }) =>
    `„${title}“ ist noch nicht auf Discord, wird aber gerade veröffentlicht. Versuch es gleich noch einmal.`,
  notAnArticleThread: () =>
    "Dieser Kanal ist nicht der Thread eines Artikels. Nutze den Befehl in einem solchen Thread oder wähle einen Artikel.",
  notAThread: () => "Nutze das in dem Thread, der zum Kommentarbereich eines Artikels werden soll.",
  threadAdopted: () =>
    "Dieser Thread ist schon der Kommentarbereich eines Artikels. `/kommentare liste` zeigt seine Kommentare.",
  articleExists: ({ title, threadId }) =>
    `„${title}“ gibt es hier schon${threadId === "" ? "" : `: <#${threadId}>`}. Ein Artikel hat einen Thread.`,
  commentUnknown: ({ query }) =>
    `Ich kenne keinen Kommentar „${query}“. Gib einen Nachrichtenlink an (Rechtsklick auf die Nachricht, „Nachrichtenlink kopieren“) oder wähle beim Tippen aus der Liste.`,
  commentGone: () => "Dieser Kommentar wurde schon gelöscht oder entfernt. `/kommentare liste` zeigt, was noch da ist.",
  commentNotRemoved: () =>
    "Dieser Kommentar ist nicht entfernt; es gibt nichts wiederherzustellen. `/kommentare liste` mit `state` zeigt die entfernten.",
  commentNotHeld: () =>
    "Dieser Kommentar wird nicht zurückgehalten; es gibt nichts freizugeben. `/kommentare liste` mit `state` zeigt die zurückgehaltenen.",
  alreadyHeld: () =>
    "Dieser Kommentar wird schon zurückgehalten. `/mod freigeben` bringt ihn zurück, `/mod entfernen` entfernt ihn.",
  notOnYourself: () => "Das kannst du nicht mit dir selbst machen. Bitte jemand anderen aus der Moderation darum.",
  notOnMe: () =>
    "Mit mir selbst mache ich das nicht. Wer den Server verwalten darf, kann mich entfernen: Servereinstellungen → Integrationen.",
  notOnTheOwner: () =>
    "Das kann niemand mit der Person machen, der der Server gehört. Auf Kommentare wirkt `/mod entfernen`.",
  outranked: ({ member, who }) =>
    who === "you"
      ? `Deine höchste Rolle steht nicht über der von ${member}, darum kannst du das nicht tun.`
      : `Meine höchste Rolle steht nicht über der von ${member}. Wer den Server verwalten darf, kann sie nach oben schieben: Servereinstellungen → Rollen.`,
  lacksPermission: ({ who, permission }) => {
    const name = powers[permission] ?? permission;
    return who === "you"
      ? `Dafür brauchst du die Berechtigung **${name}**, und die hast du nicht.`
      : `Mir fehlt die Berechtigung **${name}**. Wer den Server verwalten darf, kann sie mir geben: Servereinstellungen → Rollen → Talkback.`;
  },
  isAdministrator: ({ member }) =>
    `${member} hat Administratorrechte. Solche Mitglieder schickt Discord nicht in Timeout. \`/mod verwarnen\` geht, und \`/mod entfernen\` bei Kommentaren.`,
  memberUnknown: ({ member }) => `${member} ist nicht mehr auf diesem Server. \`/mod verlauf\` zeigt, was geschah.`,
  memberBusy: ({ member }) => `Mit ${member} befasst sich gerade schon jemand. Bitte versuche es gleich noch einmal.`,
  alreadyBanned: ({ member }) => `${member} ist schon gebannt. \`/mod verlauf\` zeigt, warum.`,
  notBanned: ({ member }) => `${member} ist nicht gebannt. \`/mod verlauf\` zeigt, was geschah.`,
  notTimedOut: ({ member }) => `${member} ist nicht im Timeout. \`/mod verlauf\` zeigt, was geschah.`,
  noMember: () =>
    "Dieser Kommentar stammt aus einem Import: Wer ihn schrieb, hat hier kein Konto. Den Kommentar selbst entfernt `/mod entfernen`.",
  reasonMissing: () => "Bitte gib einen Grund an: Nur um ihn geht es hier.",
  cannotUndo: ({ number: asked, why }) => modDe.cannotUndo(asked, why),
  tooManyReports: () => "Mehr Meldungen nehme ich von einer Person in einer Minute nicht an. Mach gleich weiter.",
  claimedByAnother: ({ name }) =>
    `${name} kümmert sich schon um diesen Kommentar. Sprich mit der Person, oder nimm eine andere Karte.`,
  commentBusy: () =>
    "Dieser Kommentar wird gerade von jemandem entfernt oder wiederhergestellt. Bitte versuche es gleich noch einmal.",
  restoreWindowOver: ({ days }) =>
    `Dieser Kommentar wurde vor mehr als ${days} Tagen entfernt. Sein Text ist gelöscht. Nur wer ihn schrieb, kann ihn neu schreiben.`,
  alreadyReported: () =>
    "Du hast diesen Kommentar schon gemeldet. Die Moderation hat deine Meldung. Nach einer Bearbeitung kannst du ihn wieder melden.",
  ownComment: () => "Das ist dein eigener Kommentar. Du kannst ihn selbst löschen: Rechtsklick, „Nachricht löschen“.",
  nothingReported: () => "Zu diesem Kommentar gibt es keine offenen Meldungen. `/mod meldungen` zeigt, was offen ist.",
  ...detectorErrorsDe,
  ...watchingErrorsDe,
  ...digestErrorsDe,
  ...quoteErrorsDe,
  mayNotPostThere: ({ channelId }) =>
    `In <#${channelId}> darfst du nicht schreiben. Bitte wähle einen Kanal, in dem du es darfst.`,
  dateUnreadable: ({ text }) =>
    `„${text}“ kann ich nicht als Datum lesen. Schreib es so: \`2026-11-23\`, \`2026-11\`, \`2026\`, \`7d\` oder \`yesterday\`.`,
  ...purgeErrorsDe,
  ...statsErrorsDe,
  ...threadErrorsDe,
  ...raidErrorsDe,
  caseUnknown: ({ number: asked }) =>
    `Einen Fall ${asked} kenne ich nicht. \`/mod verlauf\` zeigt die Fälle eines Mitglieds.`,
  logActionUnknown: ({ text }) => `„${text}“ ist keine Art von Eintrag. Wähle beim Tippen eine aus der Liste.`,
  viewForgotten: () =>
    "Diese Liste ist zu alt: Ich weiß nicht mehr, wovon sie handelte. Ruf den Befehl bitte noch einmal auf.",
  outdated: () => "Dieser Button gehört zu einer älteren Version von Talkback. Ruf den Befehl bitte noch einmal auf.",
  missingPermissions: ({ permissions, channelId }) =>
    `In <#${channelId}> fehlt mir: **${permissions}**. Wer den Server verwalten darf, kann es mir geben: Kanal bearbeiten → Berechtigungen → Talkback.`,
  missingAccess: () =>
    "Diesen Kanal sehe ich nicht. Wer den Server verwalten darf, kann mir Zugang geben: Kanal bearbeiten → Berechtigungen.",
  unknownMessage: () => "Diese Nachricht gibt es auf Discord nicht mehr. `/kommentare liste` zeigt, was noch da ist.",
  unknownChannel: () => "Diesen Kanal oder Thread gibt es auf Discord nicht mehr. Bitte wähle einen anderen.",
  threadArchived: () => "Dieser Thread ist archiviert. Hol ihn bitte aus dem Archiv und versuch es noch einmal.",
  tooManyThreads: () =>
    "Dieser Server hat so viele aktive Threads, wie Discord erlaubt. Archiviere bitte einige und versuch es noch einmal.",
  tooManyWebhooks: () =>
    "Dieser Kanal hat so viele Webhooks, wie Discord erlaubt. Lösche bitte einen: Kanal bearbeiten → Integrationen.",
  discordUnavailable: () => "Discord hat nicht geantwortet. Nichts ging verloren; versuch es gleich noch einmal.",
  discordBusy: ({ minutes }) =>
    `Discord lässt mich das etwa ${minutes === 1 ? "eine Minute" : `${minutes} Minuten`} lang nicht mehr tun. Nichts ging verloren; versuch es danach noch einmal.`,
  storeFailing: ({ reason }) =>
    `Ich kann gerade nichts speichern: ${reason}. Es wurde nichts geändert. Sag bitte der Person Bescheid, die mich betreibt, und versuch es später noch einmal.`,
  shuttingDown: () => "Ich werde gerade neu gestartet. Versuch es in einer Minute noch einmal.",
};

/** Every text in German: informal "du", no gendered words for people. */
export const de: Texts = {
  errors,
  incident: (id) =>
    `Bei mir ist etwas schiefgegangen. Wenn es wieder passiert, nenne der Person, die mich betreibt, diese Nummer: \`${id}\``,
  count: { comments },
  article: {
    modal: {
      title: "Artikel veröffentlichen",
      name: "Titel",
      url: "Webadresse (kann leer bleiben)",
      text: "Text (kann leer bleiben)",
    },
    by: (author) => `Von ${author}`,
    commentCount: (value) => `💬 ${value === 0 ? "Noch keine Kommentare" : comments(value)}`,
    readComments: "Kommentare lesen",
    readOn: "Weiterlesen",
    open: "Artikel öffnen",
    posted: (title, link) => `Veröffentlicht: [${title}](${link})`,
    imported: (title, link, value) => `[${title}](${link}) mit ${ofComments(value)} importiert.`,
    adopted: (title, link, value) =>
      `Dieser Thread ist jetzt der Kommentarbereich von [${title}](${link}), bisher mit ${ofComments(value)}.`,
    importedBefore: (title, link) => `Nichts zu tun: [${title}](${link}) wurde schon importiert.`,
    stated: (stated, found) => `Die Seite nennt ${comments(stated)}; gefunden wurden ${number.format(found)}.`,
    progress: (done, total) => `Kommentare werden veröffentlicht: ${number.format(done)} von ${number.format(total)} …`,
    accepted: "Der Artikel wird gelesen …",
    listTitle: "Artikel",
    none: "Noch keine Artikel. `/artikel veröffentlichen` und `/artikel importieren` bringen den ersten.",
    waiting: "noch nicht veröffentlicht",
    page: (from, to, total) => `${number.format(from)}–${number.format(to)} von ${number.format(total)}`,
  },
  comments: {
    listTitle: (title) => `Kommentare zu ${title}`,
    range: (from, to, total) => `${number.format(from)}–${number.format(to)} von ${number.format(total)}`,
    previous: "Zurück",
    next: "Weiter",
    jump: "Zur Nachricht",
    showAll: "alles zeigen",
    imported: "importiert",
    edited: (times) => (times === 1 ? "bearbeitet" : `${number.format(times)}-mal bearbeitet`),
    attachments: (value) => count(value, "Anhang", "Anhänge"),
    attachmentsGone: (names) => `Nicht mehr auf Discord: ${names}`,
    fileSize: (bytes) =>
      bytes < MEGABYTE
        ? `${number.format(Math.max(1, Math.round(bytes / 1_024)))} KB`
        : `${decimal.format(bytes / MEGABYTE)} MB`,
    replyTo: (name) => `Antwort auf ${name}`,
    replyToGone: "Antwort auf einen Kommentar, den es nicht mehr gibt",
    replies: (value) => count(value, "Antwort", "Antworten"),
    held: "Dieser Kommentar wird zurückgehalten, bis die Moderation ihn geprüft hat.",
    removed: "Dieser Kommentar wurde von der Moderation entfernt.",
    deleted: "Dieser Kommentar wurde gelöscht.",
    heldSealed: (until) => `Zurückgehalten. Die Moderation kann ihn freigeben bis ${until}.`,
    removedSealed: (until) => `Entfernt. Die Moderation kann ihn wiederherstellen bis ${until}.`,
    noText: "Kein Text.",
    page: (page, pages) => `Seite ${number.format(page)} von ${number.format(pages)}`,
    goToPage: (page, pages) => `Seite ${number.format(page)} von ${number.format(pages)}: weiter zu …`,
    openOne: "Einen ganz lesen …",
  },
  list: listDe,
  outline: outlineDe,
  show: showDe,
  log: logDe,
  search: searchDe,
  quote: quoteDe,
  mod: modDe,
  purge: purgeDe,
  stats: statsDe,
  threads: threadsDe,
  raid: raidDe,
  detector: detectorDe,
  notice: noticeDe,
  report: reportDe,
  watching: watchingDe,
  digest: digestDe,
  setup: {
    title: "Einrichtung",
    articles: (channel) => `Artikel erscheinen in ${channel}`,
    moderators: (channel) => `Meldungen erscheinen in ${channel}`,
    role: (role) => `Zur Moderation gehört, wer ${role} hat oder Nachrichten verwalten darf`,
    historyForAll: "Alle dürfen lesen, was vor einer Bearbeitung in einem Kommentar stand",
    historyForModerators: "Was vor einer Bearbeitung in einem Kommentar stand, sieht nur die Moderation",
    hold: (value) =>
      `Melden ${number.format(value)} Leute einen Kommentar, ist er verborgen, bis die Moderation entscheidet`,
    noHold: "Meldungen allein verbergen keinen Kommentar",
    membersUntouched: (permissions) =>
      `Ohne ${permissions} kann ich das für die Moderation nicht tun. Gib mir die Berechtigung unter Servereinstellungen → Rollen → Talkback.`,
    log: (channel) => `Das Protokoll steht in ${channel}`,
    noLog: "Das Protokoll steht nur in `/mod protokoll`: Wähle mit der Option `log` einen Kanal dafür",
    noArticles: "Kein Kanal für Artikel: Wähle einen mit der Option `articles`",
    noModerators: "Meldungen werden nirgends angezeigt: Wähle mit der Option `moderators` einen Kanal",
    noRole: "Zur Moderation gehört, wer Nachrichten verwalten darf: Wähle mit der Option `role` eine Rolle",
    missing: (channel, permissions) =>
      `In ${channel} fehlt mir: **${permissions}**. Gib es mir unter Kanal bearbeiten → Berechtigungen → Talkback.`,
    fine: "Ich habe alle Berechtigungen, die ich brauche.",
    quotesOnly:
      "Ohne „Webhooks verwalten“ veröffentliche ich alte Kommentare als Zitate von mir, nicht unter den ursprünglichen Namen.",
  },
  doctor: {
    title: "Prüfung",
    caughtUp: "Jede geschriebene Nachricht ist gespeichert.",
    catchingUp: (value) =>
      `Ich lese nach, was in meiner Abwesenheit geschrieben wurde: noch ${count(value, "Thread", "Threads")}`,
    comparing: (value) => `Threads werden im Hintergrund ganz verglichen: noch ${count(value, "Thread", "Threads")}`,
    compared: (time) => `Alle Threads wurden mit Discord verglichen, ${time}.`,
    openJobs: (value) => `${count(value, "Aufgabe", "Aufgaben")} noch offen; ich versuche es von selbst weiter.`,
    channelGone: (channel) =>
      `${channel} gibt es nicht mehr, oder ich sehe den Kanal nicht. Seine Kommentare bleiben erhalten. Wähle mit \`/einrichten\` einen anderen oder gib mir Zugang: Kanal bearbeiten → Berechtigungen.`,
    noThreads: "Noch keine Artikel.",
    compareNow: "Diese jetzt vergleichen",
    comparedWhole: (time) => `ganz verglichen ${time}`,
    comparedNewest: (time) => `neueste Kommentare verglichen ${time}`,
    neverCompared: "noch nicht verglichen",
    nothingFound: "nichts fehlte",
    found: ({ missed, edits, deletions, reactions }, time) => {
      const parts = [
        missed > 0 ? `${comments(missed)} nachgeholt` : "",
        edits > 0 ? count(edits, "Bearbeitung", "Bearbeitungen") : "",
        deletions > 0 ? count(deletions, "Löschung", "Löschungen") : "",
        reactions > 0 ? `${comments(reactions)} mit anderen Reaktionen` : "",
      ];
      return `bisher gefunden: ${list.format(parts.filter(Boolean))}, zuletzt ${time}`;
    },
    gaps: {
      none: () => "",
      uncompared: () => "Bearbeitungen und Löschungen aus meiner Abwesenheit können fehlen, bis ich verglichen habe.",
      reading: () => "Wird gelesen: Was seit meiner letzten Anwesenheit geschah, kann noch fehlen.",
      failing: () => "Ließ sich nicht lesen. Ich versuche es weiter; was inzwischen geschah, kann fehlen.",
      hidden: (since) =>
        `Für mich unsichtbar seit ${since}: Ich brauche „Kanal anzeigen“ und „Nachrichtenverlauf anzeigen“. Was inzwischen geschieht, lese ich, sobald ich darf.`,
      deleted: (since) => `Auf Discord nicht mehr vorhanden seit ${since}. Die Kommentare bleiben erhalten.`,
    },
  },
  help: helpDe,
  cli: {
    imported: (title, value, link) => `„${title}“ mit ${ofComments(value)} importiert: ${link}`,
    importedBefore: (title, link) => `Nichts zu tun: „${title}“ wurde schon importiert: ${link}`,
  },
  ping: (milliseconds) =>
    milliseconds === null ? "Ich bin da." : `Ich bin da. Discords Gateway antwortet in ${milliseconds} ms.`,
};
