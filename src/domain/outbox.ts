import { z } from "zod";
import { snowflakeSchema } from "./snowflake.ts";

const anyJob = { v: z.literal(1), guildId: snowflakeSchema, createdAt: z.iso.datetime() };
const jobFields = { ...anyJob, articleId: snowflakeSchema };
/** Of jobs that bring something up to date: what is asked for while one runs counts it up, so that it runs once more. */
const revision = z.int().positive();

/** Who asked for a moderator's action, and why; kept so that a restart can finish it and write the case. */
const orderFields = {
  commentId: snowflakeSchema,
  actorId: snowflakeSchema,
  actorName: z.string(),
  reason: z.string().max(1_000),
};

/**
 * A job that must reach Discord exactly once. It is stored before the first request and taken out with the last answer, so a
 * restart goes on where it stopped.
 */
export const outboxJobSchema = z.discriminatedUnion("kind", [
  /** `storing`: the comments of a long import are not all stored yet; a job found so after a crash is undone. */
  z.object({ ...jobFields, kind: z.literal("post-article"), stage: z.enum(["storing", "posting"]) }),
  z.object({ ...jobFields, ...orderFields, kind: z.literal("remove-comment") }),
  z.object({ ...jobFields, ...orderFields, kind: z.literal("restore-comment") }),
  /** Attachments of a comment that are to be kept on this machine. */
  z.object({ ...jobFields, kind: z.literal("keep-files"), commentId: snowflakeSchema }),
  /** Rows of the log that the log channel does not show yet. */
  z.object({ ...anyJob, kind: z.literal("post-log"), revision }),
]);
export type OutboxJob = z.infer<typeof outboxJobSchema>;
export type RemoveJob = Extract<OutboxJob, { kind: "remove-comment" }>;
export type RestoreJob = Extract<OutboxJob, { kind: "restore-comment" }>;
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
  }
}
