import type { outlineEn } from "../en/outline.ts";
import { count } from "./counting.ts";

export const outlineEs: typeof outlineEn = {
  title: (title) => `Debate sobre ${title}`,
  answersTo: (name) => `Respuestas a ${name}`,
  more: (replies) => `… ${count(replies, "respuesta más", "respuestas más")}`,
  inside: (replies) => count(replies, "respuesta", "respuestas"),
  gone: "un comentario que ya no existe",
  none: "Todavía no hay comentarios. Escribe el primero en el hilo.",
  noneHere: "Nadie ha respondido a esto todavía.",
  open: "Abrir una rama…",
  up: "Subir",
  all: "Todo el debate",
  show: "En el debate",
};
