import { AuditLogEvent, ChannelType, MessageType, PermissionFlagsBits as P } from "discord-api-types/v10";
import { invalidForm, refuse } from "../refusal.ts";
import { checkMessage, type RawMessage } from "../rules/message.ts";
import { checkChannel } from "../rules/names.ts";
import type { SandboxFile } from "../types.ts";
import { writeAudit } from "./audit.ts";
import type { Channel, StoredMessage } from "./entities.ts";
import { announceUpdate, createMessage, createSystemMessage, type Sender } from "./messages.ts";
import { channelPermissions, demand } from "./permissions.ts";
import { presentChannel } from "./present.ts";
import { timeOf, type World } from "./world.ts";

/** Not documented; users have met it at this number. */
const MOST_ACTIVE_THREADS = 1_000;
const DAY_MINUTES = 1_440;
const REQUIRE_TAG = 1 << 4;

export type NewThread = {
  name: string;
  auto_archive_duration?: number;
  rate_limit_per_user?: number;
  applied_tags?: string[];
  type?: ChannelType;
  invitable?: boolean;
};

/** Opens a thread over a message; it takes the message's id. */
export function openThreadOverMessage(
  world: World,
  parent: Channel,
  stored: StoredMessage,
  ownerId: string,
  body: NewThread,
): Channel {
  if (parent.type !== ChannelType.GuildText && parent.type !== ChannelType.GuildAnnouncement)
    throw refuse("wrongChannelType");
  checkChannel(body);
  demandRoom(world, parent);
  if (world.tables.channel.has(stored.message.id)) throw refuse("threadExists");
  const thread = makeThread(world, parent, stored.message.id, ownerId, { ...body, type: ChannelType.PublicThread });
  const reference = { type: 0, channel_id: parent.id, message_id: stored.message.id, guild_id: parent.guild_id };
  const starter = { message_reference: reference };
  announceUpdate(world, stored);
  createSystemMessage(world, thread, MessageType.ThreadStarterMessage, ownerId, starter);
  return thread;
}

/** Opens a thread that hangs on no message; a system message in the channel points to it. */
export function openThreadAlone(world: World, parent: Channel, ownerId: string, body: NewThread): Channel {
  if (parent.type !== ChannelType.GuildText && parent.type !== ChannelType.GuildAnnouncement)
    throw refuse("wrongChannelType");
  checkChannel(body);
  demandRoom(world, parent);
  const type = body.type ?? ChannelType.PrivateThread;
  const thread = makeThread(world, parent, world.nextId(), ownerId, { ...body, type });
  if (type === ChannelType.PublicThread) {
    const message_reference = { type: 0, channel_id: thread.id, guild_id: parent.guild_id };
    createSystemMessage(world, parent, MessageType.ThreadCreated, ownerId, { content: body.name, message_reference });
  }
  return thread;
}

/** A forum's post: a thread whose first message has its id. */
export function openForumPost(
  world: World,
  forum: Channel,
  sender: Sender,
  body: NewThread & { message: RawMessage },
  files: SandboxFile[],
): { thread: Channel; message: StoredMessage } {
  checkChannel(body);
  demandRoom(world, forum);
  const tags = body.applied_tags ?? [];
  const unknown = tags.find((id) => !forum.available_tags?.some((tag) => tag.id === id));
  if (unknown !== undefined || tags.length > 5)
    throw invalidForm({ applied_tags: { code: "INVALID_TAGS", message: "Unknown or too many tags" } });
  if ((forum.flags & REQUIRE_TAG) !== 0 && tags.length === 0) {
    throw invalidForm({
      applied_tags: { code: "TAG_REQUIRED", message: "A tag is required to create a forum post in this channel" },
    });
  }
  checkMessage(body.message, { hasFiles: files.length > 0 });
  const id = world.nextId();
  const thread = makeThread(world, forum, id, sender.userId ?? sender.author.id, {
    ...body,
    type: ChannelType.PublicThread,
  });
  return { thread, message: createMessage(world, thread, sender, body.message, { files, id }) };
}

/** A guild has only so many threads at work at once. Throws 160006. */
function demandRoom(world: World, { guild_id }: Channel): void {
  const active = world.channelsOf(guild_id).filter(({ thread }) => thread?.archived === false);
  if (active.length >= MOST_ACTIVE_THREADS) throw refuse("tooManyActiveThreads");
}

/** Archives the threads that nobody wrote in for as long as each of them was given. */
export function archiveQuietThreads(world: World): void {
  for (const channel of world.tables.channel.values()) {
    if (channel.thread?.archived !== false) continue;
    const { thread, last_message_id } = channel;
    const lastMs = Math.max(Date.parse(thread.archive_timestamp), timeOf(last_message_id ?? channel.id));
    if (world.now() - lastMs < thread.auto_archive_duration * 60_000) continue;
    const next = { ...channel, thread: { ...thread, archived: true, archive_timestamp: world.timestamp() } };
    world.tables.put("channel", channel.id, next);
    const d = presentChannel(next);
    world.dispatch({ t: "THREAD_UPDATE", d, guildId: channel.guild_id, channelId: channel.id });
  }
}

