import {
  LabelBuilder,
  ModalBuilder,
  StringSelectMenuBuilder,
  StringSelectMenuOptionBuilder,
  TextInputBuilder,
} from "@discordjs/builders";
import { type APIModalInteractionResponseCallbackData, TextInputStyle } from "discord-api-types/v10";
import type { Texts } from "../i18n/en/index.ts";

/** Discord's own limit for reasons in its audit log. */
export const REASON_LENGTH = 512;

/** What is done by way of a form, on a comment or on its author. */
export const formActions = ["remove", "hold", "warn", "timeout", "kick", "ban", "note"] as const;
export type FormAction = (typeof formActions)[number];

/** Without words these are nothing. */
export function needsReason(action: FormAction): boolean {
  return action === "warn" || action === "note";
}

/** Asks for the reason, and for what else an action needs to know. */
export function actionModal(
  { mod }: Texts,
  action: FormAction,
  commentId: string,
): APIModalInteractionResponseCallbackData {
  const modal = new ModalBuilder().setCustomId(`mod-do:${action}:${commentId}`).setTitle(mod.modalTitles[action]);
  modal.addLabelComponents(reasonLabel(mod, action));
  if (action === "timeout")
    modal.addLabelComponents(choice(mod.duration, "minutes", Object.entries(mod.durations), "60"));
  if (action === "ban") {
    const choices: [string, string][] = [
      ["keep", mod.keepComments],
      ["remove", mod.removeComments],
    ];
    modal.addLabelComponents(choice(mod.banComments, "comments", choices, "keep"));
  }
  return modal.toJSON();
}

function reasonLabel(mod: Texts["mod"], action: FormAction): LabelBuilder {
  const input = new TextInputBuilder()
    .setCustomId("reason")
    .setStyle(needsReason(action) ? TextInputStyle.Paragraph : TextInputStyle.Short)
    .setMaxLength(REASON_LENGTH)
    .setRequired(needsReason(action));
  const hints: Partial<Record<FormAction, string>> = { warn: mod.warnHint, note: mod.noteHint };
  const hint = hints[action] ?? mod.reasonHint;
  return new LabelBuilder().setLabel(mod.reason).setDescription(hint).setTextInputComponent(input);
}

function choice(
  label: string,
  customId: string,
  choices: [value: string, label: string][],
  chosen: string,
): LabelBuilder {
  const options = choices.map(([value, text]) =>
    new StringSelectMenuOptionBuilder()
      .setLabel(text)
      .setValue(value)
      .setDefault(value === chosen),
  );
  const select = new StringSelectMenuBuilder().setCustomId(customId).addOptions(options).setRequired(true);
  return new LabelBuilder().setLabel(label).setStringSelectMenuComponent(select);
}
