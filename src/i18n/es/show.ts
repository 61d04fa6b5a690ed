import type { showEn } from "../en/show.ts";
import { count, number } from "./counting.ts";

export const showEs: typeof showEn = {
  textPage: (page, pages) => `parte ${number.format(page)} de ${number.format(pages)}`,
  readOn: "Seguir leyendo",
  parent: "A qué responde",
  allReplies: (value) => (value === 1 ? "La respuesta" : `Las ${number.format(value)} respuestas`),
  history: (edits) => count(edits, "edición", "ediciones"),
  historyTitle: (name) => `Qué ha cambiado ${name}`,
  historyKey: "Las palabras añadidas van en **negrita**; las quitadas, ~~tachadas~~.",
  editedAt: (time) => `Editado: ${time}`,
  back: "Volver al comentario",
};