function makeThread(world: World, parent: Channel, id: string, ownerId: string, body: NewThread): Channel {
  const at = world.timestamp();
  const thread: Channel = {
    id,
    type: body.type ?? ChannelType.PublicThread,
    guild_id: parent.guild_id,
    name: body.name,
    position: 0,
    parent_id: parent.id,
    topic: null,
    nsfw: false,
    last_message_id: null,
    permission_overwrites: [],
    rate_limit_per_user: body.rate_limit_per_user ?? 0,
    flags: 0,
    thread: {
      owner_id: ownerId,
      message_count: 0,
      total_message_sent: 0,
      members: [ownerId],
      applied_tags: body.applied_tags ?? [],
      archived: false,
      locked: false,
      auto_archive_duration: body.auto_archive_duration ?? DAY_MINUTES,
      archive_timestamp: at,
      create_timestamp: at,
    },
  };
  world.tables.put("channel", id, thread);
  if (parent.type === ChannelType.GuildForum)
    world.tables.put("channel", parent.id, { ...parent, last_message_id: id });
  const d = { ...presentChannel(thread), newly_created: true };
  world.dispatch({ t: "THREAD_CREATE", d, guildId: parent.guild_id, channelId: id });
  return thread;
}

export type ThreadChange = {
  name?: string;
  archived?: boolean;
  locked?: boolean;
  auto_archive_duration?: number;
  applied_tags?: string[];
  rate_limit_per_user?: number;
};

/** What someone may change of a thread, with the rights that Discord asks for. */
export function changeThread(
  world: World,
  channel: Channel,
  userId: string,
  change: ThreadChange,
  reason: string | null = null,
): Channel {
  if (!channel.thread) throw refuse("wrongChannelType");
  demand(world, channel, userId, P.ViewChannel);
  const isManager = (channelPermissions(world, channel, userId) & P.ManageThreads) !== 0n;
  const isOwner = channel.thread.owner_id === userId;
  const wakesOnly = Object.keys(change).every((key) => key === "archived") && change.archived === false;
  if (!isManager && !(wakesOnly && !channel.thread.locked) && (!isOwner || change.locked !== undefined))
    throw refuse("missingPermissions");
  if (channel.thread.archived && change.archived !== false && !wakesOnly) throw refuse("threadArchived");
  checkChannel(change, false);
  const { name = channel.name, rate_limit_per_user = channel.rate_limit_per_user, ...facts } = change;
  const archive_timestamp = change.archived === undefined ? channel.thread.archive_timestamp : world.timestamp();
  const thread = { ...channel.thread, ...facts, archive_timestamp };
  const next: Channel = { ...channel, name, rate_limit_per_user, thread };
  world.tables.put("channel", channel.id, next);
  world.dispatch({ t: "THREAD_UPDATE", d: presentChannel(next), guildId: channel.guild_id, channelId: channel.id });
  const deed = { guildId: channel.guild_id, userId, targetId: channel.id, reason };
  writeAudit(world, { ...deed, action: AuditLogEvent.ThreadUpdate });
  if (change.name !== undefined && change.name !== channel.name && !next.thread?.archived)
    createSystemMessage(world, next, MessageType.ChannelNameChange, userId, { content: change.name });
  return next;
}

/** What someone with the right to it does in Discord's own settings. Throws 50013. */
export function deleteChannelAs(world: World, channel: Channel, userId: string, reason: string | null = null): void {
  demand(world, channel, userId, channel.thread ? P.ManageThreads : P.ManageChannels);
  deleteChannel(world, channel);
  const action = channel.thread ? AuditLogEvent.ThreadDelete : AuditLogEvent.ChannelDelete;
  writeAudit(world, { guildId: channel.guild_id, userId, targetId: channel.id, reason, action });
}

/** Deletes a channel or thread with all that is in it. A channel's threads and webhooks go without a word of their own. */
export function deleteChannel(world: World, channel: Channel): void {
  for (const thread of world.channelsOf(channel.guild_id).filter((one) => one.thread && one.parent_id === channel.id)) {
    for (const stored of world.messagesOf(thread.id).toReversed()) world.dropMessage(stored);
    world.tables.drop("channel", thread.id);
  }
  for (const stored of world.messagesOf(channel.id).toReversed()) world.dropMessage(stored);
  for (const webhook of [...world.tables.webhook.values()].filter((one) => one.channel_id === channel.id)) {
    world.tables.drop("webhook", webhook.id);
  }
  const { id, guild_id, parent_id, type } = channel;
  const d = channel.thread ? { id, guild_id, parent_id, type } : presentChannel(channel);
  // Told before it is gone: afterwards nobody could see it.
  world.dispatch({ t: channel.thread ? "THREAD_DELETE" : "CHANNEL_DELETE", d, guildId: guild_id, channelId: id });
  world.tables.drop("channel", id);
}
