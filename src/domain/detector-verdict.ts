import { z } from "zod";

/** What spam a text can resemble, named after where such spam is found. */
export const spamKinds = ["articles", "videos", "replies", "messages"] as const;
export type SpamKind = (typeof spamKinds)[number];

/** What can be odd about a link, oddest first. */
export const linkOddities = [
  "disguised",
  "imitated",
  "userinfo",
  "mismatched",
  "ip",
  "spelledOut",
  "invite",
  "shortener",
  "punycode",
  "masked",
] as const;
export type LinkOddity = (typeof linkOddities)[number];

/** Code units of the comment's text as it was written; `end` is after the last. */
export const passageSchema = z
  .object({ start: z.int().nonnegative(), end: z.int().nonnegative() })
  .refine(({ start, end }) => start < end);
export type Passage = z.infer<typeof passageSchema>;

function reason<C extends string, V extends z.ZodRawShape>(code: C, values: V) {
  return z.object({ code: z.literal(code), values: z.object(values), passage: passageSchema.nullable() });
}

const count = z.int().positive();
const host = z.string();

/** Why, in codes; the words are in `i18n/`. A reason that has no place in the text has no passage. */
export const reasonSchema = z.discriminatedUnion("code", [
  reason("text", { kind: z.enum(spamKinds) }),
  reason("wallOfText", { words: count }),
  reason("offTopic", {}),
  reason("disguisedLetters", { word: z.string() }),
  reason("watchedPhrase", { phrase: z.string() }),
  reason("profanity", {}),
  reason("link", { host }),
  reason("oddLink", { host, oddity: z.enum(linkOddities) }),
  reason("ownSite", { host }),
  reason("firstLink", { host }),
  reason("newAccount", { hours: z.int().nonnegative() }),
  reason("newMember", { minutes: z.int().nonnegative() }),
  reason("firstComment", {}),
  reason("removedBefore", { comments: count }),
  reason("sameAsRemoved", {}),
  reason("likeRemoved", {}),
  reason("sameElsewhere", { threads: count, minutes: count }),
  reason("sameFromOthers", { members: count, minutes: count }),
  reason("sharedHost", { host, members: count }),
  reason("burst", { comments: count, seconds: count }),
  reason("mentions", { members: count }),
  reason("mentionsEveryone", {}),
  reason("quietThread", { days: count }),
  reason("editedAfterApproval", {}),
  reason("autoMod", { rule: z.string() }),
]);
export type Reason = z.infer<typeof reasonSchema>;
export type ReasonCode = Reason["code"];

export const MOST_REASONS = 4;

export const verdictSchema = z.object({
  /** hold: keep it from readers until a moderator has looked. flag: show it to moderators. pass: nothing. */
  verdict: z.enum(["hold", "flag", "pass"]),
  /** How likely it is spam, from 0 to 1, by all that was known. */
  score: z.number().min(0).max(1),
  /** The weightiest first. A comment that passes can have some too. */
  reasons: z.array(reasonSchema).max(MOST_REASONS),
});
export type Verdict = z.infer<typeof verdictSchema>;
