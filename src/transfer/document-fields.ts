import { z } from "zod";
import type { ImportedComment, SourceDocument } from "../domain/article.ts";
import { readDate, type ReadDate } from "./read-date.ts";
import { readLength } from "./read-length.ts";
import { refuseSource } from "./refuse-source.ts";

const text = z.string().trim().min(1);
const optionalText = (longest: number) => text.max(longest).nullish();
const LONGEST_TEXT = 4_000_000;
/** Front matter has its numbers as text. */
const count = z.union([
  z.int().nonnegative(),
  z
    .string()
    .trim()
    .regex(/^\d{1,9}$/)
    .transform(Number),
]);
const seconds = z.union([z.int().nonnegative(), z.string().transform(readLength).pipe(z.int())]);
const tags = z.preprocess(
  (value) => (typeof value === "string" ? splitTags(value) : value),
  z.array(text.max(100)).max(50).nullish(),
);

const articleSchema = z.object({
  title: text.max(1_000),
  url: z.url({ protocol: /^https?$/ }).nullish(),
  author: optionalText(500),
  publishedAt: optionalText(80),
  publishedZone: optionalText(64),
  lengthSeconds: seconds.nullish(),
  summary: optionalText(LONGEST_TEXT),
  body: optionalText(LONGEST_TEXT),
  statedCommentCount: count.nullish(),
  tags,
});

const commentSchema = z.object({
  author: text.max(500),
  text: text.max(LONGEST_TEXT),
  createdAt: optionalText(80),
  parent: count.nullish(),
  replies: z.array(z.unknown()).nullish(),
});

type Aliases = Record<string, string>;
/** Shorter and other names for the same, as people and other programs write them. */
const ALIASES: Aliases = {
  date: "publishedAt",
  zone: "publishedZone",
  length: "lengthSeconds",
  content: "body",
};
const COMMENT_ALIASES: Aliases = { date: "createdAt", publishedAt: "createdAt", replyTo: "parent" };

/** The way to a value, from the inside out: a list of steps for each level would grow with its square in deep threads. */
type Place = { within: Place | null; steps: readonly PropertyKey[] };
type PendingComment = { value: unknown; place: Place; parent: number | null };

/** Finds the line on which a value stands, and what stands there. A value that is missing stands where it is missing. */
export type Locate = (path: readonly PropertyKey[]) => { line: number; text: string };

/** What a JSON or Markdown file says, before it is checked. */
export type RawDocument = {
  article: unknown;
  /** Where the article's fields are. */
  articlePath: readonly PropertyKey[];
  comments: unknown;
};

/**
 * Checks what a file says and brings its comments into order: every comment before its replies.
 *
 * An article has `title`, and may have `url`, `author`, `publishedAt` (or `date`) with `publishedZone` (or `zone`), `lengthSeconds`
 * (or `length`), `summary`, `body` (or `content`), `statedCommentCount`, `tags`. A comment has `author` and `text`, and may have
 * `createdAt` (or `date`), and either `replies` within it or `parent` (or `replyTo`), the place in the list, from 0, of the earlier
 * comment it answers. Other fields are left aside.
 * @throws UserError sourceRefused naming the field
 */
export function toSourceDocument({ article, articlePath, comments }: RawDocument, locate: Locate): SourceDocument {
  const fields = check(articleSchema, article, ALIASES, { within: null, steps: articlePath }, locate);
  const list = check(
    z.array(z.unknown()).nullish(),
    comments === "" ? null : comments,
    {},
    { within: null, steps: ["comments"] },
    locate,
  );
  const published = dateOf(fields.publishedAt, fields.publishedZone ?? null, () =>
    locate([...articlePath, writtenName(article, "publishedAt", ALIASES)]),
  );
  return {
    article: {
      url: fields.url ?? null,
      title: fields.title,
      author: fields.author ?? null,
      publishedAt: published?.at ?? null,
      publishedZone: published === null ? null : (fields.publishedZone ?? published.zone),
      lengthSeconds: fields.lengthSeconds ?? null,
      summary: fields.summary ?? null,
      body: fields.body ?? null,
      statedCommentCount: fields.statedCommentCount ?? null,
      tags: fields.tags ?? [],
    },
    comments: flatten(list ?? [], locate),
  };
}

