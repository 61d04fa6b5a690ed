import type { Channel } from "./entities.ts";
import type { World } from "./world.ts";

export function presentThreadMember(world: World, thread: Channel, userId: string): Record<string, unknown> {
  const join_timestamp = thread.thread?.create_timestamp ?? world.timestamp();
  return { id: thread.id, user_id: userId, join_timestamp, flags: 0 };
}

/** Whoever speaks in a thread is a member of it from then on. */
export function joinThread(world: World, channel: Channel, userId: string): void {
  if (!channel.thread || channel.thread.members.includes(userId)) return;
  channel.thread.members.push(userId);
  tell(world, channel, { added_members: [presentThreadMember(world, channel, userId)] });
}

export function leaveThread(world: World, channel: Channel, userId: string): void {
  if (!channel.thread?.members.includes(userId)) return;
  channel.thread.members = channel.thread.members.filter((id) => id !== userId);
  tell(world, channel, { removed_member_ids: [userId] });
}

function tell(world: World, channel: Channel, changed: object): void {
  world.tables.put("channel", channel.id, channel);
  const { id, guild_id } = channel;
  const d = { id, guild_id, member_count: Math.min(channel.thread?.members.length ?? 0, 50), ...changed };
  world.dispatch({ t: "THREAD_MEMBERS_UPDATE", d, guildId: guild_id, channelId: id });
}
