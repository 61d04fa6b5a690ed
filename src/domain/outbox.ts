import { z } from "zod";
import { digestTargetSchema } from "./posted-digest.ts";
import { snowflakeSchema } from "./snowflake.ts";
import { threadActions, threadChangeSchema, threadStandSchema } from "./thread-care.ts";

const anyJob = { v: z.literal(1), guildId: snowflakeSchema, createdAt: z.iso.datetime() };
const jobFields = { ...anyJob, articleId: snowflakeSchema };
/** Of jobs that bring something up to date: what is asked for while one runs counts it up, so that it runs once more. */
const revision = z.int().positive();

/** Of one thread. When more wait, the oldest are not judged: so many are a flood, of which those that follow say the same. */
export const MOST_UNSCREENED = 1_000;

/** Comments that wait to be told of: so many of a thread until it is known whom they concern, so many for one person. */
export const MOST_UNTOLD = 300;

/** A comment that somebody is to be told of, and the numbers of their watches that it fits. */
const watchedCommentSchema = z.object({ commentId: snowflakeSchema, watches: z.array(z.int().positive()) });
export type WatchedComment = z.infer<typeof watchedCommentSchema>;

/** Who asked for a moderator's action, and why; kept so that a restart can finish it and write the case. */
const orderFields = {
  commentId: snowflakeSchema,
  actorId: snowflakeSchema,
  actorName: z.string(),
  reason: z.string().max(1_000),
  /** The case that the action takes back. */
  undoes: z.int().positive().optional(),
};
const { commentId: _, ...memberOrderFields } = orderFields;

/** What a direct message to a member says. */
const noticeSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("warning"), caseNumber: z.int().positive() }),
  z.object({ kind: z.literal("outcome"), reportId: z.string() }),
]);
export type NoticeAbout = z.infer<typeof noticeSchema>;

/**
 * A job that must reach Discord exactly once. It is stored before the first request and taken out with the last answer, so a
 * restart goes on where it stopped.
 */
