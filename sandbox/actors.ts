import { alertOn, demandAllowed } from "./world/auto-moderation.ts";
import {
  ApplicationCommandType,
  AuditLogEvent,
  type APIMessage,
  ComponentType as C,
  InteractionType,
  MessageFlags,
  PermissionFlagsBits as P,
} from "discord-api-types/v10";
import { isInScope, mayUseCommand, snapshotFor } from "./actor-snapshot.ts";
import { fillModal } from "./modal-fields.ts";
import { refuse } from "./refusal.ts";
import { closeResolved, memberFor, openResolved } from "./resolve.ts";
import { flatten, type RawComponent } from "./rules/components.ts";
import { chooseValues } from "./select-values.ts";
import type { Actor, ActorEvent, InteractionOutcome } from "./types.ts";
import { buildCommandData } from "./command-data.ts";
import { writeAudit } from "./world/audit.ts";
import type { Channel, Command, StoredMessage } from "./world/entities.ts";
import { signUrl } from "./world/files.ts";
import type { Interactions } from "./world/interaction-types.ts";
import { inGuild } from "./world/direct.ts";
import { isOfferedIn } from "./world/installs.ts";
import { createMessage, deleteMessage, editMessage } from "./world/messages.ts";
import { addReaction, parseEmoji, reactorsOf, removeReaction } from "./world/reactions.ts";
import { demand, mayView } from "./world/permissions.ts";
import { presentChannel, presentMessage } from "./world/present.ts";
import { changeThread, openForumPost, openThreadAlone, openThreadOverMessage } from "./world/threads.ts";
import type { World } from "./world/world.ts";
import { demandToWrite } from "./world/writing.ts";

const SELECT_TYPES: ReadonlySet<C> = new Set([
  C.StringSelect,
  C.UserSelect,
  C.RoleSelect,
  C.MentionableSelect,
  C.ChannelSelect,
]);

