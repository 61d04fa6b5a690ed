import { type APIMessage, type APIUser, MessageFlags, MessageType } from "discord-api-types/v10";
import type { MessageFacts } from "../domain/change.ts";
import type { Attachment, CommentAuthor } from "../domain/comment.ts";
import type { Snowflake } from "../domain/snowflake.ts";

/** What people say; everything else (joins, pins, thread starters) is Discord's own furniture. */
const COMMENT_TYPES = new Set([
  MessageType.Default,
  MessageType.Reply,
  MessageType.ChatInputCommand,
  MessageType.ContextMenuCommand,
]);

/** Who we are on Discord: the application's id and the bot user's. */
export type Identity = { applicationId: Snowflake; botId: Snowflake };

/** A message as a gateway event or a history page gives it. Gateway events add the member. */
export type RawMessage = APIMessage & { guild_id?: string; member?: { nick?: string | null } };

/**
 * The facts of a message that is, or shows, a comment; null for any other.
 * @param hasReactions whether `reactions` tells all there are: in history, not in gateway events
 */
export function toMessageFacts(
  message: RawMessage,
  { identity, hasReactions }: { identity: Identity; hasReactions: boolean },
): MessageFacts | null {
  // Updates of link previews alone may come without the message's own fields.
  if (!message.author || message.content === undefined || !COMMENT_TYPES.has(message.type)) return null;
  // "Thinking …" says nothing yet: the update that fills it, without an edit time, is the comment.
  if (((message.flags ?? 0) & (MessageFlags.Ephemeral | MessageFlags.Loading)) !== 0) return null;
  return {
    id: message.id,
    threadId: message.channel_id,
    author: toAuthor(message.author, message.member?.nick ?? null),
    text: message.content,
    attachments: message.attachments.map(toAttachment),
    replyTo: message.type === MessageType.Reply ? (message.message_reference?.message_id ?? null) : null,
    createdAt: new Date(message.timestamp).toISOString(),
    editedAt: message.edited_timestamp,
    reactions: hasReactions
      ? (message.reactions ?? []).map(({ emoji, count }) => ({ emoji: emojiKey(emoji), count }))
      : null,
    isOwn: message.author.id === identity.botId || message.application_id === identity.applicationId,
  };
}

/** Whether a message counts among those of its thread: the one that only points to the starter message does not. */
export function isCounted(message: Pick<RawMessage, "type">): boolean {
  return message.type !== MessageType.ThreadStarterMessage;
}

/** The character of a Unicode emoji, `name:id` of a server's own. */
export function emojiKey(emoji: { id?: string | null; name?: string | null }): string {
  return emoji.id ? `${emoji.name ?? ""}:${emoji.id}` : (emoji.name ?? "");
}

function toAuthor(user: APIUser, nick: string | null): CommentAuthor {
  const name = nick ?? user.global_name ?? user.username;
  return { id: user.id, name: name || user.id, avatar: user.avatar, isBot: user.bot === true };
}

export function toAttachment(attachment: APIMessage["attachments"][number]): Attachment {
  return {
    id: attachment.id,
    name: attachment.filename,
    size: attachment.size,
    contentType: attachment.content_type ?? null,
    description: attachment.description ?? null,
  };
}
