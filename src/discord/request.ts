import {
  ApplicationCommandOptionType,
  ComponentType,
  type Interaction,
  type CommandInteractionOption,
  type ModalSubmitInteraction,
  PermissionFlagsBits,
} from "discord.js";
import type { Access } from "../domain/access.ts";
import type { GuildSettings } from "../domain/guild-settings.ts";
import { textsFor } from "../i18n/texts.ts";
import type { Request, SentFile } from "./command.ts";
import type { MessageView } from "./render/view.ts";

type GuildInteraction = Interaction<"cached">;

/** Turns an interaction of discord.js into plain data. */
export function toRequest(
  interaction: GuildInteraction,
  settings: GuildSettings,
  progress: (view: MessageView) => void,
): Request {
  return {
    guildId: interaction.guildId,
    channelId: interaction.channelId ?? "",
    member: { id: interaction.user.id, name: interaction.member.displayName },
    access: accessOf(interaction, settings),
    texts: textsFor(interaction.locale),
    locale: interaction.locale,
    targetMessageId: interaction.isMessageContextMenuCommand() ? interaction.targetId : null,
    targetText: interaction.isMessageContextMenuCommand() ? interaction.targetMessage.content : null,
    args: customIdOf(interaction).split(":").slice(1),
    values: interaction.isStringSelectMenu() ? interaction.values : [],
    fields: interaction.isModalSubmit() ? fieldsOf(interaction) : {},
    progress,
    ...inputOf(interaction),
  };
}

/** `comments-list` of `comments-list:1:newest`. */
export function routeNameOf(interaction: Interaction): string {
  return customIdOf(interaction).split(":")[0] ?? "";
}

function customIdOf(interaction: Interaction): string {
  return interaction.isMessageComponent() || interaction.isModalSubmit() ? interaction.customId : "";
}

/** From what Discord says of the member at this moment, not from what a button showed earlier. */
function accessOf(interaction: GuildInteraction, settings: GuildSettings): Access {
  const permissions = interaction.memberPermissions;
  if (permissions.has(PermissionFlagsBits.ManageGuild)) return "admin";
  const hasRole = settings.moderatorRoleId !== null && interaction.member.roles.cache.has(settings.moderatorRoleId);
  return hasRole || permissions.has(PermissionFlagsBits.ManageMessages) ? "moderator" : "everyone";
}

function inputOf(interaction: GuildInteraction): Pick<Request, "subcommand" | "options" | "files"> {
  const input: Pick<Request, "subcommand" | "options" | "files"> = { subcommand: null, options: {}, files: {} };
  if (!interaction.isChatInputCommand() && !interaction.isAutocomplete()) return input;
  const [first] = interaction.options.data;
  const isGrouped = first?.type === ApplicationCommandOptionType.Subcommand;
  input.subcommand = isGrouped ? first.name : null;
  for (const option of isGrouped ? (first.options ?? []) : interaction.options.data) {
    const file = fileOf(option);
    if (file) input.files[option.name] = file;
    else if (option.value !== undefined) input.options[option.name] = option.value;
  }
  return input;
}

function fileOf(option: CommandInteractionOption<"cached">): SentFile | null {
  return option.attachment
    ? { name: option.attachment.name, size: option.attachment.size, url: option.attachment.url }
    : null;
}

function fieldsOf(interaction: ModalSubmitInteraction<"cached">): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const [customId, field] of interaction.fields.fields) {
    if (field.type === ComponentType.TextInput) fields[customId] = field.value;
    else if (field.type === ComponentType.StringSelect) fields[customId] = field.values[0] ?? "";
  }
  return fields;
}
