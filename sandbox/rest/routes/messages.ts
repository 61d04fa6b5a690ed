import { type APIMessage, AuditLogEvent, MessageType, PermissionFlagsBits as P } from "discord-api-types/v10";
import { invalidForm, refuse } from "../../refusal.ts";
import type { RawMessage } from "../../rules/message.ts";
import { writeAudit } from "../../world/audit.ts";
import { NO_GUILD } from "../../world/direct.ts";
import type { Channel, StoredMessage } from "../../world/entities.ts";
import { createMessage, deleteMessage, deleteMessages, editMessage } from "../../world/messages.ts";
import {
  addReaction,
  clearReactions,
  parseEmoji,
  reactorPage,
  reactorsOf,
  removeReaction,
} from "../../world/reactions.ts";
import { channelPermissions, demand } from "../../world/permissions.ts";
import { blankMessage } from "../../world/readable.ts";
import { presentMessage } from "../../world/present.ts";
import { pinnedIn, setMessagePinned } from "../../world/pins.ts";
import { demandToWrite, tellTyping } from "../../world/writing.ts";
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
/** As the bot may see it: without the privileged intent, what people write is hidden here too. */
function present(call: Call, stored: StoredMessage): APIMessage {
  const message = presentMessage(call.world, stored, call.userId);
  const mayRead = call.privileged.includes("MESSAGE_CONTENT") || stored.guild_id === NO_GUILD;
  return mayRead ? message : blankMessage(message, call.userId);
}

const show = (call: Call, stored: StoredMessage): { body: APIMessage } => ({ body: present(call, stored) });

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

const pinned = (call: Call): StoredMessage[] => {
  demand(call.world, channelOf(call), call.userId, READ);
  return pinnedIn(call.world, channelOf(call));
};

function setPinned(call: Call, isPinned: boolean): undefined {
  const stored = messageOf(call, channelOf(call).direct ? READ : P.PinMessages);
  setMessagePinned(call.world, stored, isPinned, { userId: call.userId, reason: call.reason });
  return undefined;
}

/** Throws 50035 for what is not between 1 and 100. */
function readLimit({ query }: Call, otherwise: number = 50): number {
  const text = query.get("limit") ?? String(otherwise);
  const limit = Number(text);
  if (Number.isInteger(limit) && limit >= 1 && limit <= 100) return limit;
  throw invalidForm({ limit: { code: "NUMBER_TYPE_MAX", message: "int value should be between 1 and 100." } });
}

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
      const limit = readLimit(call);
      const query = {
        before: call.query.get("before"),
        after: call.query.get("after"),
        around: call.query.get("around"),
        limit,
      };
      return {
        body: call.world.page(channel.id, query).map((stored) => present(call, stored)),
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
      const stored = createMessage(call.world, channel, sender, body, { files: call.files });
      const nonce = stored.nonce === null ? {} : { nonce: stored.nonce };
      return { body: { ...present(call, stored), ...nonce } };
    },
  },
  // Before the single message, whose pattern it fits too.
  {
    method: "GET",
    pattern: "/channels/{channel}/messages/pins",
    handle(call) {
      const items = pinned(call).map((stored) => ({
        pinned_at: stored.pinned_at ?? stored.message.timestamp,
        message: present(call, stored),
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
      const list = reactorsOf(stored, parseEmoji(params(call, "emoji")));
      const page = list ? reactorPage(list, call.query.get("after"), readLimit(call, 25)) : [];
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
    handle: (call) => ({ body: pinned(call).map((stored) => present(call, stored)) }),
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
    handle(call) {
      demandToWrite(call.world, channelOf(call), call.userId);
      tellTyping(call.world, channelOf(call), call.userId);
      return undefined;
    },
  },
];
