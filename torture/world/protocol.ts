import type { Channel, StoredMessage } from "#sandbox/world/entities.ts";
import type { Violation } from "#sandbox/types.ts";
import type { Deed } from "../plan/deeds.ts";

/** What the driver asks of the process that plays Discord. Times are milliseconds since the Unix epoch. */
export type Calls = {
  open(args: { seed: number }): { token: string; api: string };
  /** What happens in one step; resolves when it was begun, not when the bot has answered. */
  perform(args: { step: number; deeds: readonly Deed[] }): null;
  status(args: null): Status;
  /** Ends all faults; from here on nothing goes wrong any more. */
  calm(args: null): null;
  report(args: null): WorldReport;
  close(args: null): null;
};
export type CallName = keyof Calls;
export type CallArgs<N extends CallName> = Parameters<Calls[N]>[0];
export type CallResult<N extends CallName> = ReturnType<Calls[N]>;

export type Status = {
  /** Whether a session of the bot has an open connection. */
  isConnected: boolean;
  /** How many new sessions began so far. */
  sessions: number;
  /** Articles whose thread is not there yet, and commands that wait for the bot. */
  waiting: number;
  openedThreads: number;
  /** When the bot last asked for history, posted or deleted something; 0 before the first time. */
  lastWorkAtMs: number;
};

/** A text that a message had at one time. */
export type Version = {
  text: string;
  /** Discord's `edited_timestamp`; null for the first. */
  editedAt: string | null;
  shownAtMs: number;
  /** When the bot's client said that it had been told of it. */
  heardAtMs: number[];
};

/** What became of one message of an article's thread, as the world itself knows it. */
export type MessageDiary = {
  id: string;
  threadId: string;
  type: number;
  /** Of the bot itself: its own posts are no comments. */
  isOwn: boolean;
  versions: Version[];
  deletedAtMs: number | null;
  /** Newest last. */
  deeds: string[];
};

export type ThreadDiary = {
  /** The ordinal in the history. */
  number: number;
  id: string;
  /** As it is now; null once it is deleted. */
  channel: Channel | null;
  deletedAtMs: number | null;
  /** The bot asked for its history then for the first time: from here on it is one of its own. */
  knownSinceMs: number | null;
};

export type CommandRecord = {
  what: "article" | "remove" | "restore" | "quote" | "report";
  step: number;
  messageId: string | null;
  by: string;
  /** What the person was told; null when there was no answer. */
  answer: string | null;
};

export type WorldReport = {
  botId: string;
  guildId: string;
  threads: ThreadDiary[];
  /** Of the articles' threads that are still there. */
  messages: StoredMessage[];
  diaries: MessageDiary[];
  /** Messages of the bot in the two channels of articles: the starters. */
  starters: StoredMessage[];
  /** Messages of the bot elsewhere: quotes and notices of reports. */
  elsewhere: StoredMessage[];
  commands: CommandRecord[];
  /** How often each fault was let loose, and how often each deed was done, or was refused by Discord's rules. */
  faults: Record<string, number>;
  done: Record<string, number>;
  refused: Record<string, number>;
  /** What was dispatched since the opening. */
  events: number;
  violations: Violation[];
};
