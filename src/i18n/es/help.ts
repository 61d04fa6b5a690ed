import type { helpEn } from "../en/help.ts";

export const helpEs: typeof helpEn = {
  title: "Talkback",
  intro:
    "La sección de comentarios de un artículo en un hilo. Responde en el hilo para comentar; guardo cada comentario.",
  choose: "¿Qué quieres hacer?",
  all: "Todo",
  example: "Por ejemplo:",
  rightClick: (name) => `**${name}**: clic derecho en un mensaje → Apps → ${name}`,
  tasks: {
    read: {
      sign: "📖",
      name: "Leer y buscar",
      about: "listar, encontrar y abrir comentarios, y ver quién respondió a quién",
    },
    quote: { sign: "💬", name: "Citar", about: "mostrar comentarios, o un pasaje, a otras personas" },
    follow: { sign: "🔔", name: "Enterarte de comentarios nuevos", about: "por mensaje directo, a tu ritmo" },
    digest: { sign: "📰", name: "Recibir los mejores comentarios", about: "ahora, o cada día o semana" },
    report: { sign: "🚩", name: "Denunciar un comentario", about: "lo ven los moderadores y nadie más" },
    comments: { sign: "🛡️", name: "Ocuparte de un comentario", about: "retirar, retener, aprobar y restaurar" },
    members: {
      sign: "👤",
      name: "Ocuparte de un miembro",
      about: "advertir, silenciar, expulsar, vetar, y lo que se hizo antes",
    },
    purge: {
      sign: "🧹",
      name: "Retirar muchos comentarios",
      about: "por miembro, tiempo, palabras o enlaces, tras una vista previa",
    },
    record: { sign: "📚", name: "Ver y deshacer lo que se hizo", about: "los casos y el registro" },
    threads: { sign: "🔒", name: "Calmar o cerrar un hilo", about: "bloquear, modo lento, cerrar si está tranquilo" },
    articles: { sign: "📝", name: "Traer un artículo", about: "escribirlo, importar una página o adoptar un hilo" },
    detector: { sign: "🔎", name: "Detectar spam", about: "qué retiene y señala el detector, y sus listas" },
    server: { sign: "⚙️", name: "Configurar y comprobar", about: "canales, roles, y si está todo guardado" },
  },
};
