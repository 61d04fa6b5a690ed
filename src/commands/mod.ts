import {
  ContextMenuCommandBuilder,
  LabelBuilder,
  ModalBuilder,
  SlashCommandBuilder,
  TextInputBuilder,
} from "@discordjs/builders";
import { ApplicationCommandType, ButtonStyle, PermissionFlagsBits, TextInputStyle } from "discord-api-types/v10";
import type { App } from "../app.ts";
import type { Case } from "../domain/case.ts";
import { UserError } from "../errors.ts";
import type { Answering, Command, Request } from "../discord/command.ts";
import { escapeLine } from "../discord/render/escape.ts";
import { commentLink } from "../discord/render/links.ts";
import { REPORTED_A_PAGE, reportListView } from "../discord/render/report-view.ts";
import { button, card, type MessageView, note } from "../discord/render/view.ts";
import type { Texts } from "../i18n/en.ts";
import type { Order } from "../services/moderation.ts";
import { logSubcommand, showLog, suggestLogActions, turnLogPage } from "./mod-log.ts";
import { commentOption } from "./options.ts";
import { suggestComments } from "./suggest.ts";

/** Discord's own limit for reasons in its audit log. */
const REASON_LENGTH = 512;

const data = new SlashCommandBuilder()
  .setName("mod")
  .setDescription("For moderators: remove and restore comments, see reports")
  .setDefaultMemberPermissions(PermissionFlagsBits.ManageMessages)
  .addSubcommand((sub) =>
    sub
      .setName("remove")
      .setDescription("Remove a comment; it can be restored within 30 days")
      .addStringOption(commentOption)
      .addStringOption((option) =>
        option.setName("reason").setDescription("Kept with the case").setMaxLength(REASON_LENGTH),
      ),
  )
  .addSubcommand((sub) =>
    sub
      .setName("restore")
      .setDescription("Post a removed comment again, under its author's name")
      .addStringOption(commentOption)
      .addStringOption((option) =>
        option.setName("reason").setDescription("Kept with the case").setMaxLength(REASON_LENGTH),
      ),
  )
  .addSubcommand((sub) => sub.setName("reports").setDescription("What was reported and is not decided yet"))
  .addSubcommand(logSubcommand)
  .toJSON();

async function orderFor(app: App, request: Request, query: string, reason: unknown): Promise<Order> {
  const { guildId, member } = request;
  const { comment } = await app.comments.find({ id: member.id, guildId }, query);
  const text = typeof reason === "string" ? reason.trim().slice(0, REASON_LENGTH) : "";
  return { commentId: comment.id, guildId, actorId: member.id, actorName: member.name, reason: text };
}

async function remove(app: App, request: Request, query: string, reason: unknown): Promise<MessageView> {
  const done = await app.moderation.remove(await orderFor(app, request, query, reason));
  const undo = button(request.texts.mod.undo, `mod-restore:${done.commentId}`, ButtonStyle.Secondary);
  return card([caseLine(request.texts, done), [undo]]);
}

async function restore(app: App, request: Request, query: string, reason: unknown): Promise<MessageView> {
  const { texts, member, guildId } = request;
  const order = await orderFor(app, request, query, reason);
  const attached = (await app.comments.sealed(order.commentId))?.comment.attachments.length ?? 0;
  const done = await app.moderation.restore(order);
  const { comment } = await app.comments.find({ id: member.id, guildId }, order.commentId);
  const lines = [caseLine(texts, done)];
  const link = commentLink(comment);
  if (link) lines.push(texts.mod.restoredAt(link));
  const lost = attached - comment.attachments.length;
  if (lost > 0) lines.push(texts.mod.attachmentsLost(lost));
  return note(lines.join("\n"));
}

async function listReports(app: App, request: Request): Promise<MessageView> {
  const open = await app.reports.listOpen(request.guildId, REPORTED_A_PAGE);
  return reportListView(request.texts, open, app.reports.countOpen(request.guildId));
}

function caseLine(texts: Texts, { number, action, targetName }: Case): string {
  return texts.mod.caseDone(number, action, escapeLine(targetName));
}

function reasonModal({ mod }: Texts, commentId: string): ReturnType<ModalBuilder["toJSON"]> {
  const reason = new TextInputBuilder()
    .setCustomId("reason")
    .setStyle(TextInputStyle.Short)
    .setMaxLength(REASON_LENGTH)
    .setRequired(false);
  return new ModalBuilder()
    .setCustomId(`mod-remove-now:${commentId}`)
    .setTitle(mod.removeTitle)
    .addLabelComponents(
      new LabelBuilder().setLabel(mod.reason).setDescription(mod.reasonHint).setTextInputComponent(reason),
    )
    .toJSON();
}

const subcommands: Record<string, Answering["run"]> = {
  remove: (app, request) => remove(app, request, String(request.options["comment"]), request.options["reason"]),
  restore: (app, request) => restore(app, request, String(request.options["comment"]), request.options["reason"]),
  reports: listReports,
  log: showLog,
};

export const mod: Command = {
  data,
  access: "moderator",
  run: (app, request) => {
    const run = subcommands[request.subcommand ?? ""];
    if (!run) throw new UserError("outdated", {});
    return run(app, request);
  },
  suggest: async (app, request, focused) =>
    request.subcommand === "log"
      ? suggestLogActions(request)
      : suggestComments(app, request, focused, request.subcommand === "restore" ? ["removed"] : ["visible", "held"]),
  routes: {
    "mod-remove": {
      access: "moderator",
      answers: "reply",
      open: (_app, { texts, args }) => reasonModal(texts, args[0] ?? ""),
    },
    "mod-remove-now": {
      access: "moderator",
      answers: "reply",
      run: (app, request) => remove(app, request, request.args[0] ?? "", request.fields["reason"]),
    },
    "mod-restore": {
      access: "moderator",
      answers: "update",
      run: (app, request) => restore(app, request, request.args[0] ?? "", ""),
    },
    "mod-log": { access: "moderator", answers: "update", run: turnLogPage },
    "mod-dismiss": {
      access: "moderator",
      answers: "reply",
      async run(app, request) {
        const done = await app.moderation.dismiss(await orderFor(app, request, request.args[0] ?? "", ""));
        return note(request.texts.mod.dismissed(done.number, escapeLine(done.targetName)));
      },
    },
  },
};

/** The same from a right-click; the reason is asked for. */
export const removeMessage: Command = {
  data: new ContextMenuCommandBuilder()
    .setName("Remove comment")
    .setType(ApplicationCommandType.Message)
    .setDefaultMemberPermissions(PermissionFlagsBits.ManageMessages)
    .toJSON(),
  access: "moderator",
  open: (app, request) => {
    if (!app.threads.get(request.channelId)) throw new UserError("notAnArticleThread", {});
    return reasonModal(request.texts, request.targetMessageId ?? "");
  },
};
