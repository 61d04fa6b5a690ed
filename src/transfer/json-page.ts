import { z } from "zod";
import type { ImportedComment, SourceDocument } from "../domain/article.ts";
import { readDate } from "./read-date.ts";
import { refuseSource } from "./refuse-source.ts";

const text = z.string().trim().min(1);
const optionalText = text.nullish();

/** A comment, with its answers within it (`replies`) or naming the one it answers by its place in the list (`parent`). */
type RawComment = {
  author: string;
  text: string;
  createdAt?: string | null;
  parent?: number | null;
  replies?: RawComment[];
};

const rawCommentSchema: z.ZodType<RawComment> = z.object({
  author: text,
  text,
  createdAt: optionalText,
  parent: z.int().nonnegative().nullish(),
  get replies(): z.ZodOptional<z.ZodArray<z.ZodType<RawComment>>> {
    return z.array(rawCommentSchema).optional();
  },
}) as z.ZodType<RawComment>;

/** What JSON files and front matter say of an article; `comments` stands beside it. */
export const rawArticleSchema = z.object({
  title: text.max(1_000),
  url: z.url({ protocol: /^https?$/ }).nullish(),
  author: optionalText,
  publishedAt: optionalText,
  lengthSeconds: z.int().nonnegative().nullish(),
  summary: optionalText,
  body: optionalText,
  statedCommentCount: z.int().nonnegative().nullish(),
  tags: z.array(text.max(100)).max(50).nullish(),
});
export type RawArticle = z.infer<typeof rawArticleSchema>;

/** Finds the line on which a field of a refused document stands. */
export type LineOf = (path: readonly PropertyKey[]) => number;

/** `{ "article": { "title", … }, "comments": [{ "author", "text", … }] }`, or the article's fields and `comments` side by side. */
export function readJsonPage(source: string): SourceDocument {
  let parsed: unknown;
  try {
    parsed = JSON.parse(source.replace(/^\uFEFF/, ""));
  } catch (error) {
    const at = Number(
      /position (\d+)/.exec(error instanceof Error ? error.message : "")?.[1] ?? source.trimEnd().length,
    );
    const line = source.slice(0, at).split("\n").length;
    throw refuseSource(line, "jsonInvalid", source.split("\n")[line - 1] ?? "", error);
  }
  const isNested = typeof parsed === "object" && parsed !== null && "article" in parsed;
  const document = (isNested ? parsed : { article: parsed, comments: commentsOf(parsed) }) as {
    article: unknown;
    comments?: unknown;
  };
  return toSourceDocument(document.article, document.comments ?? [], (path) => lineOfKey(source, path));
}

/** Checks what a document says and brings its comments into order. Throws sourceRefused naming the field. */
export function toSourceDocument(article: unknown, comments: unknown, lineOf: LineOf): SourceDocument {
  const fields = check(rawArticleSchema, article, "article", lineOf);
  const list = check(z.array(rawCommentSchema), comments, "comments", lineOf);
  const published = fields.publishedAt ? readDate(fields.publishedAt) : null;
  if (typeof published === "string") throw refuseSource(lineOf(["publishedAt"]), published, fields.publishedAt ?? "");
  return {
    article: {
      url: fields.url ?? null,
      title: fields.title,
      author: fields.author ?? null,
      publishedAt: published?.at ?? null,
      publishedZone: published?.zone ?? null,
      lengthSeconds: fields.lengthSeconds ?? null,
      summary: fields.summary ?? null,
      body: fields.body ?? null,
      statedCommentCount: fields.statedCommentCount ?? null,
      tags: fields.tags ?? [],
    },
    comments: flatten(list, lineOf),
  };
}

/** Every comment before its answers. A `parent` is the place in the list as written. */
function flatten(list: RawComment[], lineOf: LineOf): ImportedComment[] {
  const comments: ImportedComment[] = [];
  const places: number[] = [];
  const add = (raw: RawComment, parent: number | null, path: PropertyKey[]): void => {
    const date = raw.createdAt ? readDate(raw.createdAt) : null;
    if (typeof date === "string") throw refuseSource(lineOf([...path, "createdAt"]), date, raw.createdAt ?? "");
    const place = comments.push({ author: raw.author, text: raw.text, createdAt: date?.at ?? null, parent }) - 1;
    raw.replies?.forEach((reply, index) => add(reply, place, [...path, "replies", index]));
  };
  list.forEach((raw, index) => {
    const parent = raw.parent ?? null;
    const at = parent === null ? null : places[parent];
    if (at === undefined)
      throw refuseSource(lineOf(["comments", index, "parent"]), "parentUnknown", `parent: ${parent}`);
    places.push(comments.length);
    add(raw, at, ["comments", index]);
  });
  return comments;
}

function check<T>(schema: z.ZodType<T>, value: unknown, name: string, lineOf: LineOf): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const path = issue?.path ?? [];
  throw refuseSource(lineOf(name === "article" ? path : [name, ...path]), "field", [name, ...path].join("."));
}

function commentsOf(value: unknown): unknown {
  return typeof value === "object" && value !== null && "comments" in value ? value.comments : [];
}

/** Near enough for a person to find it: the line of the last named key of the path, counted through lists. */
function lineOfKey(source: string, path: readonly PropertyKey[]): number {
  let at = 0;
  for (const [index, step] of path.entries()) {
    if (typeof step !== "string") continue;
    const place = path.slice(0, index).findLast((earlier) => typeof earlier === "number");
    for (let skipped = typeof place === "number" ? place : 0; skipped >= 0; skipped--) {
      const found = source.indexOf(JSON.stringify(step), at + (skipped === (place ?? 0) ? 0 : 1));
      if (found < 0) break;
      at = found;
    }
  }
  return source.slice(0, at).split("\n").length;
}
