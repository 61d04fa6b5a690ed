import type { StoredMessage } from "./entities.ts";

/** Discord gives the same message again for a nonce that it saw within the last minutes. */
const NONCE_WINDOW_MS = 300_000;

/** Which message was sent with which nonce. Finding one costs the same however much was said meanwhile. */
export type Nonces = {
  note(stored: StoredMessage): void;
  /** The id of the message that this author sent here with this nonce. */
  find(channelId: string, authorId: string, nonce: string): string | undefined;
};

export function createNonces(now: () => number): Nonces {
  // In the order in which they were sent, so that those whose time is over stand in front.
  const seen = new Map<string, { id: string; sentAtMs: number }>();
  const keyOf = (channelId: string, authorId: string, nonce: string): string => `${channelId} ${authorId} ${nonce}`;
  const isOver = ({ sentAtMs }: { sentAtMs: number }): boolean => now() - sentAtMs >= NONCE_WINDOW_MS;

  function forgetOld(): void {
    for (const [key, entry] of seen) {
      if (!isOver(entry)) return;
      seen.delete(key);
    }
  }

  return {
    note({ message, nonce }) {
      if (nonce === null) return;
      const key = keyOf(message.channel_id, message.author.id, nonce);
      if (seen.get(key)?.id === message.id) return;
      forgetOld();
      seen.delete(key);
      seen.set(key, { id: message.id, sentAtMs: Date.parse(message.timestamp) });
    },
    find(channelId, authorId, nonce) {
      const entry = seen.get(keyOf(channelId, authorId, nonce));
      return entry && !isOver(entry) ? entry.id : undefined;
    },
  };
}
