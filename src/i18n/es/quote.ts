import type { quoteEn, quoteErrorsEn } from "../en/quote.ts";

export const quoteEs: typeof quoteEn = {
  by: (member) => `Citado por ${member}`,
  from: (title) => `sobre ${title}`,
  done: (link) => `Citado: ${link}`,
  asOfNow: (when) => `tal como estaba ${when}; aquí no se ven ediciones ni retiradas posteriores`,
  doneAway:
    "Citado. Aquí no soy miembro y no puedo cambiar la cita si cambia el comentario: retírala con su botón cuando deba desaparecer.",
  takeBack: "Retirar la cita",
  takenBack: "La cita ya no está.",
  cut: "abreviado",
  edited: "editado después de citarse",
  gone: "Este comentario se retiró, se eliminó o se retuvo después de citarse.",
  passageTitle: "Citar un pasaje",
  passage: "Pasaje",
  passageHint: "Deja lo que quieras citar. Para lo que omitas entre medias, escribe […]",
  passageUnknown:
    "El comentario no dice eso. Una cita lo repite al pie de la letra; para lo que omitas entre medias, escribe […]. Has escrito:",
  passageMissing: "No hay nada que citar: deja al menos una palabra del comentario.",
};

export const quoteErrorsEs: typeof quoteErrorsEn = {
  passageNotFound: () => quoteEs.passageUnknown,
  quoteTooPublic: ({ channelId }) =>
    `<#${channelId}> lo puede leer más gente que ese comentario, así que no lo cito ahí. Elige un canal que solo vean las mismas personas.`,
  quoteNotForAll: () =>
    "No todos los miembros de su servidor pueden leer ese comentario, así que no lo cito en otros sitios. En su servidor funciona `/citar`.",
  notYourQuote: () => "Solo quien publicó la cita, o la moderación, puede retirarla.",
  tooManyQuotes: () =>
    "Los comentarios de este artículo tienen tantas citas como puedo mantener al día. Retira antes alguna.",
};
