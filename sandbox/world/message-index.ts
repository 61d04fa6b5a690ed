import { invalidForm } from "../refusal.ts";
import type { StoredMessage } from "./entities.ts";

export type PageQuery = { before?: string | null; after?: string | null; around?: string | null; limit: number };

/** The messages of one channel, in the order of their ids. */
export type MessageIndex = {
  get(id: string): StoredMessage | undefined;
  put(stored: StoredMessage): void;
  drop(id: string): void;
  /** Oldest first; what changes afterwards shows in it. */
  all(): readonly StoredMessage[];
  /** Newest first, whatever was asked for. A page of a long channel costs no more than one of a short. */
  page(query: PageQuery): StoredMessage[];
};

export function createMessageIndex(): MessageIndex {
  const messages: StoredMessage[] = [];

  /** The place of the first message that is not older than `id`. */
  function placeOf(id: string): number {
    let low = 0;
    let high = messages.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (isOlder(messages[middle]?.message.id ?? "", id)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  function rangeOf({ before, after, around, limit }: PageQuery): [number, number] {
    if (after) {
      const place = placeOf(snowflake(after));
      const start = isAt(place, after) ? place + 1 : place;
      return [start, start + limit];
    }
    if (around) {
      const start = Math.max(0, placeOf(snowflake(around)) - Math.floor(limit / 2));
      return [start, start + limit];
    }
    const end = before ? placeOf(snowflake(before)) : messages.length;
    return [end - limit, end];
  }

  const isAt = (place: number, id: string): boolean => messages[place]?.message.id === id;

  return {
    get(id) {
      const place = placeOf(id);
      return isAt(place, id) ? messages[place] : undefined;
    },
    put(stored) {
      const { id } = stored.message;
      const newest = messages.at(-1)?.message.id;
      if (newest === undefined || isOlder(newest, id)) return void messages.push(stored);
      const place = placeOf(id);
      messages.splice(place, isAt(place, id) ? 1 : 0, stored);
    },
    drop(id) {
      const place = placeOf(id);
      if (isAt(place, id)) messages.splice(place, 1);
    },
    all: () => messages,
    page(query) {
      const [start, end] = rangeOf(query);
      return messages.slice(Math.max(0, start), end).toReversed();
    },
  };
}

/** Snowflakes are ordered by length, then text. */
function isOlder(id: string, other: string): boolean {
  return id.length === other.length ? id < other : id.length < other.length;
}

function snowflake(text: string): string {
  if (/^\d{1,20}$/.test(text)) return text;
  throw invalidForm({ id: { code: "NUMBER_TYPE_COERCE", message: `Value "${text}" is not snowflake.` } });
}
