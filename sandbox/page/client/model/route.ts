/** Where the page is: `#/channels/guild/channel` with an optional message. */
export type Route = { guildId: string; channelId: string; messageId: string | null };

const HASH = /^#\/channels\/(\d{1,20})\/(\d{1,20})(?:\/(\d{1,20}))?$/;
const LINK =
  /^https:\/\/(?:(?:ptb|canary)\.)?discord(?:app)?\.com\/channels\/(\d{1,20})\/(\d{1,20})(?:\/(\d{1,20}))?\/?$/;

export function readHash(hash: string): Route | null {
  return routeOf(HASH.exec(hash));
}

export function hashOf(guildId: string, channelId: string, messageId?: string | null): string {
  return `#/channels/${guildId}/${channelId}${messageId ? `/${messageId}` : ""}`;
}

/** The place within the page that one of Discord's own links means; null for any other link. */
export function jumpTarget(url: string): string | null {
  const route = routeOf(LINK.exec(url));
  return route && hashOf(route.guildId, route.channelId, route.messageId);
}

export function messageLink(guildId: string, channelId: string, messageId: string): string {
  return `https://discord.com/channels/${guildId}/${channelId}/${messageId}`;
}

function routeOf(match: RegExpExecArray | null): Route | null {
  const [, guildId, channelId, messageId] = match ?? [];
  return guildId && channelId ? { guildId, channelId, messageId: messageId ?? null } : null;
}
