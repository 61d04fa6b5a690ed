import { checkLogEntry, FIRST_HASH, type LogEntry, type LogFault, type LogHead } from "../domain/log-entry.ts";
import type { LogRequest } from "../domain/log-request.ts";
import type { Snowflake } from "../domain/snowflake.ts";
import type { LogFilter, Store } from "../store/store.ts";

const ROWS_A_LOOK = 150;

export type LogPage = {
  rows: LogEntry[];
  request: LogRequest;
  hasNewer: boolean;
  hasOlder: boolean;
};

/** `older`: the page below the row `sequence`; `newer`: the page above it; null: the newest rows. */
export type LogTurn = { side: "older" | "newer"; sequence: number } | null;

/** What a check of a whole log found. */
export type LogVerdict = {
  rows: number;
  /** The first row that is not as it was written; null when all are. */
  fault: LogFault | null;
  /** Of the last row that is right: to be held against what the log channel shows. */
  hash: string;
};

export type LogReading = {
  /** Newest first. */
  page(guildId: Snowflake, request: LogRequest, turn: LogTurn, limit: number): Promise<LogPage>;
  /** Every row that a filter lets through, oldest first, a few at a time. */
  read(filter: LogFilter): AsyncGenerator<LogEntry[]>;
  /** Reads the rows by their places, not by the catalog, which can be made anew without a row that was taken out. */
  verify(guildId: Snowflake): Promise<LogVerdict>;
};

export function createLogReading({ store }: { store: Pick<Store, "catalog" | "get" | "getMany"> }): LogReading {
  const rowsOf = async (ids: string[]): Promise<LogEntry[]> =>
    (await store.getMany("log", ids)).filter((row) => row !== undefined);

  return {
    async page(guildId, request, turn, limit) {
      const filter = filterOf(guildId, request);
      const after = turn === null ? {} : { after: `${guildId}-${turn.sequence}` };
      const order = turn?.side === "newer" ? ("oldest" as const) : ("newest" as const);
      const ids = store.catalog.listLog({ ...filter, ...after, order, limit: limit + 1 });
      const rows = await rowsOf(ids.slice(0, limit));
      const hasMore = ids.length > limit;
      return order === "oldest"
        ? { rows: rows.toReversed(), request, hasNewer: hasMore, hasOlder: true }
        : { rows, request, hasNewer: turn !== null, hasOlder: hasMore };
    },

    async *read(filter) {
      let after: { after?: string } = {};
      for (;;) {
        const ids = store.catalog.listLog({ ...filter, ...after, limit: ROWS_A_LOOK });
        const last = ids.at(-1);
        if (last === undefined) return;
        yield await rowsOf(ids);
        after = { after: last };
      }
    },

    async verify(guildId) {
      const head = await store.get("logHead", guildId);
      const end = head?.sequence ?? 0;
      let previous: Pick<LogHead, "sequence" | "hash"> = { sequence: 0, hash: FIRST_HASH };
      const verdict = (fault: LogFault | null): LogVerdict => ({ rows: end, fault, hash: previous.hash });
      while (previous.sequence < end) {
        const first = previous.sequence + 1;
        const size = Math.min(ROWS_A_LOOK, end - previous.sequence);
        const ids = Array.from({ length: size }, (_, index) => `${guildId}-${first + index}`);
        for (const row of await store.getMany("log", ids)) {
          const fault = checkLogEntry(row, guildId, previous);
          if (fault || !row) return verdict(fault);
          previous = row;
        }
      }
      const beyond = await store.get("log", `${guildId}-${end + 1}`);
      const isWhole = !beyond && (head?.hash ?? FIRST_HASH) === previous.hash;
      return verdict(isWhole ? null : { sequence: beyond ? end + 1 : end, fault: "end" });
    },
  };
}

function filterOf(guildId: Snowflake, request: LogRequest): LogFilter {
  const { actorId, memberId, targetId, action, from, until } = request;
  return {
    guildId,
    ...(actorId === null ? {} : { actorId }),
    ...(memberId === null ? {} : { memberId }),
    ...(targetId === null ? {} : { targetId }),
    ...(action === null ? {} : { action }),
    ...(from === null ? {} : { from: new Date(from * 1_000).toISOString() }),
    ...(until === null ? {} : { until: new Date(until * 1_000).toISOString() }),
  };
}
