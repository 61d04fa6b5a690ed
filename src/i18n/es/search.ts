import type { searchEn } from "../en/search.ts";
import { number } from "./counting.ts";

const FILTERS = "`author:`, `article:`, `before:`, `after:` y `has:`";

const hints: typeof searchEn.hints = {
  nothingToFind: () =>
    'Dame una palabra que buscar: `pan`, `"masa madre"` para palabras seguidas, `pan*` para un comienzo.',
  onlyExcluded: () => "Solo puedo excluir palabras si hay algo que buscar: añade una palabra o un filtro.",
  quoteOpen: () => "Faltaba cerrar unas comillas: he tomado todo lo que sigue como una sola frase.",
  filterEmpty: ({ name }) => `Detrás de \`${name}:\` no hay nada, así que no lo he tenido en cuenta.`,
  filterUnknown: ({ name }) =>
    `No conozco el filtro «${name}:»; lo he buscado como palabras. Los que conozco son ${FILTERS}.`,
  filterExcluded: ({ name }) =>
    `Con el signo menos solo se excluyen palabras, no \`${name}:\`. No lo he tenido en cuenta.`,
  dateUnreadable: ({ text }) =>
    `No entiendo «${text}» como fecha. Escríbela así: \`2026-11-23\`, \`2026-11\`, \`2026\`, \`7d\` o \`yesterday\`.`,
  hasUnknown: ({ text }) => `No conozco \`has:\` con «${text}». Puede ser \`has:link\` o \`has:file\`.`,
  tooMuch: ({ most }) => `Solo he buscado las primeras ${number.format(most)} palabras y filtros.`,
  widened: () => "Ningún comentario tiene exactamente esas palabras; estos tienen palabras que empiezan así.",
  articleNotFound: ({ text }) => `No conozco aquí ningún artículo con «${text}» en el título.`,
};

export const searchEs: typeof searchEn = {
  hints,
  title: (text) => `Búsqueda: ${text}`,
  none: "No se ha encontrado nada.",
  noneHint:
    "Prueba con menos palabras o con un comienzo: `pan*`. Filtros: `author:`, `article:`, `before:`, `after:`, `has:link`, `has:file`.",
  best: "Mejores primero",
  newest: "Más recientes primero",
  range: (from, to, total, hasMore) =>
    `${number.format(from)}–${number.format(to)} de ${hasMore ? "más de " : ""}${number.format(total)}`,
  end: "Hay más resultados de los que muestro. Añade una palabra, o `before:` con una fecha, para ver otros.",
};
