import type { CaseAction } from "../../domain/case.ts";
import type { modEn } from "../en/mod.ts";
import { comments, count, number } from "./counting.ts";

const sentences: Record<CaseAction, (name: string) => string> = {
  remove: (name) => `se ha retirado el comentario de ${name}`,
  restore: (name) => `se ha restaurado el comentario de ${name}`,
  hold: (name) => `el comentario de ${name} queda retenido hasta que alguien lo apruebe o lo retire`,
  approve: (name) => `se ha aprobado el comentario de ${name} y vuelve a estar visible`,
  dismiss: (name) => `se han desestimado las denuncias del comentario de ${name}`,
  reopen: (name) => `las denuncias del comentario de ${name} vuelven a estar abiertas`,
  warn: (name) => `${name} ha recibido una advertencia`,
  timeout: (name) => `${name} tiene un aislamiento temporal`,
  untimeout: (name) => `se ha levantado el aislamiento temporal de ${name}`,
  kick: (name) => `se ha expulsado a ${name}`,
  ban: (name) => `se ha baneado a ${name}`,
  unban: (name) => `se ha levantado el baneo de ${name}`,
  note: (name) => `se ha escrito una nota sobre ${name}`,
  purge: (name) => `se han retirado muchos comentarios (${name})`,
  unpurge: (name) => `se han restaurado muchos comentarios (${name})`,
  retract: (name) => `un caso sobre ${name} ya no cuenta`,
  lock: (name) => `se ha bloqueado el hilo de «${name}»`,
  unlock: (name) => `se ha desbloqueado el hilo de «${name}»`,
  slow: (name) => `se ha cambiado el modo lento de «${name}»`,
  close: (name) => `se ha cerrado el hilo de «${name}»`,
  open: (name) => `se ha vuelto a abrir el hilo de «${name}»`,
};

const heads: Record<CaseAction, string> = {
  remove: "comentario retirado",
  restore: "comentario restaurado",
  hold: "comentario retenido",
  approve: "comentario aprobado",
  dismiss: "denuncias desestimadas",
  reopen: "denuncias reabiertas",
  warn: "advertencia",
  timeout: "aislamiento temporal",
  untimeout: "aislamiento temporal levantado",
  kick: "expulsión",
  ban: "baneo",
  unban: "baneo levantado",
  note: "nota",
  purge: "purga",
  unpurge: "purga revertida",
  retract: "anulado",
  lock: "hilo bloqueado",
  unlock: "hilo desbloqueado",
  slow: "modo lento",
  close: "hilo cerrado",
  open: "hilo abierto",
};

const states: Record<Parameters<typeof modEn.commentState>[0], string> = {
  visible: "El comentario está visible.",
  held: "El comentario está retenido.",
  removed: "El comentario está retirado.",
  deleted: "El comentario fue eliminado por quien lo escribió.",
};

const undoObstacles: Record<string, string> = {
  undone: "ya se deshizo antes",
  running: "todavía está en marcha; espera a que termine",
  kick: "quien fue expulsado solo puede volver con una invitación",
  untimeout: "ya no se sabe cuánto le quedaba al aislamiento; impón uno nuevo",
  unban: "vuelve a banear en su lugar",
  unpurge: "vuelve a hacer la purga en su lugar",
  retract: "vuelve a advertir o a escribir la nota en su lugar",
  changed: "alguien ha cambiado el hilo desde entonces",
};

export const modEs: typeof modEn = {
  reason: "Motivo",
  reasonHint: "Se guarda con el caso. Puedes dejarlo vacío.",
  reasonNeeded: "Se guarda con el caso.",
  suggestedReasons: [
    "Publicidad o spam",
    "Insulta a una persona",
    "Acoso",
    "Discurso de odio",
    "Fuera de tema",
    "Spoiler sin avisar",
    "Datos privados de alguien",
    "Lo mismo una y otra vez",
    "Difunde falsedades a propósito",
    "Incumple las normas de este servidor",
  ],
  modalTitles: {
    remove: "Retirar un comentario",
    hold: "Retener un comentario",
    warn: "Advertir a quien lo escribió",
    timeout: "Aislar temporalmente",
    kick: "Expulsar a quien lo escribió",
    ban: "Banear a quien lo escribió",
    note: "Escribir una nota",
  },
  warnHint: "Lo leerá por mensaje directo.",
  noteHint: "Solo para la moderación. El miembro no se entera.",
  duration: "¿Durante cuánto tiempo?",
  durations: {
    "5": "5 minutos",
    "60": "1 hora",
    "1440": "1 día",
    "4320": "3 días",
    "10080": "1 semana",
    "40319": "4 semanas",
  },
  banComments: "¿Qué pasa con sus comentarios?",
  keepComments: "Se quedan",
  removeComments: "Se retiran todos; al levantar el baneo se restauran",
  caseDone: (caseNumber, action, name) => `Caso ${number.format(caseNumber)}: ${sentences[action](name)}.`,
  caseHead: (caseNumber, action, name) => `Caso ${number.format(caseNumber)}: ${heads[action]}, ${name}`,
  by: (name) => `por ${name}`,
  whom: (name) => `sobre ${name}`,
  noReason: "No se indicó ningún motivo.",
  commentState: (state) => states[state],
  notices: {
    waiting: "Aún sin avisar: el mensaje directo está en camino y se reintenta hasta que Discord responda.",
    sent: "Se le ha avisado por mensaje directo.",
    closed: "Sin avisar: no acepta mensajes directos de este servidor.",
  },
  until: (time) => `hasta ${time}`,
  sweep: ({ total, done, failed, isOver }, isReturn) => {
    if (!isOver && total === 0) return `Se están ${isReturn ? "restaurando" : "retirando"} sus comentarios…`;
    const what = isReturn ? "restaurados" : "retirados";
    const counted = `${number.format(done)} de ${comments(total)} ${what}`;
    const left = failed > 0 ? `, con ${number.format(failed)} no ha sido posible` : "";
    return isOver ? `${counted}${left}.` : `${counted} hasta ahora${left}…`;
  },
  undoes: (caseNumber) => `deshace el caso ${number.format(caseNumber)}`,
  undoneBy: (caseNumber) => `deshecho por el caso ${number.format(caseNumber)}`,
  cannotUndo: (caseNumber, why) =>
    `El caso ${number.format(caseNumber)} no se puede deshacer: ${undoObstacles[why] ?? "no hay nada que lo deshaga"}.`,
  restoredAt: (link) => `Vuelve a estar aquí: ${link}`,
  attachmentsLost: (value, names) =>
    `${value === 1 ? "No se ha podido recuperar" : "No se han podido recuperar"} ${count(value, "archivo adjunto", "archivos adjuntos")}: ${names}.`,
  historyTitle: (name) => `Historial de ${name}`,
  casesCount: (value) => count(value, "caso", "casos"),
  noCases: "No hay casos.",
  older: "Más antiguos ▶",
  moderateTitle: "¿Qué quieres hacer?",
  buttons: {
    undo: (caseNumber) => `Deshacer el caso ${number.format(caseNumber)}`,
    restore: "Restaurar",
    approve: "Aprobar",
    hold: "Retener",
    warn: "Advertir",
    timeout: "Aislar",
    kick: "Expulsar",
    ban: "Banear",
    note: "Nota",
    history: "Historial",
  },
};
