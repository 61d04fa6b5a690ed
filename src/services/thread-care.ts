import type { Logger } from "pino";
import type { Case } from "../domain/case.ts";
import { outboxJobId, type ThreadJob } from "../domain/outbox.ts";
import type { Snowflake } from "../domain/snowflake.ts";
import type { Thread } from "../domain/thread.ts";
import {
  changeBack,
  changeOfAction,
  isEmptyChange,
  partToChange,
  type ThreadAction,
  type ThreadChange,
  type ThreadStand,
} from "../domain/thread-care.ts";
import { UserError } from "../errors.ts";
import type { Store } from "../store/store.ts";
import type { Ids } from "./ids.ts";
import { appendLog } from "./log.ts";
import type { Mirror } from "./mirror.ts";
import type { Outbox } from "./outbox.ts";
import type { DiscordPort } from "./ports.ts";
import { createThreadWork } from "./thread-care-work.ts";
import type { Threads } from "./threads.ts";

/** A decision about a thread. */
export type ThreadOrder = {
  guildId: Snowflake;
  threadId: Snowflake;
  actorId: Snowflake;
  actorName: string;
  reason: string;
  /** Whether the thread itself is told. */
  announces: boolean;
  /** Nobody ordered it but Talkback's own rules: then nobody's rights are asked for but its own. */
  isOwnDeed?: boolean;
  undoes?: number;
};

/** What is asked of a thread; `slow` with the seconds between two comments. */
export type ThreadWish = { action: Exclude<ThreadAction, "slow"> } | { action: "slow"; seconds: number };

export type ThreadCare = {
  /**
   * Does it on Discord, says so in the thread, and writes the case. An archived thread is opened for it and archived again.
   * @throws UserError notAnArticleThread, unknownChannel, missingAccess, lacksPermission, missingPermissions, threadAlready, threadBusy, or
   * Discord's refusal: then the thread stands as it stood and there is no case
   */
  act(order: ThreadOrder, wish: ThreadWish): Promise<Case>;
  /** Puts back what a case changed and nobody changed since. Throws cannotUndo where that is nothing, and as `act` does. */
  undo(order: ThreadOrder, record: Case): Promise<Case>;
  /** Locks and archives a thread where nobody wrote after a message. Null where somebody did. Throws as `act` does. */
  closeQuiet(order: ThreadOrder, quiet: { days: number; after: Snowflake }): Promise<Case | null>;
  /** After how many quiet days one thread is closed; 0: never; null: as the server says. Throws quietDaysAlready, and for rights. */
  setQuietDays(order: ThreadOrder, days: number | null): Promise<void>;
};

type Parts = {
  store: Store;
  threads: Threads;
  mirror: Mirror;
  outbox: Outbox;
  port: DiscordPort;
  ids: Ids;
  now: () => number;
  log: Logger;
};

