import { ContextMenuCommandBuilder, SlashCommandBuilder } from "@discordjs/builders";
import { ApplicationCommandType } from "discord-api-types/v10";
import type { App } from "../app.ts";
import type { Comment } from "../domain/comment.ts";
import { UserError } from "../errors.ts";
import type { Answering, Command, Request } from "../discord/command.ts";
import { COMMENTS_A_PAGE, commentListView, commentView } from "../discord/render/comment-view.ts";
import type { MessageView } from "../discord/render/view.ts";
import type { CommentOrder, PageCursor, Reader } from "../services/comments.ts";
import { searchComments, searchSubcommand, turnSearchPage } from "./comments-search.ts";
import { commentOption } from "./options.ts";
import { suggestArticles, suggestComments } from "./suggest.ts";

const REPLIES_SHOWN = 5;

const data = new SlashCommandBuilder()
  .setName("comments")
  .setDescription("The comments of an article")
  .addSubcommand((sub) =>
    sub
      .setName("list")
      .setDescription("The comments of this thread, or of an article you choose")
      .addStringOption((option) =>
        option.setName("article").setDescription("Another article than this thread's").setAutocomplete(true),
      )
      .addStringOption((option) =>
        option
          .setName("order")
          .setDescription("Which come first")
          .addChoices({ name: "Oldest first", value: "oldest" }, { name: "Newest first", value: "newest" }),
      ),
  )
  .addSubcommand(searchSubcommand)
  .addSubcommand((sub) =>
    sub.setName("show").setDescription("One comment with its replies").addStringOption(commentOption),
  )
  .toJSON();

const readerOf = (request: Request): Reader => ({ id: request.member.id, guildId: request.guildId });
const orderOf = (text: unknown): CommentOrder => (text === "newest" ? "newest" : "oldest");

async function list(
  app: App,
  request: Request,
  query: { articleId: string; order: CommentOrder; cursor: PageCursor | null },
): Promise<MessageView> {
  const page = await app.comments.list(readerOf(request), { ...query, limit: COMMENTS_A_PAGE });
  return commentListView(request.texts, page, await app.comments.parentsOf(page.comments));
}

async function show(app: App, request: Request, query: string): Promise<MessageView> {
  const { comment, article } = await app.comments.find(readerOf(request), query);
  const { replies, total } = await app.comments.repliesTo(comment, REPLIES_SHOWN);
  const parents: Map<string, Comment> = await app.comments.parentsOf([comment]);
  const parent = comment.parentId === null ? undefined : parents.get(comment.parentId);
  return commentView(request.texts, { comment, article, parent, replies, replyCount: total });
}

/** `articleId:order` begins a list, `…:turn:commentId:offset` goes on from a comment. */
async function turnPage(app: App, request: Request): Promise<MessageView> {
  const [articleId = "", order, turn, id, offset] = request.args;
  const isTurn = turn === "next" || turn === "previous";
  const cursor: PageCursor | null = isTurn && id ? { id, turn, offset: Number(offset) || 0 } : null;
  return list(app, request, { articleId, order: orderOf(order), cursor });
}

const subcommands: Record<string, Answering["run"]> = {
  show: (app, request) => show(app, request, String(request.options["comment"] ?? "")),
  search: searchComments,
  async list(app, request) {
    const chosen = request.options["article"];
    const articleId =
      chosen === undefined
        ? (await app.comments.articleOfThread(readerOf(request), request.channelId)).id
        : String(chosen);
    return list(app, request, { articleId, order: orderOf(request.options["order"]), cursor: null });
  },
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
    "comments-list": { access: "everyone", answers: "update", run: turnPage },
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
