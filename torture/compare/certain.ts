import type { Life } from "../drive/bot-process.ts";
import type { ThreadDiary, Version } from "../world/protocol.ts";

/** Between the client's word that it has an event and the commit that makes it durable. */
const STORED_WITHIN_MS = 3_000;

/**
 * Whether a text was surely in the store at one time. The rule:
 *
 * - the bot knew the thread: it had asked for its history before the text was written;
 * - the bot's client had said, with a heartbeat or when it resumed, that it received the event with this text;
 * - the process lived on for three seconds after that, or was asked to stop (and not killed) after it.
 *
 * Every such text that was replaced later must be in the history, whether the bot heard of what replaced it or found it later.
 * Of the others nothing can be asked: of several edits made while the bot was away only the first text (which was stored) and
 * the last (which is there now) can be known, and between them there is one entry.
 */
export function isSurelyStored(version: Version, { knownSinceMs }: ThreadDiary, lives: readonly Life[]): boolean {
  if (knownSinceMs === null || version.shownAtMs <= knownSinceMs) return false;
  return version.heardAtMs.some((heardAtMs) => {
    const life = lives.find(
      ({ startedAtMs, endedAtMs }) => startedAtMs <= heardAtMs && heardAtMs <= (endedAtMs ?? Infinity),
    );
    if (!life) return false;
    const lastMs = life.askedAtMs ?? life.endedAtMs ?? Infinity;
    return heardAtMs + (life.how === "stopped" ? 0 : STORED_WITHIN_MS) <= lastMs;
  });
}
