import type { Fingerprint, FingerprintIndex } from "./fingerprint.ts";
import type { Topic } from "./topic.ts";

/** Who wrote it, as the server knows them. Times are ISO 8601. */
export type AuthorContext = {
  id: string;
  name: string;
  /** Moderators, the server's owner, and bots of its own. */
  isStaff: boolean;
  /** Whom moderators vouched for. Long-standing members are trusted without. */
  isTrusted: boolean;
  accountCreatedAt: string | null;
  joinedAt: string | null;
  /** Earlier comments here that still stand. */
  commentCount: number;
  /** How many of these have a link. */
  linkCount: number;
  /** Earlier comments that moderators removed. */
  removedCount: number;
};

/** A comment of the last hour, in any thread of the server; what `memoryOf` gives. */
export type RecentComment = {
  commentId: string;
  threadId: string;
  authorId: string;
  isNewMember: boolean;
  at: string;
  fingerprint: Fingerprint;
  /** The registrable domains of its links. */
  domains: readonly string[];
};

/** What is known of a comment besides its text. Leave out what is not known: it speaks neither way. */
export type CommentContext = {
  /** When it was written. */
  at: string;
  commentId: string;
  threadId: string;
  /** Null for somebody the server does not know, as the author of an imported comment. */
  author: AuthorContext | null;
  /** The author's name where there is no more to know. */
  authorName?: string;
  /** Where the article stands: links to its host are at home. */
  articleUrl?: string | null;
  topic?: Topic | null;
  /** When the thread's newest earlier comment was written. */
  previousCommentAt?: string | null;
  recent?: readonly RecentComment[];
  /** Fingerprints of comments that moderators removed here. */
  removed?: FingerprintIndex;
  /** It was approved by a moderator and then changed. */
  isEditedAfterApproval?: boolean;
  /** The name of the rule of Discord's AutoMod that it set off. */
  autoModRule?: string | null;
};
