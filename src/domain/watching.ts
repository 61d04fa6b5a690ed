import { z } from "zod";
import { type Snowflake, snowflakeSchema } from "./snowflake.ts";
import { hasUnspaced, unitsOf } from "./word-units.ts";

/** Of one person in one server. */
export const MOST_WATCHES = 50;
export const DEFAULT_PACE_MINUTES = 15;
/** A day. */
export const SLOWEST_PACE_MINUTES = 1_440;
export const LONGEST_WATCHED_WORD = 80;
/** What was written longer ago than this, when it is stored, is history: the catch-up of an old thread, an import. */
export const NEWS_WINDOW_MS = 24 * 3_600_000;
/** A single letter would be found in nearly everything. */
const SHORTEST_WORD = 2;

/** What somebody wants to be told of. `name`: as it was when they asked. */
export const watchTargetSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("article"), articleId: snowflakeSchema, name: z.string() }),
  z.object({ kind: z.literal("member"), memberId: snowflakeSchema, name: z.string() }),
  /** Replies to one comment. */
  z.object({ kind: z.literal("comment"), commentId: snowflakeSchema, name: z.string() }),
  /** Replies to whatever they write themselves. */
  z.object({ kind: z.literal("replies") }),
  /** Words next to each other, as they were typed. */
  z.object({ kind: z.literal("word"), text: z.string().min(1).max(LONGEST_WATCHED_WORD) }),
]);
export type WatchTarget = z.infer<typeof watchTargetSchema>;

/** `number`: names the watch among its owner's, for good. */
export const watchSchema = z.object({ number: z.int().positive(), target: watchTargetSchema });
export type Watch = z.infer<typeof watchSchema>;

/** What one member watches in one server, and how they are told. */
export const watchingSchema = z.object({
  v: z.literal(1),
  guildId: snowflakeSchema,
  memberId: snowflakeSchema,
  /** Discord's name of the language that they read in. */
  locale: z.string(),
  watches: z.array(watchSchema).max(MOST_WATCHES),
  lastNumber: z.int().nonnegative(),
  /** They are told at most once in so many minutes. */
  paceMinutes: z.int().positive().max(SLOWEST_PACE_MINUTES),
  toldAt: z.iso.datetime().nullable(),
  /** Since when direct messages do not reach them: nothing is gathered for them meanwhile. */
  pausedAt: z.iso.datetime().nullable(),
  /** Whether they have heard of the pause. */
  knowsOfPause: z.boolean(),
});
export type Watching = z.infer<typeof watchingSchema>;

export function newWatching(guildId: Snowflake, memberId: Snowflake, locale: string): Watching {
  const pause = { pausedAt: null, knowsOfPause: false };
  const pace = { paceMinutes: DEFAULT_PACE_MINUTES, toldAt: null };
  return { v: 1, guildId, memberId, locale, watches: [], lastNumber: 0, ...pace, ...pause };
}

export function watchingId(guildId: Snowflake, memberId: Snowflake): string {
  return `${guildId}-${memberId}`;
}

/** What a word is compared by: folded, with marks between the characters of scripts without spaces that must be neighbours. */
export function watchedTokens(text: string): string[] {
  return isPlain(text) ? plainTokens(text) : tokensOf(text);
}

/** Whether a text is worth watching for: two letters or digits, or a character of a script without spaces. */
export function isWatchable(text: string): boolean {
  const letters = watchedTokens(text).join("");
  return letters.length >= SHORTEST_WORD || (letters.length > 0 && hasUnspaced(letters));
}

/** Whether two watches are of the same. */
export function isSameTarget(one: WatchTarget, other: WatchTarget): boolean {
  return identityOf(one) === identityOf(other);
}

function identityOf(target: WatchTarget): string {
  switch (target.kind) {
    case "article":
      return `article ${target.articleId}`;
    case "member":
      return `member ${target.memberId}`;
    case "comment":
      return `comment ${target.commentId}`;
    case "replies":
      return "replies";
    case "word":
      return `word ${watchedTokens(target.text).join(" ")}`;
  }
}

/** Stands before a character that must follow the one before it without a gap. */
const NEIGHBOUR = "\u0001";

/** Most comments are written in letters that need no folding: the same tokens, ten times as fast. */
function isPlain(text: string): boolean {
  return /^[ -~\s]*$/.test(text);
}

function plainTokens(text: string): string[] {
  return text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
}

function tokensOf(text: string): string[] {
  const units = unitsOf(text);
  return units.map(({ folded, isUnspaced, from }, at) => {
    const before = units[at - 1];
    return isUnspaced && before?.isUnspaced && before.to === from ? NEIGHBOUR + folded : folded;
  });
}

/** What the first token of a match is called wherever it stands. */
export function firstToken(token: string): string {
  return token.startsWith(NEIGHBOUR) ? token.slice(NEIGHBOUR.length) : token;
}
