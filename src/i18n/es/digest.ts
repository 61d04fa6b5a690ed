import { weekdaysIn } from "../counting.ts";
import type { digestEn, digestErrorsEn } from "../en/digest.ts";
import { comments, count, list, number } from "./counting.ts";

const weekdayName = weekdaysIn("es");

export const digestEs: typeof digestEn = {
  title: (name) => `Resumen: ${name}`,
  untilNow: "Desde el principio hasta ahora",
  counts: (value, participants) => `${comments(value)} de ${count(participants, "miembro", "miembros")}`,
  reacted: "Con más reacciones",
  replied: "Con más respuestas",
  questions: "Preguntas sin respuesta",
  moreQuestions: (value) => `y ${count(value, "pregunta más sin respuesta", "preguntas más sin respuesta")}`,
  latest: "Lo más reciente",
  reactions: (value) => count(value, "reacción", "reacciones"),
  newcomers: (names, others) =>
    `Participan por primera vez: ${list.format([...names, ...(others > 0 ? [`${number.format(others)} más`] : [])])}`,
  gone: (value) =>
    `${count(value, "comentario que figuraba aquí se eliminó, borró o retuvo", "comentarios que figuraban aquí se eliminaron, borraron o retuvieron")} después`,
  postedBy: (name) => `Publicado a petición de ${name}`,
  nothing: "No se escribió nada en ese tiempo, así que no hay resumen.",
  posted: "El resumen está publicado.",
  postedNothing:
    "No hay nada que publicar: en ese tiempo nadie escribió nada que puedan leer todos los que ven este canal.",
  every: ({ weekday, hour, zone }) =>
    `${weekday === null ? "cada día" : `cada ${weekdayName(weekday)}`} a las ${String(hour).padStart(2, "0")}:00 (${zone})`,
  of: (title) => `«${title}»`,
  ofServer: "todos los artículos",
  into: (channel) => `en ${channel}`,
  intoChannel: "en un canal",
  byMessage: "por mensaje directo",
  begun: (digest) => `📰 Llegará un resumen ${digest}.`,
  how: (when) => `El próximo llega ${when}, si se ha escrito algo hasta entonces. \`/resumen desactivar\` lo termina.`,
  next: (when) => `próximo: ${when}`,
  ended: {
    closed: "Terminado: no puedo enviarte mensajes directos",
    channelGone: "Terminado: el canal ya no existe",
  },
  listTitle: "Resúmenes",
  none: "Aquí no llega ningún resumen periódico. Empieza uno con `/resumen activar`.",
  endOne: "Terminar un resumen …",
  end: "Terminar este resumen",
  off: (digest) => `Terminado: el resumen ${digest}.`,
  untold: {
    closed:
      "⏸️ No puedo enviarte mensajes directos, así que terminé tu resumen. Permítelos (nombre del servidor → Ajustes de privacidad → Mensajes directos) y usa otra vez `/resumen activar`.",
    channelGone: "⏸️ Ya no existe un canal en el que se publicaba un resumen tuyo, así que el resumen terminó.",
  },
};

export const digestErrorsEs: typeof digestErrorsEn = {
  zoneUnknown: ({ text }) =>
    `No conozco la zona horaria «${text}». Elige una de la lista mientras escribes, como \`Europe/Madrid\`.`,
  tooManyDigests: ({ most }) =>
    `Ya hay ${number.format(most)} resúmenes, que es el máximo. Termina uno antes con \`/resumen desactivar\`.`,
  digestUnknown: () => "No conozco ese resumen, o ya terminó. `/resumen estado` muestra los que llegan.",
};
