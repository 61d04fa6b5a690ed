import type { Client } from "discord.js";
import type { Texts } from "../i18n/en/index.ts";
import { textsFor } from "../i18n/texts.ts";

/** Texts in the language of a server (by id). */
export type PublicTexts = (guildId: string) => Texts;

/** What everybody on a server reads is in the language chosen there: Server Settings → Community → Primary Language. */
export function createPublicTexts(client: Client): PublicTexts {
  return (guildId) => textsFor(client.guilds.cache.get(guildId)?.preferredLocale ?? "en");
}

/** The same by a channel or thread of the server; English for one that was never seen. */
export function textsOfChannel(client: Client): (channelId: string) => Texts {
  return (channelId) => {
    const guild = client.guilds.cache.find((candidate) => candidate.channels.cache.has(channelId));
    return textsFor(guild?.preferredLocale ?? "en");
  };
}
