/** The words of Discord's routes that Talkback and discord.js ask for. https://docs.discord.com/developers/reference */
const WORDS = new Set([
  "@me",
  "@original",
  "active",
  "applications",
  "archived",
  "bot",
  "bulk-delete",
  "callback",
  "channels",
  "commands",
  "gateway",
  "guilds",
  "interactions",
  "members",
  "messages",
  "private",
  "public",
  "reactions",
  "roles",
  "thread-members",
  "threads",
  "users",
  "webhooks",
]);

/** What comes before a part that is not an id. */
const PLACEHOLDERS: Record<string, string> = { reactions: ":emoji", api: "" };

/**
 * The route of a request without what is particular to it: `/channels/:id/messages/:id`. Only words of Discord's own come
 * through, so that no id, emoji or token does, and there are only so many routes.
 */
export function routeTemplate(url: string): string {
  const path = URL.canParse(url) ? new URL(url).pathname : "";
  const parts = path.replace(/^\/api(\/v\d+)?/, "").split("/");
  const shown = parts.map((part, index) => {
    const word = decodeWord(part);
    if (part === "" || WORDS.has(word)) return word;
    return PLACEHOLDERS[parts[index - 1] ?? ""] ?? (/^\d+$/.test(part) ? ":id" : ":token");
  });
  return shown.join("/");
}

/** `@original` arrives as `%40original`. */
function decodeWord(part: string): string {
  return part.replace(/^%40/, "@");
}
