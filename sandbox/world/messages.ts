import {
  type APIAttachment,
  type APIMessage,
  type APIUser,
  ChannelType,
  MessageFlags,
  MessageType,
  PermissionFlagsBits as P,
} from "discord-api-types/v10";
import { invalidForm, refuse } from "../refusal.ts";
import { completeComponents, completeEmbeds, type Unfurl } from "../rules/complete.ts";
import { checkMessage, type RawMessage } from "../rules/message.ts";
import type { SandboxFile } from "../types.ts";
import type { Channel, StoredMessage } from "./entities.ts";
import { storeFiles } from "./files.ts";
import { guildPermissions } from "./permissions.ts";
import { presentChannel, presentMember, presentMemberAlone, presentMessage } from "./present.ts";
import type { World } from "./world.ts";

/** Discord gives the same message again for a nonce that it saw within the last minutes. */
const NONCE_WINDOW_MS = 300_000;

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
  const known = body.enforce_nonce ? findByNonce(world, channel.id, sender.author.id, String(body.nonce)) : undefined;
  if (known) return known;
  if (channel.thread?.archived) unarchive(world, channel);
  const stored = buildMessage(world, channel, sender, body, extras);
  world.putMessage(stored);
  countMessage(world, channel, stored);
  announce(world, channel, stored);
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
  const isThere = world.tables.message.get(reference?.message_id ?? "")?.message.channel_id === channel.id;
  if (reference?.message_id !== undefined && !isThere && reference.fail_if_not_exists !== false) {
    throw invalidForm({ message_reference: { code: "REPLIES_UNKNOWN_MESSAGE", message: "Unknown message" } });
  }
  // Where it may fail in silence, a reply to nothing is a plain message.
  const isReply = reference?.message_id !== undefined && isThere;
  const attachments = storeFiles(world, channel.id, extras.files ?? [], body.attachments ?? []);
  const unfurl = unfurlFrom(world, attachments);
  const components = structuredClone(body.components ?? []);
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
    ...mentionsOf(world, channel, sender, content, body),
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
            guild_id: channel.guild_id,
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

function findByNonce(world: World, channelId: string, authorId: string, nonce: string): StoredMessage | undefined {
  const messages = world.messagesOf(channelId);
  const isRecent = ({ message }: StoredMessage): boolean =>
    world.now() - Date.parse(message.timestamp) < NONCE_WINDOW_MS;
  const lastOld = messages.findLastIndex((stored) => !isRecent(stored));
  return messages
    .slice(lastOld + 1)
    .findLast((stored) => stored.nonce === nonce && stored.message.author.id === authorId);
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
    guild_id: channel.guild_id,
    channel_type: channel.type,
    ...(member ? { member: presentMemberAlone(member) } : {}),
    ...(stored.nonce === null ? {} : { nonce: stored.nonce }),
  };
  world.dispatch({ t: "MESSAGE_CREATE", d, guildId: channel.guild_id, channelId: channel.id });
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
  const flags = body.flags === undefined || body.flags === null ? message.flags : (message.flags ?? 0) | body.flags;
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
    guild_id: channel.guild_id,
    channel_type: channel.type,
    ...(member && !stored.message.webhook_id ? { member: presentMemberAlone(member) } : {}),
  };
  world.dispatch({ t: "MESSAGE_UPDATE", d, guildId: channel.guild_id, channelId: channel.id });
}

