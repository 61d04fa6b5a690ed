import type { SQLInputValue } from "node:sqlite";
import type { CaseAction } from "../domain/case.ts";
import type { LogAction } from "../domain/log-entry.ts";
import type { Verdict } from "../domain/detector-verdict.ts";
import type { ScreeningOutcome } from "../domain/screening.ts";
import type { ReportState } from "../domain/report.ts";
import { idOfRow, rowNumber } from "./row-number.ts";
import type { Row, Statements } from "./statements.ts";

export type ReportFilter = {
  guildId: string;
  commentId?: string;
  reporterId?: string;
  /** The author of the comments reported. */
  authorId?: string;
  state?: ReportState;
};

export type CaseFilter = { guildId: string; commentId?: string; memberId?: string; action?: CaseAction };

export type LogFilter = {
  guildId: string;
  actorId?: string;
  memberId?: string;
  targetId?: string;
  action?: LogAction;
  /** From this instant on. */
  from?: string;
  /** Before this instant. */
  until?: string;
};

export type ScreeningFilter = { guildId: string; verdict?: Verdict["verdict"]; outcome?: ScreeningOutcome };

export type ModerationQueries = {
  /** Oldest first. */
  listReports(query: ReportFilter & { limit: number }): string[];
  countReports(filter: ReportFilter): number;
  countOpenReports(guildId: string): number;
  /** Newest first; `before`: only cases with smaller numbers. */
  listCases(query: CaseFilter & { before?: number; limit: number }): string[];
  countCases(filter: CaseFilter): number;
  /** Oldest first, unless asked otherwise; `after`: the last id of the page before, in that order. */
  listLog(query: LogFilter & { order?: "oldest" | "newest"; after?: string; limit: number }): string[];
  /** The comments that the detector said something of, newest first; `before`: only older ones. */
  listScreenings(query: ScreeningFilter & { before?: string; limit: number }): string[];
  countScreenings(filter: ScreeningFilter): number;
  /** The servers that have a log, in the order of their ids. */
  listLogs(): string[];
};

type Conditions = { where: string; parameters: SQLInputValue[] };

/** What is undefined is not asked for. */
function conditionsOf(asked: [sql: string, value: SQLInputValue | undefined][]): Conditions {
  const given = asked.filter((pair): pair is [string, SQLInputValue] => pair[1] !== undefined);
  return { where: given.map(([sql]) => sql).join(" AND "), parameters: given.map(([, value]) => value) };
}

const numbered = (id: string | undefined): bigint | undefined => (id === undefined ? undefined : rowNumber(id));

const ofReports = ({ guildId, commentId, reporterId, authorId, state }: ReportFilter): Conditions =>
  conditionsOf([
    ["guild = ?", rowNumber(guildId)],
    ["comment = ?", numbered(commentId)],
    ["reporter = ?", numbered(reporterId)],
    ["author = ?", numbered(authorId)],
    ["state = ?", state],
  ]);

const ofCases = ({ guildId, commentId, memberId, action, before }: CaseFilter & { before?: number }): Conditions =>
  conditionsOf([
    ["guild = ?", rowNumber(guildId)],
    ["comment = ?", numbered(commentId)],
    ["member = ?", numbered(memberId)],
    ["action = ?", action],
    ["number < ?", before],
  ]);

const ofScreenings = ({ guildId, verdict, outcome, before }: ScreeningFilter & { before?: string }): Conditions =>
  conditionsOf([
    ["guild = ?", rowNumber(guildId)],
    ["verdict = ?", verdict],
    ["outcome = ?", outcome],
    ["number < ?", numbered(before)],
  ]);

const idsOf = (rows: readonly Row[]): string[] => rows.map((row) => String(row["id"]));
const countIn = (row: Row | undefined): number => Number(row?.["count"] ?? 0);

export function createModerationQueries({ all, get }: Statements): ModerationQueries {
  const countReports = (filter: ReportFilter): number => {
    const { where, parameters } = ofReports(filter);
    return countIn(get(`SELECT count(*) AS count FROM report WHERE ${where}`, ...parameters));
  };

  return {
    listReports({ limit, ...filter }) {
      const { where, parameters } = ofReports(filter);
      return idsOf(all(`SELECT id FROM report WHERE ${where} ORDER BY created, id LIMIT ?`, ...parameters, limit));
    },
    countReports,
    countOpenReports: (guildId) => countReports({ guildId, state: "open" }),
    listCases({ limit, ...filter }) {
      const { where, parameters } = ofCases(filter);
      return idsOf(all(`SELECT id FROM cases WHERE ${where} ORDER BY number DESC LIMIT ?`, ...parameters, limit));
    },
    countCases(filter) {
      const { where, parameters } = ofCases(filter);
      return countIn(get(`SELECT count(*) AS count FROM cases WHERE ${where}`, ...parameters));
    },
    listLog({ order = "oldest", after, limit, ...filter }) {
      const sequence = after === undefined ? undefined : Number(after.split("-")[1]);
      const [comparison, direction] = order === "oldest" ? [">", "ASC"] : ["<", "DESC"];
      const { where, parameters } = conditionsOf([
        ["guild = ?", rowNumber(filter.guildId)],
        ["actor = ?", numbered(filter.actorId)],
        ["member = ?", numbered(filter.memberId)],
        ["target = ?", filter.targetId],
        ["action = ?", filter.action],
        ["at >= ?", filter.from],
        ["at < ?", filter.until],
        [`sequence ${comparison} ?`, sequence],
      ]);
      return idsOf(
        all(`SELECT id FROM log WHERE ${where} ORDER BY sequence ${direction} LIMIT ?`, ...parameters, limit),
      );
    },
    listScreenings({ limit, ...filter }) {
      const { where, parameters } = ofScreenings(filter);
      const sql = `SELECT number FROM screening WHERE ${where} ORDER BY number DESC LIMIT ?`;
      return all(sql, ...parameters, limit).map((row) => idOfRow(row["number"]));
    },
    countScreenings(filter) {
      const { where, parameters } = ofScreenings(filter);
      return countIn(get(`SELECT count(*) AS count FROM screening WHERE ${where}`, ...parameters));
    },
    listLogs: () => all("SELECT DISTINCT guild FROM log ORDER BY guild").map((row) => idOfRow(row["guild"])),
  };
}
