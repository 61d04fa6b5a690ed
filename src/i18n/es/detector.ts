import type { LinkOddity, Reason, ReasonCode, SpamKind } from "../../domain/detector-verdict.ts";
import type { detectorEn, detectorErrorsEn } from "../en/detector.ts";
import { comments, count, number, percent } from "./counting.ts";

const kinds: Record<SpamKind, string> = {
  articles: "Suena a publicidad dejada bajo artículos",
  videos: "Suena a autopromoción dejada bajo vídeos",
  replies: "Suena a los timos de dinero y criptomonedas del spam en respuestas",
  messages: "Suena a mensajes de premios y ofertas",
};

const oddities: Record<LinkOddity, (host: string) => string> = {
  disguised: (host) => `La dirección solo parece ${host}: algunas letras son de otro alfabeto`,
  imitated: (host) => `${host} imita un sitio conocido`,
  userinfo: (host) => `La dirección oculta que lleva a ${host}`,
  mismatched: (host) => `El enlace muestra otra dirección, pero lleva a ${host}`,
  ip: (host) => `Enlaza a un simple número, ${host}`,
  spelledOut: (host) => `Deletrea la dirección ${host} para burlar los filtros`,
  invite: (host) => `Invita a otro chat (${host})`,
  shortener: (host) => `${host} oculta adónde lleva el enlace`,
  punycode: (host) => `La dirección ${host} está en un alfabeto codificado`,
  masked: (host) => `Un texto oculta la dirección ${host}`,
};

const minutesOf = (value: number): string => count(value, "minuto", "minutos");
const hoursOf = (value: number): string => count(value, "hora", "horas");
const minutesOrHours = (minutes: number): string =>
  minutes === 0 ? "menos de un minuto" : minutes < 60 ? minutesOf(minutes) : hoursOf(Math.floor(minutes / 60));
const hoursOrDays = (hours: number): string =>
  hours === 0 ? "menos de una hora" : hours < 48 ? hoursOf(hours) : count(Math.floor(hours / 24), "día", "días");

const reasons: { [C in ReasonCode]: (values: Extract<Reason, { code: C }>["values"]) => string } = {
  text: ({ kind }) => kinds[kind],
  wallOfText: ({ words }) => `${count(words, "palabra", "palabras")} casi sin puntos ni comas`,
  offTopic: () => "Apenas comparte palabras con el artículo y sus otros comentarios",
  disguisedLetters: ({ word }) => `Letras disfrazadas: se lee «${word}»`,
  watchedPhrase: ({ phrase }) => `En la lista de vigilancia de este servidor: «${phrase}»`,
  profanity: () => "Lenguaje soez",
  link: ({ host }) => `Enlaza a ${host}`,
  oddLink: ({ host, oddity }) => oddities[oddity](host),
  ownSite: ({ host }) => `Enlaza a ${host}, que parece ser su propio sitio`,
  firstLink: ({ host }) => `Su primer enlace aquí: ${host}`,
  newAccount: ({ hours }) => `La cuenta se creó hace ${hoursOrDays(hours)}`,
  newMember: ({ minutes }) => `Se unió ${minutesOrHours(minutes)} antes`,
  firstComment: () => "Su primer comentario aquí",
  removedBefore: ({ comments: value }) =>
    `Ya se ${value === 1 ? "ha retirado" : "han retirado"} ${comments(value)} de este miembro`,
  sameAsRemoved: () => "El mismo texto ya se retiró aquí",
  likeRemoved: () => "Casi el mismo texto ya se retiró aquí",
  sameElsewhere: ({ threads, minutes }) =>
    `El mismo texto en ${count(threads, "hilo más", "hilos más")} en ${minutesOf(minutes)}`,
  sameFromOthers: ({ members, minutes }) =>
    `El mismo texto de ${count(members, "miembro más", "miembros más")} en ${minutesOf(minutes)}`,
  sharedHost: ({ host, members }) =>
    `${count(members, "miembro nuevo más enlaza", "miembros nuevos más enlazan")} también a ${host}`,
  burst: ({ comments: value, seconds }) => `${comments(value)} en ${count(seconds, "segundo", "segundos")}`,
  mentions: ({ members }) => `Menciona a ${count(members, "miembro", "miembros")} a la vez`,
  mentionsEveryone: () => "Menciona a todo el mundo o a un rol entero",
  quietThread: ({ days }) => `Alguien nuevo comenta donde nadie escribía desde hace ${count(days, "día", "días")}`,
  editedAfterApproval: () => "Modificado después de que la moderación lo aprobara",
  autoMod: ({ rule }) => `AutoMod de Discord: «${rule}»`,
};

const strictnesses: typeof detectorEn.strictnesses = { lenient: "indulgente", normal: "normal", strict: "estricto" };

