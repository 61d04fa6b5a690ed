import {
  type APIGuildMember,
  type APIMessage,
  type APIUser,
  ChannelType,
  MessageFlags,
  MessageType,
} from "discord-api-types/v10";
import type { Channel, Member, ReactorList, StoredMessage, Webhook } from "./entities.ts";
import type { World } from "./world.ts";

/** How entities look in Discord's JSON. */

export function presentMember(world: World, member: Member): APIGuildMember {
  const { user_id, guild_id: _, ...rest } = member;
  return { ...rest, user: world.user(user_id) };
}

/** A member inside an event or interaction that carries the user beside it. */
export function presentMemberAlone(member: Member): Omit<APIGuildMember, "user"> {
  const { user_id: _user, guild_id: _guild, ...rest } = member;
  return rest;
}

export function presentChannel(channel: Channel): Record<string, unknown> {
  const { thread, available_tags, direct: _, ...base } = channel;
  if (thread) return presentThread(channel, thread);
  const forum =
    channel.type === ChannelType.GuildForum
      ? {
          available_tags: available_tags ?? [],
          default_reaction_emoji: null,
          default_sort_order: null,
          default_forum_layout: 0,
        }
      : {};
  return { ...base, last_pin_timestamp: null, ...forum };
}

/** A direct conversation, with the other side of it. */
export function presentDirect(
  world: World,
  { id, type, last_message_id, flags, direct }: Channel,
): Record<string, unknown> {
  const recipients = direct ? [world.user(direct.user_id)] : [];
  return { id, type, last_message_id, flags, recipients };
}

function presentThread(channel: Channel, thread: NonNullable<Channel["thread"]>): Record<string, unknown> {
  const { id, type, guild_id, name, parent_id, last_message_id, rate_limit_per_user, flags } = channel;
  const { archived, locked, auto_archive_duration, archive_timestamp, create_timestamp } = thread;
  return {
    id,
    type,
    guild_id,
    name,
    parent_id,
    last_message_id,
    rate_limit_per_user,
    flags,
    owner_id: thread.owner_id,
    message_count: thread.message_count,
    total_message_sent: thread.total_message_sent,
    member_count: Math.min(thread.members.length, 50),
    applied_tags: thread.applied_tags,
    last_pin_timestamp: null,
    thread_metadata: {
      archived,
      locked,
      auto_archive_duration,
      archive_timestamp,
      create_timestamp,
    },
  };
}

/** A message as `viewerId` is shown it. */
export function presentMessage(world: World, stored: StoredMessage, viewerId: string): APIMessage {
  const reactions = stored.reactors
    .filter(({ users }) => users.length > 0)
    .map((list) => presentReaction(list, viewerId));
  const message: APIMessage = { ...stored.message, ...(reactions.length > 0 ? { reactions } : {}) };
  const reference = stored.message.message_reference;
  if (stored.message.type === MessageType.Reply || stored.message.type === MessageType.ThreadStarterMessage) {
    const parent = reference?.message_id ? world.tables.message.get(reference.message_id) : undefined;
    message.referenced_message = parent ? withoutReference(world, parent, viewerId) : null;
  }
  const opened = world.tables.channel.get(stored.message.id);
  if (opened?.thread && opened.parent_id === stored.message.channel_id) {
    message.flags = (message.flags ?? 0) | MessageFlags.HasThread;
    message.thread = presentChannel(opened) as unknown as NonNullable<APIMessage["thread"]>;
  }
  return message;
}

/** A message inside another: what it answers itself and its reactions are left out. */
function withoutReference(world: World, stored: StoredMessage, viewerId: string): APIMessage {
  const inner = { ...stored, reactors: [], message: { ...stored.message, type: MessageType.Default } };
  const { referenced_message: _, ...message } = presentMessage(world, inner, viewerId);
  return { ...message, type: stored.message.type };
}

function presentReaction(
  { emoji, users }: ReactorList,
  viewerId: string,
): NonNullable<APIMessage["reactions"]>[number] {
  return {
    emoji,
    count: users.length,
    count_details: { burst: 0, normal: users.length },
    burst_colors: [],
    me: users.includes(viewerId),
    me_burst: false,
  };
}

export function presentWebhook(world: World, webhook: Webhook): Record<string, unknown> {
  const { id, token, channel_id, guild_id, name, application_id, creator_id } = webhook;
  const user: APIUser = world.user(creator_id);
  return { id, type: 1, channel_id, guild_id, name, avatar: null, application_id, user, token };
}
