import {
  type APIAttachment,
  type APIMessage,
  type APIUser,
  ChannelType,
  MessageFlags,
  MessageType,
} from "discord-api-types/v10";
import { invalidForm, refuse } from "../refusal.ts";
import { completeComponents, completeEmbeds, type Unfurl } from "../rules/complete.ts";
import { checkMessage, type RawEmbed, type RawMessage } from "../rules/message.ts";
import type { SandboxFile } from "../types.ts";
import { inGuild } from "./direct.ts";
import type { Channel, StoredMessage } from "./entities.ts";
import { storeFiles } from "./files.ts";
import { mentionsOf } from "./mentions.ts";
import { joinThread } from "./thread-members.ts";
import { presentChannel, presentMemberAlone, presentMessage } from "./present.ts";
import type { World } from "./world.ts";

export type Sender = {
  author: APIUser;
  /** Whose rights decide about mentions; null for webhooks. */
  userId: string | null;
  webhookId?: string;
  applicationId?: string | null;
};
export type Extras = Partial<
  Pick<APIMessage, "type" | "interaction" | "interaction_metadata" | "application_id" | "position">
> & {
  files?: SandboxFile[];
  /** Of a forum post's first message, which has the id of its thread. */
  id?: string;
};

/** Makes a message and tells everyone. Rights are the caller's business. */
export function createMessage(
  world: World,
  channel: Channel,
  sender: Sender,
  body: RawMessage,
  extras: Extras = {},
): StoredMessage {
  const files = extras.files ?? [];
  checkMessage(body, { hasFiles: files.length > 0 });
  const known = body.enforce_nonce
    ? world.messageWithNonce(channel.id, sender.author.id, String(body.nonce))
    : undefined;
  if (known) return known;
  if (channel.thread?.archived) unarchive(world, channel);
  const stored = buildMessage(world, channel, sender, body, extras);
  world.putMessage(stored);
  countMessage(world, channel, stored);
  announce(world, channel, stored);
  if (sender.userId !== null) joinThread(world, channel, sender.userId);
  return stored;
}

export function buildMessage(
  world: World,
  channel: Channel,
  sender: Sender,
  body: RawMessage,
  extras: Extras,
): StoredMessage {
  const id = extras.id ?? world.nextId();
  const reference = body.message_reference;
  const parent = world.tables.message.get(reference?.message_id ?? "")?.message;
  const isThere = parent?.channel_id === channel.id;
  if (reference?.message_id !== undefined && !isThere && reference.fail_if_not_exists !== false) {
    throw invalidForm({ message_reference: { code: "REPLIES_UNKNOWN_MESSAGE", message: "Unknown message" } });
  }
  // Where it may fail in silence, a reply to nothing is a plain message.
  const isReply = reference?.message_id !== undefined && isThere;
  const attachments = storeFiles(world, channel.id, extras.files ?? [], body.attachments ?? []);
  const unfurl = unfurlFrom(world, attachments);
  const components = body.components?.length ? structuredClone(body.components) : [];
  completeComponents(components, unfurl);
  const content = (body.content ?? "").trim();
  const message: StoredMessage["message"] = {
    id,
    channel_id: channel.id,
    author: sender.author,
    content,
    timestamp: world.timestamp(),
    edited_timestamp: null,
    tts: false,
    ...mentionsOf(world, channel, sender, content, body, isReply && !parent?.webhook_id ? parent?.author : undefined),
    attachments,
    embeds: completeEmbeds(body.embeds ?? [], unfurl),
    pinned: false,
    type: extras.type ?? (isReply ? MessageType.Reply : MessageType.Default),
    flags:
      (body.flags ?? 0) &
      (MessageFlags.IsComponentsV2 |
        MessageFlags.Ephemeral |
        MessageFlags.SuppressEmbeds |
        MessageFlags.SuppressNotifications),
    components: components as unknown as NonNullable<APIMessage["components"]>,
    ...(isReply
      ? {
          message_reference: {
            type: 0,
            channel_id: channel.id,
            message_id: reference?.message_id ?? "",
            ...inGuild(channel.guild_id),
          },
        }
      : {}),
    ...(sender.webhookId ? { webhook_id: sender.webhookId } : {}),
    ...(sender.applicationId ? { application_id: sender.applicationId } : {}),
    ...(extras.interaction ? { interaction: extras.interaction } : {}),
    ...(extras.interaction_metadata ? { interaction_metadata: extras.interaction_metadata } : {}),
    ...(channel.thread ? { position: channel.thread.message_count } : {}),
  };
  return {
    message,
    guild_id: channel.guild_id,
    reactors: [],
    nonce: body.nonce === undefined ? null : String(body.nonce),
  };
}

/** Media of components and embeds: the message's own attachments by name, everything else as it was named. */
function unfurlFrom(world: World, attachments: readonly APIAttachment[]): Unfurl {
  return (url) => {
    const own = attachments.find(({ filename }) => url === `attachment://${filename}`);
    if (!own) return { id: world.nextId(), url, proxy_url: url };
    return { id: own.id, url: own.url, proxy_url: own.proxy_url, name: own.filename, size: own.size };
  };
}

/** Sending to an archived thread wakes it. */
function unarchive(world: World, channel: Channel): void {
  if (!channel.thread) return;
  channel.thread.archived = false;
  channel.thread.archive_timestamp = world.timestamp();
  world.tables.put("channel", channel.id, channel);
  world.dispatch({ t: "THREAD_UPDATE", d: presentChannel(channel), guildId: channel.guild_id, channelId: channel.id });
}

