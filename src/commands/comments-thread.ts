import type { SlashCommandSubcommandBuilder } from "@discordjs/builders";
import type { App } from "../app.ts";
import { type ListSort, listSorts } from "../domain/list-request.ts";
import { longId } from "../domain/short-id.ts";
import { UserError } from "../errors.ts";
import type { Request } from "../discord/command.ts";
import { commentOutlineView } from "../discord/render/comment-outline-view.ts";
import { turnOf } from "../discord/render/turn-code.ts";
import type { MessageView } from "../discord/render/view.ts";
import type { OutlineQuery } from "../services/comments-outline.ts";
import type { ListTurn } from "../services/comments-paging.ts";
import { articleOption } from "./options.ts";

/** A menu of branches was used: its value is the comment to open. */
const OPEN = "o";

export function threadSubcommand(sub: SlashCommandSubcommandBuilder): SlashCommandSubcommandBuilder {
  return sub
    .setName("thread")
    .setDescription("Who answered whom: the discussion as an outline")
    .addStringOption(articleOption)
    .addStringOption((option) =>
      option
        .setName("order")
        .setDescription("Which branches come first")
        .addChoices(
          { name: "Oldest first", value: "oldest" },
          { name: "Newest first", value: "newest" },
          { name: "Most replies first", value: "replies" },
          { name: "Most discussed lately first", value: "lively" },
        ),
    );
}

export async function outlineComments(app: App, request: Request): Promise<MessageView> {
  const { article, order } = request.options;
  const reader = { id: request.member.id, guildId: request.guildId };
  const articleId =
    article === undefined ? (await app.comments.articleOfThread(reader, request.channelId)).id : String(article);
  const sort = listSorts.find((one) => one === order) ?? "oldest";
  return showPage(app, request, { articleId, rootId: null, sort }, { kind: "first" });
}

/** `article:sort:turn`, or `-comment:sort:turn` for a branch. */
export async function turnOutlinePage(app: App, request: Request): Promise<MessageView> {
  const [subject = "", order = "", turn = ""] = request.args;
  const sort = listSorts[Number(order)];
  const chosen = turn === OPEN ? request.values[0] : undefined;
  const id = longId(subject.replace("-", ""));
  if (id === null || sort === undefined) throw new UserError("outdated", {});
  if (chosen !== undefined)
    return showPage(app, request, { rootId: chosen, sort: withoutValues(sort) }, { kind: "first" });
  const query = subject.startsWith("-") ? { rootId: id, sort } : { articleId: id, rootId: null, sort };
  return showPage(app, request, query, turnOf(turn, request.values));
}

/** Within a branch the answers are told in their order. */
function withoutValues(sort: ListSort): ListSort {
  return sort === "newest" ? "newest" : "oldest";
}

async function showPage(app: App, request: Request, query: OutlineQuery, turn: ListTurn): Promise<MessageView> {
  const reader = { id: request.member.id, guildId: request.guildId };
  return commentOutlineView(request.texts, await app.comments.outline(reader, query, turn));
}
