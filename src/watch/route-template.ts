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

/** Followed by an id and a secret. */
const SECRET_OWNERS = new Set(["webhooks", "interactions"]);

/**
 * The route of a request without what is particular to it: `/channels/:id/messages/:id`. Only words of Discord's own come
 * through, so that no id, emoji or token does, and there are only so many routes.
 */
export function routeTemplate(url: string): string {
  const path = URL.canParse(url) ? new URL(url).pathname : "";
  const parts = path.replace(/^\/api(\/v\d+)?/, "").split("/");
  return parts.map((part, index) => part && templateOf(part, parts.slice(0, index))).join("/");
}

function templateOf(part: string, before: readonly string[]): string {
  // `@original` arrives as `%40original`.
  const word = part.replace(/^%40/, "@");
  if (WORDS.has(word)) return word;
  if (before.at(-1) === "reactions") return ":emoji";
  if (SECRET_OWNERS.has(before.at(-2) ?? "")) return ":token";
  return /^\d+$/.test(part) ? ":id" : ":other";
}
