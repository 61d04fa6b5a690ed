import type { listEn } from "../en/list.ts";
import { number } from "./counting.ts";

export const listEs: typeof listEn = {
  sorts: {
    oldest: "Primero los más antiguos",
    newest: "Primero los más recientes",
    reactions: "Con más reacciones primero",
    replies: "Con más respuestas primero",
    lively: "Más debatidos últimamente primero",
  },
  none: {
    oldest: "Todavía no hay comentarios.",
    newest: "Todavía no hay comentarios.",
    reactions: "Ningún comentario de aquí tiene reacciones todavía.",
    replies: "Ningún comentario de aquí tiene respuestas todavía.",
    lively: "Ningún comentario de aquí tiene respuestas todavía.",
  },
  states: { held: "retenido", removed: "retirado", deleted: "eliminado" },
  noneYet: "Todavía no hay comentarios. Escribe el primero en el hilo.",
  noneFits: "Ningún comentario cumple todo eso. Quita alguna condición y vuelve a mirar.",
  ofServer: "Comentarios de este servidor",
  ofMember: (member) => `Comentarios de ${member}`,
  ofMemberOn: (member, title) => `Comentarios de ${member} sobre ${title}`,
  repliesTo: (name) => `Respuestas a ${name}`,
  isImported: "importados",
  isLive: "escritos en Discord",
  hasLink: "con enlace",
  hasFile: "con archivo adjunto",
  since: (time) => `desde ${time}`,
  before: (time) => `antes de ${time}`,
  rangeOnly: (from, to) => `${number.format(from)}–${number.format(to)}`,
  isBackAtFirst: "Lo que había ahí ya no existe; esta es la primera página.",
  end: "Eso es todo.",
};
