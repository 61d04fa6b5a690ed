import { DiscordAPIError, HTTPError } from "discord.js";
import { UserError, type UserErrorCode, type UserErrorContexts } from "../errors.ts";

type Bare = { [C in UserErrorCode]: UserErrorContexts[C] extends { [key: string]: never } ? C : never }[UserErrorCode];

/** What Discord's "no" means to a person. https://docs.discord.com/developers/topics/opcodes-and-status-codes#json */
const REFUSALS: Record<number, Bare> = {
  10003: "unknownChannel",
  10008: "unknownMessage",
  30007: "tooManyWebhooks",
  50001: "missingAccess",
  50083: "threadArchived",
  160006: "tooManyThreads",
};

/** A missing permission, of a request about `channelId`; the names are the permissions it needs. */
export type Needs = { channelId: string; permissions: string };

/** Turns Discord's refusal into one a person understands; what is no refusal stays as it is. */
export function toRefusal(error: unknown, needs: Needs): unknown {
  if (!(error instanceof DiscordAPIError)) return error;
  if (error.code === 50013) return new UserError("missingPermissions", needs, { cause: error });
  const code = REFUSALS[Number(error.code)];
  return code ? new UserError(code, {}, { cause: error }) : error;
}

/** Whether nobody knows if the request was carried out: Discord failed, or the connection broke after it was sent. */
export function isUncertain(error: unknown): boolean {
  if (error instanceof DiscordAPIError) return false;
  if (error instanceof HTTPError) return error.status >= 500;
  if (!(error instanceof Error)) return false;
  const code = "code" in error ? String(error.code) : causeCode(error);
  return (
    error.name === "AbortError" || error.message === "fetch failed" || /^(ECONN|EPIPE|ETIMEDOUT|UND_ERR)/.test(code)
  );
}

function causeCode(error: Error): string {
  const { cause } = error;
  return cause instanceof Error && "code" in cause ? String(cause.code) : "";
}

export function hasDiscordCode(error: unknown, code: number): boolean {
  return error instanceof DiscordAPIError && error.code === code;
}
