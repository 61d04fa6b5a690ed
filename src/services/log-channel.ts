import type { LogEntry } from "../domain/log-entry.ts";
import { outboxJobId, type PostLogJob } from "../domain/outbox.ts";
import { shortId } from "../domain/short-id.ts";
import type { Snowflake } from "../domain/snowflake.ts";
import type { Store, Transaction } from "../store/store.ts";
import type { JobRun, Outbox } from "./outbox.ts";
import type { DiscordPort } from "./ports.ts";

/** Rows that share a message: few messages even where much happens, and each well below what Discord takes. */
const ROWS_A_MESSAGE = 10;

/** Up to which row the log channel shows a guild's log. */
type Cursor = { channelId: Snowflake; shown: number; messageId: Snowflake | null };

/** The `meta` record that says how far a guild's log channel came. */
export const logCursorId = (guildId: Snowflake): string => `log-channel-${guildId}`;

/** A newly chosen channel shows what happens from now on. Call it in the commit that chooses. */
export async function beginLogChannel(tx: Transaction, guildId: Snowflake, channelId: Snowflake): Promise<void> {
  const head = await tx.get("logHead", guildId);
  putCursor(tx, guildId, { channelId, shown: head?.sequence ?? 0, messageId: null });
}

function putCursor(tx: Transaction, guildId: Snowflake, cursor: Cursor): void {
  tx.put("meta", logCursorId(guildId), { v: 1, ...cursor });
}

type Parts = { store: Store; port: Pick<DiscordPort, "postLogRows" | "findLogRows">; outbox: Outbox };

/**
 * Shows the log in the channel that was chosen: in order, each row once, also when an attempt broke off. How far it came is stored after
 * each message; what an earlier attempt may have posted beyond that is looked for in the channel, and its nonce stops a second one
 * while Discord remembers it. Where Discord refuses, the outbox tries again, so that rows follow when the permission is there.
 */
export function createLogChannel({ store, port, outbox }: Parts): void {
  async function readCursor(guildId: Snowflake): Promise<Cursor | null> {
    const channelId = (await store.get("guild", guildId))?.logChannelId;
    const stored = await store.get("meta", logCursorId(guildId));
    if (!channelId || stored?.["channelId"] !== channelId) return null;
    const { shown, messageId } = stored;
    return { channelId, shown: Number(shown), messageId: typeof messageId === "string" ? messageId : null };
  }

  async function rowsAfter(guildId: Snowflake, shown: number): Promise<LogEntry[]> {
    const ids = store.catalog.listLog({ guildId, after: `${guildId}-${shown}`, limit: ROWS_A_MESSAGE });
    return (await store.getMany("log", ids)).filter((row) => row !== undefined);
  }

  const keep = (guildId: Snowflake, cursor: Cursor): Promise<void> =>
    store.update((tx) => putCursor(tx, guildId, cursor));

  /** What an attempt of which we lost sight posted. */
  async function lookUp(guildId: Snowflake, cursor: Cursor): Promise<Cursor> {
    const found = await port.findLogRows(cursor.channelId, cursor.messageId);
    if (!found || found.last <= cursor.shown) return cursor;
    const next = { ...cursor, shown: found.last, messageId: found.messageId };
    await keep(guildId, next);
    return next;
  }

  async function postNext(guildId: Snowflake, cursor: Cursor, rows: LogEntry[]): Promise<Cursor> {
    const [first] = rows;
    const last = rows.at(-1);
    if (!first || !last) throw new Error("no rows of the log to show");
    const nonce = `l${shortId(guildId)}.${shortId(first.sequence)}.${rows.length}`;
    const messageId = await port.postLogRows(cursor.channelId, rows, nonce);
    const next = { ...cursor, shown: last.sequence, messageId };
    await keep(guildId, next);
    return next;
  }

  async function show(job: PostLogJob, { isAgain, signal }: JobRun): Promise<void> {
    const { guildId } = job;
    let cursor = await readCursor(guildId);
    if (cursor && isAgain) cursor = await lookUp(guildId, cursor);
    for (let rows = cursor ? await rowsAfter(guildId, cursor.shown) : []; cursor && rows.length > 0;) {
      signal.throwIfAborted();
      cursor = await postNext(guildId, cursor, rows);
      rows = await rowsAfter(guildId, cursor.shown);
    }
    await store.update(async (tx) => {
      const current = await tx.get("outbox", outboxJobId(job));
      if (current?.kind === "post-log" && current.revision === job.revision) tx.delete("outbox", outboxJobId(job));
    });
  }

  outbox.handle("post-log", show, { startsByItself: true });
}
