import type { UserErrorCode, UserErrorContexts } from "../../errors.ts";
import type { SourceProblem } from "../../domain/source-problems.ts";
import type { Texts } from "../en/index.ts";
import { comments, count, decimal, list, number } from "./counting.ts";
import { detectorEs, detectorErrorsEs } from "./detector.ts";
import { helpEs } from "./help.ts";
import { listEs } from "./list.ts";
import { logEs } from "./log.ts";
import { modEs } from "./mod.ts";
import { outlineEs } from "./outline.ts";
import { purgeEs, purgeErrorsEs } from "./purge.ts";
import { digestEs, digestErrorsEs } from "./digest.ts";
import { quoteEs, quoteErrorsEs } from "./quote.ts";
import { noticeEs, reportEs } from "./report.ts";
import { searchEs } from "./search.ts";
import { showEs } from "./show.ts";
import { sourceProblemsEs } from "./source-problems.ts";
import { statsEs, statsErrorsEs } from "./stats.ts";
import { raidEs, raidErrorsEs } from "./raid.ts";
import { threadErrorsEs, threadsEs } from "./threads.ts";
import { watchingEs, watchingErrorsEs } from "./watching.ts";

const MEGABYTE = 1_048_576;

/** Discord's own names. */
const powers: Record<string, string> = {
  ModerateMembers: "Aislar temporalmente a miembros",
  KickMembers: "Expulsar miembros",
  BanMembers: "Banear miembros",
  ManageGuild: "Gestionar servidor",
};

