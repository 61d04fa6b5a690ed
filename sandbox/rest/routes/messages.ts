import { AuditLogEvent, MessageType, PermissionFlagsBits as P } from "discord-api-types/v10";
import { refuse } from "../../refusal.ts";
import type { RawMessage } from "../../rules/message.ts";
import { writeAudit } from "../../world/audit.ts";
import type { Channel, StoredMessage } from "../../world/entities.ts";
import { announceUpdate, createMessage, deleteMessage, deleteMessages, editMessage } from "../../world/messages.ts";
import { addReaction, clearReactions, parseEmoji, reactorsOf, removeReaction } from "../../world/reactions.ts";
import { channelPermissions, demand } from "../../world/permissions.ts";
import { presentMessage } from "../../world/present.ts";
import { demandToWrite } from "../../world/threads.ts";
import type { Call, Route } from "../router.ts";

const BULK_DELETE_DAYS = 14;
const DAY_MS = 86_400_000;
const READ = P.ViewChannel | P.ReadMessageHistory;

const at = "/channels/{channel}/messages";
const one = `${at}/{message}`;

function channelOf({ world, params }: Call): Channel {
  return world.channel(params["channel"] ?? "");
}

function messageOf(call: Call, needed: bigint): StoredMessage {
  const channel = channelOf(call);
  demand(call.world, channel, call.userId, needed);
  return call.world.message(channel.id, params(call, "message"));
}

const params = (call: Call, name: string): string => call.params[name] ?? "";
const show = ({ world, userId }: Call, stored: StoredMessage): { body: unknown } => ({
  body: presentMessage(world, stored, userId),
});

function reactionOf(call: Call, needed: bigint): { stored: StoredMessage; emoji: ReturnType<typeof parseEmoji> } {
  const stored = messageOf(call, needed);
  if (channelOf(call).thread?.archived) throw refuse("threadArchived");
  return { stored, emoji: parseEmoji(params(call, "emoji")) };
}

function bulkDelete(call: Call): undefined {
  const channel = channelOf(call);
  demand(call.world, channel, call.userId, P.ManageMessages);
  const ids = [...new Set((call.body as { messages?: string[] }).messages ?? [])];
  if (ids.length < 2 || ids.length > 100) throw refuse("bulkDeleteCount");
  const oldest = BigInt(call.world.now() - BULK_DELETE_DAYS * DAY_MS - 1_420_070_400_000) << 22n;
  if (ids.some((id) => BigInt(id) < oldest)) throw refuse("tooOldToBulkDelete");
  const found = ids.flatMap((id) => {
    const stored = call.world.tables.message.get(id);
    return stored?.message.channel_id === channel.id ? [stored] : [];
  });
  if (found.length === 0) return undefined;
  deleteMessages(call.world, channel, found);
  const deed = { guildId: channel.guild_id, userId: call.userId, targetId: channel.id, reason: call.reason };
  const options = { count: String(found.length) };
  writeAudit(call.world, { ...deed, action: AuditLogEvent.MessageBulkDelete, options });
  return undefined;
}

function setPinned(call: Call, pinned: boolean): undefined {
  const stored = messageOf(call, P.ManageMessages);
  if (channelOf(call).thread?.archived) throw refuse("threadArchived");
  const changed = { ...stored, message: { ...stored.message, pinned } };
  call.world.putMessage(changed);
  announceUpdate(call.world, changed);
  const channel_id = stored.message.channel_id;
  const d = { guild_id: stored.guild_id, channel_id, last_pin_timestamp: call.world.timestamp() };
  call.world.dispatch({ t: "CHANNEL_PINS_UPDATE", d, guildId: stored.guild_id, channelId: channel_id });
  return undefined;
}

const pinned = (call: Call): StoredMessage[] => {
  demand(call.world, channelOf(call), call.userId, READ);
  return call.world
    .messagesOf(channelOf(call).id)
    .filter(({ message }) => message.pinned)
    .toReversed();
};

const own = (call: Call, needed: bigint): StoredMessage => {
  const stored = messageOf(call, needed);
  if (stored.message.author.id !== call.userId) throw refuse("notYourMessage");
  return stored;
};

