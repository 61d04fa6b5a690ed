import { isNewer } from "./snowflake.ts";

/** The newest message that a person has seen, by channel. */
export type ReadMarks = Readonly<Record<string, string>>;

const keyOf = (personId: string): string => `talkback.read.${personId}`;

/** What the person has seen before; on their first visit everything that is there counts as seen. */
export function loadReadMarks(personId: string, newest: Readonly<Record<string, string>>, storage: Storage): ReadMarks {
  const stored = storage.getItem(keyOf(personId));
  return stored === null ? newest : (JSON.parse(stored) as ReadMarks);
}

export function saveReadMarks(personId: string, marks: ReadMarks, storage: Storage): void {
  storage.setItem(keyOf(personId), JSON.stringify(marks));
}

export function markRead(marks: ReadMarks, channelId: string, messageId: string | undefined): ReadMarks {
  if (!messageId || !isNewer(messageId, marks[channelId])) return marks;
  return { ...marks, [channelId]: messageId };
}

export function isUnread(marks: ReadMarks, newest: Readonly<Record<string, string>>, channelId: string): boolean {
  const last = newest[channelId];
  return last !== undefined && isNewer(last, marks[channelId]);
}