export const outboxJobSchema = z.discriminatedUnion("kind", [
  /** `storing`: the comments of a long import are not all stored yet; a job found so after a crash is undone. */
  z.object({ ...jobFields, kind: z.literal("post-article"), stage: z.enum(["storing", "posting"]) }),
  z.object({ ...jobFields, ...orderFields, kind: z.literal("remove-comment"), isHold: z.boolean().optional() }),
  z.object({ ...jobFields, ...orderFields, kind: z.literal("restore-comment"), isApproval: z.boolean().optional() }),
  /** Attachments of a comment that are to be kept on this machine. */
  z.object({ ...jobFields, kind: z.literal("keep-files"), commentId: snowflakeSchema }),
  /** Rows of the log that the log channel does not show yet. */
  z.object({ ...anyJob, kind: z.literal("post-log"), revision }),
  z.object({
    ...anyJob,
    ...memberOrderFields,
    kind: z.literal("act-on-member"),
    action: z.enum(["timeout", "untimeout", "kick", "ban", "unban"]),
    memberId: snowflakeSchema,
    memberName: z.string(),
    /** The comment that it is about. */
    comment: z.object({ id: snowflakeSchema, articleId: snowflakeSchema }).nullable(),
    /** Of a time-out. */
    until: z.iso.datetime().optional(),
    /** Whether a ban takes the member's comments along, or its end brings them back. */
    sweeps: z.boolean(),
  }),
  /** Removes all comments of a member, or restores what a case removed. */
  z.object({
    ...anyJob,
    kind: z.literal("sweep-comments"),
    caseNumber: z.int().positive(),
    memberId: snowflakeSchema,
    /** Restores what this case removed; absent: removes. */
    restores: z.int().positive().optional(),
  }),
  /** Removes a confirmed selection of comments, or brings it back: one of these at a time in a server. */
  z.object({
    ...anyJob,
    kind: z.literal("purge-comments"),
    purgeId: snowflakeSchema,
    side: z.enum(["removal", "undoing"]),
  }),
  z.object({ ...anyJob, kind: z.literal("send-notice"), memberId: snowflakeSchema, about: noticeSchema }),
  /** A quote that is to be posted, or to go. */
  z.object({ ...anyJob, kind: z.literal("show-quote"), quoteId: snowflakeSchema, revision }),
  /** Quotes of an article's comments that show something else than is known. */
  z.object({ ...jobFields, kind: z.literal("level-quotes"), quoteIds: z.array(snowflakeSchema), revision }),
  /** A report card that shows less than is known. */
  z.object({ ...anyJob, kind: z.literal("refresh-card"), commentId: snowflakeSchema, revision }),
  /** Reports of a comment that are closed by a case, which had no room for all of them. */
  z.object({
    ...anyJob,
    kind: z.literal("close-reports"),
    commentId: snowflakeSchema,
    outcome: z.object({ state: z.enum(["upheld", "dismissed"]), caseNumber: z.int().positive() }),
  }),
  /** A raid of which more is known than its thread's slow mode and its card show. */
  z.object({ ...anyJob, kind: z.literal("tend-raid"), threadId: snowflakeSchema, raidId: snowflakeSchema, revision }),
  /** Comments of a thread that the detector has not judged yet, as they stand now: those from one to another, and some by themselves. */
  z.object({
    ...anyJob,
    kind: z.literal("screen-comments"),
    threadId: snowflakeSchema,
    stretch: z.object({ from: snowflakeSchema, to: snowflakeSchema }).nullable(),
    commentIds: z.array(snowflakeSchema).max(MOST_UNSCREENED),
  }),
  /**
   * New comments of a thread that may concern somebody who watches. `matching`: those of which it is being written down whom they concern;
   * members up to `after` have been seen to.
   */
  z.object({
    ...anyJob,
    kind: z.literal("match-watches"),
    threadId: snowflakeSchema,
    commentIds: z.array(snowflakeSchema).max(MOST_UNTOLD),
    matching: z
      .object({ commentIds: z.array(snowflakeSchema).max(MOST_UNTOLD), after: snowflakeSchema.nullable() })
      .nullable(),
  }),
  /**
   * What a member is to be told of when it is due. What is being sent does not change any more, and has a name of its own, by which it is
   * found on Discord after a crash; what comes meanwhile waits for the next message.
   */
  z.object({
    ...anyJob,
    kind: z.literal("tell-watcher"),
    memberId: snowflakeSchema,
    sending: z.object({ name: z.string(), comments: z.array(watchedCommentSchema) }).nullable(),
    waiting: z.array(watchedCommentSchema).max(MOST_UNTOLD),
    dueAt: z.iso.datetime(),
  }),
  /** A digest that is to be sent once. What it says is gathered as it is sent, of the time between `from` (null: the beginning) and `until`. */
  z.object({
    ...anyJob,
    kind: z.literal("send-digest"),
    digestId: snowflakeSchema,
    to: digestTargetSchema,
    articleId: snowflakeSchema.nullable(),
    from: z.iso.datetime().nullable(),
    until: z.iso.datetime(),
    /** Whether it is one of those that are sent again and again. */
    isScheduled: z.boolean(),
  }),
  /** Comments that posted digests name, of which these show something else than is known: one job in a server. */
  z.object({ ...anyJob, kind: z.literal("level-digests"), commentIds: z.array(snowflakeSchema), revision }),
  /** Locks, slows or closes a thread, or takes that back, and says so in it: one of these at a time in a thread. */
  z.object({
    ...jobFields,
    ...memberOrderFields,
    kind: z.literal("change-thread"),
    /** Names the announcement, by which it is found on Discord after a crash. */
    orderId: snowflakeSchema,
    threadId: snowflakeSchema,
    title: z.string(),
    action: z.enum(threadActions),
    change: threadChangeSchema,
    /** How the thread stood, so that it can be left so. */
    before: threadStandSchema,
    announces: z.boolean(),
    /** Of a thread that is closed because it was quiet: whoever writes in it after this message keeps it open. */
    quiet: z.object({ days: z.int().positive(), after: snowflakeSchema }).optional(),
  }),
]);
export type OutboxJob = z.infer<typeof outboxJobSchema>;
export type RemoveJob = Extract<OutboxJob, { kind: "remove-comment" }>;
export type RestoreJob = Extract<OutboxJob, { kind: "restore-comment" }>;
export type MemberJob = Extract<OutboxJob, { kind: "act-on-member" }>;
export type SweepJob = Extract<OutboxJob, { kind: "sweep-comments" }>;
export type PurgeJob = Extract<OutboxJob, { kind: "purge-comments" }>;
export type NoticeJob = Extract<OutboxJob, { kind: "send-notice" }>;
export type CardJob = Extract<OutboxJob, { kind: "refresh-card" }>;
export type CloseReportsJob = Extract<OutboxJob, { kind: "close-reports" }>;
export type RaidJob = Extract<OutboxJob, { kind: "tend-raid" }>;
export type ShowQuoteJob = Extract<OutboxJob, { kind: "show-quote" }>;
export type LevelQuotesJob = Extract<OutboxJob, { kind: "level-quotes" }>;
export type ScreeningJob = Extract<OutboxJob, { kind: "screen-comments" }>;
export type MatchJob = Extract<OutboxJob, { kind: "match-watches" }>;
export type TellJob = Extract<OutboxJob, { kind: "tell-watcher" }>;
export type DigestJob = Extract<OutboxJob, { kind: "send-digest" }>;
export type LevelDigestsJob = Extract<OutboxJob, { kind: "level-digests" }>;
export type ThreadJob = Extract<OutboxJob, { kind: "change-thread" }>;
export type PostLogJob = Extract<OutboxJob, { kind: "post-log" }>;

/** The record id of a job: one for each article to post, comment or member under a moderator's hands, log to show … */
export function outboxJobId(job: OutboxJob): string {
  switch (job.kind) {
    case "post-article":
      return `article-${job.articleId}`;
    case "remove-comment":
    case "restore-comment":
      return `comment-${job.commentId}`;
    case "keep-files":
      return `files-${job.commentId}`;
    case "post-log":
      return `log-${job.guildId}`;
    case "act-on-member":
      return `member-${job.guildId}-${job.memberId}`;
    case "sweep-comments":
      return `sweep-${job.guildId}-${job.caseNumber}`;
    case "purge-comments":
      return `purge-${job.guildId}`;
    case "send-notice":
      return `notice-${job.guildId}-${job.memberId}-${job.about.kind === "warning" ? job.about.caseNumber : job.about.reportId}`;
    case "refresh-card":
      return `card-${job.commentId}`;
    case "close-reports":
      return `reports-${job.commentId}`;
    case "tend-raid":
      return `raid-${job.threadId}`;
    case "show-quote":
      return `quote-${job.quoteId}`;
    case "level-quotes":
      return `quotes-${job.articleId}`;
    case "screen-comments":
      return `screen-${job.threadId}`;
    case "match-watches":
      return `match-${job.threadId}`;
    case "change-thread":
      return `thread-${job.threadId}`;
    case "tell-watcher":
      return `tell-${job.guildId}-${job.memberId}`;
    case "send-digest":
      return `digest-${job.guildId}-${job.digestId}`;
    case "level-digests":
      return `digests-${job.guildId}`;
  }
}
