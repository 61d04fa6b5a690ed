import { type Client, DiscordAPIError, Events, RateLimitError } from "discord.js";
import { StartupError } from "../errors.ts";
import { isUncertain } from "./refusals.ts";

const READY_TIMEOUT_MS = 60_000;
const DISALLOWED_INTENTS = 4_014;
const AUTHENTICATION_FAILED = 4_004;

const BAD_TOKEN =
  "Discord does not accept this token. Open https://discord.com/developers/applications, choose your application, Bot → Reset Token, and put the new one into .env as DISCORD_TOKEN.";
const RESET_TOKEN =
  "Discord does not accept the token any more: it was reset. Open https://discord.com/developers/applications, choose your application, Bot → Reset Token, put the new one into .env as DISCORD_TOKEN and start again. Nothing is lost: what is said meanwhile is read then.";
const MISSING_INTENT =
  "Discord refuses the Message Content intent. Open https://discord.com/developers/applications, choose your application, Bot → Privileged Gateway Intents, and switch on Message Content Intent.";
const NO_NETWORK =
  "Discord cannot be reached. Check that this machine is connected to the internet and that https://discord.com opens; then start again.";
const NO_SESSIONS =
  "Discord allows this bot no more logins today. Leave it off for a while; the limit is lifted within 24 hours.";

/** Logs in and resolves when every server is known. Throws a StartupError in plain words. */
export async function login(
  client: Client,
  token: string,
  { readyTimeoutMs = READY_TIMEOUT_MS }: { readyTimeoutMs?: number } = {},
): Promise<void> {
  const ready = new Promise<void>((resolve) => client.once(Events.ClientReady, () => resolve()));
  const refused = new Promise<never>((_, reject) => {
    client.once(Events.ShardDisconnect, (event) => reject(explainClose(event.code)));
    client.once(Events.Invalidated, () => reject(new StartupError(BAD_TOKEN)));
    setTimeout(() => reject(new StartupError(NO_NETWORK)), readyTimeoutMs).unref();
  });
  // Whichever comes later is of no interest; without this it would count as unhandled.
  refused.catch(() => undefined);
  await Promise.race([client.login(token), refused]).catch((error: unknown) => {
    throw explainLogin(error);
  });
  await Promise.race([ready, refused]);
}

function explainLogin(error: unknown): unknown {
  if (error instanceof StartupError) return error;
  if (error instanceof DiscordAPIError && error.status === 401) return new StartupError(BAD_TOKEN, { cause: error });
  const message = error instanceof Error ? error.message : "";
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "TokenInvalid" || message.includes("invalid token"))
    return new StartupError(BAD_TOKEN, { cause: error });
  if (/disallowed intents/i.test(message)) return new StartupError(MISSING_INTENT, { cause: error });
  if (/sessions remaining/i.test(message)) return new StartupError(NO_SESSIONS, { cause: error });
  if (error instanceof RateLimitError) return new StartupError(tooEarly(error), { cause: error });
  if (isUncertain(error) || /ENOTFOUND|EAI_AGAIN/.test(code)) return new StartupError(NO_NETWORK, { cause: error });
  return error;
}

function tooEarly({ timeToReset, sublimitTimeout, retryAfter }: RateLimitError): string {
  const minutes = Math.ceil(Math.max(timeToReset, sublimitTimeout, retryAfter) / 60_000);
  return `Discord answers this machine no more for about ${minutes} minutes: it was asked too much, or refused too often. Leave the bot off until then.`;
}

/** Why a connection that stood was closed for good. */
export function explainClose(code: number): StartupError {
  if (code === DISALLOWED_INTENTS) return new StartupError(MISSING_INTENT);
  if (code === AUTHENTICATION_FAILED) return new StartupError(BAD_TOKEN);
  return new StartupError(`Discord closed the connection for good (code ${code}).`);
}

/** The token worked, and then it did not. */
export function explainReset(): StartupError {
  return new StartupError(RESET_TOKEN);
}
