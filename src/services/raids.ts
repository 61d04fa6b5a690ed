import type { Logger } from "pino";
import type { Comment } from "../domain/comment.ts";
import type { DetectorSettings } from "../domain/detector-settings.ts";
import { outboxJobId, type RaidJob } from "../domain/outbox.ts";
import { MOST_RAID_COMMENTS, type Raid } from "../domain/raid.ts";
import type { Snowflake } from "../domain/snowflake.ts";
import { UserError } from "../errors.ts";
import type { Store, Transaction } from "../store/store.ts";
import type { RecentComment } from "./detector/context.ts";
import type { Ids } from "./ids.ts";
import { appendLog } from "./log.ts";
import { createRaidSigns, type RaidSign } from "./raid-signs.ts";
import type { Threads } from "./threads.ts";

/** A raid is over when nothing of it came for so long. */
export const CALM_MS = 10 * 60_000;
/** What a moderator ended does not begin again for so long. */
const MUTED_MS = 3_600_000;
/** How often what a raid came to is written down, and its card changed, at most. */
const LOOK_INTERVAL_MS = 15_000;
const READ_AT_ONCE = 500;

type Wishes = Pick<DetectorSettings, "strictness" | "isLogOnly" | "meetsRaids">;

/** Sees raids, and keeps what is known of them. What is done about them is `createRaidTending`'s. */
export type Raids = {
  /** Takes in a comment of somebody who is not trusted. */
  note(comment: RecentComment, wishes: Wishes): void;
  /** Stores the raid that the comments noted so far began on a thread. */
  begin(threadId: Snowflake): Promise<void>;
  /** Whether a comment is told by the card of a raid that goes on, and needs none of its own. */
  covers(comment: Pick<Comment, "id" | "threadId">): boolean;
  running(guildId: Snowflake): Promise<Raid[]>;
  /** The newest raid on a thread. Throws outdated where that is another one. */
  get(address: RaidAddress): Promise<Raid>;
  /** A moderator's word: it is over, whatever comes within the next hour. Throws outdated, raidOver. */
  end(address: RaidAddress, by: { id: Snowflake; name: string }): Promise<Raid>;
  /** Writes down what came, and ends what is calm. */
  look(): Promise<void>;
  stop(): Promise<void>;
};
export type RaidAddress = { guildId: Snowflake; threadId: Snowflake; raidId: Snowflake };

type Parts = { store: Store; threads: Pick<Threads, "all" | "get">; ids: Ids; now: () => number; log: Logger };
/** What is known of a running raid beyond what is stored. */
type Running = { isLogOnly: boolean; lastMs: number; known: Set<Snowflake>; unwritten: RecentComment[] };

