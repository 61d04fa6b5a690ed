import type { noticeEn, reportEn } from "../en/report.ts";
import { comments, count, number } from "./counting.ts";

const reports = (value: number): string => count(value, "denuncia", "denuncias");

export const reportEs: typeof reportEn = {
  modalTitle: "Denunciar un comentario",
  reason: "¿Qué tiene de malo?",
  note: "¿Algo que deba saber la moderación?",
  noteHint: "Puedes dejarlo vacío.",
  tell: "¿Quieres saber qué pasa con él?",
  tellNo: "No",
  tellYes: "Sí, por mensaje directo",
  reasons: {
    spam: "Spam",
    offensive: "Ofensivo",
    abusive: "Insultante",
    offtopic: "Fuera de tema o publicidad",
    other: "Otra cosa",
  },
  thanks: "Gracias. La moderación ya tiene tu denuncia.",
  listTitle: "Denuncias abiertas",
  none: "No hay denuncias abiertas.",
  line: (reason, reporter, time) => `**${reason}**, de ${reporter}, ${time}`,
  more: (value) => `y ${count(value, "comentario", "comentarios")} más con denuncias abiertas`,
  remove: "Retirar",
  dismiss: "Desestimar",
  claim: "Asumir",
  release: "Dejar",
  claimed: "Ahora te ocupas tú. También lo dice la tarjeta.",
  released: "Ya no te ocupas de él.",
  claimedBy: (name) => `${name} se ocupa de él.`,
  card: {
    open: "Comentario denunciado",
    flagged: "Comentario marcado por el detector",
    held: "Comentario retenido, a la espera de una decisión",
    done: "Decidido",
  },
  tags: { open: "Abierto", held: "Retenido", done: "Resuelto" },
  account: (time) => `cuenta creada ${time}`,
  joined: (time) => `en el servidor desde ${time}`,
  editedSince: "**Editado desde entonces.** Ahora dice:",
  notMember: "ya no está en el servidor",
  imported: "El comentario procede de una importación; quien lo escribió no tiene cuenta aquí.",
  record: (numbers) =>
    [
      comments(numbers.comments),
      count(numbers.removed, "retirado", "retirados"),
      numbers.reports === 0
        ? "sin denuncias anteriores"
        : `${reports(numbers.reports)}, ${count(numbers.upheld, "confirmada", "confirmadas")}`,
      ...(numbers.warnings > 0 ? [count(numbers.warnings, "advertencia", "advertencias")] : []),
    ].join(" · "),
  signals: "El detector dice",
  reports,
  moreReports: (value) => `y ${number.format(value)} más`,
  heldByReports: (value) => `Retenido tras ${reports(value)}`,
};

export const noticeEs: typeof noticeEn = {
  warned: (server) => `**La moderación de ${server} te ha hecho una advertencia.**`,
  reason: (reason) => `Motivo: ${reason}`,
  about: (link) => `Se trata de lo que escribiste aquí: ${link}`,
  caseNumber: (caseNumber) => `Caso ${number.format(caseNumber)}`,
  outcome: (server, isUpheld) =>
    isUpheld
      ? `Gracias por tu denuncia en ${server}. La moderación te ha dado la razón y ha actuado.`
      : `Gracias por tu denuncia en ${server}. La moderación la ha revisado y ha dejado el comentario como está.`,
};