/** What moderators, and rules that they made, do to threads. */
export function createThreadCare(parts: Parts): ThreadCare {
  const { store, threads, mirror, outbox, port, ids, now } = parts;
  const work = createThreadWork(parts);

  function demandThread({ guildId, threadId }: ThreadOrder): Thread {
    const thread = threads.get(threadId);
    if (thread?.guildId !== guildId) throw new UserError("notAnArticleThread", {});
    if (thread.deletedAt !== null) throw new UserError("unknownChannel", {});
    if (thread.hiddenSince) throw new UserError("missingAccess", {});
    return thread;
  }

  async function demandRights({ guildId, actorId, isOwnDeed }: ThreadOrder, channelId: Snowflake): Promise<void> {
    if (!isOwnDeed && !(await port.mayManageThreads(guildId, actorId, channelId)))
      throw new UserError("lacksPermission", { who: "you", permission: "Manage Threads" });
  }

  function demandOwnRights({ guildId }: ThreadOrder, channelId: Snowflake): void {
    const missing = port.missingPermissions(guildId, channelId, "threads");
    if (missing.length > 0) throw new UserError("missingPermissions", { permissions: missing.join(", "), channelId });
  }

  async function demand(order: ThreadOrder): Promise<{ thread: Thread; stand: ThreadStand }> {
    const thread = demandThread(order);
    await demandRights(order, thread.parentChannelId);
    demandOwnRights(order, thread.parentChannelId);
    return { thread, stand: await port.readThread(thread.id) };
  }

  /** The intent is stored first: what Discord did must find its case, also after a crash. */
  async function carryOut(
    order: ThreadOrder,
    { articleId }: Thread,
    asked: Pick<ThreadJob, "action" | "change" | "before"> & Partial<Pick<ThreadJob, "quiet">>,
  ): Promise<Case | null> {
    const { isOwnDeed: _, ...said } = order;
    const [orderId = ""] = ids.mint(1);
    const title = (await store.get("article", articleId))?.title ?? "";
    const createdAt = new Date(now()).toISOString();
    const job: ThreadJob = { v: 1, kind: "change-thread", ...said, articleId, orderId, title, ...asked, createdAt };
    await store.update(async (tx) => {
      if (await tx.get("outbox", outboxJobId(job))) throw new UserError("threadBusy", {});
      tx.put("outbox", outboxJobId(job), job);
    });
    await outbox.run(job);
    return work.takeCase(orderId);
  }

  async function demandCase(order: ThreadOrder, ...asked: [Thread, Parameters<typeof carryOut>[2]]): Promise<Case> {
    const record = await carryOut(order, ...asked);
    if (!record) throw new Error(`no case was written for thread ${order.threadId}`);
    return record;
  }

  return {
    async act(order, wish) {
      const { thread, stand } = await demand(order);
      const { action } = wish;
      const wanted: ThreadChange = wish.action === "slow" ? { slowSeconds: wish.seconds } : changeOfAction(wish.action);
      const change = partToChange(wanted, stand);
      if (isEmptyChange(change)) throw new UserError("threadAlready", { what: action });
      return demandCase(order, thread, { action, change, before: stand });
    },

    async undo(order, { number, action, thread: result }) {
      const undoing = action === "slow" ? "slow" : OPPOSITES[action];
      if (!result || !undoing) throw new UserError("cannotUndo", { number, why: action });
      const { thread, stand } = await demand({ ...order, threadId: result.threadId });
      const change = changeBack(result, stand);
      if (isEmptyChange(change)) throw new UserError("cannotUndo", { number, why: "changed" });
      const undo = { ...order, threadId: result.threadId, undoes: number };
      return demandCase(undo, thread, { action: undoing, change, before: stand });
    },

    async closeQuiet(order, quiet) {
      const { thread, stand } = await demand(order);
      const change = partToChange(changeOfAction("close"), stand);
      if (isEmptyChange(change) || stand.isLocked) return null;
      // Nobody looks at an archived thread: a word in it would only bring it back into everybody's list.
      const announces = order.announces && !stand.isArchived;
      return carryOut({ ...order, announces }, thread, { action: "close", change, before: stand, quiet });
    },

    async setQuietDays(order, days) {
      const thread = demandThread(order);
      await demandRights(order, thread.parentChannelId);
      if ((thread.quietDays ?? null) === days) throw new UserError("quietDaysAlready", {});
      await mirror.runAlone(thread.id, async () => {
        const before = threads.get(thread.id) ?? thread;
        const after = { ...before, quietDays: days };
        const { guildId, actorId, reason } = order;
        const row = { guildId, actorId, reason, action: "thread.quiet" as const, targetId: thread.id };
        const facts = { before: { quietDays: before.quietDays ?? null }, after: { quietDays: days } };
        await store.update(async (tx) => {
          tx.put("thread", thread.id, after);
          await appendLog(tx, { ...row, ...facts, at: new Date(now()).toISOString() });
        });
        threads.remember(after);
      });
    },
  };
}

const OPPOSITES: Partial<Record<Case["action"], ThreadAction>> = {
  lock: "unlock",
  unlock: "lock",
  close: "open",
  open: "close",
};
