import { LineCounter, parseDocument, YAMLParseError } from "yaml";
import type { SourceDocument } from "../domain/article.ts";
import { toSourceDocument } from "./json-page.ts";
import { refuseSource } from "./refuse-source.ts";

const FRONT_MATTER = /^---[ \t]*\n(?<yaml>[\s\S]*?)(?:^|\n)---[ \t]*(?:\n|$)/;
/** A few aliases are a convenience, many are an attack. */
const MOST_ALIASES = 20;

/**
 * Reads Markdown with front matter: `title`, `url`, `author`, `date` (or `publishedAt`), `length` in seconds (or
 * `lengthSeconds`), `summary`, `tags`, `comments`. Without a title there, the first `# heading` is it.
 * @throws UserError sourceRefused
 */
export function readMarkdownPage(source: string): SourceDocument {
  const isOpened = /^---[ \t]*\n/.test(source);
  const match = FRONT_MATTER.exec(source);
  if (isOpened && !match) throw refuseSource(1, "frontMatterOpen", "---");
  const { fields, lineOf } = readFrontMatter(match?.groups?.["yaml"] ?? "");
  const content = source.slice(match?.[0].length ?? 0);
  const heading = /^#[ \t]+(.+?)[ \t]*#*[ \t]*$/m.exec(content);
  const title = fields["title"] ?? heading?.[1];
  const isTitleInBody = fields["title"] === undefined && heading !== null;
  const body = (isTitleInBody ? content.replace(heading[0], "") : content).trim();
  const article = {
    ...fields,
    title,
    publishedAt: dateText(fields["publishedAt"] ?? fields["date"]),
    lengthSeconds: fields["lengthSeconds"] ?? fields["length"],
    tags: typeof fields["tags"] === "string" ? fields["tags"].split(",") : fields["tags"],
    body: body || null,
  };
  return toSourceDocument(article, fields["comments"] ?? [], lineOf);
}

function readFrontMatter(yaml: string): {
  fields: Record<string, unknown>;
  lineOf: (path: readonly PropertyKey[]) => number;
} {
  const counter = new LineCounter();
  // The "core" schema leaves dates as they were written: their zone is kept, and nothing of ours is made from tags.
  const document = parseDocument(yaml, { schema: "core", lineCounter: counter, prettyErrors: false });
  const [problem] = document.errors;
  if (problem) throw invalid(yaml, counter.linePos(problem.pos[0]).line, problem);
  let fields: unknown;
  try {
    fields = document.toJS({ maxAliasCount: MOST_ALIASES }) ?? {};
  } catch (error) {
    throw invalid(yaml, 1, error);
  }
  if (typeof fields !== "object" || fields === null || Array.isArray(fields)) throw invalid(yaml, 1, undefined);
  return { fields: fields as Record<string, unknown>, lineOf: (path) => lineOfNode(document, counter, path) };
}

function invalid(yaml: string, line: number, cause: unknown): Error {
  const known = cause instanceof YAMLParseError ? cause : undefined;
  return refuseSource(line + 1, "frontMatterInvalid", yaml.split("\n")[line - 1] ?? "", known);
}

function lineOfNode(
  document: ReturnType<typeof parseDocument>,
  counter: LineCounter,
  path: readonly PropertyKey[],
): number {
  const node = document.getIn(path, true) as { range?: [number, number, number] } | undefined;
  return node?.range ? counter.linePos(node.range[0]).line + 1 : 1;
}

const dateText = (value: unknown): unknown => (value instanceof Date ? value.toISOString() : value);
