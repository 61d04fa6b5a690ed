import type { Article } from "../domain/article.ts";
import type { Case } from "../domain/case.ts";
import type { Comment } from "../domain/comment.ts";
import { type CardJob, outboxJobId, type OutboxJob } from "../domain/outbox.ts";
import type { Report } from "../domain/report.ts";
import type { ReportCard } from "../domain/report-card.ts";
import { isWaiting, type Screening } from "../domain/screening.ts";
import type { Snowflake } from "../domain/snowflake.ts";
import { UserError } from "../errors.ts";
import type { Store, Transaction } from "../store/store.ts";
import type { Mirror } from "./mirror.ts";
import type { JobRun, Outbox } from "./outbox.ts";
import type { DiscordPort, MemberFacts } from "./ports.ts";
import type { OpinionOn } from "./screening-opinion.ts";

const MOST_REPORTS = 100;
const MOST_CASES = 5;

type Named = Pick<Comment, "id" | "guildId">;

/** What a server knows of a comment's author. */
export type AuthorRecord = {
  facts: MemberFacts | null;
  comments: number;
  removed: number;
  /** Reports of their comments, and how many of those were right. */
  reports: number;
  upheld: number;
  warnings: number;
};

/** All that a card shows. */
export type CardContent = {
  card: ReportCard;
  /** As it was: of a hidden comment what is under seal, as long as it is. */
  comment: Comment;
  state: Comment["state"];
  article: Article | undefined;
  /** Null for an author who came with an import. */
  author: AuthorRecord | null;
  /** The open ones first, the oldest first. */
  reports: Report[];
  openCount: number;
  /** What the detector says of it, as it stands now. */
  screening: Screening | null;
  /** On the comment, newest first. */
  cases: Case[];
};

/** Sees to it, in the commit that files a report, that there is a card for the comment. */
export async function openCard(tx: Transaction, comment: Named, at: string): Promise<void> {
  const { id, guildId } = comment;
  const channelId = (await tx.get("guild", guildId))?.moderatorChannelId;
  if (!(await tx.get("card", id)) && channelId) {
    const where = { channelId, messageId: null, threadId: null };
    tx.put("card", id, { v: 1, guildId, commentId: id, ...where, claimedBy: null, createdAt: at });
  }
  await touchCard(tx, comment, at);
}

/** Asks, in the commit of what changes it, for the card of a comment to be brought up to date, if it has one. */
export async function touchCard(tx: Transaction, { id, guildId }: Named, at: string): Promise<void> {
  if (!(await tx.get("card", id))) return;
  const jobId = `card-${id}`;
  const waiting = await tx.get("outbox", jobId);
  const revision = waiting?.kind === "refresh-card" ? waiting.revision + 1 : 1;
  const job: OutboxJob = { v: 1, kind: "refresh-card", guildId, commentId: id, createdAt: at, revision };
  tx.put("outbox", jobId, job);
}

/** Whether a comment still waits for a moderator: held, reported, or flagged. */
export function isUndecided({ openCount, state, screening }: CardContent): boolean {
  return state === "held" || openCount > 0 || (state === "visible" && screening !== null && isWaiting(screening));
}

export type ReportCards = {
  /**
   * Says that a moderator looks after a comment, or no longer does.
   * @throws UserError claimed by another, outdated
   */
  claim(commentId: Snowflake, by: { guildId: Snowflake; id: Snowflake; name: string }): Promise<"claimed" | "released">;
};

type Parts = {
  store: Store;
  mirror: Pick<Mirror, "inCommit">;
  port: DiscordPort;
  outbox: Outbox;
  opinionOn: OpinionOn;
  now: () => number;
};

