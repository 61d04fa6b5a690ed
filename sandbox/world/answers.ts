import {
  type APIMessage,
  ApplicationCommandType,
  InteractionType,
  MessageFlags,
  MessageType,
} from "discord-api-types/v10";
import { checkMessage, type RawMessage } from "../rules/message.ts";
import type { SandboxFile } from "../types.ts";
import { inGuild, NO_GUILD } from "./direct.ts";
import type { StoredMessage } from "./entities.ts";
import type { Interaction, Interactions } from "./interaction-types.ts";
import {
  announceUpdate,
  buildMessage,
  createMessage,
  createSystemMessage,
  deleteMessage,
  editMessage,
} from "./messages.ts";
import { legacyInteraction, metadataOf } from "./present-interaction.ts";
import { presentMessage } from "./present.ts";
import type { World } from "./world.ts";

/** The messages that answer interactions: those for everybody are the channel's, those for one person are kept here. */
export type Answers = {
  ephemeral: Interactions["ephemeral"];
  answer(interaction: Interaction, body: RawMessage, files: SandboxFile[], isEphemeral: boolean): StoredMessage;
  think(interaction: Interaction, flags: number): StoredMessage;
  edit(stored: StoredMessage, body: RawMessage, files: SandboxFile[]): StoredMessage;
  remove(stored: StoredMessage): void;
};

export function createAnswers(world: World): Answers {
  const ephemeral: Answers["ephemeral"] = new Map();

  const describedUse = (interaction: Interaction): Pick<APIMessage, "interaction" | "interaction_metadata"> => ({
    interaction_metadata: metadataOf(world, interaction),
    ...legacyInteraction(world, interaction),
  });
  const botSender = () => ({ author: world.user(world.botId), userId: world.botId });

  /** What everybody sees is a message like any other; what one person sees is no part of the channel. */
  function answer(
    interaction: Interaction,
    body: RawMessage,
    files: SandboxFile[],
    isEphemeral: boolean,
  ): StoredMessage {
    const channel = world.channel(interaction.channelId);
    const type = interaction.original === null ? typeOf(interaction) : undefined;
    const extras = {
      files,
      application_id: world.botId,
      ...(type === undefined ? {} : { type }),
      ...describedUse(interaction),
    };
    const sender = { ...botSender(), applicationId: world.botId };
    if (!isEphemeral) return createMessage(world, channel, sender, body, extras);
    checkMessage(body, { hasFiles: files.length > 0 });
    const stored = buildMessage(
      world,
      channel,
      sender,
      { ...body, flags: (body.flags ?? 0) | MessageFlags.Ephemeral },
      extras,
    );
    ephemeral.set(stored.message.id, { stored, userId: interaction.userId });
    tell(interaction.userId, "MESSAGE_CREATE", stored);
    return stored;
  }

  function tell(userId: string, t: string, stored: StoredMessage): void {
    const d = { ...presentMessage(world, stored, userId), ...inGuild(stored.guild_id) };
    const guildId = stored.guild_id === NO_GUILD ? null : stored.guild_id;
    world.dispatch({ t, d, guildId, channelId: null, onlyFor: [userId] });
  }

  function edit(stored: StoredMessage, body: RawMessage, files: SandboxFile[]): StoredMessage {
    const hidden = ephemeral.get(stored.message.id);
    const shown = hidden?.stored ?? world.message(stored.message.channel_id, stored.message.id);
    if (!hidden && !isLoading(shown.message)) return editMessage(world, shown, body, files);
    const edited = { ...shown, message: redraw(shown.message, body, files) };
    if (hidden) {
      ephemeral.set(edited.message.id, { ...hidden, stored: edited });
      tell(hidden.userId, "MESSAGE_UPDATE", edited);
    } else {
      world.putMessage(edited);
      announceUpdate(world, edited);
    }
    return edited;
  }

  /** What fills a message that was "thinking" is no edit of it. */
  function redraw(before: StoredMessage["message"], body: RawMessage, files: SandboxFile[]): StoredMessage["message"] {
    const flags = ((before.flags ?? 0) & MessageFlags.Ephemeral) | (body.flags ?? before.flags ?? 0);
    const next = {
      content: body.content === undefined ? before.content : (body.content ?? ""),
      embeds: body.embeds === undefined ? before.embeds : body.embeds,
      components: body.components === undefined ? before.components : body.components,
      allowed_mentions: body.allowed_mentions ?? null,
      attachments: body.attachments ?? null,
      flags,
    } as RawMessage;
    checkMessage(next, { hasFiles: files.length > 0 || before.attachments.length > 0 });
    const { message } = buildMessage(world, world.channel(before.channel_id), botSender(), next, { files });
    const { id, timestamp, type, position } = before;
    return {
      ...before,
      ...message,
      id,
      timestamp,
      type,
      ...(position === undefined ? {} : { position }),
      flags: flags & ~MessageFlags.Loading,
      edited_timestamp: isLoading(before) ? null : world.timestamp(),
      attachments: files.length > 0 ? message.attachments : before.attachments,
    };
  }

  function remove(stored: StoredMessage): void {
    const hidden = ephemeral.get(stored.message.id);
    if (!hidden) return deleteMessage(world, world.message(stored.message.channel_id, stored.message.id));
    ephemeral.delete(stored.message.id);
    const { id, channel_id } = stored.message;
    const d = { id, channel_id, guild_id: stored.guild_id };
    world.dispatch({ t: "MESSAGE_DELETE", d, guildId: stored.guild_id, channelId: null, onlyFor: [hidden.userId] });
  }

  /** "Thinking …": a message without content that the first edit fills; everybody sees a public one think. */
  function think(interaction: Interaction, flags: number): StoredMessage {
    interaction.isEphemeral = (flags & MessageFlags.Ephemeral) !== 0;
    const channel = world.channel(interaction.channelId);
    const type = typeOf(interaction) ?? MessageType.Default;
    const about = { application_id: world.botId, ...describedUse(interaction) };
    if (!interaction.isEphemeral)
      return createSystemMessage(world, channel, type, world.botId, { ...about, flags: MessageFlags.Loading });
    const stored = buildMessage(world, channel, botSender(), {}, { type });
    Object.assign(stored.message, about, { flags: MessageFlags.Loading | MessageFlags.Ephemeral });
    ephemeral.set(stored.message.id, { stored, userId: interaction.userId });
    tell(interaction.userId, "MESSAGE_CREATE", stored);
    return stored;
  }

  return { ephemeral, answer, think, edit, remove };
}

/** The first answer to a command has a type of its own. */
function typeOf({ type, commandType }: Interaction): MessageType | undefined {
  if (type !== InteractionType.ApplicationCommand) return undefined;
  return commandType === ApplicationCommandType.ChatInput
    ? MessageType.ChatInputCommand
    : MessageType.ContextMenuCommand;
}

function isLoading({ flags }: Pick<APIMessage, "flags">): boolean {
  return ((flags ?? 0) & MessageFlags.Loading) !== 0;
}