export const messageRoutes: readonly Route[] = [
  {
    method: "GET",
    pattern: at,
    handle(call) {
      const channel = channelOf(call);
      demand(call.world, channel, call.userId, P.ViewChannel);
      if ((channelPermissions(call.world, channel, call.userId) & P.ReadMessageHistory) === 0n) return { body: [] };
      const limit = Math.min(100, Math.max(1, Number(call.query.get("limit") ?? 50) || 50));
      const query = {
        before: call.query.get("before"),
        after: call.query.get("after"),
        around: call.query.get("around"),
        limit,
      };
      return {
        body: call.world.page(channel.id, query).map((stored) => presentMessage(call.world, stored, call.userId)),
      };
    },
  },
  {
    method: "POST",
    pattern: at,
    handle(call) {
      const channel = channelOf(call);
      const body = call.body as RawMessage;
      const embed = body.embeds?.length ? P.EmbedLinks : 0n;
      demandToWrite(call.world, channel, call.userId, embed | (call.files.length > 0 ? P.AttachFiles : 0n));
      const sender = { author: call.world.user(call.userId), userId: call.userId };
      return show(call, createMessage(call.world, channel, sender, body, { files: call.files }));
    },
  },
  // Before the single message, whose pattern it fits too.
  {
    method: "GET",
    pattern: "/channels/{channel}/messages/pins",
    handle(call) {
      const items = pinned(call).map((stored) => ({
        pinned_at: stored.message.timestamp,
        message: presentMessage(call.world, stored, call.userId),
      }));
      return { body: { items, has_more: false } };
    },
  },
  { method: "GET", pattern: one, handle: (call) => show(call, messageOf(call, READ)) },
  {
    method: "PATCH",
    pattern: one,
    handle: (call) =>
      show(call, editMessage(call.world, own(call, P.ViewChannel), call.body as RawMessage, call.files)),
  },
  {
    method: "DELETE",
    pattern: one,
    handle(call) {
      const stored = messageOf(call, P.ViewChannel);
      if (stored.message.author.id !== call.userId) demand(call.world, channelOf(call), call.userId, P.ManageMessages);
      if (stored.message.type === MessageType.ThreadStarterMessage) throw refuse("systemMessage");
      deleteMessage(call.world, stored);
      return undefined;
    },
  },
  { method: "POST", pattern: `${at}/bulk-delete`, handle: bulkDelete },
  {
    method: "PUT",
    pattern: `${one}/reactions/{emoji}/@me`,
    handle(call) {
      const { stored, emoji } = reactionOf(call, READ);
      if (!reactorsOf(stored, emoji)) demand(call.world, channelOf(call), call.userId, P.AddReactions);
      addReaction(call.world, stored, call.userId, emoji);
      return undefined;
    },
  },
  {
    method: "DELETE",
    pattern: `${one}/reactions/{emoji}/@me`,
    handle(call) {
      const { stored, emoji } = reactionOf(call, P.ViewChannel);
      removeReaction(call.world, stored, call.userId, emoji);
      return undefined;
    },
  },
  {
    method: "DELETE",
    pattern: `${one}/reactions/{emoji}/{user}`,
    handle(call) {
      const { stored, emoji } = reactionOf(call, P.ManageMessages);
      removeReaction(call.world, stored, params(call, "user"), emoji);
      return undefined;
    },
  },
  {
    method: "GET",
    pattern: `${one}/reactions/{emoji}`,
    handle(call) {
      const stored = messageOf(call, READ);
      const users = reactorsOf(stored, parseEmoji(params(call, "emoji")))?.users ?? [];
      const after = call.query.get("after");
      const limit = Math.min(100, Number(call.query.get("limit") ?? 25));
      const page = users.filter((id) => !after || BigInt(id) > BigInt(after)).slice(0, limit);
      return { body: page.map((id) => call.world.user(id)) };
    },
  },
  {
    method: "DELETE",
    pattern: `${one}/reactions/{emoji}`,
    handle(call) {
      const { stored, emoji } = reactionOf(call, P.ManageMessages);
      clearReactions(call.world, stored, emoji);
      return undefined;
    },
  },
  {
    method: "DELETE",
    pattern: `${one}/reactions`,
    handle(call) {
      const stored = messageOf(call, P.ManageMessages);
      if (channelOf(call).thread?.archived) throw refuse("threadArchived");
      clearReactions(call.world, stored, null);
      return undefined;
    },
  },
  {
    method: "GET",
    pattern: "/channels/{channel}/pins",
    handle: (call) => ({ body: pinned(call).map((stored) => presentMessage(call.world, stored, call.userId)) }),
  },
  ...["/channels/{channel}/pins/{message}", "/channels/{channel}/messages/pins/{message}"].flatMap(
    (pattern): Route[] => [
      { method: "PUT", pattern, handle: (call) => setPinned(call, true) },
      { method: "DELETE", pattern, handle: (call) => setPinned(call, false) },
    ],
  ),
  {
    method: "POST",
    pattern: "/channels/{channel}/typing",
    handle: (call) => demandToWrite(call.world, channelOf(call), call.userId) as undefined,
  },
];
