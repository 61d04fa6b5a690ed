import { type APIMessage, PermissionFlagsBits, Routes } from "discord-api-types/v10";
import type { Client } from "discord.js";
import type { Logger } from "pino";
import { compareSnowflakes } from "../domain/snowflake.ts";
import type { OutgoingFile } from "../domain/outgoing-file.ts";
import { webhookName } from "../domain/webhook-name.ts";
import { UserError } from "../errors.ts";
import type { DiscordPort, HistoryPage } from "../services/ports.ts";
import { partsOf, quotedPart, textOfPart } from "./comment-parts.ts";
import { createAwaken } from "./awaken.ts";
import { hasDiscordCode } from "./refusals.ts";
import type { Rest } from "./rest.ts";
import { type Identity, toMessageFacts } from "./to-comment.ts";
import { createWebhooks } from "./webhooks.ts";

/** Discord's largest page. */
const HISTORY_PAGE = 100;
/** https://docs.discord.com/developers/reference#uploading-files */
const MOST_UPLOAD_BYTES = 10_485_760;
const MOST_FILES = 10;
/** Somebody deleted it, or it has another token by now. */
const DEAD_WEBHOOK = [10_015, 50_027];

type MessagePort = Pick<
  DiscordPort,
  | "chooseVoice"
  | "partsOf"
  | "postPart"
  | "readOwnPosts"
  | "readHistory"
  | "readHistoryBefore"
  | "deleteMessage"
  | "deleteMessages"
>;

/** Posts, reads and deletes messages. Asks Discord, not discord.js's cache, which lacks archived threads. */
export function createMessagePort(
  rest: Rest,
  client: Client,
  identity: () => Identity,
  log: Pick<Logger, "warn">,
): MessagePort {
  const webhooks = createWebhooks(rest, identity);
  const awaken = createAwaken(rest, log);

  async function readPage(
    threadId: string,
    position: { after: string } | { before: string } | null,
  ): Promise<APIMessage[]> {
    const needs = { channelId: threadId, permissions: "View Channel, Read Message History" };
    const query = { ...position, limit: String(HISTORY_PAGE) };
    const page = await rest.get<APIMessage[]>(Routes.channelMessages(threadId), needs, query);
    // Discord answers newest first, even with `after`.
    return page.sort((a, b) => compareSnowflakes(a.id, b.id));
  }

  function toHistoryPage(page: APIMessage[]): HistoryPage {
    const facts = page.map((message) => toMessageFacts(message, { identity: identity(), hasReactions: true }));
    return {
      messages: facts.filter((message) => message !== null),
      ids: page.map(({ id }) => id),
      newestId: page.at(-1)?.id ?? null,
      isLast: page.length < HISTORY_PAGE,
    };
  }

  async function postAs(
    place: { channelId: string; threadId: string },
    username: string,
    { content, files }: { content: string; files: readonly OutgoingFile[] },
    isRetry: boolean = false,
  ): Promise<string> {
    const webhook = await webhooks.of(place.channelId);
    const needs = { channelId: place.channelId, permissions: "Manage Webhooks" };
    const attachments = files.map(({ name, description }, index) => ({
      id: String(index),
      filename: name,
      ...(description ? { description } : {}),
    }));
    const body = {
      content,
      username,
      allowed_mentions: { parse: [] as [] },
      ...(files.length > 0 ? { attachments } : {}),
    };
    const raw = files.map(({ name, data }) => ({ name, data: Buffer.from(data) }));
    const query = { wait: "true", thread_id: place.threadId };
    try {
      const route = Routes.webhook(webhook.id, webhook.token);
      return (await awaken(place.threadId, () => rest.post<APIMessage>(route, needs, body, query, raw))).id;
    } catch (error) {
      if (isRetry || !DEAD_WEBHOOK.some((code) => hasDiscordCode(error, code))) throw error;
      webhooks.forget(place.channelId);
      return postAs(place, username, { content, files }, true);
    }
  }

  async function deleteMessage(threadId: string, messageId: string): Promise<void> {
    const needs = { channelId: threadId, permissions: "Manage Messages" };
    await rest.delete(Routes.channelMessage(threadId, messageId), needs).catch((error: unknown) => {
      const isGone = error instanceof UserError && (error.code === "unknownMessage" || error.code === "unknownChannel");
      if (!isGone) throw error;
    });
  }

  return {
    partsOf,

    async chooseVoice(guildId, channelId) {
      const me = client.guilds.cache.get(guildId)?.members.me;
      const channel = client.channels.cache.get(channelId);
      const permissions = me && channel && "permissionsFor" in channel ? channel.permissionsFor(me) : null;
      return permissions?.has(PermissionFlagsBits.ManageWebhooks) ? "webhook" : "quote";
    },

    async postPart(place, comment, { text, voice, nonce, files = [] }) {
      if (voice === "quote") {
        const needs = { channelId: place.threadId, permissions: "Send Messages in Threads" };
        const body = { ...quotedPart(comment, text), nonce, enforce_nonce: true };
        const route = Routes.channelMessages(place.threadId);
        return (await awaken(place.threadId, () => rest.post<APIMessage>(route, needs, body))).id;
      }
      return postAs(place, webhookName(comment.author.name), { content: text, files: fitting(files) });
    },

    async readOwnPosts(threadId, after) {
      const posts = [];
      for (let from = after; ;) {
        const page = await readPage(threadId, { after: from });
        for (const message of page) {
          const text = textOfPart(message);
          const isOwn = toMessageFacts(message, { identity: identity(), hasReactions: false })?.isOwn;
          if (isOwn && text !== null) posts.push({ messageId: message.id, text });
        }
        const newest = page.at(-1);
        if (!newest || page.length < HISTORY_PAGE) return posts;
        from = newest.id;
      }
    },

    readHistory: async (threadId, after) => toHistoryPage(await readPage(threadId, { after: after ?? "0" })),
    readHistoryBefore: async (threadId, before) =>
      toHistoryPage(await readPage(threadId, before === null ? null : { before })),

    deleteMessage,

    async deleteMessages(threadId, messageIds) {
      const [first, ...more] = messageIds;
      if (first === undefined) return;
      if (more.length === 0) return deleteMessage(threadId, first);
      const needs = { channelId: threadId, permissions: "Manage Messages" };
      const request = (): Promise<void> =>
        rest.post(Routes.channelBulkDelete(threadId), needs, { messages: [...messageIds] });
      await awaken(threadId, request).catch((error: unknown) => {
        if (!(error instanceof UserError && error.code === "unknownChannel")) throw error;
      });
    },
  };
}

/** As many of the files, in order, as Discord takes in one message of a server without boosts. */
function fitting(files: readonly OutgoingFile[]): OutgoingFile[] {
  let room = MOST_UPLOAD_BYTES;
  return files.slice(0, MOST_FILES).filter(({ data }) => {
    if (data.byteLength > room) return false;
    room -= data.byteLength;
    return true;
  });
}
