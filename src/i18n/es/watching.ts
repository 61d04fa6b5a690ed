import type { watchingEn, watchingErrorsEn } from "../en/watching.ts";
import { comments, count, list, number } from "./counting.ts";

const often = (minutes: number): string => `como mucho una vez cada ${count(minutes, "minuto", "minutos")}`;

export const watchingEs: typeof watchingEn = {
  targets: {
    article: (name) => `comentarios sobre «${name}»`,
    member: (name) => `lo que escribe ${name}`,
    comment: (name) => `respuestas a un comentario de ${name}`,
    replies: () => "respuestas a tus comentarios",
    word: (words) => `comentarios con «${words}»`,
  },
  begun: (target) => `👁️ Ahora sigues: ${target}.`,
  how: (minutes) => `Te aviso por mensaje directo, ${often(minutes)}. \`/seguir lista\` muestra todo lo que sigues.`,
  listTitle: "Lo que sigues aquí",
  watched: (value, most) => `${number.format(value)} de ${number.format(most)}`,
  pace: (minutes) => `Por mensaje directo, ${often(minutes)}`,
  none: "Aquí no sigues nada. Empieza con `/seguir artículo`, `/seguir miembro`, `/seguir palabra` o `/seguir respuestas`.",
  paceSet: (minutes) => `Te avisaré ${often(minutes)}.`,
  stopOne: "Dejar de seguir…",
  stopMore: "Dejar de seguir… (más)",
  stop: "Dejar de seguir",
  stopThis: (target) => `Terminar: ${target}`,
  stopAll: "Terminar todo",
  stopped: (target) => `Ya no sigues: ${target}.`,
  stoppedAll: (value) =>
    `Ya no sigues nada aquí. ${value === 1 ? "Se ha terminado" : "Se han terminado"} ${count(value, "seguimiento", "seguimientos")}.`,
  stoppedBefore: "Ya lo habías terminado.",
  paused:
    "⏸️ No puedo enviarte mensajes directos, así que lo que sigues está en pausa. Permítelos (nombre del servidor → Ajustes de privacidad → Mensajes directos) y continúa con el botón de `/seguir lista`.",
  resume: "Continuar",
  resumed: "▶️ Vuelvo a avisarte, desde el próximo comentario.",
  news: (value, articles, isCut) => {
    const told = `${isCut ? "Más de " : ""}${count(value, "comentario nuevo", "comentarios nuevos")}`;
    return articles === 1 ? told : `${told} en ${count(articles, "artículo", "artículos")}`;
  },
  inServer: (server) => `en ${server}`,
  more: (value) => `y ${comments(value)} más`,
  because: (targets, others) =>
    `Sigues: ${list.format([...targets, ...(others > 0 ? [`${number.format(others)} más`] : [])])}.`,
};

export const watchingErrorsEs: typeof watchingErrorsEn = {
  alreadyWatched: () => "Eso ya lo sigues. `/seguir lista` muestra todo lo que sigues.",
  tooManyWatches: ({ most }) =>
    `Ya sigues ${number.format(most)} cosas, que es el máximo. Termina antes alguna con \`/seguir lista\`.`,
  nothingWatched: () => "Aquí todavía no sigues nada. Empieza con `/seguir artículo`.",
  notYourWatch: () => "Este botón es para la persona que recibió el mensaje. `/seguir lista` muestra los tuyos.",
  wordTooShort: () => "Es demasiado corto. Da una palabra de al menos dos letras o cifras.",
  yourselfWatched: () =>
    "Nunca te aviso de tus propios comentarios. Para las respuestas a ellos está `/seguir respuestas`.",
};
