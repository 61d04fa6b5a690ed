import { randomBytes } from "node:crypto";
import { type APIUser, ChannelType, PermissionFlagsBits as P } from "discord-api-types/v10";
import { refuse } from "../../refusal.ts";
import type { RawMessage } from "../../rules/message.ts";
import { checkWebhookName } from "../../rules/names.ts";
import type { Channel, StoredMessage, Webhook } from "../../world/entities.ts";
import { createMessage, deleteMessage, editMessage, type Sender } from "../../world/messages.ts";
import { demand, demandInGuild } from "../../world/permissions.ts";
import { presentMessage, presentWebhook } from "../../world/present.ts";
import { openForumPost } from "../../world/threads.ts";
import type { Call, Route } from "../router.ts";
import { guildIdOf } from "./guilds.ts";

const MOST_WEBHOOKS = 15;

function webhookOf({ world, params }: Call): Webhook {
  const webhook = world.tables.webhook.get(params["webhook"] ?? "");
  if (!webhook) throw refuse("unknownWebhook");
  if (params["token"] !== undefined && params["token"] !== webhook.token) throw refuse("invalidWebhookToken");
  return webhook;
}

/** The webhook itself, for those who may manage it. */
function managed(call: Call): Webhook {
  const webhook = webhookOf(call);
  demand(call.world, call.world.channel(webhook.channel_id), call.userId, P.ManageWebhooks);
  return webhook;
}

function create(call: Call): { body: unknown } {
  const { world, userId } = call;
  const channel = world.channel(call.params["channel"] ?? "");
  demand(world, channel, userId, P.ManageWebhooks);
  if (channel.thread) throw refuse("wrongChannelType");
  const { name } = call.body as { name?: string };
  checkWebhookName("name", name);
  const there = [...world.tables.webhook.values()].filter((webhook) => webhook.channel_id === channel.id);
  if (there.length >= MOST_WEBHOOKS) throw refuse("tooManyWebhooks");
  const token = randomBytes(51).toString("base64url");
  const place = { channel_id: channel.id, guild_id: channel.guild_id };
  const webhook: Webhook = {
    id: world.nextId(),
    token,
    ...place,
    name: (name ?? "").trim(),
    creator_id: userId,
    application_id: userId === world.botId ? userId : null,
  };
  world.tables.put("webhook", webhook.id, webhook);
  tellUpdate(call, webhook);
  return { body: presentWebhook(world, webhook) };
}

function tellUpdate({ world }: Call, { channel_id, guild_id }: Webhook): void {
  world.dispatch({ t: "WEBHOOKS_UPDATE", d: { guild_id, channel_id }, guildId: guild_id, channelId: channel_id });
}

function senderOf(webhook: Webhook, body: { username?: string; avatar_url?: string }): Sender {
  if (body.username !== undefined) checkWebhookName("username", body.username);
  const author = {
    id: webhook.id,
    username: body.username ?? webhook.name,
    avatar: null,
    discriminator: "0000",
    public_flags: 0,
    flags: 0,
    bot: true,
    global_name: null,
    primary_guild: null,
  } as unknown as APIUser;
  return { author, userId: null, webhookId: webhook.id, applicationId: webhook.application_id };
}

/** The webhook's channel, or the thread of it that `thread_id` names. */
function placeOf(call: Call, webhook: Webhook): Channel {
  const threadId = call.query.get("thread_id");
  if (threadId === null) return call.world.channel(webhook.channel_id);
  const thread = call.world.channel(threadId);
  if (!thread.thread || thread.parent_id !== webhook.channel_id) throw refuse("unknownChannel");
  return thread;
}

function execute(call: Call): { body: unknown } | undefined {
  const { world, files, query } = call;
  const webhook = webhookOf(call);
  const channel = placeOf(call, webhook);
  const body = call.body as RawMessage & { username?: string; thread_name?: string; applied_tags?: string[] };
  const isForum = world.channel(webhook.channel_id).type === ChannelType.GuildForum;
  if (body.thread_name !== undefined && !isForum) throw refuse("threadOutsideForum");
  if (body.thread_name !== undefined && channel.thread) throw refuse("forumWithBoth");
  if (body.thread_name === undefined && channel.type === ChannelType.GuildForum) throw refuse("forumWithoutThread");
  const sender = senderOf(webhook, body);
  const stored =
    channel.type === ChannelType.GuildForum
      ? openForumPost(
          world,
          channel,
          sender,
          {
            name: body.thread_name ?? "",
            ...(body.applied_tags ? { applied_tags: body.applied_tags } : {}),
            message: body,
          },
          files,
        ).message
      : createMessage(world, channel, sender, body, { files });
  return query.get("wait") === "true" ? { body: presentMessage(world, stored, world.botId) } : undefined;
}

