import type { Case, CaseAction } from "../domain/case.ts";
import type { Comment } from "../domain/comment.ts";
import type { LogFacts } from "../domain/log-entry.ts";
import { type MemberJob, outboxJobId, type OutboxJob } from "../domain/outbox.ts";
import type { Snowflake } from "../domain/snowflake.ts";
import { demandStanding, type MemberDeed } from "../domain/standing.ts";
import { UserError } from "../errors.ts";
import type { Store, Transaction } from "../store/store.ts";
import { recordCase } from "./cases.ts";
import type { Outbox } from "./outbox.ts";
import type { DiscordPort } from "./ports.ts";
import { closeReportsOn } from "./reports.ts";

/** Discord takes 28 days; a little less, for clocks that differ. */
export const LONGEST_TIMEOUT_MINUTES = 28 * 24 * 60 - 1;

/** A moderator's decision about a member. */
export type MemberOrder = {
  guildId: Snowflake;
  memberId: Snowflake;
  memberName: string;
  /** The comment that it is about; its reports are closed as upheld. */
  comment: Pick<Comment, "id" | "articleId"> | null;
  actorId: Snowflake;
  actorName: string;
  reason: string;
  undoes?: number | undefined;
};

export type MemberModeration = {
  /** Tells the member by direct message; the case says whether that was possible. */
  warn(order: MemberOrder): Promise<Case>;
  /** For moderators only; nobody is told. */
  note(order: MemberOrder): Promise<Case>;
  /** Throws also isAdministrator. */
  timeOut(order: MemberOrder, minutes: number): Promise<Case>;
  liftTimeout(order: MemberOrder): Promise<Case>;
  kick(order: MemberOrder): Promise<Case>;
  /** Also someone who is no member any more. `sweeps`: removes all their comments, which `unban` can bring back. */
  ban(order: MemberOrder, options: { sweeps: boolean }): Promise<Case>;
  unban(order: MemberOrder): Promise<Case>;
};

type Parts = { store: Store; port: DiscordPort; outbox: Outbox; now: () => number };

/**
 * What moderators do to members. All of it throws UserErrors that say what stands in the way (see `demandStanding`), alreadyBanned,
 * notBanned or memberBusy: then nothing has happened and there is no case.
 */