/** Keeps the cards in the moderators' channel level with what is known: one for each reported comment, also after crashes. */
export function createReportCards({ store, mirror, port, outbox, opinionOn, now }: Parts): ReportCards {
  async function gather(card: ReportCard): Promise<CardContent | null> {
    const current = await store.get("comment", card.commentId);
    if (!current) return null;
    const { guildId, id: commentId } = current;
    const sealed = await store.get("sealed", commentId);
    const ids = store.catalog.listReports({ guildId, commentId, limit: MOST_REPORTS });
    const reports = (await store.getMany("report", ids)).filter((report) => report !== undefined);
    const open = reports.filter(({ state }) => state === "open");
    const cases = await store.getMany("case", store.catalog.listCases({ guildId, commentId, limit: MOST_CASES }));
    return {
      card,
      comment: current.state === "visible" ? current : (sealed?.comment ?? current),
      state: current.state,
      article: await store.get("article", current.articleId),
      author: await recordOf(current),
      reports: [...open, ...reports.filter(({ state }) => state !== "open")],
      openCount: open.length,
      screening: await screeningOf(current, sealed?.comment),
      cases: cases.filter((record) => record !== undefined),
    };
  }

  /** A removed comment is what the detector compares others with: its own opinion on it would be that it was removed. */
  async function screeningOf(current: Comment, sealed: Comment | undefined): Promise<Screening | null> {
    const stored = await store.get("screening", current.id);
    if (stored || current.state === "removed") return stored ?? null;
    return opinionOn(current.state === "visible" ? current : (sealed ?? current));
  }

  async function recordOf({ guildId, author }: Comment): Promise<AuthorRecord | null> {
    if (author.id === null) return null;
    const { catalog } = store;
    const authorId = author.id;
    return {
      facts: await port.describeMember(guildId, authorId),
      comments: catalog.countComments({ guildId, authorId }),
      removed: catalog.countComments({ guildId, authorId, states: ["removed"] }),
      reports: catalog.countReports({ guildId, authorId }),
      upheld: catalog.countReports({ guildId, authorId, state: "upheld" }),
      warnings: catalog.countCases({ guildId, memberId: authorId, action: "warn" }),
    };
  }

  async function post(content: CardContent, isAgain: boolean): Promise<void> {
    const { card } = content;
    // The channel may have been chosen anew since the card was asked for.
    const channelId = (await store.get("guild", card.guildId))?.moderatorChannelId ?? card.channelId;
    const found = isAgain ? await port.findCard({ ...card, channelId }) : null;
    const place = found ?? (await port.postCard({ ...content, card: { ...card, channelId } }));
    await store.update(async (tx) => {
      const latest = await tx.get("card", card.commentId);
      if (latest) tx.put("card", card.commentId, { ...latest, channelId, ...place });
    });
  }

  async function refresh(job: CardJob, { isAgain }: JobRun): Promise<void> {
    const card = await store.get("card", job.commentId);
    const content = card && (await gather(card));
    if (content) await show(content, isAgain);
    await store.update(async (tx) => {
      const current = await tx.get("outbox", outboxJobId(job));
      if (current?.kind === "refresh-card" && current.revision === job.revision) tx.delete("outbox", outboxJobId(job));
    });
  }

  async function show(content: CardContent, isAgain: boolean): Promise<void> {
    if (content.card.messageId === null) return post(content, isAgain);
    try {
      await port.updateCard(content);
    } catch (error) {
      const isGone = error instanceof UserError && (error.code === "unknownMessage" || error.code === "unknownChannel");
      if (!isGone) throw error;
      // Somebody deleted the card: it comes back only while there is something to decide.
      if (isUndecided(content)) await post(content, false);
    }
  }

  // A card shows what was reported, and what its author made of it.
  mirror.inCommit(async (tx, _thread, changes) => {
    for (const { comment, isSaidAnew } of changes)
      if (comment.state === "deleted" || (isSaidAnew && comment.editedAt !== null))
        await touchCard(tx, comment, new Date(now()).toISOString());
  });
  outbox.handle("refresh-card", refresh, { startsByItself: true });

  return {
    claim: (commentId, by) =>
      store.update(async (tx) => {
        const card = await tx.get("card", commentId);
        if (card?.guildId !== by.guildId) throw new UserError("outdated", {});
        const { claimedBy } = card;
        if (claimedBy && claimedBy.id !== by.id) throw new UserError("claimedByAnother", { name: claimedBy.name });
        const isOwn = claimedBy?.id === by.id;
        tx.put("card", commentId, { ...card, claimedBy: isOwn ? null : { id: by.id, name: by.name } });
        await touchCard(tx, { id: commentId, guildId: by.guildId }, new Date(now()).toISOString());
        return isOwn ? "released" : "claimed";
      }),
  };
}