const errors: { [C in UserErrorCode]: (context: UserErrorContexts[C]) => string } = {
  sourceRefused: ({ line, reason, text, field }) => {
    const problem = sourceProblemsEs[reason as SourceProblem];
    const named = field === undefined ? "" : `«${field}»: `;
    return `La línea ${line} no encaja: ${named}${problem}${text ? `\nDice: «${text}»` : ""}`;
  },
  fileTooLarge: ({ limitMegabytes }) =>
    `Ese archivo es demasiado grande. Envía uno de ${limitMegabytes} MB como máximo.`,
  fileUnreachable: ({ name }) => `No he podido descargar ${name} de Discord. Envíalo otra vez.`,
  notInGuild: () => "Esto solo funciona dentro de un servidor.",
  notAllowed: ({ access }) =>
    access === "admin"
      ? "Esto es para quienes pueden gestionar el servidor."
      : "Esto es para la moderación: quienes tienen el rol elegido en `/configurar` o el permiso «Gestionar mensajes».",
  notSetUp: () =>
    "Todavía no se ha elegido un canal para los artículos. Alguien que pueda gestionar el servidor puede elegirlo con `/configurar`.",
  channelUnsuitable: ({ channelId }) => `<#${channelId}> no admite artículos. Elige un canal de texto o un foro.`,
  articleUnknown: () => "No conozco ese artículo aquí. `/artículo lista` muestra los que conozco.",
  articleUrlInvalid: ({ url }) => `«${url}» no es una dirección web. Debe empezar por https:// o http://`,
  articleNotPosted: ({ title }) =>
    `«${title}» todavía no está en Discord. Se está publicando; inténtalo dentro de un momento.`,
  notAnArticleThread: () =>
    "Este canal no es el hilo de un artículo. Usa el comando en uno que lo sea o elige un artículo.",
  notAThread: () => "Úsalo dentro del hilo que debe convertirse en la sección de comentarios de un artículo.",
  threadAdopted: () =>
    "Este hilo ya es la sección de comentarios de un artículo. `/comentarios lista` muestra sus comentarios.",
  articleExists: ({ title, threadId }) =>
    `«${title}» ya está aquí${threadId === "" ? "" : `: <#${threadId}>`}. Un artículo tiene un solo hilo.`,
  commentUnknown: ({ query }) =>
    `No conozco ningún comentario «${query}». Da el enlace de un mensaje (clic derecho en el mensaje, «Copiar enlace del mensaje») o elige de la lista mientras escribes.`,
  commentGone: () => "Ese comentario ya se había eliminado o retirado. `/comentarios lista` muestra los que quedan.",
  commentNotRemoved: () =>
    "Ese comentario no está retirado: no hay nada que restaurar. `/comentarios lista` con `state` muestra los retirados.",
  commentNotHeld: () =>
    "Ese comentario no está retenido: no hay nada que aprobar. `/comentarios lista` con `state` muestra los retenidos.",
  alreadyHeld: () => "Ese comentario ya está retenido. `/mod aprobar` lo devuelve, `/mod retirar` lo retira.",
  notOnYourself: () => "No puedes hacerte esto a ti. Pídeselo a otro moderador.",
  notOnMe: () =>
    "No me hago esto a mí. Quien gestiona el servidor puede quitarme: Ajustes del servidor → Integraciones.",
  notOnTheOwner: () =>
    "Nadie puede hacer esto a quien es propietario del servidor. Con sus comentarios sí funciona `/mod retirar`.",
  outranked: ({ member, who }) =>
    who === "you"
      ? `Tu rol más alto no está por encima del de ${member}, así que no puedes hacerlo.`
      : `Mi rol más alto no está por encima del de ${member}. Alguien que pueda gestionar el servidor puede subirlo: Ajustes del servidor → Roles.`,
  lacksPermission: ({ who, permission }) => {
    const name = powers[permission] ?? permission;
    return who === "you"
      ? `Para esto hace falta el permiso **${name}**, que no tienes.`
      : `Me falta el permiso **${name}**. Alguien que pueda gestionar el servidor puede dármelo: Ajustes del servidor → Roles → Talkback.`;
  },
  isAdministrator: ({ member }) =>
    `${member} tiene permisos de administración. Discord no aísla temporalmente a esos miembros. Sí funcionan \`/mod advertir\` y, con comentarios, \`/mod retirar\`.`,
  memberUnknown: ({ member }) => `${member} ya no está en este servidor. \`/mod historial\` muestra lo que se hizo.`,
  memberBusy: ({ member }) =>
    `Alguien se está ocupando de ${member} en este momento. Inténtalo de nuevo en un momento.`,
  alreadyBanned: ({ member }) => `${member} ya tiene un baneo. \`/mod historial\` muestra por qué.`,
  notBanned: ({ member }) => `${member} no tiene ningún baneo. \`/mod historial\` muestra lo que se hizo.`,
  notTimedOut: ({ member }) => `${member} no tiene un aislamiento temporal. \`/mod historial\` muestra lo que se hizo.`,
  noMember: () =>
    "Ese comentario procede de una importación: quien lo escribió no tiene cuenta aquí. El comentario sí puede retirarse con `/mod retirar`.",
  reasonMissing: () => "Indica un motivo: de eso se trata.",
  cannotUndo: ({ number: asked, why }) => modEs.cannotUndo(asked, why),
  tooManyReports: () => "No acepto más denuncias de una misma persona en un minuto. Continúa dentro de un momento.",
  claimedByAnother: ({ name }) => `${name} ya se ocupa de ese comentario. Habla con esa persona o elige otra tarjeta.`,
  commentBusy: () =>
    "Alguien está retirando o restaurando ese comentario en este momento. Inténtalo de nuevo en un momento.",
  restoreWindowOver: ({ days }) =>
    `Ese comentario se retiró hace más de ${count(days, "día", "días")}. Lo que decía se ha borrado. Solo quien lo escribió puede volver a escribirlo.`,
  alreadyReported: () =>
    "Ya habías denunciado ese comentario. La moderación tiene tu denuncia. Si se edita, podrás denunciarlo de nuevo.",
  ownComment: () => "Ese comentario es tuyo. Puedes eliminarlo: clic derecho, «Eliminar mensaje».",
  nothingReported: () => "Ese comentario no tiene denuncias abiertas. `/mod denuncias` muestra lo pendiente.",
  ...detectorErrorsEs,
  ...watchingErrorsEs,
  ...digestErrorsEs,
  ...quoteErrorsEs,
  mayNotPostThere: ({ channelId }) => `No puedes escribir en <#${channelId}>. Elige un canal en el que puedas.`,
  dateUnreadable: ({ text }) =>
    `No entiendo «${text}» como fecha. Escríbela así: \`2026-11-23\`, \`2026-11\`, \`2026\`, \`7d\` o \`yesterday\`.`,
  ...purgeErrorsEs,
  ...statsErrorsEs,
  ...threadErrorsEs,
  ...raidErrorsEs,
  caseUnknown: ({ number: asked }) => `No conozco ningún caso ${asked}. \`/mod historial\` muestra los de un miembro.`,
  logActionUnknown: ({ text }) => `«${text}» no es un tipo de acción. Elige uno de la lista mientras escribes.`,
  viewForgotten: () => "Esta lista es demasiado antigua: ya no sé de qué era. Vuelve a usar el comando.",
  outdated: () => "Este botón es de una versión anterior de Talkback. Vuelve a usar el comando.",
  missingPermissions: ({ permissions, channelId }) =>
    `En <#${channelId}> me falta: **${permissions}**. Alguien que pueda gestionar el servidor puede dármelo: Editar canal → Permisos → Talkback.`,
  missingAccess: () =>
    "No veo ese canal. Alguien que pueda gestionar el servidor puede darme acceso: Editar canal → Permisos.",
  unknownMessage: () => "Ese mensaje ya no existe en Discord. `/comentarios lista` muestra los que quedan.",
  unknownChannel: () => "Ese canal o hilo ya no existe en Discord. Elige otro.",
  threadArchived: () => "Ese hilo está archivado. Desarchívalo e inténtalo otra vez.",
  tooManyThreads: () =>
    "Este servidor tiene tantos hilos activos como permite Discord. Archiva algunos e inténtalo otra vez.",
  tooManyWebhooks: () =>
    "Ese canal tiene tantos webhooks como permite Discord. Elimina alguno: Editar canal → Integraciones.",
  discordUnavailable: () => "Discord no ha respondido. No se ha perdido nada; inténtalo dentro de un momento.",
  discordBusy: ({ minutes }) =>
    `Discord no me deja hacer más de esto durante ${minutes === 1 ? "un minuto" : `unos ${minutes} minutos`}. No se ha perdido nada; inténtalo después.`,
  storeFailing: ({ reason }) =>
    `Ahora mismo no puedo guardar nada: ${reason}. No se ha cambiado nada; avisa a quien me administra e inténtalo más tarde.`,
  shuttingDown: () => "Me están reiniciando. Inténtalo dentro de un minuto.",
};

