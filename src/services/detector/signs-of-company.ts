import type { CommentContext, RecentComment } from "./context.ts";
import { compareFingerprints, type Fingerprint } from "./fingerprint.ts";
import type { Link } from "./links.ts";
import { passageOf, type Sign } from "./sign.ts";
import type { ReadText } from "./text-features.ts";

const MINUTE_MS = 60_000;
const SAME_TEXT_MINUTES = 15;
const SHARED_HOST_MINUTES = 60;
const BURST_SECONDS = 60;
const BURST = { least: 5, many: 10, weight: 1.5, weightOfMany: 2.5 };
const SAME_ELSEWHERE_WEIGHTS = [2, 3, 4];
const LEAST_OTHERS = 2;
const SAME_FROM_OTHERS_WEIGHT = 3;
const SHARED_HOST_WEIGHT = 2.5;
const MENTIONS = { least: 5, many: 10, weight: 1.5, weightOfMany: 3 };
const EVERYONE_WEIGHT = 1.5;

/** What other comments of the last minutes say about this one. */
export function signsOfCompany(
  read: ReadText,
  links: readonly Link[],
  context: CommentContext,
  own: Fingerprint,
): Sign[] {
  const recent = (context.recent ?? []).filter(({ commentId }) => commentId !== context.commentId);
  if (recent.length === 0) return [];
  const nowMs = Date.parse(context.at);
  // Of many recent comments few are like this one: only theirs are times that are worth reading.
  const within = (minutes: number, isMeant: (comment: RecentComment) => boolean): RecentComment[] =>
    recent.filter((comment) => isMeant(comment) && Math.abs(nowMs - Date.parse(comment.at)) <= minutes * MINUTE_MS);
  const alike = within(SAME_TEXT_MINUTES, ({ fingerprint }) => compareFingerprints(fingerprint, own) !== null);
  const domains = new Set(links.map(({ domain }) => domain));
  const sharing = within(
    SHARED_HOST_MINUTES,
    (one) => one.isNewMember && one.domains.some((domain) => domains.has(domain)),
  );
  const ofAuthor = within(BURST_SECONDS / 60, ({ authorId }) => authorId === context.author?.id);
  return [
    ...signsOfRepetition(alike, context),
    ...signsOfSharedHosts(read, links, sharing, context),
    ...signsOfBurst(ofAuthor, context),
  ];
}

function signsOfRepetition(alike: readonly RecentComment[], context: CommentContext): Sign[] {
  const threads = new Set(alike.map(({ threadId }) => threadId).filter((id) => id !== context.threadId)).size;
  const members = new Set(alike.map(({ authorId }) => authorId).filter((id) => id !== context.author?.id)).size;
  const minutes = SAME_TEXT_MINUTES;
  const signs: Sign[] = [];
  const weight = SAME_ELSEWHERE_WEIGHTS[Math.min(threads, SAME_ELSEWHERE_WEIGHTS.length) - 1];
  if (weight !== undefined)
    signs.push({
      reason: { code: "sameElsewhere", values: { threads, minutes }, passage: null },
      weight,
      group: "company",
    });
  if (members >= LEAST_OTHERS)
    signs.push({
      reason: { code: "sameFromOthers", values: { members, minutes }, passage: null },
      weight: SAME_FROM_OTHERS_WEIGHT,
      group: "company",
    });
  return signs;
}

function signsOfSharedHosts(
  read: ReadText,
  links: readonly Link[],
  recent: readonly RecentComment[],
  context: CommentContext,
): Sign[] {
  for (const { domain, host, start, end } of links) {
    const members = new Set(
      recent
        .filter(({ domains, authorId }) => domains.includes(domain) && authorId !== context.author?.id)
        .map(({ authorId }) => authorId),
    ).size;
    if (members < LEAST_OTHERS) continue;
    const passage = passageOf(read, start, end);
    return [
      {
        reason: { code: "sharedHost", values: { host, members }, passage },
        weight: SHARED_HOST_WEIGHT,
        group: "company",
      },
    ];
  }
  return [];
}

function signsOfBurst(recent: readonly RecentComment[], { author, at }: CommentContext): Sign[] {
  if (!author) return [];
  const comments = 1 + recent.filter((comment) => comment.at <= at).length;
  if (comments < BURST.least) return [];
  const weight = comments < BURST.many ? BURST.weight : BURST.weightOfMany;
  return [
    {
      reason: { code: "burst", values: { comments, seconds: BURST_SECONDS }, passage: null },
      weight,
      group: "company",
    },
  ];
}

/** Calling many people at once, or everybody. */
export function signsOfMentions(read: ReadText): Sign[] {
  const mentions = read.tokens.filter(({ kind }) => kind === "mention");
  const [first] = mentions;
  if (!first) return [];
  const written = mentions.map(({ start, end }) => read.normalised.text.slice(start, end));
  const members = new Set(written.filter((mention) => /^<@!?\d/.test(mention))).size;
  const signs: Sign[] = [];
  const everyone = mentions[written.findIndex((mention) => mention.startsWith("@") || mention.startsWith("<@&"))];
  if (everyone) {
    const passage = passageOf(read, everyone.start, everyone.end);
    signs.push({
      reason: { code: "mentionsEveryone", values: {}, passage },
      weight: EVERYONE_WEIGHT,
      group: "company",
    });
  }
  if (members >= MENTIONS.least) {
    const passage = passageOf(read, first.start, mentions.at(-1)?.end ?? first.end);
    const weight = members < MENTIONS.many ? MENTIONS.weight : MENTIONS.weightOfMany;
    signs.push({ reason: { code: "mentions", values: { members }, passage }, weight, group: "company" });
  }
  return signs;
}
