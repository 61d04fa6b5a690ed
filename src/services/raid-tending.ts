import type { Article } from "../domain/article.ts";
import type { Case } from "../domain/case.ts";
import { outboxJobId, type RaidJob } from "../domain/outbox.ts";
import type { Raid, RaidKind, RaidSlowMode } from "../domain/raid.ts";
import type { Snowflake } from "../domain/snowflake.ts";
import { UserError } from "../errors.ts";
import type { Store } from "../store/store.ts";
import type { JobRun, Outbox } from "./outbox.ts";
import type { DiscordPort } from "./ports.ts";
import type { ThreadCare, ThreadOrder } from "./thread-care.ts";

/** So long each person waits between two comments while a raid lasts. */
export const RAID_SLOW_SECONDS = 30;
/** The newest cases that may be the slow mode of a raid. */
const CASES_READ = 50;

/** For the case and Discord's own log. */
const REASONS: Readonly<Record<RaidKind, string>> = {
  members: "Raid: many new members at once",
  text: "Raid: the same text again and again",
  flood: "Raid: a flood of comments",
};

/** What a raid's card shows. */
export type RaidContent = { raid: Raid; article: Article | undefined; held: number; flagged: number };

type Parts = {
  store: Store;
  outbox: Outbox;
  care: Pick<ThreadCare, "act" | "undo">;
  port: Pick<DiscordPort, "readThread" | "postRaidCard" | "updateRaidCard" | "findRaidCard">;
  botId: () => Snowflake;
};

/** Slows a raided thread, puts that back when the raid is over, and keeps the raid's card level: also after crashes. */
export function createRaidTending({ store, outbox, care, port, botId }: Parts): void {
  function orderOf({ guildId, threadId, kind, end }: Raid): ThreadOrder {
    const reason = end?.by ? `Raid ended by ${end.by.name}` : end ? "Raid over" : REASONS[kind];
    return { guildId, threadId, actorId: botId(), actorName: "Talkback", reason, announces: true, isOwnDeed: true };
  }

  /** The slow mode of ours that stands: of an earlier attempt whose end was not written down, or of a raid before that could not put it back. */
  async function caseOf({ guildId, threadId }: Raid): Promise<Case | undefined> {
    const numbers = store.catalog.listCases({ guildId, action: "slow", limit: CASES_READ });
    const found = await store.getMany("case", numbers);
    return found.find(
      (record) =>
        record?.thread?.threadId === threadId &&
        record.actorId === botId() &&
        record.undoes === undefined &&
        record.undoneBy === undefined,
    );
  }

  async function slowDown(raid: Raid): Promise<RaidSlowMode> {
    // An earlier attempt, or a moderator, is at it: when that is done, its case tells who it was.
    if (await store.get("outbox", `thread-${raid.threadId}`)) throw new UserError("threadBusy", {});
    const { slowSeconds } = await port.readThread(raid.threadId);
    const earlier = slowSeconds === RAID_SLOW_SECONDS ? await caseOf(raid) : undefined;
    if (earlier) return { state: "on", caseNumber: earlier.number };
    if (slowSeconds >= RAID_SLOW_SECONDS) return { state: "enough" };
    const { number } = await care.act(orderOf(raid), { action: "slow", seconds: RAID_SLOW_SECONDS });
    return { state: "on", caseNumber: number };
  }

  async function putBack(raid: Raid, caseNumber: number): Promise<RaidSlowMode> {
    const record = await store.get("case", `${raid.guildId}-${caseNumber}`);
    if (!record || record.undoneBy !== undefined) return { state: "changed", caseNumber };
    try {
      await care.undo(orderOf(raid), record);
      return { state: "lifted", caseNumber };
    } catch (error) {
      if (!(error instanceof UserError) || AGAIN.has(error.code)) throw error;
      return { state: "changed", caseNumber };
    }
  }

  async function tendSlowMode(raid: Raid): Promise<RaidSlowMode> {
    const { slow, end } = raid;
    if (slow.state === "on") return end ? putBack(raid, slow.caseNumber) : slow;
    if (slow.state !== "wanted") return slow;
    try {
      if (!end) return await slowDown(raid);
      const earlier = await caseOf(raid);
      return earlier ? await putBack(raid, earlier.number) : { state: "unneeded" };
    } catch (error) {
      if (!(error instanceof UserError) || AGAIN.has(error.code)) throw error;
      return { state: "refused" };
    }
  }

  async function contentOf(raid: Raid): Promise<RaidContent> {
    const verdicts = (await store.getMany("screening", raid.commentIds)).map((found) => found?.verdict);
    const count = (verdict: "hold" | "flag"): number => verdicts.filter((one) => one === verdict).length;
    return {
      raid,
      article: await store.get("article", raid.articleId),
      held: count("hold"),
      flagged: count("flag"),
    };
  }

  async function showCard(raid: Raid, isAgain: boolean): Promise<void> {
    const content = await contentOf(raid);
    if (raid.card) {
      try {
        return await port.updateRaidCard(content);
      } catch (error) {
        const isGone = error instanceof UserError && GONE.has(error.code);
        if (!isGone) throw error;
        // Somebody deleted it: it comes back only while the raid lasts.
        if (raid.end) return;
      }
    }
    const channelId = (await store.get("guild", raid.guildId))?.moderatorChannelId;
    if (!channelId) return;
    const found = isAgain ? await port.findRaidCard(raid, channelId) : null;
    const { messageId, threadId } = found ?? (await port.postRaidCard(content, channelId));
    if (messageId !== null) await change(raid, { card: { channelId, messageId, threadId } });
  }

  function change({ threadId, id }: Raid, fields: Partial<Pick<Raid, "slow" | "card">>): Promise<void> {
    return store.update(async (tx) => {
      const latest = await tx.get("raid", threadId);
      if (latest?.id === id) tx.put("raid", threadId, { ...latest, ...fields });
    });
  }

  async function tend(job: RaidJob, { isAgain }: JobRun): Promise<void> {
    const raid = await store.get("raid", job.threadId);
    if (raid?.id === job.raidId) {
      const slow = await tendSlowMode(raid);
      if (slow !== raid.slow) await change(raid, { slow });
      await showCard({ ...raid, slow }, isAgain);
    }
    await store.update(async (tx) => {
      const current = await tx.get("outbox", outboxJobId(job));
      if (current?.kind === "tend-raid" && current.revision === job.revision) tx.delete("outbox", outboxJobId(job));
    });
  }

  outbox.handle("tend-raid", tend, { startsByItself: true, hasOwnQueue: true });
}

/** What says nothing of the thread: it is tried again later. */
const AGAIN: ReadonlySet<string> = new Set([
  "discordUnavailable",
  "discordBusy",
  "shuttingDown",
  "threadBusy",
  "threadAlready",
]);
const GONE: ReadonlySet<string> = new Set(["unknownMessage", "unknownChannel"]);
