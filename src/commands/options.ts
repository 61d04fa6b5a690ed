import type { SlashCommandStringOption } from "@discordjs/builders";

/** The comment that a command is about; what is typed of it is completed. */
export function commentOption(option: SlashCommandStringOption): SlashCommandStringOption {
  return option
    .setName("comment")
    .setDescription("A message link, an id, or some of its words")
    .setRequired(true)
    .setAutocomplete(true);
}
