import { durationsIn } from "../durations.ts";
import type { raidEn, raidErrorsEn } from "../en/raid.ts";
import { comments, count, number } from "./counting.ts";

const duration = durationsIn("es");

export const raidEs: typeof raidEn = {
  title: "Asalto",
  overTitle: "Asalto terminado",
  on: (article) => `En ${article}`,
  kinds: {
    members: "Muchos miembros nuevos escriben a la vez",
    text: "El mismo texto una y otra vez",
    flood: "Una avalancha de comentarios",
  },
  counts: (value, members) => `${comments(value)} de ${count(members, "miembro", "miembros")}`,
  span: (start, end) => (end === null ? `Desde ${start}` : `Desde ${start}, terminado ${end}`),
  others: (value) => `y ${number.format(value)} más`,
  verdicts: (held, flagged) => `El detector retuvo ${number.format(held)} y marcó ${number.format(flagged)} de ellos.`,
  slow: {
    wanted: "Modo lento: activándose…",
    on: (caseNumber, seconds) =>
      `🐢 El modo lento está activado: ${duration(seconds)} (caso n.º ${caseNumber}). Al terminar el asalto vuelve a como estaba.`,
    enough: "🐢 El hilo ya tiene su propio modo lento, que se queda como está.",
    refused:
      "⚠️ No se ha podido activar el modo lento: Discord no me deja. Necesito allí el permiso «Gestionar hilos».",
    unneeded: "No se activó el modo lento.",
    lifted: (caseNumber) => `🐢 El modo lento vuelve a estar como antes (caso n.º ${caseNumber}).`,
    changed: (caseNumber) =>
      `🐢 Alguien ha cambiado entretanto el modo lento del caso n.º ${caseNumber}; se queda como está.`,
  },
  endedByItself: "Terminó por sí solo.",
  endedBy: (name) => `Terminado por ${name}.`,
  hint: "Mientras dura, lo que el detector retiene o marca de él no recibe tarjeta propia: `/comentarios lista` con `state` muestra los retenidos. Termina por sí solo tras diez minutos de calma.",
  remove: "Verlos para retirarlos",
  endNow: "Terminar: quitar modo lento",
  ended: "Se ha terminado: el modo lento vuelve a como estaba. Durante una hora nada en ese hilo se toma por asalto.",
  purgeReason: "Asalto",
};

export const raidErrorsEs: typeof raidErrorsEn = {
  raidOver: () => "Ese asalto ya ha terminado. `/detector estado` muestra los que siguen.",
};
