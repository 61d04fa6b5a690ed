type Message = {
  author?: { id: string };
  mentions?: { id: string }[];
  content?: string;
  embeds?: unknown[];
  attachments?: unknown[];
  components?: unknown[];
  referenced_message?: Message | null;
};

/**
 * A message as a bot gets it that may not read what people write: its own messages and those that mention it can be
 * read, and everything in a direct conversation, which is not to be passed here.
 * https://docs.discord.com/developers/events/gateway#message-content-intent
 */
export function blankMessage<T extends Message>(message: T, botId: string): T {
  const isReadable = message.author?.id === botId || message.mentions?.some(({ id }) => id === botId);
  const blank = isReadable ? {} : { content: "", embeds: [], attachments: [], components: [] };
  const { referenced_message: referenced } = message;
  return { ...message, ...blank, ...(referenced ? { referenced_message: blankMessage(referenced, botId) } : {}) };
}
