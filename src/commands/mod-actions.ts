import type { App } from "../app.ts";
import type { Case } from "../domain/case.ts";
import type { Attachment, Comment } from "../domain/comment.ts";
import { isSnowflake } from "../domain/snowflake.ts";
import { UserError } from "../errors.ts";
import type { Request } from "../discord/command.ts";
import { caseDoneView, cutLine } from "../discord/render/case-view.ts";
import { commentLink } from "../discord/render/links.ts";
import { phraseButton } from "../discord/render/detector-reasons.ts";
import type { MessageView } from "../discord/render/view.ts";
import type { Order } from "../services/moderation-orders.ts";
import type { MemberOrder } from "../services/moderation-members.ts";
import { type FormAction, formActions, needsReason, REASON_LENGTH } from "./mod-modals.ts";

export type ActionInput = { reason: string; minutes: number; sweeps: boolean };
type CommentAction = "remove" | "hold" | "restore" | "approve" | "dismiss";
type MemberAction = Exclude<FormAction, CommentAction>;

const DEFAULT_MINUTES = 60;
const LOST_NAMES_LENGTH = 300;

/** What was typed or chosen beside the target, in options or in a form. */
export function inputOf(values: Record<string, string | number | boolean>): ActionInput {
  const reason = typeof values["reason"] === "string" ? values["reason"].trim().slice(0, REASON_LENGTH) : "";
  const minutes = Number(values["minutes"] ?? DEFAULT_MINUTES);
  return { reason, minutes: minutes > 0 ? minutes : DEFAULT_MINUTES, sweeps: values["comments"] === "remove" };
}

async function findComment(app: App, { guildId, member }: Request, query: string): Promise<Comment> {
  return (await app.comments.find({ id: member.id, guildId }, query)).comment;
}

/** Does something to a comment, and says so. */
export async function actOnComment(
  app: App,
  request: Request,
  action: CommentAction,
  asked: { query: string; reason: string },
): Promise<MessageView> {
  const { guildId, member, texts } = request;
  const comment = await findComment(app, request, asked.query);
  const who = { guildId, actorId: member.id, actorName: member.name };
  const order: Order = { commentId: comment.id, ...who, reason: asked.reason };
  const isReturn = action === "restore" || action === "approve";
  const whole = comment.state === "visible" ? comment : (await app.comments.sealed(comment.id))?.comment;
  const done = await app.moderation[action](order);
  if (!isReturn) return caseDoneView(texts, done, [], action === "remove" ? phraseButton(texts, whole ?? comment) : []);
  return caseDoneView(texts, done, await returnNotes(app, request, comment.id, whole?.attachments ?? []));
}

/** Where a comment stands again, and what did not come back with it. */
export async function returnNotes(
  app: App,
  request: Request,
  commentId: string,
  attached: readonly Attachment[],
): Promise<string[]> {
  const comment = await findComment(app, request, commentId);
  const link = commentLink(comment);
  const lost = lostOf(attached, comment.attachments);
  const { mod } = request.texts;
  const names = cutLine(lost.map(({ name }) => name).join(", "), LOST_NAMES_LENGTH);
  return [
    ...(link ? [mod.restoredAt(link)] : []),
    ...(lost.length > 0 ? [mod.attachmentsLost(lost.length, names)] : []),
  ];
}

/** What of a comment's attachments is not among those posted again, which keep their order and sizes. */
function lostOf(before: readonly Attachment[], after: readonly Attachment[]): Attachment[] {
  const left = [...after];
  return before.filter(({ size }) => {
    const found = left.findIndex((attachment) => attachment.size === size);
    if (found >= 0) left.splice(found, 1);
    return found < 0;
  });
}

/** Does something to a member, or to the author of a comment, and says how far each half of it came. */
export async function actOnMember(
  app: App,
  request: Request,
  action: MemberAction,
  asked: ActionInput & { memberId?: string; query?: string },
): Promise<MessageView> {
  const order = await memberOrder(app, request, asked);
  if (needsReason(action) && order.reason === "") throw new UserError("reasonMissing", {});
  return caseDoneView(request.texts, await carryOut(app, action, order, asked));
}

function carryOut(app: App, action: MemberAction, order: MemberOrder, { minutes, sweeps }: ActionInput): Promise<Case> {
  switch (action) {
    case "warn":
      return app.members.warn(order);
    case "note":
      return app.members.note(order);
    case "timeout":
      return app.members.timeOut(order, minutes);
    case "kick":
      return app.members.kick(order);
    case "ban":
      return app.members.ban(order, { sweeps });
  }
}

async function memberOrder(
  app: App,
  request: Request,
  { memberId, query, reason }: ActionInput & { memberId?: string; query?: string },
): Promise<MemberOrder> {
  const { guildId, member } = request;
  const comment = query === undefined ? null : await findComment(app, request, query);
  const id = memberId ?? comment?.author.id ?? null;
  if (id === null || !isSnowflake(id)) throw new UserError("noMember", {});
  const facts = await app.port.describeMember(guildId, id);
  const name = facts?.name ?? comment?.author.name;
  if (name === undefined) throw new UserError("memberUnknown", { member: id });
  // A member who is named beside a comment of somebody else's is meant, not the comment.
  const about = comment?.author.id === id ? comment : null;
  const who = { guildId, actorId: member.id, actorName: member.name };
  return { ...who, memberId: id, memberName: name, comment: about, reason };
}

/** `action:comment`, from a form that `actionModal` made. */
export function submitAction(app: App, request: Request): Promise<MessageView> {
  const [name = "", query = ""] = request.args;
  const action = formActions.find((one) => one === name);
  if (!action) throw new UserError("outdated", {});
  const input = inputOf(request.fields);
  return action === "remove" || action === "hold"
    ? actOnComment(app, request, action, { query, reason: input.reason })
    : actOnMember(app, request, action, { ...input, query });
}
