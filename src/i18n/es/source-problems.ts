import type { sourceProblemsEn } from "../en/source-problems.ts";

export const sourceProblemsEs: typeof sourceProblemsEn = {
  empty: "el archivo está vacío.",
  tooLarge: "el archivo supera los 8 MB, o uno de sus textos, los 4 millones de caracteres.",
  encoding: "esto no es texto. Guarda la página como texto UTF-8.",
  markup: "esto es HTML o XML. Guarda la página como texto sin formato.",
  titleMissing: "la página necesita un título: la primera línea o, en Markdown, un «# encabezado».",
  titleTooLong: "la primera línea es el título, de 1000 caracteres como máximo.",
  titleUnlikely: "esto parece un programa, un registro o una tabla, no el título de un artículo.",
  titleNotAlone: "después del título va una línea vacía o una línea con la fecha.",
  articleMissing: "después del título va una fecha, un texto o una línea como “16 comments”.",
  dateUnreadable: "no entiendo esta fecha. Escríbela así: “March 11, 2009, 3:16 AM PST” o “2009-03-11T11:16:00Z”.",
  dateImpossible: "ese día o esa hora no existen.",
  zoneUnknown: "no conozco esta zona horaria. Escríbela así: “PST”, “UTC” o “+02:00”.",
  lengthUnreadable: "la duración se escribe en segundos (“Length: 324”) o como 5:24.",
  commentNameNotRepeated: "un comentario empieza con el nombre en dos líneas y una línea vacía.",
  commentTextMissing: "después de este nombre va el texto del comentario.",
  frontMatterOpen: "el front matter que empieza con “---” debe terminar con “---”.",
  frontMatterInvalid: "el front matter no es YAML válido.",
  jsonInvalid: "esto no es JSON válido.",
  field: "este campo falta o no encaja.",
  parentUnknown: "un comentario solo puede responder a uno anterior.",
};
