import type { purgeEn, purgeErrorsEn } from "../en/purge.ts";
import { comments, count, number } from "./counting.ts";

const refusals: Record<string, string> = {
  missingPermissions: "me falta un permiso ahí",
  missingAccess: "ya no veo ese canal",
  notAllowed: "ya no puedes leer ahí",
  commentBusy: "otra persona se está ocupando de ellos ahora mismo",
  restoreWindowOver: "lo que decían ya se ha borrado",
  threadArchived: "el hilo está archivado y no puedo abrirlo",
  tooManyThreads: "el servidor tiene tantos hilos activos como permite Discord",
  tooManyWebhooks: "el canal tiene tantos webhooks como permite Discord",
  unknownChannel: "el hilo ya no existe",
};

export const purgeEs: typeof purgeEn = {
  previewTitle: "Purga: todavía no se ha retirado nada",
  noneTitle: "Purga: nada coincide",
  none: "Ningún comentario visible o retenido que puedas leer cumple todo esto:",
  criteria: {
    member: (name) => `de ${name}`,
    article: (title) => `sobre ${title}`,
    everywhere: "en todos los artículos que puedes leer",
    from: (time) => `desde ${time}`,
    until: (time) => `antes de ${time}`,
    words: (words) => `con las palabras ${words}`,
    pattern: (pattern) => `que encajan con el patrón ${pattern}`,
    host: (host) => `con enlaces a ${host}`,
    like: (comment) => `parecidos al comentario ${comment}`,
    raid: (thread) => `del asalto a ${thread}`,
  },
  found: (total, authors, articles) =>
    `**${comments(total)}** de **${count(authors, "persona", "personas")}** en **${count(articles, "artículo", "artículos")}**`,
  span: (oldest, newest) => `Escritos entre ${oldest} y ${newest}`,
  authors: "De quién",
  articles: "Dónde",
  tally: (name, value) => `${name}: ${number.format(value)}`,
  others: (value) => `y ${number.format(value)} más`,
  samples: "Cinco de ellos",
  allOfThem: "Todos",
  staffLeftOut: (value) =>
    `También ${value === 1 ? "coincide" : "coinciden"} ${comments(value)} de la moderación, que no se ${value === 1 ? "toca" : "tocan"}. Para incluir los de alguien de la moderación, indícalo con \`member\`.`,
  whatHappens: (minutes, days) =>
    `Se retiran exactamente estos; lo que se publique desde ahora, no. Durante ${count(days, "día", "días")}, \`/mod deshacer\` los devuelve como mensajes míos con el nombre de quien los escribió; las reacciones no vuelven. Puedes confirmar durante ${count(minutes, "minuto", "minutos")}.`,
  confirm: (total) => `Retirar ${comments(total)}`,
  cancel: "Cancelar",
  stop: "Detener",
  undo: "Deshacer",
  discarded: "No se ha retirado nada.",
  looking: (looked) => `Revisando comentarios: ${number.format(looked)} hasta ahora…`,
  progress: (done, total, isReturn) =>
    `${isReturn ? "Restaurando" : "Retirando"} comentarios: ${number.format(done)} de ${number.format(total)}…`,
  stopping: "Se detiene tras la petición en curso. Lo hecho, hecho está, y tiene su caso.",
  doneTitle: (isReturn) => (isReturn ? "Purga revertida" : "Purga terminada"),
  notOverTitle: (isReturn) => (isReturn ? "La reversión continúa" : "La purga continúa"),
  notOver: (caseNumber) =>
    `Sigo por mi cuenta, también después de un reinicio. ${caseNumber === null ? "El registro" : `\`/mod caso ${caseNumber}\``} muestra cómo va; \`/mod purgar-parar\` la detiene.`,
  noCase: "No ha pasado nada, así que no hay caso.",
  done: (value, total, isReturn) =>
    `${number.format(value)} de ${comments(total)}: ${isReturn ? "restaurados" : "retirados"}`,
  gone: (value, isReturn) =>
    `${number.format(value)} ${isReturn ? "ya estaban de vuelta o se han eliminado desde entonces" : "ya no estaban: alguien se adelantó"}`,
  refused: (value, code) => `${number.format(value)} sin tocar: ${refusals[code] ?? "Discord se ha negado"}`,
  untried: (value) => `${number.format(value)} sin intentar`,
  running: "todavía en marcha",
  stops: {
    cancelled: "Detenida por la moderación.",
    rightsLost: "Detenida: quien la ordenó ya no modera.",
  },
  case: (caseNumber) => `Caso ${number.format(caseNumber)}`,
  caseHead: (caseNumber, isReturn, name) =>
    `Caso ${number.format(caseNumber)}: ${isReturn ? "purga revertida" : "purga"}${name ? `, ${name}` : ""}`,
};

export const purgeErrorsEs: typeof purgeErrorsEn = {
  purgeOfNothing: () =>
    "Indica qué hay que purgar: un miembro, un artículo, un periodo, palabras, un patrón, un host o un comentario con el que comparar. Verás qué coincide antes de que se retire nada.",
  purgeBlank: ({ option }) => `\`${option}\` está vacío. Rellénalo o déjalo fuera.`,
  purgeTimeUnreadable: ({ text }) =>
    `No entiendo «${text}» como tiempo. Escríbelo así: \`last 2 hours\`, \`30 min\`, \`3 days\`, \`2026-11-23\` o \`2026-11-23 14:30\` (UTC).`,
  purgePeriodEmpty: () => "No hay nada entre esos momentos: `from` debe ser anterior a `until` y estar en el pasado.",
  purgeWordsUnclear: ({ text }) =>
    `No puedo purgar por «${text}». Da palabras que deban aparecer todas, \`"una frase"\` o el comienzo de una palabra con \`*\`; para personas, artículos y fechas hay opciones propias.`,
  purgeHostInvalid: ({ text }) =>
    `«${text}» no es un host. Escríbelo así: \`shop.example.com\`; se incluyen los que dependen de él.`,
  purgeLikeShort: ({ words }) =>
    `Ese comentario tiene menos de ${number.format(words)} palabras: se le parecen demasiados. Usa \`words\` o \`pattern\`.`,
  purgePatternInvalid: ({ pattern }) =>
    `\`${pattern}\` no es una expresión regular. Revisa los paréntesis o usa \`words\`.`,
  purgePatternSlow: () =>
    "Ese patrón tarda demasiado: algo como `(a+)+` prueba todas las posibilidades. No se ha retirado nada; escríbelo sin una repetición dentro de otra.",
  purgeTooMany: ({ most }) =>
    `Coinciden más de ${number.format(most)} comentarios. Acota la búsqueda, por ejemplo por fecha, y purga en varias veces.`,
  purgeUnknown: () => "Esa vista previa es demasiado antigua o ya se confirmó. Vuelve a usar `/mod purgar`.",
  purgeNotYours: () => "Solo puede confirmar quien pidió esta vista previa. Usa tú `/mod purgar`.",
  purgeRunning: () =>
    "En este servidor hay una purga, o su reversión, en marcha. Espera a que termine o detenla con `/mod purgar-parar`.",
  purgeNotRunning: () => "No hay ninguna purga en marcha en este servidor. `/mod registro` muestra lo que se hizo.",
};