/** A person's own client. Every call checks that person's rights as Discord would. */
export function createActor(world: World, interactions: Interactions, userId: string): Actor {
  const user = world.user(userId);
  const sender = { author: user, userId };
  const show = (stored: StoredMessage): APIMessage => presentMessage(world, withFreshFiles(world, stored), userId);
  const visible = (channelId: string): Channel => {
    const channel = world.channel(channelId);
    demand(world, channel, userId, P.ViewChannel);
    return channel;
  };
  const messageIn = (channelId: string, messageId: string): StoredMessage =>
    world.message(visible(channelId).id, messageId);
  const chooserIn = (channelId: string) => ({ world, guildId: world.channel(channelId).guild_id, userId });
  /** What happened is on disk when the person is told so. */
  const done = <T>(value: T): T => {
    world.tables.flush();
    return value;
  };

  function commandNamed(name: string, type: ApplicationCommandType, channel: Channel): Command {
    const guildId = channel.guild_id;
    const [root = ""] = type === ApplicationCommandType.ChatInput ? name.split(" ") : [name];
    const found = [...world.tables.command.values()].filter(
      (one) =>
        one.name === root && one.type === type && isInScope(one, guildId) && isOfferedIn(world, one, channel, userId),
    );
    // A guild's own command hides the one of that name that is everybody's.
    const command = found.find((one) => one.guild_id !== undefined) ?? found[0];
    if (!command) throw refuse("unknownCommand");
    if (!channel.direct && !mayUseCommand(world, command, guildId, userId)) throw refuse("missingPermissions");
    return command;
  }

  async function use(
    channelId: string,
    request: Omit<Parameters<Interactions["use"]>[0], "userId" | "channelId">,
  ): Promise<InteractionOutcome> {
    demand(world, world.channel(channelId), userId, P.ViewChannel | P.UseApplicationCommands);
    const { choices: _, ...outcome } = await interactions.use({ ...request, userId, channelId });
    return outcome;
  }

  function componentOn(
    channelId: string,
    messageId: string,
    customId: string,
  ): { source: StoredMessage; component: RawComponent } {
    const hidden = interactions.ephemeral.get(messageId);
    const source = hidden?.userId === userId ? hidden.stored : messageIn(channelId, messageId);
    const component = flatten(source.message.components as unknown as RawComponent[]).find(
      (one) => one.custom_id === customId,
    );
    if (!component || component.disabled) throw refuse("unknownInteraction");
    return { source, component };
  }

  return {
    user,
    snapshot: () => snapshotFor(world, userId),
    messages(channelId, query = {}) {
      demand(world, world.channel(channelId), userId, P.ReadMessageHistory);
      const page = world.page(channelId, { ...query, limit: Math.min(100, query.limit ?? 50) }).map(show);
      return page;
    },
    async post(channelId, message) {
      const { content, replyTo, files } =
        typeof message === "string" ? { content: message } : { content: "", ...message };
      const channel = world.channel(channelId);
      demandToWrite(world, channel, userId, files?.length ? P.AttachFiles : 0n);
      demandAllowed(world, channel, userId, content ?? "");
      const reference = replyTo === undefined ? {} : { message_reference: { message_id: replyTo } };
      const body = { content: content ?? "", ...reference };
      const made = createMessage(world, channel, sender, body, { files: files ?? [] });
      alertOn(world, channel, userId, made.message);
      return done(show(made));
    },
    async edit(channelId, messageId, content) {
      const stored = messageIn(channelId, messageId);
      if (stored.message.author.id !== userId) throw refuse("notYourMessage");
      return done(show(editMessage(world, stored, { content })));
    },
    async delete(channelId, messageId) {
      const stored = messageIn(channelId, messageId);
      const isOwn = stored.message.author.id === userId;
      if (!isOwn) demand(world, world.channel(channelId), userId, P.ManageMessages);
      done(deleteMessage(world, stored));
      // What people delete of others is in Discord's log; what bots delete one by one is not.
      if (!isOwn) {
        const options = { channel_id: channelId, count: "1" };
        const { guild_id: guildId, message } = stored;
        const deed = { guildId, userId, targetId: message.author.id, action: AuditLogEvent.MessageDelete };
        writeAudit(world, { ...deed, options });
      }
    },
    async react(channelId, messageId, text) {
      const [stored, emoji] = [messageIn(channelId, messageId), parseEmoji(text)];
      if (world.channel(channelId).thread?.archived) throw refuse("threadArchived");
      if (!reactorsOf(stored, emoji)) demand(world, world.channel(channelId), userId, P.AddReactions);
      done(addReaction(world, stored, userId, emoji));
    },
    async unreact(channelId, messageId, text) {
      if (world.channel(channelId).thread?.archived) throw refuse("threadArchived");
      done(removeReaction(world, messageIn(channelId, messageId), userId, parseEmoji(text)));
    },
    async openThread(channelId, { name, messageId, message, tags }) {
      const channel = visible(channelId);
      if (message !== undefined) {
        demand(world, channel, userId, P.SendMessages);
        const body = { name, message: { content: message }, ...(tags ? { applied_tags: tags } : {}) };
        return done(presentChannel(openForumPost(world, channel, sender, body, []).thread)) as never;
      }
      demand(world, channel, userId, P.CreatePublicThreads);
      const thread =
        messageId === undefined
          ? openThreadAlone(world, channel, userId, { name, type: 11 })
          : openThreadOverMessage(world, channel, world.message(channelId, messageId), userId, { name });
      return done(presentChannel(thread)) as never;
    },
    changeThread: async (threadId, change) =>
      done(presentChannel(changeThread(world, visible(threadId), userId, change))) as never,

    async runCommand(channelId, name, options = {}) {
      const command = commandNamed(name, ApplicationCommandType.ChatInput, world.channel(channelId));
      const data = buildCommandData(world, channelId, command, name, options, userId);
      return use(channelId, { type: InteractionType.ApplicationCommand, data, command: { name, type: 1 } });
    },
    async runContextMenu(channelId, name, targetId) {
      const guildId = world.channel(channelId).guild_id;
      const isUser = world.tables.user.has(targetId);
      const type = isUser ? ApplicationCommandType.User : ApplicationCommandType.Message;
      const { id } = commandNamed(name, type, world.channel(channelId));
      const resolved = isUser
        ? { users: { [targetId]: world.user(targetId) }, members: { [targetId]: memberFor(world, guildId, targetId) } }
        : { messages: { [targetId]: presentMessage(world, messageIn(channelId, targetId), world.botId) } };
      const data = { id, name, type, target_id: targetId, resolved, ...inGuild(guildId) };
      return use(channelId, { type: InteractionType.ApplicationCommand, data, command: { name, type } });
    },
    async click(channelId, messageId, customId) {
      const { source, component } = componentOn(channelId, messageId, customId);
      const data = { component_type: component.type, custom_id: customId, id: component.id };
      return use(channelId, { type: InteractionType.MessageComponent, data, source });
    },
    async select(channelId, messageId, customId, values) {
      const { source, component } = componentOn(channelId, messageId, customId);
      if (!SELECT_TYPES.has(component.type)) throw refuse("unknownInteraction");
      const resolved = openResolved();
      chooseValues(chooserIn(channelId), component, values, resolved);
      const picked = { component_type: component.type, custom_id: customId, id: component.id, values };
      const data = { ...picked, ...closeResolved(resolved) };
      return use(channelId, { type: InteractionType.MessageComponent, data, source });
    },
    async submitModal(modal, fields) {
      return use(modal.channelId, {
        type: InteractionType.ModalSubmit,
        data: { custom_id: modal.custom_id, ...fillModal(chooserIn(modal.channelId), modal, fields) },
        triggerId: modal.interactionId,
      });
    },
    async autocomplete(channelId, name, options, focused) {
      const command = commandNamed(name, ApplicationCommandType.ChatInput, world.channel(channelId));
      const data = buildCommandData(world, channelId, command, name, options, userId, focused);
      const request = {
        type: InteractionType.ApplicationCommandAutocomplete,
        data,
        userId,
        channelId,
        command: { name, type: 1 },
      };
      return (await interactions.use(request)).choices;
    },
    speak: (locale) => void world.locales.set(userId, locale),
    dismissEphemeral: (messageId) => interactions.dismiss(messageId, userId),
    onEvent(listener: (event: ActorEvent) => void) {
      return world.onEvent((event) => {
        const isForMe = event.onlyFor
          ? event.onlyFor.includes(userId)
          : event.channelId === null || mayView(world, event.channelId, userId);
        if (isForMe) listener({ t: event.t, d: asSeenBy(world, event.t, event.d, userId) });
      });
    },
  };
}

/** Events carry messages as the bot sees them; a person's own reactions are theirs. */
function asSeenBy(world: World, t: string, d: unknown, userId: string): unknown {
  if (t !== "MESSAGE_CREATE" && t !== "MESSAGE_UPDATE") return d;
  const message = d as APIMessage;
  const isPrivate = ((message.flags ?? 0) & (MessageFlags.Ephemeral | MessageFlags.Loading)) !== 0;
  const stored = isPrivate ? undefined : world.tables.message.get(message.id);
  return stored ? { ...message, ...presentMessage(world, stored, userId) } : d;
}

/** Addresses of files run out: whoever opens a page gets new ones. */
function withFreshFiles(world: World, stored: StoredMessage): StoredMessage {
  if (stored.message.attachments.length === 0) return stored;
  const attachments = stored.message.attachments.map((one) => {
    const url = signUrl(world, stored.message.channel_id, one.id, one.filename);
    return { ...one, url, proxy_url: url };
  });
  return { ...stored, message: { ...stored.message, attachments } };
}
