import { findNodeAtLocation, type JSONPath, type Node, parseTree, visit } from "jsonc-parser";
import type { SourceDocument } from "../domain/article.ts";
import { type Locate, type RawDocument, toSourceDocument } from "./document-fields.ts";
import { refuseSource } from "./refuse-source.ts";

/**
 * Reads `{ "article": { "title", … }, "comments": [{ "author", "text", … }] }`, or an article's fields with `comments` among them;
 * `toSourceDocument` says which fields there are.
 * @throws UserError sourceRefused with the line, and the field, that does not fit
 */
export function readJsonPage(source: string): SourceDocument {
  let parsed: unknown;
  try {
    parsed = JSON.parse(source);
  } catch (error) {
    const line = lineOfSyntaxError(source);
    throw refuseSource(line, "jsonInvalid", lineAt(source, line), { cause: error });
  }
  return toSourceDocument(rawDocument(parsed), locateIn(source));
}

function rawDocument(parsed: unknown): RawDocument {
  if (typeof parsed !== "object" || parsed === null) return { article: parsed, articlePath: [], comments: [] };
  const comments = "comments" in parsed ? parsed.comments : [];
  const isNested = "article" in parsed;
  return { article: isNested ? parsed.article : parsed, articlePath: isNested ? ["article"] : [], comments };
}

function lineOfSyntaxError(source: string): number {
  let found: number | undefined;
  const onError = (_code: unknown, _offset: number, _length: number, line: number): void => {
    found ??= line + 1;
  };
  withoutOverflow(() => visit(source, { onError }, { disallowComments: true, allowTrailingComma: false }));
  return found ?? 1;
}

/** The tree with places is made only for a file that is refused. */
function locateIn(source: string): Locate {
  return (path) => {
    const root = withoutOverflow(() => parseTree(source));
    const steps = path.filter((step): step is string | number => typeof step !== "symbol");
    const line = root === undefined ? 1 : lineOfOffset(source, nearestNode(root, steps).offset);
    return { line, text: lineAt(source, line) };
  };
}

/** The value at a path; of one that is missing, what it is missing from. */
function nearestNode(root: Node, path: JSONPath): Node {
  for (let length = path.length; length > 0; length--) {
    const node = findNodeAtLocation(root, path.slice(0, length));
    if (node) return node;
  }
  return root;
}

/** The parser with places calls itself for each level; a file nested deeper than the stack is not worth a place. */
function withoutOverflow<T>(parse: () => T): T | undefined {
  try {
    return parse();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function lineOfOffset(source: string, offset: number): number {
  return source.slice(0, offset).split("\n").length;
}

function lineAt(source: string, line: number): string {
  return source.split("\n")[line - 1] ?? "";
}
