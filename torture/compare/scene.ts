import { MessageType } from "discord-api-types/v10";
import type { StoredMessage } from "#sandbox/world/entities.ts";
import type { Documents } from "#src/store/store.ts";
import type { Life } from "../drive/bot-process.ts";
import type { MessageDiary, ThreadDiary, WorldReport } from "../world/protocol.ts";
import type { StoredRecords } from "./records.ts";

type Comment = Documents["comment"];

/** Both worlds, side by side. */
export type Scene = {
  world: WorldReport;
  records: StoredRecords;
  lives: readonly Life[];
  /** Threads that are still there, by id. */
  threads: ReadonlyMap<string, ThreadDiary>;
  messages: ReadonlyMap<string, StoredMessage>;
  diaries: ReadonlyMap<string, MessageDiary>;
  comments: ReadonlyMap<string, Comment>;
  /** The comment that a message shows or showed. */
  commentIdOf(messageId: string): string;
};

/** By Discord's table of message types: what people, webhooks and apps say. */
const SAID: ReadonlySet<number> = new Set([
  MessageType.Default,
  MessageType.Reply,
  MessageType.ChatInputCommand,
  MessageType.ContextMenuCommand,
]);

export function setScene(world: WorldReport, records: StoredRecords, lives: readonly Life[]): Scene {
  const aliases = new Map(records.alias.map(({ messageId, commentId }) => [messageId, commentId]));
  return {
    world,
    records,
    lives,
    threads: new Map(world.threads.filter(({ channel }) => channel !== null).map((thread) => [thread.id, thread])),
    messages: new Map(world.messages.map((stored) => [stored.message.id, stored])),
    diaries: new Map(world.diaries.map((diary) => [diary.id, diary])),
    comments: new Map(records.comment.map((comment) => [comment.id, comment])),
    commentIdOf: (messageId) => aliases.get(messageId) ?? messageId,
  };
}

/** Whether a message is to be a comment of its own. */
export function isComment(stored: StoredMessage, botId: string): boolean {
  return SAID.has(stored.message.type) && !isOwnPost(stored, botId);
}

/** By the bot itself, or by its webhook. */
export function isOwnPost({ message }: StoredMessage, botId: string): boolean {
  return message.author.id === botId || message.application_id === botId;
}

export function isCommentDiary({ type, isOwn }: MessageDiary): boolean {
  return SAID.has(type) && !isOwn;
}
