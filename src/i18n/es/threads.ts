import { durationsIn } from "../durations.ts";
import type { threadErrorsEn, threadsEn } from "../en/threads.ts";
import { count } from "./counting.ts";

const duration = durationsIn("es");
const days = (value: number): string => count(value, "día", "días");

const standing: Record<string, string> = {
  lock: "Ese hilo ya está bloqueado. `/hilo desbloquear` lo desbloquea.",
  unlock: "Ese hilo no está bloqueado. `/hilo bloquear` lo bloquea.",
  slow: "Ese hilo ya tiene exactamente ese modo lento. `/hilo lento` acepta otro tiempo.",
  close: "Ese hilo ya está cerrado: bloqueado y archivado. `/hilo abrir` lo abre.",
  open: "Ese hilo ya está abierto: ni bloqueado ni archivado. `/hilo cerrar` lo cierra.",
};

export const threadsEs: typeof threadsEn = {
  duration: (seconds) => (seconds === 0 ? "Desactivado" : duration(seconds)),
  announced: {
    lock: "🔒 Este debate está bloqueado. Se puede leer, pero no comentar.",
    unlock: "🔓 Este debate ya no está bloqueado. Se puede volver a comentar.",
    close: "🔒 Este debate está cerrado. Se puede leer, pero no comentar.",
    open: "🔓 Este debate vuelve a estar abierto. Se puede comentar.",
    quiet: (value) => `🔒 Nadie ha escrito aquí en ${days(value)}, así que este debate queda cerrado.`,
    slow: (seconds) => `🐢 El modo lento está activado: un comentario por persona cada ${duration(seconds)}.`,
    hurried: "El modo lento está desactivado.",
  },
  slowed: (from, to) =>
    `Modo lento: ${to === 0 ? "desactivado" : duration(to)} (antes: ${from === 0 ? "desactivado" : duration(from)})`,
  told: {
    yes: "Se ha avisado en el hilo.",
    refused: "No se ha podido avisar en el hilo: Discord no me dejó escribir allí.",
  },
  quietSet: (title, value, server) => {
    if (value === 0) return `«${title}» no se cierra por mucho que nadie escriba.`;
    if (value !== null) return `«${title}» se cierra tras ${days(value)} sin comentarios.`;
    return `«${title}» sigue al servidor: ${server === null ? "los hilos inactivos se quedan abiertos" : `se cierra tras ${days(server)} sin comentarios`}.`;
  },
  setupQuiet: (value) => `Los hilos se cierran tras ${days(value)} sin comentarios`,
  setupNoQuiet: "Los hilos inactivos se quedan abiertos: `close-after` los cierra tras los días que digas",
};

export const threadErrorsEs: typeof threadErrorsEn = {
  threadAlready: ({ what }) => standing[what] ?? "Ese hilo ya está así.",
  threadBusy: () => "Alguien está cambiando ese hilo en este momento. Inténtalo de nuevo en un momento.",
  slowTimeUnreadable: ({ text }) =>
    `«${text}» no es una duración que pueda usar. Escríbela así: \`30s\`, \`5m\`, \`2h\` u \`off\`; como mucho, seis horas.`,
  quietDaysAlready: () => "Ya está configurado así. `/configurar` muestra lo que vale en el servidor.",
};
