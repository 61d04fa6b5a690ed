import type { AuthorContext, CommentContext } from "./context.ts";
import type { Sign } from "./sign.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Whoever stayed this long, wrote this much, and never had a comment removed, is trusted without being vouched for. */
const TRUSTED_AFTER_DAYS = 14;
const TRUSTED_AFTER_COMMENTS = 20;

const NEW_ACCOUNT_DAYS = 7;
const QUIET_DAYS = 60;
const BRAND_NEW = { account: 1.2, member: 1 };
const NEW = { account: 0.7, member: 0.6 };
const FIRST_COMMENT_WEIGHT = 0.5;
const QUIET_THREAD_WEIGHT = 0.8;
const REMOVED_BEFORE = { first: 1, each: 0.5, most: 2.5 };

/** How long ago, or null where one of the times is not known. */
function elapsed(since: string | null | undefined, at: string): number | null {
  if (!since) return null;
  const milliseconds = Date.parse(at) - Date.parse(since);
  return Number.isFinite(milliseconds) ? Math.max(0, milliseconds) : null;
}

/** Staff and trusted members are let pass, whatever speaks against a comment of theirs. */
export function isSpared({ author, at }: CommentContext): boolean {
  if (!author) return false;
  if (author.isStaff || author.isTrusted) return true;
  const member = elapsed(author.joinedAt, at);
  const isLongStanding = member !== null && member >= TRUSTED_AFTER_DAYS * DAY_MS;
  return isLongStanding && author.commentCount >= TRUSTED_AFTER_COMMENTS && author.removedCount === 0;
}

/** A member of less than a day. */
export function isNewMember({ joinedAt }: Pick<AuthorContext, "joinedAt">, at: string): boolean {
  const member = elapsed(joinedAt, at);
  return member !== null && member < DAY_MS;
}

export function signsOfAuthor({ author, at, previousCommentAt }: CommentContext): Sign[] {
  if (!author) return [];
  const signs: Sign[] = [];
  const account = elapsed(author.accountCreatedAt, at);
  if (account !== null && account < NEW_ACCOUNT_DAYS * DAY_MS) {
    const values = { hours: Math.floor(account / HOUR_MS) };
    const weight = account < DAY_MS ? BRAND_NEW.account : NEW.account;
    signs.push({ reason: { code: "newAccount", values, passage: null }, weight, group: "author" });
  }
  const member = elapsed(author.joinedAt, at);
  if (member !== null && member < DAY_MS) {
    const values = { minutes: Math.floor(member / MINUTE_MS) };
    const weight = member < HOUR_MS ? BRAND_NEW.member : NEW.member;
    signs.push({ reason: { code: "newMember", values, passage: null }, weight, group: "author" });
  }
  if (author.commentCount === 0)
    signs.push({
      reason: { code: "firstComment", values: {}, passage: null },
      weight: FIRST_COMMENT_WEIGHT,
      group: "author",
    });
  const quiet = elapsed(previousCommentAt, at);
  if (quiet !== null && quiet >= QUIET_DAYS * DAY_MS && author.commentCount === 0) {
    const values = { days: Math.floor(quiet / DAY_MS) };
    signs.push({
      reason: { code: "quietThread", values, passage: null },
      weight: QUIET_THREAD_WEIGHT,
      group: "author",
    });
  }
  return signs;
}

/** What moderators have decided about this author before. */
export function signsOfRecord({ author }: CommentContext): Sign[] {
  if (!author || author.removedCount === 0) return [];
  const { first, each, most } = REMOVED_BEFORE;
  const weight = Math.min(most, first + each * (author.removedCount - 1));
  const values = { comments: author.removedCount };
  return [{ reason: { code: "removedBefore", values, passage: null }, weight, group: "server" }];
}
