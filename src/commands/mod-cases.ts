import type { SlashCommandSubcommandBuilder } from "@discordjs/builders";
import type { App } from "../app.ts";
import { isSnowflake } from "../domain/snowflake.ts";
import { UserError } from "../errors.ts";
import type { Request } from "../discord/command.ts";
import { caseDoneView, caseView, CASES_A_PAGE, historyView } from "../discord/render/case-view.ts";
import type { MessageView } from "../discord/render/view.ts";
import { inputOf, returnNotes } from "./mod-actions.ts";
import { reasonOption } from "./mod-options.ts";
import { undoPurge } from "./mod-purge.ts";

export function caseSubcommand(sub: SlashCommandSubcommandBuilder): SlashCommandSubcommandBuilder {
  return sub
    .setName("case")
    .setDescription("One case in full")
    .addIntegerOption((option) =>
      option.setName("number").setDescription("Its number").setRequired(true).setMinValue(1),
    );
}

export function historySubcommand(sub: SlashCommandSubcommandBuilder): SlashCommandSubcommandBuilder {
  return sub
    .setName("history")
    .setDescription("What was done to a member, and why")
    .addUserOption((option) => option.setName("member").setDescription("Also one who left").setRequired(true));
}

export function undoSubcommand(sub: SlashCommandSubcommandBuilder): SlashCommandSubcommandBuilder {
  return sub
    .setName("undo")
    .setDescription("Take a case back: restore, lift, unban …")
    .addIntegerOption((option) =>
      option.setName("number").setDescription("Its number").setRequired(true).setMinValue(1),
    )
    .addStringOption(reasonOption);
}

export async function showCase(app: App, { guildId, options, texts, member }: Request): Promise<MessageView> {
  const record = await app.cases.get(guildId, Number(options["number"]));
  const reader = { id: member.id, guildId };
  const found = await app.comments.find(reader, record.commentId ?? "").catch((error: unknown) => {
    if (error instanceof UserError) return null;
    throw error;
  });
  return caseView(texts, record, found?.comment);
}

export function showHistory(app: App, request: Request): Promise<MessageView> {
  return historyPage(app, request, String(request.options["member"]), null);
}

/** `member:before`. */
export function turnHistoryPage(app: App, request: Request): Promise<MessageView> {
  const [memberId = "", before = ""] = request.args;
  if (!isSnowflake(memberId)) throw new UserError("outdated", {});
  return historyPage(app, request, memberId, Number(before) || null);
}

async function historyPage(
  app: App,
  { guildId, texts }: Request,
  memberId: string,
  before: number | null,
): Promise<MessageView> {
  const page = { limit: CASES_A_PAGE, ...(before === null ? {} : { before }) };
  const found = await app.cases.list({ guildId, memberId }, page);
  const facts = await app.port.describeMember(guildId, memberId);
  const name = facts?.name ?? found.cases[0]?.targetName ?? memberId;
  return historyView(texts, found, { id: memberId, name });
}

export async function undoCase(app: App, request: Request, number: number): Promise<MessageView> {
  const { guildId, member, texts, options } = request;
  const { reason } = inputOf(options);
  const record = await app.cases.get(guildId, number);
  if (record.action === "purge") return undoPurge(app, request, record);
  const { commentId } = record;
  const attached = commentId === null ? [] : ((await app.comments.sealed(commentId))?.comment.attachments ?? []);
  const done = await app.undo.undo({ guildId, number, actorId: member.id, actorName: member.name, reason });
  const isBack = done.commentId !== null && (done.action === "restore" || done.action === "approve");
  return caseDoneView(texts, done, isBack ? await returnNotes(app, request, done.commentId ?? "", attached) : []);
}