function countMessage(world: World, channel: Channel, { message }: StoredMessage): void {
  channel.last_message_id = message.id;
  const isStarter = message.id === channel.id || message.type === MessageType.ThreadStarterMessage;
  if (channel.thread && !isStarter) {
    channel.thread.message_count++;
    channel.thread.total_message_sent++;
  }
  world.tables.put("channel", channel.id, channel);
}

function announce(world: World, channel: Channel, stored: StoredMessage): void {
  const member = stored.message.webhook_id
    ? undefined
    : world.tables.member.get(`${channel.guild_id}-${stored.message.author.id}`);
  const d = {
    ...presentMessage(world, stored, world.botId),
    ...inGuild(channel.guild_id),
    channel_type: channel.type,
    ...(member ? { member: presentMemberAlone(member) } : {}),
    ...(stored.nonce === null ? {} : { nonce: stored.nonce }),
  };
  world.dispatch({ t: "MESSAGE_CREATE", d, guildId: channel.guild_id || null, channelId: channel.id });
}

/** Changes a message. Throws 50083 in an archived thread. */
export function editMessage(
  world: World,
  stored: StoredMessage,
  body: RawMessage,
  files: SandboxFile[] = [],
): StoredMessage {
  const channel = world.channel(stored.message.channel_id);
  if (channel.thread?.archived) throw refuse("threadArchived");
  const { message } = stored;
  // What a message is made of stays; what is shown of its links may change.
  const lasting = (message.flags ?? 0) & ~MessageFlags.SuppressEmbeds;
  const flags = body.flags === undefined || body.flags === null ? message.flags : lasting | body.flags;
  const next = {
    content: body.content === undefined ? message.content : (body.content ?? "").trim(),
    embeds: (body.embeds === undefined ? message.embeds : (body.embeds ?? [])) as APIMessage["embeds"],
    components: structuredClone(body.components === undefined ? (message.components ?? []) : (body.components ?? [])),
    flags: flags ?? 0,
  };
  const kept = body.attachments
    ? message.attachments.filter(({ id }) => body.attachments?.some((one) => String(one.id) === id))
    : message.attachments;
  const attachments = [...kept, ...storeFiles(world, channel.id, files, body.attachments ?? [])];
  checkMessage(next, { hasFiles: attachments.length > 0 });
  const unfurl = unfurlFrom(world, attachments);
  completeComponents(next.components, unfurl);
  next.embeds = completeEmbeds(next.embeds, unfurl);
  const sender = { author: message.author, userId: message.author.id };
  const mentions = mentionsOf(world, channel, sender, next.content, body);
  const edited = {
    ...stored,
    message: { ...message, ...next, ...mentions, attachments, edited_timestamp: world.timestamp() },
  };
  world.putMessage(edited as StoredMessage);
  announceUpdate(world, edited as StoredMessage);
  return edited as StoredMessage;
}

export function announceUpdate(world: World, stored: StoredMessage): void {
  const channel = world.channel(stored.message.channel_id);
  const member = world.tables.member.get(`${channel.guild_id}-${stored.message.author.id}`);
  const d = {
    ...presentMessage(world, stored, world.botId),
    ...inGuild(channel.guild_id),
    channel_type: channel.type,
    ...(member && !stored.message.webhook_id ? { member: presentMemberAlone(member) } : {}),
  };
  world.dispatch({ t: "MESSAGE_UPDATE", d, guildId: channel.guild_id || null, channelId: channel.id });
}

/** Discord found out what a link leads to: the message is shown with it, and that is no edit. */
export function showPreview(world: World, stored: StoredMessage, embed: RawEmbed): void {
  const url = /https?:\/\/[^\s<>]+/.exec(stored.message.content)?.[0];
  const preview = { ...(url === undefined ? {} : { url }), ...embed };
  const embeds = [
    ...stored.message.embeds,
    ...completeEmbeds([preview], unfurlFrom(world, [])),
  ] as APIMessage["embeds"];
  const shown = { ...stored, message: { ...stored.message, embeds } };
  world.putMessage(shown);
  announceUpdate(world, shown);
}

export function deleteMessage(world: World, stored: StoredMessage): void {
  takeOut(world, stored);
  const { id, channel_id } = stored.message;
  const d = { id, channel_id, ...inGuild(stored.guild_id) };
  world.dispatch({ t: "MESSAGE_DELETE", d, guildId: stored.guild_id || null, channelId: channel_id });
}

export function deleteMessages(world: World, channel: Channel, messages: StoredMessage[]): void {
  for (const stored of messages) takeOut(world, stored);
  const d = { ids: messages.map(({ message }) => message.id), channel_id: channel.id, guild_id: channel.guild_id };
  world.dispatch({ t: "MESSAGE_DELETE_BULK", d, guildId: channel.guild_id, channelId: channel.id });
}

function takeOut(world: World, stored: StoredMessage): void {
  world.dropMessage(stored);
  const channel = world.channel(stored.message.channel_id);
  if (channel.thread && stored.message.id !== channel.id && channel.thread.message_count > 0) {
    channel.thread.message_count--;
    world.tables.put("channel", channel.id, channel);
  }
}

/** The message that Discord puts into a channel of its own accord. */
export function createSystemMessage(
  world: World,
  channel: Channel,
  type: MessageType,
  authorId: string,
  more: Partial<APIMessage>,
): StoredMessage {
  const sender = { author: world.user(authorId), userId: authorId };
  const stored = buildMessage(world, channel, sender, { content: more.content ?? "" }, { type });
  Object.assign(stored.message, more);
  world.putMessage(stored);
  if (channel.type !== ChannelType.GuildForum) countMessage(world, channel, stored);
  announce(world, channel, stored);
  return stored;
}
