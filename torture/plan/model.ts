import type { Draw } from "./draw.ts";
import type { MessageRef } from "./deeds.ts";

/** What the plan believes of a message. The world may know better: what it then refuses has no effect. */
export type PlannedMessage = {
  ref: MessageRef;
  isAlive: boolean;
  hasFiles: boolean;
  isForeign: boolean;
  isPinned: boolean;
  edits: number;
  reactions: { by: number; emoji: string }[];
};

export type PlannedThread = {
  number: number;
  posted: number;
  messages: PlannedMessage[];
  isArchived: boolean;
  isLocked: boolean;
  /** Nobody posts or deletes here: what is edited while the bot is away shows in no count of messages. */
  isCalm: boolean;
};

/** How far back most of what happens reaches. */
const RECENT = 30;
const REACHES_BACK = 0.3;
/** Discussions have their favourites. */
const HOT_THREADS = 3;
const IS_HOT = 0.55;

export function newThread(number: number, oldComments: number): PlannedThread {
  const messages = Array.from({ length: oldComments }, (_, index) => newMessage(`old${index}`, { isForeign: true }));
  return { number, posted: 0, messages, isArchived: false, isLocked: false, isCalm: false };
}

export function newMessage(ref: MessageRef, known: Partial<PlannedMessage> = {}): PlannedMessage {
  const fresh = { isAlive: true, hasFiles: false, isForeign: false, isPinned: false, edits: 0, reactions: [] };
  return { ref, ...fresh, ...known };
}

export function addMessage(thread: PlannedThread, known: Partial<PlannedMessage> = {}): PlannedMessage {
  const message = newMessage(`m${thread.posted++}`, known);
  thread.messages.push(message);
  return message;
}

export function pickThread(draw: Draw, threads: readonly PlannedThread[]): PlannedThread | undefined {
  return draw.pick(draw.chance(IS_HOT) ? threads.slice(-HOT_THREADS) : threads);
}

/** A living message, mostly of the newest. */
export function pickMessage(
  draw: Draw,
  thread: PlannedThread,
  fits: (message: PlannedMessage) => boolean = () => true,
): PlannedMessage | undefined {
  const alive = thread.messages.filter((message) => message.isAlive && fits(message));
  return draw.pick(thread.isCalm || draw.chance(REACHES_BACK) ? alive : alive.slice(-RECENT));
}
