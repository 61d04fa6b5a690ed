import { type APIMessage, InteractionType, MessageFlags, MessageType } from "discord-api-types/v10";
import { checkMessage, type RawMessage } from "../rules/message.ts";
import type { SandboxFile } from "../types.ts";
import type { StoredMessage } from "./entities.ts";
import type { Interaction, Interactions } from "./interaction-types.ts";
import { buildMessage, createMessage, deleteMessage, editMessage } from "./messages.ts";
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
    const isFirst = interaction.original === null;
    const type =
      isFirst && interaction.type === InteractionType.ApplicationCommand
        ? interaction.commandType === 1
          ? MessageType.ChatInputCommand
          : MessageType.ContextMenuCommand
        : undefined;
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
    const d = { ...presentMessage(world, stored, userId), guild_id: stored.guild_id };
    world.dispatch({ t, d, guildId: stored.guild_id, channelId: null, onlyFor: [userId] });
  }

  function edit(stored: StoredMessage, body: RawMessage, files: SandboxFile[]): StoredMessage {
    const hidden = ephemeral.get(stored.message.id);
    if (!hidden) return editMessage(world, world.message(stored.message.channel_id, stored.message.id), body, files);
    const before = hidden.stored.message;
    const flags = ((before.flags ?? 0) & MessageFlags.Ephemeral) | (body.flags ?? before.flags ?? 0);
    const next = {
      content: body.content === undefined ? before.content : (body.content ?? ""),
      embeds: body.embeds === undefined ? before.embeds : body.embeds,
      components: body.components === undefined ? before.components : body.components,
      flags,
    } as RawMessage;
    checkMessage(next, { hasFiles: files.length > 0 || before.attachments.length > 0 });
    const built = buildMessage(world, world.channel(before.channel_id), botSender(), next, { files });
    const { id, timestamp, type } = before;
    const isLoading = ((before.flags ?? 0) & MessageFlags.Loading) !== 0;
    const edited_timestamp = isLoading ? null : world.timestamp();
    const attachments = files.length > 0 ? built.message.attachments : before.attachments;
    const message = {
      ...before,
      ...built.message,
      id,
      timestamp,
      type,
      flags: flags & ~MessageFlags.Loading,
      edited_timestamp,
      attachments,
    };
    const edited = { ...hidden.stored, message };
    ephemeral.set(id, { ...hidden, stored: edited });
    tell(hidden.userId, "MESSAGE_UPDATE", edited);
    return edited;
  }

  function remove(stored: StoredMessage): void {
    const hidden = ephemeral.get(stored.message.id);
    if (!hidden) return deleteMessage(world, world.message(stored.message.channel_id, stored.message.id));
    ephemeral.delete(stored.message.id);
    const { id, channel_id } = stored.message;
    const d = { id, channel_id, guild_id: stored.guild_id };
    world.dispatch({ t: "MESSAGE_DELETE", d, guildId: stored.guild_id, channelId: null, onlyFor: [hidden.userId] });
  }

  /** "Thinking …": a message without content that the first edit fills. */
  function think(interaction: Interaction, flags: number): StoredMessage {
    interaction.isEphemeral = (flags & MessageFlags.Ephemeral) !== 0;
    const channel = world.channel(interaction.channelId);
    const type = interaction.commandType === 1 ? MessageType.ChatInputCommand : MessageType.ContextMenuCommand;
    const isCommand = interaction.type === InteractionType.ApplicationCommand;
    const stored = buildMessage(
      world,
      channel,
      { ...botSender(), applicationId: world.botId },
      { flags },
      {
        ...(isCommand ? { type } : {}),
        ...describedUse(interaction),
      },
    );
    stored.message.flags = MessageFlags.Loading | (interaction.isEphemeral ? MessageFlags.Ephemeral : 0);
    // A public one is shown to the person who waits; to everybody it appears when it says something.
    ephemeral.set(stored.message.id, { stored, userId: interaction.userId });
    tell(interaction.userId, "MESSAGE_CREATE", stored);
    return stored;
  }

  return { ephemeral, answer, think, edit, remove };
}
