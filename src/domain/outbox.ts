import { z } from "zod";
import { snowflakeSchema } from "./snowflake.ts";

const jobFields = {
  v: z.literal(1),
  guildId: snowflakeSchema,
  articleId: snowflakeSchema,
  createdAt: z.iso.datetime(),
};

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
]);
export type OutboxJob = z.infer<typeof outboxJobSchema>;
export type RemoveJob = Extract<OutboxJob, { kind: "remove-comment" }>;
export type RestoreJob = Extract<OutboxJob, { kind: "restore-comment" }>;

/** The record id of a job: one per article to post, one per comment under a moderator's hands. */
export function outboxJobId(job: OutboxJob): string {
  return job.kind === "post-article" ? `article-${job.articleId}` : `comment-${job.commentId}`;
}
