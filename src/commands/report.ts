import {
  ContextMenuCommandBuilder,
  LabelBuilder,
  ModalBuilder,
  SlashCommandBuilder,
  StringSelectMenuBuilder,
  StringSelectMenuOptionBuilder,
  TextInputBuilder,
} from "@discordjs/builders";
import { ApplicationCommandType, TextInputStyle } from "discord-api-types/v10";
import type { App } from "../app.ts";
import { type ReportReason, reportReasons } from "../domain/report.ts";
import { UserError } from "../errors.ts";
import type { Command, Request } from "../discord/command.ts";
import { type MessageView, note } from "../discord/render/view.ts";
import type { Texts } from "../i18n/en/index.ts";
import { commentOption } from "./options.ts";
import { suggestComments } from "./suggest.ts";

const NOTE_LENGTH = 500;

const data = new SlashCommandBuilder()
  .setName("report")
  .setDescription("Tell the moderators about a comment")
  .addStringOption(commentOption)
  .toJSON();

function reportModal({ report }: Texts, query: string): ReturnType<ModalBuilder["toJSON"]> {
  const options = reportReasons.map((reason) =>
    new StringSelectMenuOptionBuilder().setLabel(report.reasons[reason]).setValue(reason),
  );
  const reasonSelect = new StringSelectMenuBuilder().setCustomId("reason").addOptions(options).setRequired(true);
  const noteInput = new TextInputBuilder()
    .setCustomId("note")
    .setStyle(TextInputStyle.Paragraph)
    .setMaxLength(NOTE_LENGTH)
    .setRequired(false);
  const tellSelect = new StringSelectMenuBuilder()
    .setCustomId("tell")
    .setRequired(false)
    .addOptions(
      new StringSelectMenuOptionBuilder().setLabel(report.tellNo).setValue("no").setDefault(true),
      new StringSelectMenuOptionBuilder().setLabel(report.tellYes).setValue("yes"),
    );
  return new ModalBuilder()
    .setCustomId(`report-comment:${query}`)
    .setTitle(report.modalTitle)
    .addLabelComponents(
      new LabelBuilder().setLabel(report.reason).setStringSelectMenuComponent(reasonSelect),
      new LabelBuilder().setLabel(report.note).setDescription(report.noteHint).setTextInputComponent(noteInput),
      new LabelBuilder().setLabel(report.tell).setStringSelectMenuComponent(tellSelect),
    )
    .toJSON();
}

/** A custom id holds 100 characters: of a link only the message's id is needed, beside the guild it must be of. */
function shortQuery(text: string, guildId: string): string {
  const [, linkedGuild, messageId] = /channels\/(\d{1,20})\/\d{1,20}\/(\d{1,20})/.exec(text) ?? [];
  const id = linkedGuild === guildId ? messageId : /^\d{1,20}$/.exec(text.trim())?.[0];
  if (!id) throw new UserError("commentUnknown", { query: text.slice(0, 100) });
  return id;
}

async function fileReport(app: App, request: Request): Promise<MessageView> {
  const { guildId, member, fields, texts } = request;
  const { comment } = await app.comments.find({ id: member.id, guildId }, request.args[0] ?? "");
  const reason: ReportReason = reportReasons.find((one) => one === fields["reason"]) ?? "other";
  const complaint = {
    reporterId: member.id,
    reporterName: member.name,
    reason,
    wantsOutcome: fields["tell"] === "yes",
  };
  await app.reports.file(comment, { ...complaint, note: (fields["note"] ?? "").slice(0, NOTE_LENGTH) });
  return note(texts.report.thanks);
}

export const report: Command = {
  data,
  access: "everyone",
  open: (_app, request) =>
    reportModal(request.texts, shortQuery(String(request.options["comment"] ?? ""), request.guildId)),
  suggest: (app, request, focused) => suggestComments(app, request, focused, ["visible"]),
  routes: { "report-comment": { access: "everyone", answers: "reply", run: fileReport } },
};

/** The same from a right-click. */
export const reportMessage: Command = {
  data: new ContextMenuCommandBuilder().setName("Report comment").setType(ApplicationCommandType.Message).toJSON(),
  access: "everyone",
  open: (app, request) => {
    if (!app.threads.get(request.channelId)) throw new UserError("notAnArticleThread", {});
    return reportModal(request.texts, request.targetMessageId ?? "");
  },
};
