import { isSnowflake, type Snowflake } from "../domain/snowflake.ts";

/** `https://discord.com/channels/GUILD/CHANNEL[/MESSAGE]`, of any of Discord's clients. */
const LINK =
  /^<?https?:\/\/(?:(?:www|ptb|canary)\.)?discord(?:app)?\.com\/channels\/(?<guild>\d{1,20})\/\d{1,20}\/(?<message>\d{1,20})\/?>?$/;

/** A link within a text, for what is around it. */
const LINK_WITHIN = /https?:\/\/(?:(?:www|ptb|canary)\.)?discord(?:app)?\.com\/channels\/\d{1,20}\/\d{1,20}\/\d{1,20}/;

/** The first link to a message that a text holds. */
export function findLink(text: string): string | null {
  return LINK_WITHIN.exec(text)?.[0] ?? null;
}

/** The server that a link to a message leads to. */
export function guildOfLink(text: string): Snowflake | null {
  const { guild } = LINK.exec(text.trim())?.groups ?? {};
  return guild !== undefined && isSnowflake(guild) ? guild : null;
}

/** The message that a link names; null for anything else, and for another server's. */
export function findMessageId(text: string, guildId: Snowflake): Snowflake | null {
  const { guild, message } = LINK.exec(text.trim())?.groups ?? {};
  return guild === guildId && message !== undefined && isSnowflake(message) ? message : null;
}