export async function createRaids({ store, threads, ids, now, log }: Parts): Promise<Raids> {
  const signs = createRaidSigns(now);
  const running = new Map<Snowflake, Running>();
  const begun = new Map<Snowflake, { sign: RaidSign; isLogOnly: boolean }>();
  /** Until when a thread's raids are let be. */
  const muted = new Map<Snowflake, number>();
  let looking: Promise<void> | null = null;

  const at = (ms: number = now()): string => new Date(ms).toISOString();

  function follow({ threadId, commentIds, lastAt, isLogOnly }: Raid): void {
    const known = new Set(commentIds);
    running.set(threadId, { isLogOnly, lastMs: Date.parse(lastAt), known, unwritten: [] });
  }

  async function recall(): Promise<void> {
    const threadIds = threads.all().map(({ id }) => id);
    for (let from = 0; from < threadIds.length; from += READ_AT_ONCE)
      for (const raid of await store.getMany("raid", threadIds.slice(from, from + READ_AT_ONCE))) {
        if (raid?.end === null) follow(raid);
        if (raid?.end?.by) muted.set(raid.threadId, Date.parse(raid.end.at) + MUTED_MS);
      }
  }

  function take(one: Running, { comments }: RaidSign): void {
    for (const comment of comments) {
      one.lastMs = Math.max(one.lastMs, Date.parse(comment.at));
      if (one.known.has(comment.commentId)) continue;
      one.known.add(comment.commentId);
      one.unwritten.push(comment);
    }
  }

  async function askToTend(tx: Transaction, { guildId, threadId, id: raidId, isLogOnly }: Raid): Promise<void> {
    if (isLogOnly) return;
    const job: RaidJob = { v: 1, kind: "tend-raid", guildId, threadId, raidId, createdAt: at(), revision: 1 };
    const waiting = await tx.get("outbox", outboxJobId(job));
    const revision = waiting?.kind === "tend-raid" ? waiting.revision + 1 : 1;
    tx.put("outbox", outboxJobId(job), { ...job, revision });
  }

  function newRaid(threadId: Snowflake, { sign, isLogOnly }: { sign: RaidSign; isLogOnly: boolean }): Raid | null {
    const thread = threads.get(threadId);
    const [id = ""] = ids.mint(1);
    if (!thread) return null;
    const { guildId, articleId } = thread;
    const slow = { state: isLogOnly ? ("unneeded" as const) : ("wanted" as const) };
    const place = { v: 1 as const, id, guildId, threadId, articleId, kind: sign.kind, startedAt: at() };
    const empty = { commentIds: [], memberIds: [], comments: 0, lastAt: at() };
    return grown({ ...place, ...empty, slow, card: null, isLogOnly, end: null }, sign.comments);
  }

  async function settle(threadId: Snowflake, isOver: boolean): Promise<void> {
    const one = running.get(threadId);
    if (!one) return;
    const taken = [...one.unwritten];
    await store.update(async (tx) => {
      const raid = await tx.get("raid", threadId);
      if (!raid || raid.end) return;
      const lastAt = at(one.lastMs);
      const next = { ...grown(raid, taken), lastAt, end: isOver ? { at: at(), by: null } : null };
      tx.put("raid", threadId, next);
      if (isOver) await logEnd(tx, next, null);
      if (isOver || taken.length > 0) await askToTend(tx, next);
    });
    one.unwritten.splice(0, taken.length);
    if (!isOver) return;
    running.delete(threadId);
    signs.forget(threadId);
  }

  function logEnd(tx: Transaction, raid: Raid, actorId: Snowflake | null): Promise<void> {
    const { guildId, threadId: targetId, comments, memberIds, kind } = raid;
    const details = { kind, comments, members: memberIds.length };
    return appendLog(tx, { guildId, actorId, targetId, at: at(), action: "raid.end", details });
  }

  async function look(): Promise<void> {
    for (const [threadId, { lastMs, unwritten }] of running) {
      const isOver = now() - lastMs >= CALM_MS;
      if (isOver || unwritten.length > 0) await settle(threadId, isOver);
    }
  }

  function lookOnce(): Promise<void> {
    looking ??= look().finally(() => {
      looking = null;
    });
    return looking;
  }

  async function demand(reader: Pick<Transaction, "get">, { guildId, threadId, raidId }: RaidAddress): Promise<Raid> {
    const raid = await reader.get("raid", threadId);
    if (raid?.guildId !== guildId || raid.id !== raidId) throw new UserError("outdated", {});
    return raid;
  }

  await recall();
  const lookLogging = (): Promise<void> =>
    lookOnce().catch((error: unknown) => log.error({ err: error }, "what is known of raids could not be stored"));
  const timer = setInterval(() => void lookLogging(), LOOK_INTERVAL_MS).unref();

  return {
    note(comment, { strictness, isLogOnly, meetsRaids }) {
      const { threadId } = comment;
      if (!meetsRaids || (muted.get(threadId) ?? 0) > now()) return;
      const one = running.get(threadId);
      const sign = signs.note(comment, { strictness, isGoingOn: one !== undefined });
      if (!sign) return;
      if (one) take(one, sign);
      else begun.set(threadId, { sign, isLogOnly });
    },
    async begin(threadId) {
      const found = begun.get(threadId);
      begun.delete(threadId);
      const raid = found && !running.has(threadId) ? newRaid(threadId, found) : null;
      if (!raid) return;
      const { guildId, kind, comments, memberIds, isLogOnly } = raid;
      const details = { kind, comments, members: memberIds.length, isLogOnly };
      await store.update(async (tx) => {
        tx.put("raid", threadId, raid);
        const row = { guildId, actorId: null, targetId: threadId, at: at(), details };
        await appendLog(tx, { ...row, action: "raid.begin" });
        await askToTend(tx, raid);
      });
      follow(raid);
      log.warn({ guildId, threadId, raid: kind }, "a raid began");
    },
    covers({ id, threadId }) {
      const one = threadId === null ? undefined : running.get(threadId);
      return one?.isLogOnly === false && one.known.has(id);
    },
    async running(guildId) {
      const raids = await store.getMany("raid", [...running.keys()]);
      return raids.filter((raid) => raid !== undefined).filter((raid) => raid.guildId === guildId && raid.end === null);
    },
    get: (address) => demand(store, address),
    async end(address, by) {
      const { threadId } = address;
      await settle(threadId, false);
      const ended = await store.update(async (tx) => {
        const raid = await demand(tx, address);
        if (raid.end) throw new UserError("raidOver", {});
        const next = { ...raid, end: { at: at(), by } };
        tx.put("raid", threadId, next);
        await logEnd(tx, next, by.id);
        await askToTend(tx, next);
        return next;
      });
      muted.set(threadId, now() + MUTED_MS);
      running.delete(threadId);
      signs.forget(threadId);
      return ended;
    },
    look: lookOnce,
    async stop() {
      clearInterval(timer);
      await Promise.allSettled([looking]);
      await lookLogging();
    },
  };
}

/** A raid with more comments; those beyond what is kept are counted. */
function grown(raid: Raid, more: readonly RecentComment[]): Raid {
  const commentIds = [...raid.commentIds, ...more.map(({ commentId }) => commentId)];
  const memberIds = [...new Set([...raid.memberIds, ...more.map(({ authorId }) => authorId)])];
  return {
    ...raid,
    comments: raid.comments + more.length,
    commentIds: commentIds.slice(0, MOST_RAID_COMMENTS),
    memberIds: memberIds.slice(0, MOST_RAID_COMMENTS),
  };
}
