import type { SlashCommandSubcommandBuilder } from "@discordjs/builders";
import type { App } from "../app.ts";
import { type CommentOrigin, commentOrigins, type CommentState, commentStates } from "../domain/comment.ts";
import { decodeList, type ListRequest, type ListSort, listSorts, WHOLE_LIST } from "../domain/list-request.ts";
import { readPeriod } from "../domain/search-period.ts";
import { UserError } from "../errors.ts";
import type { Request } from "../discord/command.ts";
import { COMMENTS_A_PAGE, commentListView } from "../discord/render/comment-list-view.ts";
import { turnOf } from "../discord/render/turn-code.ts";
import type { MessageView } from "../discord/render/view.ts";
import type { ListTurn } from "../services/comments-paging.ts";
import { articleOption, chosenArticle, ofOption } from "./options.ts";

const LONGEST_DATE = 20;

export function listSubcommand(sub: SlashCommandSubcommandBuilder): SlashCommandSubcommandBuilder {
  return sub
    .setName("list")
    .setDescription("The comments of this thread, of an article, of a member, or of the server")
    .addStringOption(articleOption)
    .addUserOption((option) =>
      option
        .setName("member")
        .setDescription("Only what this member wrote (for imported names: /comments search author:name)"),
    )
    .addStringOption(ofOption)
    .addStringOption((option) =>
      option
        .setName("order")
        .setDescription("Which come first")
        .addChoices(
          { name: "Oldest first", value: "oldest" },
          { name: "Newest first", value: "newest" },
          { name: "Most reactions first", value: "reactions" },
          { name: "Most replies first", value: "replies" },
          { name: "Most discussed lately first", value: "lively" },
        ),
    )
    .addStringOption((option) =>
      option
        .setName("has")
        .setDescription("Only comments with this")
        .addChoices({ name: "A link", value: "link" }, { name: "An attachment", value: "file" }),
    )
    .addStringOption((option) =>
      option.setName("after").setDescription("Written since: 2026-11-23, 2026-11, 7d").setMaxLength(LONGEST_DATE),
    )
    .addStringOption((option) =>
      option.setName("before").setDescription("Written before: 2026-11-23, 2026-11, 7d").setMaxLength(LONGEST_DATE),
    )
    .addStringOption((option) =>
      option
        .setName("origin")
        .setDescription("Where it was written")
        .addChoices({ name: "Imported", value: "import" }, { name: "On Discord", value: "live" }),
    )
    .addStringOption((option) =>
      option
        .setName("state")
        .setDescription("For moderators: what members do not see")
        .addChoices(
          { name: "Visible", value: "visible" },
          { name: "Held back", value: "held" },
          { name: "Removed", value: "removed" },
          { name: "Deleted", value: "deleted" },
        ),
    );
}

export async function listComments(app: App, request: Request): Promise<MessageView> {
  return showPage(app, request, await requestOf(app, request), { kind: "first" });
}

/** `code:turn`; `article:order`, as buttons under articles have it, begins a list. */
export async function turnListPage(app: App, request: Request): Promise<MessageView> {
  const [code = "", turn = "first"] = request.args;
  const plain: ListRequest | null = /^\d{1,20}$/.test(code)
    ? { ...WHOLE_LIST, articleId: code, sort: oneOf(listSorts, turn) ?? "oldest" }
    : null;
  const list = plain ?? decodeList(code);
  if (!list) throw new UserError("outdated", {});
  return showPage(app, request, list, plain ? { kind: "first" } : turnOf(turn, request.values));
}

async function showPage(app: App, request: Request, list: ListRequest, turn: ListTurn): Promise<MessageView> {
  const { guildId, member, access, texts } = request;
  const page = await app.comments.list({ id: member.id, guildId, access }, list, { turn, limit: COMMENTS_A_PAGE });
  return commentListView(texts, page);
}

async function requestOf(app: App, request: Request): Promise<ListRequest> {
  const { member, order, has, origin, state } = request.options;
  const articleId = await chosenArticle(app, request);
  const sort: ListSort = oneOf(listSorts, order) ?? (articleId === null ? "newest" : "oldest");
  return {
    sort,
    articleId,
    parentId: null,
    authorId: member === undefined ? null : String(member),
    state: oneOf<CommentState>(commentStates, state) ?? "visible",
    origin: oneOf<CommentOrigin>(commentOrigins, origin) ?? null,
    hasLink: has === "link",
    hasFile: has === "file",
    from: secondsIn(app, request.options["after"]),
    until: secondsIn(app, request.options["before"]),
  };
}

function secondsIn(app: App, text: string | number | boolean | undefined): number | null {
  if (text === undefined) return null;
  const at = readPeriod(String(text), app.now());
  if (at === null) throw new UserError("dateUnreadable", { text: String(text) });
  return Math.floor(at / 1_000);
}

function oneOf<T extends string>(all: readonly T[], text: unknown): T | undefined {
  return all.find((one) => one === text);
}
