import { z } from "zod";
import { type Article, articleSchema } from "../domain/article.ts";
import { type Case, caseSchema } from "../domain/case.ts";
import { type Comment, commentSchema, type SealedComment, sealedCommentSchema } from "../domain/comment.ts";
import { type DetectorSettings, detectorSettingsSchema } from "../domain/detector-settings.ts";
import { type Digest, digestSchema } from "../domain/digest.ts";
import { type GuildSettings, guildSettingsSchema } from "../domain/guild-settings.ts";
import { type KeptContent, keptContentSchema, type KeptFiles, keptFilesSchema } from "../domain/kept-files.ts";
import { type LogEntry, logEntrySchema, type LogHead, logHeadSchema } from "../domain/log-entry.ts";
import { type OutboxJob, outboxJobSchema } from "../domain/outbox.ts";
import { type PostedDigest, postedDigestSchema } from "../domain/posted-digest.ts";
import { type Purge, type PurgePart, purgePartSchema, purgeSchema } from "../domain/purge.ts";
import { type ArticleQuotes, articleQuotesSchema, type Quote, quoteSchema } from "../domain/quote.ts";
import { type Raid, raidSchema } from "../domain/raid.ts";
import { type Report, reportSchema } from "../domain/report.ts";
import { type ReportCard, reportCardSchema } from "../domain/report-card.ts";
import { type SavedView, savedViewSchema } from "../domain/saved-view.ts";
import { type Screening, screeningSchema } from "../domain/screening.ts";
import { type Thread, threadSchema } from "../domain/thread.ts";
import { type ThreadCheck, threadCheckSchema } from "../domain/thread-check.ts";
import { type Watching, watchingSchema } from "../domain/watching.ts";

/** Says which comment a message of Talkback's own shows. */
const aliasSchema = z.object({ v: z.literal(1), messageId: z.string(), commentId: z.string() });
/** Small facts that belong to no entity: versions, hashes, which source became which article. */
const metaSchema = z.object({ v: z.literal(1) }).catchall(z.union([z.string(), z.number(), z.boolean(), z.null()]));

/** One JSON document an entity, by kind. */
export type Documents = {
  article: Article;
  comment: Comment;
  sealed: SealedComment;
  thread: Thread;
  check: ThreadCheck;
  report: Report;
  card: ReportCard;
  case: Case;
  log: LogEntry;
  logHead: LogHead;
  guild: GuildSettings;
  /** By guild. */
  detector: DetectorSettings;
  /** By comment. */
  screening: Screening;
  /** By thread. */
  raid: Raid;
  outbox: OutboxJob;
  /** By comment. */
  files: KeptFiles;
  /** By hash. */
  content: KeptContent;
  alias: z.infer<typeof aliasSchema>;
  view: SavedView;
  purge: Purge;
  /** By purge and number, from 0. */
  purgePart: PurgePart;
  /** By guild and member. */
  watching: Watching;
  /** By guild and number. */
  digest: Digest;
  /** By digest and the instant up to which it tells, in milliseconds. */
  postedDigest: PostedDigest;
  quote: Quote;
  /** By article. */
  articleQuotes: ArticleQuotes;
  meta: z.infer<typeof metaSchema>;
};
export type Kind = keyof Documents;

export const documentSchemas: { [K in Kind]: z.ZodType<Documents[K]> } = {
  article: articleSchema,
  comment: commentSchema,
  sealed: sealedCommentSchema,
  thread: threadSchema,
  check: threadCheckSchema,
  report: reportSchema,
  card: reportCardSchema,
  case: caseSchema,
  log: logEntrySchema,
  logHead: logHeadSchema,
  guild: guildSettingsSchema,
  detector: detectorSettingsSchema,
  screening: screeningSchema,
  raid: raidSchema,
  outbox: outboxJobSchema,
  files: keptFilesSchema,
  content: keptContentSchema,
  alias: aliasSchema,
  view: savedViewSchema,
  purge: purgeSchema,
  purgePart: purgePartSchema,
  watching: watchingSchema,
  digest: digestSchema,
  postedDigest: postedDigestSchema,
  quote: quoteSchema,
  articleQuotes: articleQuotesSchema,
  meta: metaSchema,
};
