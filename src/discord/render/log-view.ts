import { type APIMessage, type APITextDisplayComponent, ComponentType } from "discord-api-types/v10";
import { commentStates } from "../../domain/comment.ts";
import { cutAtSentence } from "../../domain/cut-text.ts";
import type { LogEntry, LogFacts } from "../../domain/log-entry.ts";
import { encodeLogRequest, type LogRequest } from "../../domain/log-request.ts";
import { shortId } from "../../domain/short-id.ts";
import type { Texts } from "../../i18n/en/index.ts";
import type { LogPage } from "../../services/log-reading.ts";
import { escapeLine } from "./escape.ts";
import { timestamp } from "./time.ts";
import { ACCENT_COLOUR, type Block, button, fitCard, type MessageView, viewOf } from "./view.ts";

export const LOG_ROWS_A_PAGE = 8;
const REASON_LENGTHS = [300, 120, 40] as const;
/** Marks our messages in the log channel; no component that Discord numbers by itself has so large an id. */
const LOG_MESSAGE_ID = 2_000_000_010;
/** A row's component has its number for an id, so that a message tells which rows it shows. */
const LARGEST_ROW = 2_000_000_000;
const HASH_SHOWN = 16;
const VALUE_LENGTH = 80;

/** A row in two or three lines. Mentions show names, and ping nobody in a message that allows none. */
function rowText({ log }: Texts, row: LogEntry, length: number): string {
  const actor = row.actorId === null ? log.itself : mention(row.actorId);
  const memberId = row.v === 1 ? null : row.memberId;
  const head = [
    `**${row.sequence}** · ${timestamp(row.at)}`,
    `**${log.actions[row.action]}**`,
    log.by(actor),
    ...(memberId === null ? [] : [log.about(mention(memberId))]),
    ...(row.v === 1 || row.caseNumber === null ? [] : [log.case(row.caseNumber)]),
  ];
  const change = row.v === 1 ? "" : changeText(log, row.before, row.after);
  const isAboutGuild = row.targetId === row.guildId || row.targetId === memberId;
  const foot = [isAboutGuild ? "" : log.target(row.targetId), change, factsText(log, row.details)].filter(Boolean);
  const reason = row.v === 1 ? "" : escapeLine(cutAtSentence(row.reason, length).text);
  return [
    head.join(" · "),
    ...(reason === "" ? [] : [`> ${reason}`]),
    ...(foot.length === 0 ? [] : [`-# ${foot.join(" · ")}`]),
  ].join("\n");
}

const mention = (id: string): string => `<@${id}>`;

function changeText(log: Texts["log"], before: LogFacts | null, after: LogFacts | null): string {
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  const changes = names.map(
    (name) => `${log.fact(name)}: ${valueText(log, name, before?.[name])} → ${valueText(log, name, after?.[name])}`,
  );
  return changes.join(", ");
}

function factsText(log: Texts["log"], facts: LogFacts): string {
  return Object.entries(facts)
    .map(([name, value]) => `${log.fact(name)}: ${valueText(log, name, value)}`)
    .join(", ");
}

function valueText(log: Texts["log"], name: string, value: LogFacts[string] | undefined): string {
  if (value === null || value === undefined) return log.nothing;
  if (name.endsWith("ChannelId")) return `<#${String(value)}>`;
  if (name.endsWith("RoleId")) return `<@&${String(value)}>`;
  if (name === "until") return timestamp(String(value));
  if (typeof value === "boolean") return value ? log.yes : log.no;
  const state = commentStates.find((one) => name === "state" && one === value);
  if (state) return log.states[state];
  return escapeLine(String(value)).slice(0, VALUE_LENGTH);
}

/** Rows for the log channel. The last hash stands below: who keeps these messages can tell a log that was written anew. */
export function logRowsView(texts: Texts, rows: LogEntry[]): MessageView {
  const build = (length: number): APITextDisplayComponent[] =>
    rows.map((row) => ({
      type: ComponentType.TextDisplay,
      id: row.sequence,
      content: rowText(texts, row, length),
    }));
  const fitting = REASON_LENGTHS.map(build).find((texts) => textLength(texts) <= 3_800) ?? build(0);
  const hash: APITextDisplayComponent = {
    type: ComponentType.TextDisplay,
    content: `-# \`${(rows.at(-1)?.hash ?? "").slice(0, HASH_SHOWN)}\``,
  };
  const components = [...fitting, hash];
  return viewOf([{ type: ComponentType.Container, id: LOG_MESSAGE_ID, accent_color: ACCENT_COLOUR, components }]);
}

const textLength = (texts: APITextDisplayComponent[]): number =>
  texts.reduce((sum, { content }) => sum + content.length, 0);

/** The last row that a message of the log channel shows; null for any other message. */
export function lastRowOf(message: Pick<APIMessage, "components">): number | null {
  const container = message.components?.find(({ id }) => id === LOG_MESSAGE_ID);
  if (container?.type !== ComponentType.Container) return null;
  const ids = container.components.map(({ id }) => id ?? 0).filter((id) => id < LARGEST_ROW);
  // The hash comes last, and Discord numbers it by itself.
  return Math.max(0, ...ids.slice(0, -1)) || null;
}

/** A page of the log, newest first, with buttons to the others. */
export function logPageView(texts: Texts, page: LogPage): MessageView {
  const { log } = texts;
  const code = encodeLogRequest(page.request);
  const turn = (side: "newer" | "older", row: LogEntry | undefined): string =>
    `mod-log:${code}:${side}.${shortId(row?.sequence ?? 0)}`;
  const buttons = [
    ...(page.hasNewer ? [button(`◀ ${log.newer}`, turn("newer", page.rows[0]))] : []),
    ...(page.hasOlder ? [button(`${log.older} ▶`, turn("older", page.rows.at(-1)))] : []),
  ];
  return fitCard([...REASON_LENGTHS], (length) => {
    const blocks: Block[] = [`## ${log.title}`];
    const filters = filterText(texts, page.request);
    if (filters) blocks.push(`-# ${log.filtered(filters)}`);
    blocks.push(page.rows.map((row) => rowText(texts, row, length)).join("\n") || log.none);
    return [...blocks, ...(page.rows.length > 0 && buttons.length > 0 ? [buttons] : [])];
  });
}

function filterText({ log }: Texts, { actorId, memberId, targetId, action, from, until }: LogRequest): string {
  const instant = (seconds: number): string => timestamp(new Date(seconds * 1_000).toISOString());
  return [
    action === null ? "" : log.actions[action],
    actorId === null ? "" : log.by(mention(actorId)),
    memberId === null ? "" : log.about(mention(memberId)),
    targetId === null ? "" : log.target(targetId),
    from === null ? "" : log.from(instant(from)),
    until === null ? "" : log.until(instant(until)),
  ]
    .filter(Boolean)
    .join(" · ");
}
