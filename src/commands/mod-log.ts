import type { SlashCommandSubcommandBuilder } from "@discordjs/builders";
import type { APIApplicationCommandOptionChoice } from "discord-api-types/v10";
import type { App } from "../app.ts";
import { type LogAction, logActions } from "../domain/log-entry.ts";
import { decodeLogRequest, type LogRequest } from "../domain/log-request.ts";
import { readPeriod } from "../domain/search-period.ts";
import { longId } from "../domain/short-id.ts";
import { UserError } from "../errors.ts";
import type { Request } from "../discord/command.ts";
import { LOG_ROWS_A_PAGE, logPageView } from "../discord/render/log-view.ts";
import type { MessageView } from "../discord/render/view.ts";
import type { LogTurn } from "../services/log-reading.ts";

const MOST_CHOICES = 25;

export function logSubcommand(sub: SlashCommandSubcommandBuilder): SlashCommandSubcommandBuilder {
  return sub
    .setName("log")
    .setDescription("Who did what, newest first")
    .addUserOption((option) => option.setName("by").setDescription("Only what this person did"))
    .addUserOption((option) => option.setName("member").setDescription("Only what was done to this member"))
    .addStringOption((option) =>
      option.setName("action").setDescription("Only this kind of action").setAutocomplete(true),
    )
    .addStringOption((option) =>
      option.setName("comment").setDescription("Only about this comment: a link or an id").setMaxLength(150),
    )
    .addStringOption((option) =>
      option.setName("after").setDescription("Since: 2026-11-23, 2026-11, 7d").setMaxLength(20),
    )
    .addStringOption((option) =>
      option.setName("before").setDescription("Before: 2026-11-23, 2026-11, 7d").setMaxLength(20),
    );
}

export async function showLog(app: App, request: Request): Promise<MessageView> {
  return showPage(app, request, await requestOf(app, request), null);
}

export async function turnLogPage(app: App, request: Request): Promise<MessageView> {
  const [code = "", turn = ""] = request.args;
  const log = decodeLogRequest(code);
  if (!log) throw new UserError("outdated", {});
  return showPage(app, request, log, turnOf(turn));
}

async function showPage(app: App, request: Request, log: LogRequest, turn: LogTurn): Promise<MessageView> {
  return logPageView(request.texts, await app.logReading.page(request.guildId, log, turn, LOG_ROWS_A_PAGE));
}

function turnOf(text: string): LogTurn {
  const [side, sequence = ""] = text.split(".");
  if (side !== "newer" && side !== "older") return null;
  return { side, sequence: Number(longId(sequence) ?? 0) };
}

async function requestOf(app: App, { guildId, member, options }: Request): Promise<LogRequest> {
  const comment = options["comment"];
  const target =
    comment === undefined ? null : (await app.comments.find({ id: member.id, guildId }, String(comment))).comment.id;
  return {
    actorId: options["by"] === undefined ? null : String(options["by"]),
    memberId: options["member"] === undefined ? null : String(options["member"]),
    targetId: target,
    action: actionIn(options["action"]),
    from: secondsIn(app, options["after"]),
    until: secondsIn(app, options["before"]),
  };
}

function actionIn(text: string | number | boolean | undefined): LogAction | null {
  if (text === undefined) return null;
  const action = logActions.find((one) => one === text);
  if (!action) throw new UserError("logActionUnknown", { text: String(text).slice(0, 100) });
  return action;
}

function secondsIn(app: App, text: string | number | boolean | undefined): number | null {
  if (text === undefined) return null;
  const at = readPeriod(String(text), app.now());
  if (at === null) throw new UserError("dateUnreadable", { text: String(text) });
  return Math.floor(at / 1_000);
}

/** Kinds of actions, by what is typed of their names. */
export function suggestLogActions({ texts, options }: Request): APIApplicationCommandOptionChoice<string>[] {
  const typed = String(options["action"] ?? "")
    .trim()
    .toLowerCase();
  return logActions
    .map((action) => ({ name: texts.log.actions[action], value: action }))
    .filter(({ name, value }) => name.toLowerCase().includes(typed) || value.includes(typed))
    .slice(0, MOST_CHOICES);
}
