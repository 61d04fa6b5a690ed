import { ContextMenuCommandBuilder, SlashCommandBuilder } from "@discordjs/builders";
import { ApplicationCommandType } from "discord-api-types/v10";
import type { Answering, Command } from "../discord/command.ts";
import { listComments, listSubcommand, turnListPage } from "./comments-list.ts";
import { searchComments, searchSubcommand, turnSearchPage } from "./comments-search.ts";
import { showComment, turnCommentPage } from "./comments-show.ts";
import { showStats, statsSubcommand } from "./comments-stats.ts";
import { outlineComments, threadSubcommand, turnOutlinePage } from "./comments-thread.ts";
import { commentOption } from "./options.ts";
import { suggestArticles, suggestComments, suggestZones } from "./suggest.ts";
import { bySubcommand } from "./subcommands.ts";

const data = new SlashCommandBuilder()
  .setName("comments")
  .setDescription("The comments of an article")
  .addSubcommand(listSubcommand)
  .addSubcommand(searchSubcommand)
  .addSubcommand((sub) =>
    sub
      .setName("show")
      .setDescription("One comment in full, with its replies and edits")
      .addStringOption(commentOption),
  )
  .addSubcommand(threadSubcommand)
  .addSubcommand(statsSubcommand)
  .toJSON();

const subcommands: Record<string, Answering["run"]> = {
  show: (app, request) => showComment(app, request, String(request.options["comment"] ?? "")),
  search: searchComments,
  list: listComments,
  thread: outlineComments,
  stats: showStats,
};

export const comments: Command = {
  data,
  access: "everyone",
  run: bySubcommand(subcommands),
  suggest: async (app, request, focused) => {
    if (focused === "article") return suggestArticles(app, request, focused);
    if (focused === "zone") return suggestZones(request);
    return suggestComments(app, request, focused, ["visible"]);
  },
  routes: {
    "comments-list": { access: "everyone", answers: "update", run: turnListPage },
    "comments-search": { access: "everyone", answers: "update", run: turnSearchPage },
    "comments-thread": { access: "everyone", answers: "update", run: turnOutlinePage },
    "comments-show": { access: "everyone", answers: "update", run: turnCommentPage },
    "comments-open": {
      access: "everyone",
      answers: "reply",
      run: (app, request) => showComment(app, request, request.values[0] ?? ""),
    },
  },
};

/** The same from a right-click: its replies and how often it was edited. */
export const showMessage: Command = {
  data: new ContextMenuCommandBuilder().setName("Show comment").setType(ApplicationCommandType.Message).toJSON(),
  access: "everyone",
  run: (app, request) => showComment(app, request, request.targetMessageId ?? ""),
};
