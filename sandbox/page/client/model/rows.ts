import type { APIMessage } from "discord-api-types/v10";
import { isSameDay } from "../text/time.ts";
import { isNewer } from "./snowflake.ts";
import { FLAG, MESSAGE } from "./discord.ts";
import { hasFlag } from "./world.ts";

/** A line of the message list. */
export type Row =
  | { kind: "day"; key: string; ms: number }
  | { kind: "new"; key: string }
  | { kind: "message"; key: string; message: APIMessage; isCompact: boolean };

const GROUP_MS = 7 * 60_000;
const GROUPED_TYPES = new Set<number>([MESSAGE.plain, MESSAGE.reply, MESSAGE.slashAnswer, MESSAGE.menuAnswer]);

/** The messages with what stands between them: the days, and where the news begin. */
export function buildRows(messages: readonly APIMessage[], newSince: string | null, myId: string): Row[] {
  const rows: Row[] = [];
  let previous: APIMessage | undefined;
  let hasNewLine = newSince === null;
  for (const message of messages) {
    const ms = Date.parse(message.timestamp);
    const isNewDay = !previous || !isSameDay(Date.parse(previous.timestamp), ms);
    if (isNewDay) rows.push({ kind: "day", key: `day-${message.id}`, ms });
    const isFirstNew =
      !hasNewLine &&
      newSince !== null &&
      isNewer(message.id, newSince) &&
      message.author.id !== myId &&
      !hasFlag(message, FLAG.ephemeral);
    if (isFirstNew) {
      rows.push({ kind: "new", key: "new" });
      hasNewLine = true;
    }
    const isCompact = !isNewDay && !isFirstNew && previous !== undefined && continues(previous, message);
    rows.push({ kind: "message", key: message.id, message, isCompact });
    previous = message;
  }
  return rows;
}

function continues(previous: APIMessage, message: APIMessage): boolean {
  return (
    message.type === MESSAGE.plain &&
    GROUPED_TYPES.has(previous.type) &&
    !message.interaction_metadata &&
    previous.author.id === message.author.id &&
    previous.author.username === message.author.username &&
    hasFlag(previous, FLAG.ephemeral) === hasFlag(message, FLAG.ephemeral) &&
    Date.parse(message.timestamp) - Date.parse(previous.timestamp) < GROUP_MS
  );
}
