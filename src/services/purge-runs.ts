import { outboxJobId, type PurgeJob } from "../domain/outbox.ts";
import { type Purge, type PurgeRun, type PurgeStop, settledCount } from "../domain/purge.ts";
import type { Snowflake } from "../domain/snowflake.ts";
import type { Store } from "../store/store.ts";
import type { CommentAccess } from "./comments-access.ts";
import type { Hiding } from "./moderation-hiding.ts";
import type { JobRun, Outbox } from "./outbox.ts";
import type { DiscordPort } from "./ports.ts";
import { endRun, noteRun } from "./purge-ledger.ts";
import { createPartRemoval } from "./purge-removal.ts";
import { createPartReturn } from "./purge-return.ts";

/** How often Discord is asked whether whoever ordered a purge still moderates. */
const RIGHTS_HOLD_MS = 10_000;

type Parts = {
  store: Store;
  hiding: Hiding;
  outbox: Outbox;
  port: Pick<DiscordPort, "readOwnPosts" | "isStaff">;
  access: CommentAccess;
  /** The counts shown of an article are out of date. */
  touchArticle: (articleId: Snowflake) => void;
  now: () => number;
};

/** Carries out purges and their undoings, part by part: a restart goes on with the part at which a run stood. */
export function createPurgeRuns({ store, hiding, outbox, port, access, touchArticle, now }: Parts): void {
  const removePart = createPartRemoval({ store, hiding, now });
  const returnPart = createPartReturn({ store, hiding, port, now });
  const at = (): string => new Date(now()).toISOString();

  /** Asked anew every few seconds; the commands that a right is for are checked each by itself. */
  function rightsOf(): (guildId: Snowflake, run: PurgeRun) => Promise<boolean> {
    let known = { holds: false, untilMs: -Infinity };
    return async (guildId, { actorId, channelId }) => {
      if (performance.now() < known.untilMs) return known.holds;
      const roleId = (await store.get("guild", guildId))?.moderatorRoleId ?? null;
      const holds = await port.isStaff(guildId, actorId, { channelId, roleId });
      known = { holds, untilMs: performance.now() + RIGHTS_HOLD_MS };
      return holds;
    };
  }

  /** Why a run may go no further; null where it may. */
  async function obstacleOf(purgeId: Snowflake, side: PurgeJob["side"], hasRights: ReturnType<typeof rightsOf>) {
    const purge = await store.get("purge", purgeId);
    const run = purge?.[side];
    if (!purge || !run) return null;
    if (run.stop !== null) return run.stop;
    return (await hasRights(purge.guildId, run)) ? null : ("rightsLost" satisfies PurgeStop);
  }

  async function refusePart(purge: Purge, side: PurgeJob["side"], number: number): Promise<void> {
    await store.update(async (tx) => {
      const part = await tx.get("purgePart", `${purge.id}-${number}`);
      const left = (part?.commentIds.length ?? 0) - (side === "undoing" ? (part?.missed?.length ?? 0) : 0);
      await noteRun(tx, purge.id, side, { counts: { refused: { notAllowed: left } }, part: number + 1, at: 0 }, at());
      if (part && side === "removal")
        tx.put("purgePart", `${purge.id}-${number}`, { ...part, missed: part.commentIds });
    });
  }

  async function workOn(purge: Purge, job: PurgeJob, number: number, context: Context): Promise<void> {
    const content = await store.get("purgePart", `${purge.id}-${number}`);
    if (!content) throw new Error(`purge ${purge.id} has no part ${number}`);
    const run = purge[job.side];
    const article = await store.get("article", content.articleId);
    const reader = { id: run?.actorId ?? "", guildId: purge.guildId };
    if (article && !(await access.mayRead(reader, article))) return refusePart(purge, job.side, number);
    const { shouldStop, isAgain, show } = context;
    if (job.side === "removal") await removePart(purge, { number, content }, shouldStop);
    else await returnPart(purge, { number, content }, { isAgain, onDone: show, shouldStop });
    touchArticle(content.articleId);
  }

  type Context = { isAgain: boolean; shouldStop: () => Promise<boolean>; show: (run: PurgeRun) => void };

  async function run(job: PurgeJob, { isAgain, signal, onProgress }: JobRun): Promise<void> {
    const { purgeId, side } = job;
    const hasRights = rightsOf();
    const shouldStop = async (): Promise<boolean> => {
      signal.throwIfAborted();
      return (await obstacleOf(purgeId, side, hasRights)) !== null;
    };
    const show = ({ counts, total }: PurgeRun): void => onProgress({ done: settledCount(counts), total });
    const context = { isAgain, shouldStop, show };
    for (;;) {
      signal.throwIfAborted();
      const purge = await store.get("purge", purgeId);
      const current = purge?.[side];
      if (!purge || !current || current.isOver) return store.update((tx) => tx.delete("outbox", outboxJobId(job)));
      show(current);
      const last = side === "removal" ? purge.parts : (purge.removal?.part ?? 0);
      if (current.part >= last) return finish(purge, job, null);
      const stop = await obstacleOf(purgeId, side, hasRights);
      if (stop !== null) return finish(purge, job, stop);
      await workOn(purge, job, current.part, context);
      context.isAgain = false;
    }
  }

  async function finish(purge: Purge, job: PurgeJob, stop: PurgeStop | null): Promise<void> {
    await store.update(async (tx) => {
      await noteRun(tx, purge.id, job.side, { stop }, at());
      await endRun(tx, purge, job.side, at());
    });
  }

  outbox.handle("purge-comments", run, { startsByItself: false, isSlow: true });
}
