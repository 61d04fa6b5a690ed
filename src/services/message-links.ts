import { isSnowflake, type Snowflake } from "../domain/snowflake.ts";

/** `https://discord.com/channels/GUILD/CHANNEL[/MESSAGE]`, of any of Discord's clients. */
const LINK =
  /^<?https?:\/\/(?:(?:www|ptb|canary)\.)?discord(?:app)?\.com\/channels\/(?<guild>\d{1,20})\/\d{1,20}\/(?<message>\d{1,20})\/?>?$/;

/** The message that a link names; null for anything else, and for another server's. */
export function findMessageId(text: string, guildId: Snowflake): Snowflake | null {
  const { guild, message } = LINK.exec(text.trim())?.groups ?? {};
  return guild === guildId && message !== undefined && isSnowflake(message) ? message : null;
}
