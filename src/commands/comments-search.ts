import type { SlashCommandSubcommandBuilder } from "@discordjs/builders";
import type { App } from "../app.ts";
import { decodeSearch, encodeSearch, type SearchOrder, type SearchRequest } from "../domain/search-request.ts";
import { longId } from "../domain/short-id.ts";
import { UserError } from "../errors.ts";
import type { Request } from "../discord/command.ts";
import { commentSearchView, HITS_A_PAGE } from "../discord/render/comment-search-view.ts";
import type { MessageView } from "../discord/render/view.ts";
import type { HitPosition } from "../services/comments-search.ts";

const LONGEST_QUERY = 300;
/** Of the 100 characters of a custom id, what its other parts leave. */
const CODE_LENGTH = 60;

export function searchSubcommand(sub: SlashCommandSubcommandBuilder): SlashCommandSubcommandBuilder {
  return sub
    .setName("search")
    .setDescription("Find comments by their words")
    .addStringOption((option) =>
      option
        .setName("query")
        .setDescription('bread "sour dough" -cake bak* author:aiko article:title after:2026-01 has:link')
        .setMaxLength(LONGEST_QUERY)
        .setRequired(true),
    )
    .addStringOption((option) =>
      option.setName("article").setDescription("Only in this article's comments").setAutocomplete(true),
    )
    .addUserOption((option) => option.setName("member").setDescription("Only what this member wrote"))
    .addStringOption((option) =>
      option
        .setName("order")
        .setDescription("Which come first")
        .addChoices({ name: "Best first", value: "best" }, { name: "Newest first", value: "newest" }),
    );
}

export async function searchComments(app: App, request: Request): Promise<MessageView> {
  const { query = "", article, member, order } = request.options;
  const reader = { id: request.member.id, guildId: request.guildId };
  const articleId = article === undefined ? null : (await app.comments.article(reader, String(article))).id;
  const authorId = member === undefined ? null : String(member);
  const search = { text: String(query).slice(0, LONGEST_QUERY), articleId, authorId };
  return showPage(app, request, { ...search, order: order === "newest" ? "newest" : "best" }, { offset: 0, id: null });
}

/** `code:offset.id`, or `code:j` with the offset chosen in a menu. */
export async function turnSearchPage(app: App, request: Request): Promise<MessageView> {
  const [code = "", position = ""] = request.args;
  const text = await app.comments.views.read(code);
  const search = text === null ? null : decodeSearch(text);
  if (!search) throw new UserError("viewForgotten", {});
  return showPage(app, request, search, position === "j" ? chosen(request) : positionOf(position));
}

async function showPage(
  app: App,
  { guildId, member, texts }: Request,
  search: SearchRequest,
  at: HitPosition,
): Promise<MessageView> {
  const page = await app.comments.search({ id: member.id, guildId }, search, { at, limit: HITS_A_PAGE });
  const codeFor = (order: SearchOrder): Promise<string> =>
    app.comments.views.shorten(encodeSearch({ ...search, order }), CODE_LENGTH);
  const [best, newest] = page.total > 0 ? await Promise.all([codeFor("best"), codeFor("newest")]) : ["", ""];
  return commentSearchView(texts, page, { best, newest });
}

function chosen({ values }: Request): HitPosition {
  return { offset: Number(values[0]) || 0, id: null };
}

function positionOf(text: string): HitPosition {
  const [offset = "", id = ""] = text.split(".");
  return { offset: Number(longId(offset) ?? 0), id: longId(id) };
}
