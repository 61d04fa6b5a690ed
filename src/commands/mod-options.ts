import type {
  SlashCommandStringOption,
  SlashCommandSubcommandBuilder,
  SlashCommandSubcommandsOnlyBuilder,
} from "@discordjs/builders";
import type { APIApplicationCommandOptionChoice } from "discord-api-types/v10";
import type { Request } from "../discord/command.ts";
import { en } from "../i18n/en/index.ts";
import { REASON_LENGTH } from "./mod-modals.ts";
import { commentOption } from "./options.ts";

const CHOICE_LENGTH = 100;

/** Why; common reasons are offered while it is typed. */
export function reasonOption(option: SlashCommandStringOption): SlashCommandStringOption {
  return option
    .setName("reason")
    .setDescription("Kept with the case")
    .setMaxLength(REASON_LENGTH)
    .setAutocomplete(true);
}

export function suggestReasons({ texts, options }: Request): APIApplicationCommandOptionChoice<string>[] {
  const typed = String(options["reason"] ?? "").trim();
  const fitting = texts.mod.suggestedReasons.filter((reason) => reason.toLowerCase().includes(typed.toLowerCase()));
  // What is typed stays a choice, so that whoever presses Tab keeps their own words.
  const own = typed === "" || typed.length > CHOICE_LENGTH || fitting.includes(typed) ? [] : [typed];
  return [...own, ...fitting].map((reason) => ({ name: reason, value: reason }));
}

/** A subcommand on a comment. */
export function onComment(name: string, description: string) {
  return (sub: SlashCommandSubcommandBuilder): SlashCommandSubcommandBuilder =>
    sub.setName(name).setDescription(description).addStringOption(commentOption).addStringOption(reasonOption);
}

/** A subcommand on a member, or on the author of a comment. */
export function onMember(name: string, description: string) {
  return (sub: SlashCommandSubcommandBuilder): SlashCommandSubcommandBuilder => {
    sub
      .setName(name)
      .setDescription(description)
      .addUserOption((option) => option.setName("member").setDescription("Whom; or choose a comment"))
      .addStringOption((option) =>
        commentOption(option).setRequired(false).setDescription("What it is about: its reports are closed"),
      )
      .addStringOption(reasonOption);
    if (name === "timeout") sub.addStringOption(minutesOption);
    if (name === "ban") sub.addStringOption(sweepOption);
    return sub;
  };
}

function minutesOption(option: SlashCommandStringOption): SlashCommandStringOption {
  const choices = Object.entries(en.mod.durations).map(([value, name]) => ({ name, value }));
  return option.setName("minutes").setDescription("For how long; an hour, if you do not say").addChoices(choices);
}

function sweepOption(option: SlashCommandStringOption): SlashCommandStringOption {
  return option
    .setName("comments")
    .setDescription("What becomes of their comments; they stay, if you do not say")
    .addChoices({ name: en.mod.keepComments, value: "keep" }, { name: en.mod.removeComments, value: "remove" });
}

export type WithSubcommands = SlashCommandSubcommandsOnlyBuilder;
