import { ContextMenuCommandBuilder, SlashCommandBuilder } from "@discordjs/builders";
import { ApplicationCommandType } from "discord-api-types/v10";
import type { App } from "../app.ts";
import type { Comment } from "../domain/comment.ts";
import { UserError } from "../errors.ts";
import type { Answering, Command, Request } from "../discord/command.ts";
import { commentView } from "../discord/render/comment-view.ts";
import type { MessageView } from "../discord/render/view.ts";
import type { Reader } from "../services/comments.ts";
import { listComments, listSubcommand, turnListPage } from "./comments-list.ts";
import { searchComments, searchSubcommand, turnSearchPage } from "./comments-search.ts";
import { commentOption } from "./options.ts";
import { suggestArticles, suggestComments } from "./suggest.ts";

const REPLIES_SHOWN = 5;

const data = new SlashCommandBuilder()
  .setName("comments")
  .setDescription("The comments of an article")
  .addSubcommand(listSubcommand)
  .addSubcommand(searchSubcommand)
  .addSubcommand((sub) =>
    sub.setName("show").setDescription("One comment with its replies").addStringOption(commentOption),
  )
  .toJSON();

const readerOf = (request: Request): Reader => ({ id: request.member.id, guildId: request.guildId });

async function show(app: App, request: Request, query: string): Promise<MessageView> {
  const { comment, article } = await app.comments.find(readerOf(request), query);
  const { replies, total } = await app.comments.repliesTo(comment, REPLIES_SHOWN);
  const parents: Map<string, Comment> = await app.comments.parentsOf([comment]);
  const parent = comment.parentId === null ? undefined : parents.get(comment.parentId);
  return commentView(request.texts, { comment, article, parent, replies, replyCount: total });
}

const subcommands: Record<string, Answering["run"]> = {
  show: (app, request) => show(app, request, String(request.options["comment"] ?? "")),
  search: searchComments,
  list: listComments,
};

export const comments: Command = {
  data,
  access: "everyone",
  run: (app, request) => {
    const run = subcommands[request.subcommand ?? ""];
    if (!run) throw new UserError("outdated", {});
    return run(app, request);
  },
  suggest: (app, request, focused) =>
    focused === "article"
      ? suggestArticles(app, request, focused)
      : suggestComments(app, request, focused, ["visible"]),
  routes: {
    "comments-list": { access: "everyone", answers: "update", run: turnListPage },
    "comments-search": { access: "everyone", answers: "update", run: turnSearchPage },
    "comments-open": {
      access: "everyone",
      answers: "reply",
      run: (app, request) => show(app, request, request.values[0] ?? ""),
    },
  },
};

/** The same from a right-click: its replies and how often it was edited. */
export const showMessage: Command = {
  data: new ContextMenuCommandBuilder().setName("Show comment").setType(ApplicationCommandType.Message).toJSON(),
  access: "everyone",
  run: (app, request) => show(app, request, request.targetMessageId ?? ""),
};