function messageOf(call: Call): StoredMessage {
  const webhook = webhookOf(call);
  const stored = call.world.message(placeOf(call, webhook).id, call.params["message"] ?? "");
  if (stored.message.webhook_id !== webhook.id) throw refuse("unknownMessage");
  return stored;
}

const show = ({ world }: Call, stored: StoredMessage): { body: unknown } => ({
  body: presentMessage(world, stored, world.botId),
});
const list = (call: Call, isHere: (webhook: Webhook) => boolean): { body: unknown } => ({
  body: [...call.world.tables.webhook.values()].filter(isHere).map((webhook) => presentWebhook(call.world, webhook)),
});

/** Whoever comes with the token alone is not told who made it. */
function withoutUser({ user: _, ...webhook }: Record<string, unknown>): Record<string, unknown> {
  return webhook;
}

function rename(call: Call, webhook: Webhook): { body: Record<string, unknown> } {
  const { name = webhook.name } = call.body as { name?: string };
  checkWebhookName("name", name);
  call.world.tables.put("webhook", webhook.id, { ...webhook, name });
  tellUpdate(call, webhook);
  return { body: presentWebhook(call.world, { ...webhook, name }) };
}

function remove(call: Call, webhook: Webhook): undefined {
  call.world.tables.drop("webhook", webhook.id);
  tellUpdate(call, webhook);
  return undefined;
}

const own = "/webhooks/{webhook}/{token}";

export const webhookRoutes: readonly Route[] = [
  { method: "POST", pattern: "/channels/{channel}/webhooks", handle: create },
  {
    method: "GET",
    pattern: "/channels/{channel}/webhooks",
    handle(call) {
      const channel = call.world.channel(call.params["channel"] ?? "");
      demand(call.world, channel, call.userId, P.ManageWebhooks);
      return list(call, (webhook) => webhook.channel_id === channel.id);
    },
  },
  {
    method: "GET",
    pattern: "/guilds/{guild}/webhooks",
    handle(call) {
      const guildId = guildIdOf(call);
      demandInGuild(call.world, guildId, call.userId, P.ManageWebhooks);
      return list(call, (webhook) => webhook.guild_id === guildId);
    },
  },
  {
    method: "GET",
    pattern: "/webhooks/{webhook}",
    handle: (call) => ({ body: presentWebhook(call.world, managed(call)) }),
  },
  { method: "PATCH", pattern: "/webhooks/{webhook}", handle: (call) => rename(call, managed(call)) },
  { method: "DELETE", pattern: "/webhooks/{webhook}", handle: (call) => remove(call, managed(call)) },
  {
    method: "GET",
    pattern: own,
    isOpen: true,
    handle: (call) => ({ body: withoutUser(presentWebhook(call.world, webhookOf(call))) }),
  },
  {
    method: "PATCH",
    pattern: own,
    isOpen: true,
    handle: (call) => ({ body: withoutUser(rename(call, webhookOf(call)).body) }),
  },
  { method: "DELETE", pattern: own, isOpen: true, handle: (call) => remove(call, webhookOf(call)) },
  { method: "GET", pattern: `${own}/messages/{message}`, isOpen: true, handle: (call) => show(call, messageOf(call)) },
  {
    method: "PATCH",
    pattern: `${own}/messages/{message}`,
    isOpen: true,
    handle: (call) => show(call, editMessage(call.world, messageOf(call), call.body as RawMessage, call.files)),
  },
  {
    method: "DELETE",
    pattern: `${own}/messages/{message}`,
    isOpen: true,
    handle(call) {
      deleteMessage(call.world, messageOf(call));
      return undefined;
    },
  },
  { method: "POST", pattern: own, isOpen: true, handle: execute },
];