/** Every text in Spanish: "tú", words that are understood on both sides of the ocean. */
export const es: Texts = {
  errors,
  incident: (id) =>
    `Algo ha fallado por mi parte. Si vuelve a pasar, dale este número a quien me administra: \`${id}\``,
  count: { comments },
  article: {
    modal: {
      title: "Publicar un artículo",
      name: "Título",
      url: "Dirección web (puede quedar vacía)",
      text: "Texto (puede quedar vacío)",
    },
    by: (author) => `Por ${author}`,
    commentCount: (value) => `💬 ${value === 0 ? "Aún no hay comentarios" : comments(value)}`,
    readComments: "Leer comentarios",
    readOn: "Seguir leyendo",
    open: "Abrir el artículo",
    posted: (title, link) => `Publicado: [${title}](${link})`,
    imported: (title, link, value) => `Se ha importado [${title}](${link}) con ${comments(value)}.`,
    adopted: (title, link, value) =>
      `Este hilo es ahora la sección de comentarios de [${title}](${link}), con ${comments(value)} hasta ahora.`,
    importedBefore: (title, link) => `No hay nada que hacer: [${title}](${link}) ya se importó antes.`,
    stated: (stated, found) => `La página indica ${comments(stated)}; se han encontrado ${number.format(found)}.`,
    progress: (done, total) => `Publicando comentarios: ${number.format(done)} de ${number.format(total)}…`,
    accepted: "Leyendo el artículo…",
    listTitle: "Artículos",
    none: "Todavía no hay artículos. `/artículo publicar` y `/artículo importar` traen el primero.",
    waiting: "sin publicar todavía",
    page: (from, to, total) => `${number.format(from)}–${number.format(to)} de ${number.format(total)}`,
  },
  comments: {
    listTitle: (title) => `Comentarios sobre ${title}`,
    range: (from, to, total) => `${number.format(from)}–${number.format(to)} de ${number.format(total)}`,
    previous: "Anterior",
    next: "Siguiente",
    jump: "Ir al mensaje",
    showAll: "ver todo",
    imported: "importado",
    edited: (times) => (times === 1 ? "editado" : `editado ${number.format(times)} veces`),
    attachments: (value) => count(value, "archivo adjunto", "archivos adjuntos"),
    attachmentsGone: (names) => `Ya no están en Discord: ${names}`,
    fileSize: (bytes) =>
      bytes < MEGABYTE
        ? `${number.format(Math.max(1, Math.round(bytes / 1_024)))} KB`
        : `${decimal.format(bytes / MEGABYTE)} MB`,
    replyTo: (name) => `Respuesta a ${name}`,
    replyToGone: "Respuesta a un comentario que ya no existe",
    replies: (value) => count(value, "respuesta", "respuestas"),
    held: "Este comentario está retenido hasta que la moderación lo revise.",
    removed: "La moderación ha retirado este comentario.",
    deleted: "Este comentario se ha eliminado.",
    heldSealed: (until) => `Retenido. La moderación puede aprobarlo hasta ${until}.`,
    removedSealed: (until) => `Retirado. La moderación puede restaurarlo hasta ${until}.`,
    noText: "Sin texto.",
    page: (page, pages) => `Página ${number.format(page)} de ${number.format(pages)}`,
    goToPage: (page, pages) => `Página ${number.format(page)} de ${number.format(pages)}: ir a…`,
    openOne: "Leer uno completo…",
  },
  list: listEs,
  outline: outlineEs,
  show: showEs,
  log: logEs,
  search: searchEs,
  quote: quoteEs,
  mod: modEs,
  purge: purgeEs,
  stats: statsEs,
  threads: threadsEs,
  raid: raidEs,
  detector: detectorEs,
  notice: noticeEs,
  report: reportEs,
  watching: watchingEs,
  digest: digestEs,
  setup: {
    title: "Configuración",
    articles: (channel) => `Los artículos se publican en ${channel}`,
    moderators: (channel) => `Las denuncias se anuncian en ${channel}`,
    role: (role) => `Modera quien tiene ${role} o puede gestionar mensajes`,
    historyForAll: "Cualquiera puede leer lo que decía un comentario antes de editarse",
    historyForModerators: "Lo que decía un comentario antes de editarse es solo para la moderación",
    hold: (value) =>
      `Las denuncias de ${count(value, "persona", "personas")} ocultan un comentario hasta que la moderación decida`,
    noHold: "Las denuncias por sí solas no ocultan ningún comentario",
    membersUntouched: (permissions) =>
      `Sin ${permissions} no puedo hacerlo cuando la moderación me lo pide. Se concede en Ajustes del servidor → Roles → Talkback.`,
    log: (channel) => `El registro se muestra en ${channel}`,
    noLog: "El registro solo está en `/mod registro`: elige un canal para él con la opción `log`",
    noArticles: "No hay canal para los artículos: elige uno con la opción `articles`",
    noModerators: "Las denuncias no se anuncian: elige un canal con la opción `moderators`",
    noRole: "Modera quien puede gestionar mensajes: elige un rol con la opción `role`",
    missing: (channel, permissions) =>
      `En ${channel} me falta: **${permissions}**. Se concede en Editar canal → Permisos → Talkback.`,
    fine: "Tengo todos los permisos que necesito.",
    quotesOnly:
      "Sin «Gestionar webhooks» publico los comentarios antiguos como citas mías, no con el nombre de quien los escribió.",
  },
  doctor: {
    title: "Revisión",
    caughtUp: "Todos los mensajes publicados están guardados.",
    catchingUp: (value) =>
      `Leyendo lo que se publicó en mi ausencia: ${value === 1 ? "queda" : "quedan"} ${count(value, "hilo", "hilos")}`,
    comparing: (value) =>
      `Comparando hilos enteros en segundo plano: ${value === 1 ? "queda" : "quedan"} ${count(value, "hilo", "hilos")}`,
    compared: (time) => `Todos los hilos se compararon con Discord ${time}.`,
    openJobs: (value) => `${count(value, "tarea", "tareas")} sin terminar; lo sigo intentando por mi cuenta.`,
    channelGone: (channel) =>
      `${channel} ya no existe, o no lo veo. Sus comentarios se conservan. Elige otro con \`/configurar\` o dame acceso: Editar canal → Permisos.`,
    noThreads: "Todavía no hay artículos.",
    compareNow: "Comparar estos ahora",
    comparedWhole: (time) => `comparado entero ${time}`,
    comparedNewest: (time) => `comentarios recientes comparados ${time}`,
    neverCompared: "sin comparar todavía",
    nothingFound: "no faltaba nada",
    found: ({ missed, edits, deletions, reactions }, time) => {
      const parts = [
        missed > 0 ? count(missed, "comentario recuperado", "comentarios recuperados") : "",
        edits > 0 ? count(edits, "edición", "ediciones") : "",
        deletions > 0 ? count(deletions, "eliminación", "eliminaciones") : "",
        reactions > 0 ? `${comments(reactions)} con otras reacciones` : "",
      ];
      return `encontrado hasta ahora: ${list.format(parts.filter(Boolean))}; la última vez, ${time}`;
    },
    gaps: {
      none: () => "",
      uncompared: () => "Pueden faltar ediciones y eliminaciones hechas en mi ausencia hasta que lo compare.",
      reading: () => "Se está leyendo: puede faltar lo ocurrido desde la última vez que estuve.",
      failing: () => "No se ha podido leer. Lo sigo intentando; puede faltar lo ocurrido mientras tanto.",
      hidden: (since) =>
        `Fuera de mi vista desde ${since}: necesito «Ver canal» y «Leer el historial de mensajes». Lo que pase mientras tanto lo leeré en cuanto pueda.`,
      deleted: (since) => `Ya no está en Discord desde ${since}. Sus comentarios se conservan.`,
    },
  },
  help: helpEs,
  cli: {
    imported: (title, value, link) => `Se ha importado «${title}» con ${comments(value)}: ${link}`,
    importedBefore: (title, link) => `No hay nada que hacer: «${title}» ya se importó antes: ${link}`,
  },
  ping: (milliseconds) =>
    milliseconds === null ? "Aquí estoy." : `Aquí estoy. El gateway de Discord responde en ${milliseconds} ms.`,
};
