import { ContextMenuCommandBuilder, SlashCommandBuilder } from "@discordjs/builders";
import { ApplicationCommandType, PermissionFlagsBits } from "discord-api-types/v10";
import type { App } from "../app.ts";
import type { CommentState } from "../domain/comment.ts";
import { UserError } from "../errors.ts";
import type { Answering, Command, Request, Route } from "../discord/command.ts";
import { moderateView } from "../discord/render/moderate-view.ts";
import { REPORTED_A_PAGE, reportListView } from "../discord/render/report-view.ts";
import { type MessageView, note } from "../discord/render/view.ts";
import { actOnComment, actOnMember, inputOf, submitAction } from "./mod-actions.ts";
import {
  caseSubcommand,
  historySubcommand,
  showCase,
  showHistory,
  turnHistoryPage,
  undoCase,
  undoSubcommand,
} from "./mod-cases.ts";
import { logSubcommand, showLog, suggestLogActions, turnLogPage } from "./mod-log.ts";
import { actionModal, formActions } from "./mod-modals.ts";
import { onComment, onMember, suggestReasons } from "./mod-options.ts";
import { previewPurge, purgeCancelSubcommand, purgeRoutes, purgeSubcommand, stopPurge } from "./mod-purge.ts";
import { suggestArticles, suggestComments } from "./suggest.ts";
import { bySubcommand } from "./subcommands.ts";

const data = new SlashCommandBuilder()
  .setName("mod")
  .setDescription("For moderators: act on comments and members, see reports, cases and the log")
  .setDefaultMemberPermissions(PermissionFlagsBits.ManageMessages)
  .addSubcommand(onComment("remove", "Remove a comment; it can be restored within 30 days"))
  .addSubcommand(onComment("restore", "Post a removed comment again, under its author's name"))
  .addSubcommand(onComment("hold", "Take a comment out of sight until somebody decides"))
  .addSubcommand(onComment("approve", "Post a held comment again, under its author's name"))
  .addSubcommand(onMember("warn", "Warn a member, by direct message"))
  .addSubcommand(onMember("timeout", "Let a member neither write nor react for a while"))
  .addSubcommand(onMember("kick", "Put a member out of the server"))
  .addSubcommand(onMember("ban", "Ban a member, with all their comments if you like"))
  .addSubcommand(onMember("note", "Write a note on a member, for moderators only"))
  .addSubcommand((sub) => sub.setName("reports").setDescription("What was reported and is not decided yet"))
  .addSubcommand(caseSubcommand)
  .addSubcommand(historySubcommand)
  .addSubcommand(undoSubcommand)
  .addSubcommand(logSubcommand)
  .addSubcommand(purgeSubcommand)
  .addSubcommand(purgeCancelSubcommand)
  .toJSON();

type Run = Answering["run"];

const commentRun =
  (action: "remove" | "restore" | "hold" | "approve"): Run =>
  (app, request) =>
    actOnComment(app, request, action, {
      query: String(request.options["comment"]),
      reason: inputOf(request.options).reason,
    });

const memberRun =
  (action: "warn" | "timeout" | "kick" | "ban" | "note"): Run =>
  (app, request) => {
    const { member, comment } = request.options;
    return actOnMember(app, request, action, {
      ...inputOf(request.options),
      ...(member === undefined ? {} : { memberId: String(member) }),
      ...(comment === undefined ? {} : { query: String(comment) }),
    });
  };

async function listReports(app: App, request: Request): Promise<MessageView> {
  const open = await app.reports.listOpen(request.guildId, REPORTED_A_PAGE);
  return reportListView(request.texts, open, app.reports.countOpen(request.guildId));
}

const subcommands: Record<string, Run> = {
  remove: commentRun("remove"),
  restore: commentRun("restore"),
  hold: commentRun("hold"),
  approve: commentRun("approve"),
  warn: memberRun("warn"),
  timeout: memberRun("timeout"),
  kick: memberRun("kick"),
  ban: memberRun("ban"),
  note: memberRun("note"),
  reports: listReports,
  case: showCase,
  history: showHistory,
  undo: (app, request) => undoCase(app, request, Number(request.options["number"])),
  log: showLog,
  purge: previewPurge,
  "purge-cancel": stopPurge,
};

const SUGGESTED_STATES: Record<string, CommentState[]> = {
  restore: ["removed"],
  approve: ["held"],
  remove: ["visible", "held"],
  purge: ["visible", "held", "removed"],
};

const forModerators = { access: "moderator", answers: "reply" } as const;

/** A button that does something to a comment at once. */
const atOnce = (action: "restore" | "approve" | "dismiss"): Route => ({
  ...forModerators,
  run: (app, request) => actOnComment(app, request, action, { query: request.args[0] ?? "", reason: "" }),
});

export const mod: Command = {
  data,
  access: "moderator",
  run: bySubcommand(subcommands),
  suggest: async (app, request, focused) => {
    if (focused === "reason") return suggestReasons(request);
    if (focused === "action") return suggestLogActions(request);
    if (focused === "article") return suggestArticles(app, request, focused);
    return suggestComments(app, request, focused, SUGGESTED_STATES[request.subcommand ?? ""] ?? ["visible"]);
  },
  routes: {
    "mod-act": {
      ...forModerators,
      open: (_app, { texts, args }) => {
        const action = formActions.find((one) => one === args[0]);
        if (!action) throw new UserError("outdated", {});
        return actionModal(texts, action, args[1] ?? "");
      },
    },
    "mod-do": { ...forModerators, run: submitAction },
    "mod-remove": { ...forModerators, open: (_app, { texts, args }) => actionModal(texts, "remove", args[0] ?? "") },
    "mod-restore": { ...atOnce("restore"), answers: "update" },
    "mod-approve": atOnce("approve"),
    "mod-dismiss": atOnce("dismiss"),
    "mod-claim": { ...forModerators, run: claim },
    "mod-undo": {
      ...forModerators,
      answers: "update",
      run: (app, request) => undoCase(app, request, Number(request.args[0])),
    },
    "mod-history": { ...forModerators, answers: "update", run: turnHistoryPage },
    ...purgeRoutes,
    "mod-log": { ...forModerators, answers: "update", run: turnLogPage },
  },
};

async function claim(app: App, { args, guildId, member, texts }: Request): Promise<MessageView> {
  return note(texts.report[await app.reportCards.claim(args[0] ?? "", { guildId, ...member })]);
}

const fromMessage = (name: string): Command["data"] =>
  new ContextMenuCommandBuilder()
    .setName(name)
    .setType(ApplicationCommandType.Message)
    .setDefaultMemberPermissions(PermissionFlagsBits.ManageMessages)
    .toJSON();

/** The same from a right-click; the reason is asked for. */
export const removeMessage: Command = {
  data: fromMessage("Remove comment"),
  access: "moderator",
  open: (app, request) => {
    if (!app.threads.get(request.channelId)) throw new UserError("notAnArticleThread", {});
    return actionModal(request.texts, "remove", request.targetMessageId ?? "");
  },
};

/** Everything that can be done to a comment and its author, from a right-click. */
export const moderateMessage: Command = {
  data: fromMessage("Moderate comment"),
  access: "moderator",
  async run(app, { guildId, member, texts, targetMessageId, channelId }) {
    if (!app.threads.get(channelId)) throw new UserError("notAnArticleThread", {});
    const { comment } = await app.comments.find({ id: member.id, guildId }, targetMessageId ?? "");
    return moderateView(texts, comment, await app.detectorRecord.verdictOn(comment.id));
  },
};