export function createMemberModeration({ store, port, outbox, now }: Parts): MemberModeration {
  const at = (): string => new Date(now()).toISOString();

  async function check(order: MemberOrder, deed: MemberDeed): Promise<void> {
    const { guildId, actorId, memberId, memberName } = order;
    demandStanding(await port.standing(guildId, actorId, memberId), deed, memberName, now());
    if (deed !== "ban" && deed !== "unban") return;
    const isBanned = await port.isBanned(guildId, memberId);
    if (isBanned && deed === "ban") throw new UserError("alreadyBanned", { member: memberName });
    if (!isBanned && deed === "unban") throw new UserError("notBanned", { member: memberName });
  }

  /** The intent is stored first: what Discord did must find its case, also after a crash. */
  async function carryOut(
    order: MemberOrder,
    action: MemberJob["action"],
    more: { until?: string; sweeps?: boolean } = {},
  ): Promise<Case> {
    await check(order, action);
    const { comment, ...who } = order;
    const about = comment && { id: comment.id, articleId: comment.articleId };
    const job: MemberJob = {
      v: 1,
      kind: "act-on-member",
      ...who,
      action,
      createdAt: at(),
      sweeps: false,
      ...more,
      comment: about,
    };
    await store.update(async (tx) => {
      if (await tx.get("outbox", outboxJobId(job))) throw new UserError("memberBusy", { member: order.memberName });
      tx.put("outbox", outboxJobId(job), job);
    });
    await outbox.run(job);
    return newest(order, action);
  }

  async function newest({ guildId, memberId }: MemberOrder, action: CaseAction): Promise<Case> {
    const ids = store.catalog.listCases({ guildId, memberId, action, limit: 1 });
    const [record] = await store.getMany("case", ids);
    if (!record) throw new Error(`no case was written for member ${memberId}`);
    return record;
  }

  async function run(job: MemberJob): Promise<void> {
    try {
      await ask(job);
    } catch (error) {
      // Discord said no, so nothing happened. Where nobody knows what happened, it is tried again.
      if (error instanceof UserError && error.code !== "discordUnavailable" && error.code !== "shuttingDown")
        await store.update((tx) => tx.delete("outbox", outboxJobId(job)));
      throw error;
    }
    await store.update((tx) => finish(tx, job));
  }

  function ask({ guildId, memberId, action, until, reason, actorName }: MemberJob): Promise<void> {
    const note = `${actorName}: ${reason}`;
    switch (action) {
      case "timeout":
        return port.timeOut(guildId, memberId, until ?? null, note);
      case "untimeout":
        return port.timeOut(guildId, memberId, null, note);
      case "kick":
        return port.kick(guildId, memberId, note);
      case "ban":
        return port.ban(guildId, memberId, note);
      case "unban":
        return port.unban(guildId, memberId, note);
    }
  }

  async function finish(tx: Transaction, job: MemberJob): Promise<void> {
    const { action, until, sweeps, undoes } = job;
    const sweep = sweeps ? { sweep: { total: 0, done: 0, failed: 0, isOver: false } } : {};
    const record = await writeDown(tx, job, action, { ...(until === undefined ? {} : { until }), ...sweep });
    tx.delete("outbox", outboxJobId(job));
    if (!sweeps) return;
    const restores = action === "unban" && undoes !== undefined ? { restores: undoes } : {};
    const { guildId, memberId } = job;
    const next: OutboxJob = {
      v: 1,
      kind: "sweep-comments",
      guildId,
      memberId,
      caseNumber: record.number,
      createdAt: at(),
      ...restores,
    };
    tx.put("outbox", outboxJobId(next), next);
  }

  type Told = Omit<MemberOrder, "comment"> & { comment: { id: Snowflake; articleId: Snowflake } | null };

  async function writeDown(tx: Transaction, order: Told, action: MemberDeed, more: Partial<Case>): Promise<Case> {
    const { guildId, actorId, actorName, reason, memberId, memberName, comment, undoes } = order;
    const about = { commentId: comment?.id ?? null, articleId: comment?.articleId ?? null };
    const fields = { guildId, action, actorId, actorName, reason, createdAt: at(), ...about };
    const target = { targetId: memberId, targetName: memberName };
    const undoing = undoes === undefined ? {} : { undoes };
    const record = await recordCase(tx, { ...fields, ...target, ...undoing, ...more }, changeOf(action, more));
    const settles = action !== "note" && undoes === undefined && comment;
    if (settles)
      await closeReportsOn(
        tx,
        store,
        { guildId, id: comment.id },
        { state: "upheld", caseNumber: record.number },
        at(),
      );
    return record;
  }

  async function warn(order: MemberOrder): Promise<Case> {
    await check(order, "warn");
    const { guildId, memberId } = order;
    const { record, job } = await store.update(async (tx) => {
      const written = await writeDown(tx, order, "warn", { notice: "waiting" });
      const about = { kind: "warning" as const, caseNumber: written.number };
      const notice: OutboxJob = { v: 1, kind: "send-notice", guildId, memberId, about, createdAt: at() };
      tx.put("outbox", outboxJobId(notice), notice);
      return { record: written, job: notice };
    });
    // The warning stands; that its message still waits is said in the answer.
    await outbox.run(job).catch((error: unknown) => {
      if (!(error instanceof UserError)) throw error;
    });
    return (await store.get("case", `${guildId}-${record.number}`)) ?? record;
  }

  outbox.handle("act-on-member", run);

  return {
    warn,
    async note(order) {
      await check(order, "note");
      return store.update((tx) => writeDown(tx, order, "note", {}));
    },
    timeOut(order, minutes) {
      const until = new Date(now() + Math.min(minutes, LONGEST_TIMEOUT_MINUTES) * 60_000).toISOString();
      return carryOut(order, "timeout", { until });
    },
    liftTimeout: (order) => carryOut(order, "untimeout"),
    kick: (order) => carryOut(order, "kick"),
    ban: (order, { sweeps }) => carryOut(order, "ban", { sweeps }),
    async unban(order) {
      const undone =
        order.undoes === undefined ? undefined : await store.get("case", `${order.guildId}-${order.undoes}`);
      return carryOut(order, "unban", { sweeps: undone?.sweep !== undefined });
    },
  };
}

function changeOf(action: MemberDeed, { until }: Partial<Case>): { before: LogFacts | null; after: LogFacts | null } {
  switch (action) {
    case "timeout":
      return { before: null, after: { until: until ?? null } };
    case "untimeout":
      return { before: { state: "timed out" }, after: { state: "member" } };
    case "kick":
      return { before: { state: "member" }, after: { state: "gone" } };
    case "ban":
      return { before: null, after: { state: "banned" } };
    case "unban":
      return { before: { state: "banned" }, after: null };
    default:
      return { before: null, after: null };
  }
}
