import type { ActivityUnit } from "../../domain/comment-activity.ts";
import { longestUnitIn } from "../durations.ts";
import type { statsEn, statsErrorsEn } from "../en/stats.ts";
import { count, number } from "./counting.ts";

const percent = new Intl.NumberFormat("es", { style: "percent", maximumFractionDigits: 0 });
const list = new Intl.ListFormat("es", { type: "conjunction" });
const duration = longestUnitIn("es");
const units: Record<ActivityUnit, string> = { day: "día", month: "mes", year: "año" };

export const statsEs: typeof statsEn = {
  titleArticle: (title) => `Cifras: ${title}`,
  titleMember: (mention) => `Lo que ha escrito ${mention}`,
  titleServer: "Cifras del servidor",
  since: (time) => `desde ${time}`,
  ofAll: "desde el principio",
  nothing: "Allí no se escribió en ese tiempo nada que puedas leer.",
  counts: (comments, participants) =>
    `${count(comments, "comentario", "comentarios")} de ${count(participants, "persona", "personas")}`,
  comments: (comments) => count(comments, "comentario", "comentarios"),
  replies: (replies, share) => `El ${percent.format(share)} son respuestas (${number.format(replies)})`,
  firstAndLast: (first, last) => `El primero, ${first}; el último, ${last}`,
  undated: (comments) =>
    `Fuera del gráfico, porque no se conoce la hora: ${count(comments, "comentario", "comentarios")}`,
  busiest: (hours, zone) =>
    `Horas con más actividad: ${list.format(hours.map((hour) => `${hour}–${hour + 1} h`))} (${zone})`,
  delay: (ms) => `La mitad de los comentarios con respuesta recibió la primera en un máximo de ${duration(ms)}`,
  reacted: "Con más reacciones",
  replied: "Con más respuestas",
  alt: ({ unit, from, to, most, at, hour, zone }) =>
    `Dos gráficos de barras. Comentarios por ${units[unit]}, del ${from} al ${to}: el máximo, ${number.format(most)}, en ${at}. Comentarios por hora del día (${zone}): el máximo, de ${hour} a ${hour + 1}.`,
};

export const statsErrorsEs: typeof statsErrorsEn = {
  statsOfOthers: () =>
    "Las cifras sobre otros miembros son para moderadores. `/comentarios cifras` contigo como miembro dice lo que has escrito tú.",
  statsOfBoth: () =>
    "Elige un artículo o un miembro, no ambos: cuento todo lo que un miembro ha escrito en este servidor.",
};
