import type { SlashCommandStringOption, SlashCommandSubcommandBuilder } from "@discordjs/builders";
import { MOST_PHRASE } from "../domain/detector-settings.ts";

/** Long enough for any host, and for a link that is pasted instead. */
const MOST_HOST = 300;

export function strictnessOption(description: string) {
  return (option: SlashCommandStringOption): SlashCommandStringOption =>
    option
      .setName("strictness")
      .setDescription(description)
      .addChoices(
        { name: "Lenient: only what is very likely spam", value: "lenient" },
        { name: "Normal", value: "normal" },
        { name: "Strict: more is caught, and more is caught wrongly", value: "strict" },
      );
}

export function phraseOption(description: string) {
  return (option: SlashCommandStringOption): SlashCommandStringOption =>
    option.setName("phrase").setDescription(description).setRequired(true).setMaxLength(MOST_PHRASE);
}

export function hostOption(description: string) {
  return (option: SlashCommandStringOption): SlashCommandStringOption =>
    option.setName("host").setDescription(description).setRequired(true).setMaxLength(MOST_HOST);
}

export function settingsSubcommand(sub: SlashCommandSubcommandBuilder): SlashCommandSubcommandBuilder {
  return sub
    .setName("settings")
    .setDescription("Turn it on or off, choose how strict it is; shows what is set")
    .addBooleanOption((option) => option.setName("on").setDescription("Whether it reads comments at all"))
    .addBooleanOption((option) =>
      option.setName("log_only").setDescription("Write verdicts down, and do nothing about them"),
    )
    .addStringOption(strictnessOption("How little it takes for a comment to be flagged or held"))
    .addBooleanOption((option) => option.setName("profanity").setDescription("Note strong language too (English)"))
    .addRoleOption((option) => option.setName("trusted").setDescription("Whoever has this role is let pass"))
    .addBooleanOption((option) =>
      option.setName("raids").setDescription("Meet a raid on a thread with slow mode and one card"),
    )
    .addBooleanOption((option) =>
      option.setName("nobody_trusted").setDescription("No role is trusted any more; moderators still are"),
    );
}