/** A `parent` counts the comments of the outermost list, as written. Without recursion: a thread may be deeper than the stack. */
function flatten(list: readonly unknown[], locate: Locate): ImportedComment[] {
  const comments: ImportedComment[] = [];
  const outermost: number[] = [];
  const pending: PendingComment[] = [];
  const push = (values: readonly unknown[], within: Place | null, name: string, parent: number | null): void => {
    for (const [index, value] of Array.from(values.entries()).reverse()) {
      pending.push({ value, place: { within, steps: [name, index] }, parent });
    }
  };
  push(list, null, "comments", null);
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { value, place } = next;
    const raw = check(commentSchema, value, COMMENT_ALIASES, place, locate);
    const find = (field: string) => locate([...stepsOf(place), writtenName(value, field, COMMENT_ALIASES)]);
    const parent = parentOf(raw.parent ?? null, next, outermost);
    if (parent === undefined) {
      const { line, text } = find("parent");
      throw refuseSource(line, "parentUnknown", text);
    }
    if (place.within === null) outermost.push(comments.length);
    push(raw.replies ?? [], place, "replies", comments.length);
    const createdAt = dateOf(raw.createdAt, null, () => find("createdAt"))?.at ?? null;
    comments.push({ author: raw.author, text: raw.text, createdAt, parent });
  }
  return comments;
}

/** Undefined where a comment answers one that does not stand before it, or stands in another's replies and answers a third. */
function parentOf(
  named: number | null,
  { place, parent }: PendingComment,
  outermost: number[],
): number | null | undefined {
  if (named === null) return parent;
  return place.within === null ? outermost[named] : undefined;
}

function dateOf(
  written: string | null | undefined,
  zone: string | null,
  find: () => ReturnType<Locate>,
): ReadDate | null {
  if (!written) return null;
  const date = readDate(written, zone);
  if (typeof date !== "string") return date;
  const { line, text } = find();
  throw refuseSource(line, date, text);
}

function check<T>(schema: z.ZodType<T>, value: unknown, aliases: Aliases, place: Place, locate: Locate): T {
  const result = schema.safeParse(rename(value, aliases));
  if (result.success) return result.data;
  const [field, ...steps] = result.error.issues[0]?.path ?? [];
  const named = typeof field === "string" ? [writtenName(value, field, aliases)] : field === undefined ? [] : [field];
  const path = [...stepsOf(place), ...named, ...steps];
  const { line, text } = locate(path);
  throw refuseSource(line, "field", text, { field: path.join("."), cause: result.error });
}

function stepsOf(place: Place): PropertyKey[] {
  const levels: (readonly PropertyKey[])[] = [];
  for (let at: Place | null = place; at !== null; at = at.within) levels.push(at.steps);
  return levels.reverse().flat();
}

function splitTags(list: string): string[] {
  return list
    .split(",")
    .map((tag) => tag.trim())
    .filter((tag) => tag !== "");
}

/** Brings fields to the names they should have. An empty value says as much as none. */
function rename(value: unknown, aliases: Aliases): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const present = Object.entries(value).filter(([, field]) => typeof field !== "string" || field.trim() !== "");
  const renamed = present.map(([name, field]) => [aliases[name] ?? name, field] as const);
  return { ...Object.fromEntries(renamed), ...Object.fromEntries(present) };
}

/** What a field is called in the file. */
function writtenName(value: unknown, field: string, aliases: Aliases): string {
  if (typeof value !== "object" || value === null || field in value) return field;
  return Object.keys(aliases).find((alias) => aliases[alias] === field && alias in value) ?? field;
}