export const detectorEs: typeof detectorEn = {
  verdicts: { hold: "Retenido", flag: "Marcado", pass: "Aceptado" },
  title: "Detector",
  strictnesses,
  on: "Lee cada comentario nuevo o editado, marca lo que parece spam y retiene lo que escriben miembros que aún no son de confianza.",
  off: "Está desactivado. `/detector ajustes on:True` lo activa.",
  logOnly: "Solo anotar: los veredictos se apuntan y no se hace nada con ellos.",
  strictness: (name) => `Rigor: **${strictnesses[name]}**`,
  profanity: (isNoted) => (isNoted ? "El lenguaje soez se anota" : "El lenguaje soez no se anota"),
  trusted: (role) =>
    role === null
      ? "Pasan la moderación y los miembros con 14 días, 20 comentarios y ninguno retirado"
      : `Pasan la moderación, los miembros con ${role} y quienes tienen 14 días, 20 comentarios y ninguno retirado`,
  lists: (phrases, hosts) =>
    `${count(phrases, "frase vigilada", "frases vigiladas")} · ${count(hosts, "host permitido", "hosts permitidos")}`,
  raids: (areMet) => (areMet ? "Un asalto a un hilo recibe modo lento y una sola tarjeta" : "No se buscan asaltos"),
  counts: (name, { open, confirmed, reversed }) =>
    `**${name === "held" ? "Retenidos" : "Marcados"}** ${number.format(open + confirmed + reversed)}: ${number.format(confirmed)} confirmados por la moderación, ${number.format(reversed)} revertidos, ${number.format(open)} sin decidir`,
  noted: (value) => `${comments(value)} que pasaron con alguna anotación`,
  precision: (share, decided) =>
    share === null
      ? "Precisión aquí: se sabrá cuando la moderación haya decidido sobre algún veredicto"
      : `Precisión aquí: **${percent.format(share)}** de ${number.format(decided)} sobre los que decidió la moderación`,
  waiting: "A la espera de una decisión",
  noCards: "No hay canal para las tarjetas: elige uno con `/configurar moderators`.",
  reading: (done, total) => `Leyendo: ${number.format(done)} de ${comments(total)}…`,
  noComments: "Todavía no hay ningún comentario con el que probarlo.",
  result: (read, held, flagged) =>
    `De los últimos ${comments(read)}, habría retenido **${number.format(held)}** y marcado **${number.format(flagged)}**.`,
  resultStrictness: (name) => `Probado con rigor: ${strictnesses[name]}. No se ha cambiado nada.`,
  removedSince: (removed, found) =>
    `De estos ${number.format(found)}, la moderación ha retirado ${number.format(removed)}.`,
  heldList: "Retenidos",
  flaggedList: "Marcados",
  notedList: (value) => `Con enlaces anotados, pero aceptados: ${number.format(value)}`,
  more: (value) => `y ${number.format(value)} más`,
  isRemoved: "retirado desde entonces",
  preview: (phrase, matches, read) =>
    matches === 0
      ? `Ninguno de los últimos ${comments(read)} contiene «${phrase}».`
      : `«${phrase}» habría coincidido con **${number.format(matches)}** de los últimos ${comments(read)}.`,
  tooMany: "Es más de uno de cada veinte: elige algo menos frecuente, o se marcarán muchos comentarios inofensivos.",
  watch: "Vigilar",
  watchPhrase: "Vigilar una frase",
  watched: (phrase) =>
    `A partir de ahora se anotan los comentarios con «${phrase}». \`/detector no-vigilar\` lo termina.`,
  unwatched: (phrase) => `«${phrase}» ya no se vigila.`,
  allowed: (host) => `Los enlaces a ${host} y a lo que depende de él ya no se anotan.`,
  disallowed: (host) => `Los enlaces a ${host} vuelven a anotarse.`,
  watchTitle: "Vigilar una frase",
  phrase: "Palabra o frase",
  phraseHint: "No importa cómo se escriba. * al final: cualquier terminación. Antes verás qué coincide.",
  listTitle: "Frases vigiladas y hosts permitidos",
  noPhrases: "No se vigila ninguna frase. `/detector vigilar` añade una, y también el botón de una tarjeta.",
  noHosts: "No hay más hosts permitidos que los de los artículos. `/detector permitir` añade uno.",
  autoModTitle: "AutoMod de Discord",
  noRules: "Este servidor no tiene reglas de AutoMod. Se crean en Ajustes del servidor → AutoMod.",
  autoModHint: "Lo que avisan estas reglas es un indicio para el detector y figura en la tarjeta.",
  ruleOff: "desactivada",
  triggers: {
    keywords: "palabras clave",
    spam: "spam",
    presets: "palabrotas comunes",
    mentions: "muchas menciones",
    profiles: "nombres de miembros",
    other: "otro tipo de regla",
  },
  actions: {
    block: "bloquea el mensaje",
    alert: "avisa a la moderación",
    timeout: "aísla temporalmente al miembro",
    other: "hace otra cosa",
  },
  reason: ({ code, values }) => (reasons[code] as (values: Reason["values"]) => string)(values),
};

export const detectorErrorsEs: typeof detectorErrorsEn = {
  phraseWatched: ({ phrase }) => `«${phrase}» ya se vigila. \`/detector lista\` los muestra todos.`,
  phraseNotWatched: ({ phrase }) => `«${phrase}» no se vigila. \`/detector lista\` muestra lo que se vigila.`,
  phraseUnfit: ({ most }) =>
    `Eso no se puede vigilar. Hace falta una palabra, con al menos dos letras y como máximo ${most}; \`*\` al final equivale a cualquier terminación.`,
  hostAllowed: ({ host }) => `Los enlaces a ${host} ya están permitidos. \`/detector lista\` los muestra todos.`,
  hostNotAllowed: ({ host }) => `${host} no está en la lista. \`/detector lista\` la muestra.`,
  hostUnreadable: ({ text }) => `«${text}» no es un host. Escríbelo así: \`example.com\`.`,
  everyoneTrusted: () => "Todo el mundo tiene ese rol: ya no se revisaría a nadie. Elige otro.",
  listFull: ({ most }) => `La lista está llena, con ${number.format(most)} entradas. Quita antes una.`,
};