export function deleteMessage(world: World, stored: StoredMessage): void {
  takeOut(world, stored);
  const { id, channel_id } = stored.message;
  const d = { id, channel_id, guild_id: stored.guild_id };
  world.dispatch({ t: "MESSAGE_DELETE", d, guildId: stored.guild_id, channelId: channel_id });
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

/** Whom a message mentions. Bots and webhooks mention only whom `allowed_mentions` allows. */
function mentionsOf(
  world: World,
  channel: Channel,
  sender: Sender,
  content: string,
  body: RawMessage,
): Pick<APIMessage, "mentions" | "mention_roles" | "mention_everyone"> {
  const allowed = body.allowed_mentions;
  const parses = (kind: string): boolean => !allowed || (allowed.parse ?? []).includes(kind);
  const users = [...content.matchAll(/<@!?(\d+)>/g)].map(([, id = ""]) => id);
  const roles = [...content.matchAll(/<@&(\d+)>/g)].map(([, id = ""]) => id);
  const mayAll =
    sender.userId !== null && (guildPermissions(world, channel.guild_id, sender.userId) & P.MentionEveryone) !== 0n;
  const known = [...new Set(users)].filter(
    (id) => world.tables.user.has(id) && (parses("users") || allowed?.users?.includes(id)),
  );
  return {
    mentions: known.map((id) => world.user(id)),
    mention_roles: [...new Set(roles)].filter(
      (id) => world.tables.role.has(id) && (parses("roles") || allowed?.roles?.includes(id)),
    ),
    mention_everyone: mayAll && parses("everyone") && /@(everyone|here)\b/.test(content),
  };
}

type Emoji = { id: string | null; name: string };

/** `👍`, or `name:id` for a server's own. */
export function parseEmoji(text: string): Emoji {
  const [, name, id] = /^(?:<a?:)?(\w+):(\d+)>?$/.exec(text) ?? [];
  if (id && name) return { id, name };
  if (!/\p{Extended_Pictographic}|\p{Emoji_Presentation}|\p{Regional_Indicator}|[0-9#*]\uFE0F?\u20E3/u.test(text))
    throw refuse("unknownEmoji");
  return { id: null, name: text };
}

export function addReaction(world: World, stored: StoredMessage, userId: string, emoji: Emoji): void {
  const list = reactorsOf(stored, emoji);
  if (list?.users.includes(userId)) return;
  if (!list && stored.reactors.length >= 20) throw refuse("tooManyReactions");
  const others = stored.reactors.filter((one) => one !== list);
  const next = list
    ? stored.reactors.map((one) => (one === list ? { emoji, users: [...one.users, userId] } : one))
    : [...others, { emoji, users: [userId] }];
  world.putMessage({ ...stored, reactors: next });
  const member = world.tables.member.get(`${stored.guild_id}-${userId}`);
  const extras = {
    type: 0,
    burst: false,
    message_author_id: stored.message.author.id,
    ...(member ? { member: presentMember(world, member) } : {}),
  };
  tellReaction(world, stored, "MESSAGE_REACTION_ADD", { user_id: userId, emoji: eventEmoji(emoji), ...extras });
}

export function removeReaction(world: World, stored: StoredMessage, userId: string, emoji: Emoji): void {
  const list = reactorsOf(stored, emoji);
  if (!list?.users.includes(userId)) return;
  const without = { ...list, users: list.users.filter((id) => id !== userId) };
  const reactors = stored.reactors.map((one) => (one === list ? without : one)).filter(({ users }) => users.length > 0);
  world.putMessage({ ...stored, reactors });
  tellReaction(world, stored, "MESSAGE_REACTION_REMOVE", {
    user_id: userId,
    emoji: eventEmoji(emoji),
    type: 0,
    burst: false,
  });
}

/** Takes away one emoji's reactions, or (null) all. */
export function clearReactions(world: World, stored: StoredMessage, emoji: Emoji | null): void {
  const list = emoji && reactorsOf(stored, emoji);
  world.putMessage({ ...stored, reactors: emoji ? stored.reactors.filter((one) => one !== list) : [] });
  if (emoji) tellReaction(world, stored, "MESSAGE_REACTION_REMOVE_EMOJI", { emoji: eventEmoji(emoji) });
  else tellReaction(world, stored, "MESSAGE_REACTION_REMOVE_ALL", {});
}

function tellReaction(world: World, { message, guild_id }: StoredMessage, t: string, more: object): void {
  const d = { channel_id: message.channel_id, message_id: message.id, guild_id, ...more };
  world.dispatch({ t, d, guildId: guild_id, channelId: message.channel_id });
}

export function reactorsOf(stored: StoredMessage, emoji: Emoji): StoredMessage["reactors"][number] | undefined {
  return stored.reactors.find((one) =>
    emoji.id ? one.emoji.id === emoji.id : one.emoji.id === null && one.emoji.name === emoji.name,
  );
}

const eventEmoji = (emoji: Emoji): Emoji & { animated?: boolean } => (emoji.id ? { ...emoji, animated: false } : emoji);

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
