/** `/help`, by what people come for. */
export const helpEn = {
  title: "Talkback",
  intro: "An article's comment section in a thread. Reply in the thread to comment; I keep every comment.",
  choose: "What would you like to do?",
  all: "Everything",
  example: "For example:",
  rightClick: (name: string) => `**${name}**: right-click a message → Apps → ${name}`,
  tasks: {
    read: { sign: "📖", name: "Read and search", about: "list, find and open comments, and see who answered whom" },
    quote: { sign: "💬", name: "Quote", about: "show comments, or a passage, to others" },
    follow: { sign: "🔔", name: "Be told of new comments", about: "by direct message, at your pace" },
    digest: { sign: "📰", name: "Get the best comments", about: "now, or every day or week" },
    report: { sign: "🚩", name: "Report a comment", about: "the moderators see it, nobody else" },
    comments: { sign: "🛡️", name: "Deal with a comment", about: "remove, hold, approve and restore" },
    members: { sign: "👤", name: "Deal with a member", about: "warn, time out, kick, ban, and what was done before" },
    purge: { sign: "🧹", name: "Remove many comments", about: "by member, time, words or links, after a preview" },
    record: { sign: "📚", name: "See and undo what was done", about: "cases and the log" },
    threads: { sign: "🔒", name: "Calm or close a thread", about: "lock, slow mode, close when quiet" },
    articles: { sign: "📝", name: "Bring an article", about: "type it in, import a page, or adopt a thread" },
    detector: { sign: "🔎", name: "Catch spam", about: "what the detector holds and flags, and its lists" },
    server: { sign: "⚙️", name: "Set up and check", about: "channels, roles, and whether everything is stored" },
  },
};
