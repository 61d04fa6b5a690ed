import type { Article } from "../../domain/article.ts";
import type { Comment } from "../../domain/comment.ts";

/** The jump link of a message. */
export function messageLink(guildId: string, channelId: string, messageId: string): string {
  return `https://discord.com/channels/${guildId}/${channelId}/${messageId}`;
}

/** Where a comment stands; null while nothing on Discord shows it. */
export function commentLink(comment: Comment): string | null {
  const [messageId] = comment.messageIds;
  return comment.threadId && messageId ? messageLink(comment.guildId, comment.threadId, messageId) : null;
}

/** Where an article's thread is; its channel while it has none. */
export function articleLink(article: Article): string {
  return `https://discord.com/channels/${article.guildId}/${article.threadId ?? article.channelId}`;
}
