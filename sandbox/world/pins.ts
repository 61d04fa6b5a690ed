import { AuditLogEvent, MessageType } from "discord-api-types/v10";
import { refuse } from "../refusal.ts";
import { writeAudit } from "./audit.ts";
import { inGuild, NO_GUILD } from "./direct.ts";
import type { Channel, StoredMessage } from "./entities.ts";
import { announceUpdate, createSystemMessage } from "./messages.ts";
import type { World } from "./world.ts";

const MOST_PINS = 250;

/** The last pinned first. */
export function pinnedIn(world: World, channel: Channel): StoredMessage[] {
  const pinned = world.messagesOf(channel.id).filter(({ message }) => message.pinned);
  return pinned.sort((a, b) => (b.pinned_at ?? "").localeCompare(a.pinned_at ?? ""));
}

/** A pin is told as a change of the message, of the channel, and by a message of Discord's own. Throws 30003, 50083. */
export function setMessagePinned(
  world: World,
  stored: StoredMessage,
  isPinned: boolean,
  by: { userId: string; reason: string | null },
): void {
  const channel = world.channel(stored.message.channel_id);
  if (channel.thread?.archived) throw refuse("threadArchived");
  if (stored.message.pinned === isPinned) return;
  if (isPinned && pinnedIn(world, channel).length >= MOST_PINS) throw refuse("tooManyPins");
  const { pinned_at: _, ...rest } = stored;
  const pinnedAt = world.timestamp();
  const changed = {
    ...rest,
    message: { ...stored.message, pinned: isPinned },
    ...(isPinned ? { pinned_at: pinnedAt } : {}),
  };
  world.putMessage(changed);
  announceUpdate(world, changed);
  const place = { guildId: stored.guild_id || null, channelId: channel.id };
  const last_pin_timestamp = pinnedIn(world, channel)[0]?.pinned_at ?? null;
  const d = { ...inGuild(stored.guild_id), channel_id: channel.id, last_pin_timestamp };
  world.dispatch({ t: "CHANNEL_PINS_UPDATE", d, ...place });
  if (stored.guild_id !== NO_GUILD) {
    const action = isPinned ? AuditLogEvent.MessagePin : AuditLogEvent.MessageUnpin;
    const options = { channel_id: channel.id, message_id: stored.message.id };
    writeAudit(world, { ...by, guildId: stored.guild_id, action, targetId: stored.message.author.id, options });
  }
  if (!isPinned) return;
  const message_reference = {
    type: 0,
    channel_id: channel.id,
    message_id: stored.message.id,
    ...inGuild(stored.guild_id),
  };
  createSystemMessage(world, channel, MessageType.ChannelPinnedMessage, by.userId, { message_reference });
}
