import type { App } from "../app.ts";
import { hasAccess } from "../domain/access.ts";
import type { Comment } from "../domain/comment.ts";
import { longId } from "../domain/short-id.ts";
import { UserError } from "../errors.ts";
import type { Request } from "../discord/command.ts";
import { commentHistoryView } from "../discord/render/comment-history-view.ts";
import { commentView } from "../discord/render/comment-view.ts";
import type { MessageView } from "../discord/render/view.ts";

const REPLIES_SHOWN = 5;

/** @param query a message link or an id */
export async function showComment(app: App, request: Request, query: string, page: number = 0): Promise<MessageView> {
  const reader = { id: request.member.id, guildId: request.guildId };
  const { comment, article } = await app.comments.find(reader, query);
  const { replies, total } = await app.comments.repliesTo(comment, REPLIES_SHOWN);
  const parents: Map<string, Comment> = await app.comments.parentsOf([comment]);
  const files = page === 0 && comment.state === "visible" ? await app.attachments.show(comment) : [];
  const isModerator = hasAccess(request.access, "moderator");
  return commentView(request.texts, {
    comment,
    article,
    parent: comment.parentId === null ? undefined : parents.get(comment.parentId),
    replies,
    replyCount: total,
    page,
    files,
    mayReadHistory: await mayReadHistory(app, request),
    isModerator,
    sealed: isModerator && comment.state !== "visible" ? await app.comments.sealed(comment.id) : undefined,
  });
}

/** `id:t` with the part of a long text, or `id:h` with the page of its edits. */
export async function turnCommentPage(app: App, request: Request): Promise<MessageView> {
  const [short = "", tab = ""] = request.args;
  const id = longId(short);
  const [, kind, page] = /^([th])(\d{1,4})$/.exec(tab) ?? [];
  if (id === null || kind === undefined) throw new UserError("outdated", {});
  return kind === "t" ? showComment(app, request, id, Number(page)) : showHistory(app, request, id, Number(page));
}

async function showHistory(app: App, request: Request, id: string, page: number): Promise<MessageView> {
  if (!(await mayReadHistory(app, request))) throw new UserError("notAllowed", { access: "moderator" });
  const { comment } = await app.comments.find({ id: request.member.id, guildId: request.guildId }, id);
  if (comment.state === "held" && !hasAccess(request.access, "moderator")) throw new UserError("commentGone", {});
  return comment.edits.length > 0 ? commentHistoryView(request.texts, comment, page) : showComment(app, request, id);
}

async function mayReadHistory(app: App, { guildId, access }: Request): Promise<boolean> {
  return hasAccess(access, "moderator") || (await app.settings.get(guildId)).historyFor === "everyone";
}
