import { type Document, isMap, LineCounter, parseDocument } from "yaml";
import type { SourceDocument } from "../domain/article.ts";
import { type Locate, toSourceDocument } from "./document-fields.ts";
import { isBlank } from "./paragraphs.ts";
import { refuseSource } from "./refuse-source.ts";

/** A few aliases are a convenience, many are an attack. */
const MOST_ALIASES = 20;
const OPENING = /^---\s*$/;
const CLOSING = /^(?:---|\.\.\.)\s*$/;
const FENCE = /^ {0,3}(```|~~~)/;

/**
 * Reads Markdown, with front matter in YAML or without; `toSourceDocument` says which fields there are, and what follows is the
 * body. Without a title there, the first `# heading` is it; a heading that repeats the title is left out of the body.
 * @throws UserError sourceRefused with the line, and the field, that does not fit
 */
export function readMarkdownPage(source: string): SourceDocument {
  const lines = source.split("\n");
  const end = OPENING.test(lines[0] ?? "") ? lines.findIndex((line, at) => at > 0 && CLOSING.test(line)) : 0;
  if (end < 0) throw refuseSource(1, "frontMatterOpen", lines[0] ?? "");
  const { fields, locate } = readFrontMatter(lines.slice(1, end));
  const content = lines.slice(end === 0 ? 0 : end + 1);
  const { title, headingAt } = findTitle(fields["title"], content);
  if (title === undefined) throw refuseSource(1, "titleMissing", lines[0] ?? "");
  const body = content.filter((_, at) => at !== headingAt).join("\n");
  const isBodyNamed = body.trim() === "" && "body" in fields;
  const article = { ...fields, title, ...(isBodyNamed ? {} : { body }) };
  return toSourceDocument({ article, articlePath: [], comments: fields["comments"] }, locate);
}

function findTitle(named: unknown, content: readonly string[]): { title: unknown; headingAt: number | null } {
  const headingAt = firstHeading(content);
  const heading = headingAt === null ? undefined : headingText(content[headingAt] ?? "");
  if (named === undefined || named === "") return { title: heading, headingAt };
  return { title: named, headingAt: heading === named ? headingAt : null };
}

/** The first `# heading` that is not within a code block. */
function firstHeading(content: readonly string[]): number | null {
  let fence: string | null = null;
  for (const [at, line] of content.entries()) {
    const mark = FENCE.exec(line)?.[1] ?? null;
    if (mark !== null && (fence === null || fence === mark)) fence = fence === null ? mark : null;
    else if (fence === null && /^#[ \t]/.test(line) && headingText(line) !== "") return at;
  }
  return null;
}

function headingText(line: string): string {
  const words = line.slice(1).trim().split(/[ \t]/);
  // Closing marks, as in `# Title #`, are none of it.
  return (/^#+$/.test(words.at(-1) ?? "") ? words.slice(0, -1) : words).join(" ").trim();
}

function readFrontMatter(lines: readonly string[]): { fields: Record<string, unknown>; locate: Locate } {
  const source = lines.join("\n");
  if (lines.every(isBlank)) return { fields: {}, locate: () => ({ line: 1, text: "" }) };
  const counter = new LineCounter();
  // With "failsafe" each value stays the text it was written as: titles such as 1984, zones of dates; tags make nothing of ours.
  const document = parseDocument(source, { schema: "failsafe", lineCounter: counter, prettyErrors: false });
  const invalid = (offset: number, cause?: unknown): Error => {
    const { line } = counter.linePos(offset);
    return refuseSource(line + 1, "frontMatterInvalid", lines[line - 1] ?? "", { cause });
  };
  const [problem] = document.errors;
  if (problem) throw invalid(problem.pos[0], problem);
  if (!isMap(document.contents)) throw invalid(0);
  try {
    const fields = document.toJS({ maxAliasCount: MOST_ALIASES }) as Record<string, unknown>;
    return { fields, locate: locateIn(document, counter, lines) };
  } catch (error) {
    // Thrown for too many aliases, and for one without an anchor.
    if (error instanceof ReferenceError) throw invalid(0, error);
    throw error;
  }
}

function locateIn(document: Document, counter: LineCounter, lines: readonly string[]): Locate {
  return (path) => {
    for (let length = path.length; length > 0; length--) {
      const node = document.getIn(path.slice(0, length), true) as { range?: [number, number, number] } | undefined;
      if (!node?.range) continue;
      const { line } = counter.linePos(node.range[0]);
      return { line: line + 1, text: lines[line - 1] ?? "" };
    }
    return { line: 1, text: "---" };
  };
}
