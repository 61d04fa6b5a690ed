import { type LogAction, logActions } from "./log-entry.ts";
import { longId, shortId } from "./short-id.ts";
import type { Snowflake } from "./snowflake.ts";

/** Which rows of the log someone wants to see; null: any. */
export type LogRequest = {
  actorId: Snowflake | null;
  memberId: Snowflake | null;
  /** A comment, an article or a channel. */
  targetId: Snowflake | null;
  action: LogAction | null;
  /** At this instant or later, and before that one, in whole seconds since the Unix epoch. */
  from: number | null;
  until: number | null;
};

export const WHOLE_LOG: LogRequest = {
  actorId: null,
  memberId: null,
  targetId: null,
  action: null,
  from: null,
  until: null,
};

/** A request in at most 64 characters, none of them `:`, for the custom ids of buttons. */
export function encodeLogRequest({ actorId, memberId, targetId, action, from, until }: LogRequest): string {
  const index = action === null ? "" : String(logActions.indexOf(action));
  const numbers = [actorId, memberId, targetId, from, until].map((one) => (one === null ? "" : shortId(one)));
  return [index, ...numbers].join(".");
}

/** Null for what `encodeLogRequest` cannot have made. */
export function decodeLogRequest(code: string): LogRequest | null {
  const [action, actorId = "", memberId = "", targetId = "", from = "", until = "", ...more] = code.split(".");
  if (action === undefined || more.length > 0 || !/^\d{0,3}$/.test(action)) return null;
  const numberIn = (short: string): number | null => (short === "" ? null : Number(longId(short) ?? 0));
  return {
    action: action === "" ? null : (logActions[Number(action)] ?? null),
    actorId: longId(actorId),
    memberId: longId(memberId),
    targetId: longId(targetId),
    from: numberIn(from),
    until: numberIn(until),
  };
}
