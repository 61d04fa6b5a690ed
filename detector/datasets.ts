import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import type { TextKind } from "../src/services/detector/text-model.ts";
import { StartupError } from "../src/errors.ts";

/** A labelled comment. */
export type Sample = {
  text: string;
  label: 0 | 1;
  /** The file it is from, by a short name. */
  source: Source;
  /** The video or article it stood under; the source where there is none. */
  group: string;
  /** Left out of everything but the last measurement. */
  isTest: boolean;
  /** Which of the FOLDS it belongs to: whole articles, or stretches of time. */
  fold: number;
};

export const FOLDS = 5;

type Published = {
  file: string;
  kind: TextKind | null;
  test: string | null;
  groupBy: "ds" | "article" | null;
  /** Folds are stretches of time where rows come in their order; where the published split was drawn at random, so are they. */
  order: "time" | "random";
};

/** `kind` is the part of the model that learns a set's spam; sets without one are harmless comments, or a probe. */
export const published = {
  articles: { file: "article-comments-A.jsonl", kind: "articles", test: null, groupBy: "article", order: "random" },
  videos: { file: "tubespam-paper-split.jsonl", kind: "videos", test: "test", groupBy: "ds", order: "time" },
  replies: { file: "janitr-frozen-split.jsonl", kind: "replies", test: "holdout", groupBy: null, order: "random" },
  messages: { file: "sms-paper-split.jsonl", kind: "messages", test: "test", groupBy: null, order: "time" },
  chats: { file: "tg-spam-en.jsonl", kind: "replies", test: null, groupBy: null, order: "random" },
  blog: { file: "ham-blog-comments-A.jsonl", kind: null, test: null, groupBy: null, order: "time" },
  quora: { file: "ham-quora-train.jsonl", kind: null, test: null, groupBy: null, order: "time" },
  irc: { file: "ham-irc-train.jsonl", kind: null, test: null, groupBy: null, order: "time" },
} as const satisfies Record<string, Published>;
export type Source = keyof typeof published;
export const HARMLESS: readonly Source[] = ["blog", "quora", "irc"];

const rowSchema = z.object({
  text: z.string(),
  label: z.union([z.literal(0), z.literal(1)]),
  split: z.string().nullish(),
  ds: z.string().nullish(),
  article: z.string().nullish(),
});

function readLines(file: string): { rows: z.infer<typeof rowSchema>[]; sha256: string } {
  let data: Buffer;
  try {
    data = readFileSync(file);
  } catch (error) {
    throw new StartupError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
  const rows = data
    .toString("utf8")
    .replace(/^\ufeff/, "")
    .split("\n")
    .flatMap((line, at) => (line.trim() === "" ? [] : [readRow(line, `${path.basename(file)}:${at + 1}`)]));
  return { rows: rows.filter((row) => row !== null), sha256: createHash("sha256").update(data).digest("hex") };
}

/** A row without a text is left out; anything else that is no sample ends the program with the line's number. */
function readRow(line: string, at: string): z.infer<typeof rowSchema> | null {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    throw new StartupError(`${at} is no JSON.`, { cause: error });
  }
  if (typeof value === "object" && value !== null && "text" in value && value.text === null) return null;
  const row = rowSchema.safeParse(value);
  if (!row.success) throw new StartupError(`${at} is no { text, label } with label 0 or 1.`);
  return row.data;
}

/** Reads a file of `{ text, label }` lines. Throws a StartupError that names the line, or tells that there is none. */
export function readSamples(file: string): { text: string; label: 0 | 1 }[] {
  const { rows } = readLines(file);
  if (rows.length === 0) throw new StartupError(`${path.basename(file)} has no rows with a text: nothing to evaluate.`);
  return rows;
}

export type DataSet = { samples: Sample[]; files: { file: string; rows: number; spam: number; sha256: string }[] };

/** Reads the published sets from a folder, in an order that is always the same. */
export function readPublished(folder: string): DataSet {
  const samples: Sample[] = [];
  const files: DataSet["files"] = [];
  for (const [source, { file, test, groupBy, order }] of Object.entries(published) as [Source, Published][]) {
    const { rows, sha256 } = readLines(path.join(folder, file));
    files.push({ file, rows: rows.length, spam: rows.filter(({ label }) => label === 1).length, sha256 });
    const groups = rows.map((row) => (groupBy === null ? source : (row[groupBy] ?? source)));
    const folds =
      groupBy === "article"
        ? foldsByGroup(groups)
        : order === "time"
          ? foldsByTime(groups)
          : groups.map((_, at) => at % FOLDS);
    for (const [at, { text, label, split }] of rows.entries())
      samples.push({
        text,
        label,
        source,
        group: groups[at] ?? source,
        isTest: test !== null && split === test,
        fold: folds[at] ?? 0,
      });
  }
  return { samples, files };
}

function foldsByGroup(groups: readonly string[]): number[] {
  const names = [...new Set(groups)].sort();
  return groups.map((group) => names.indexOf(group) % FOLDS);
}

/** Stretches of each group: what was written together stays together. */
function foldsByTime(groups: readonly string[]): number[] {
  const sizes = new Map<string, number>();
  for (const group of groups) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  const seen = new Map<string, number>();
  return groups.map((group) => {
    const at = seen.get(group) ?? 0;
    seen.set(group, at + 1);
    return Math.floor((at * FOLDS) / (sizes.get(group) ?? 1));
  });
}
