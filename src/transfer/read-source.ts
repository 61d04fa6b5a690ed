import { z } from "zod";
import { articleFieldsSchema, importedCommentSchema, type SourceDocument } from "../domain/article.ts";
import { readJsonPage } from "./json-page.ts";
import { readMarkdownPage } from "./markdown-page.ts";
import { refuseSource } from "./refuse-source.ts";
import { readTextPage } from "./text-page.ts";

const LARGEST_BYTES = 8 * 1_048_576;
const documentSchema = z.object({ article: articleFieldsSchema, comments: z.array(importedCommentSchema) });

/**
 * Reads an article, and the comments that stand under it, from a file: JSON, Markdown with front matter, or a page saved as text;
 * known by the ending of its name, else by how it begins. UTF-8, or UTF-16 with a byte-order mark; any line ends.
 * @throws UserError sourceRefused with the line that does not fit
 */
export function readSource({ name, data }: { name: string; data: Uint8Array }): SourceDocument {
  if (data.byteLength > LARGEST_BYTES) throw refuseSource(1, "tooLarge", name);
  const text = decode(data).replace(/\r\n?/g, "\n");
  if (text.trim() === "") throw refuseSource(1, "empty", "");
  const document = readText(name, text);
  // All else was checked with its line; what is left is a text beyond what a record may hold.
  const result = documentSchema.safeParse(document);
  if (!result.success) throw refuseSource(1, "tooLarge", name, { cause: result.error });
  return document;
}

function readText(name: string, text: string): SourceDocument {
  const ending = /\.(?<ending>json|md|markdown|txt)$/i.exec(name)?.groups?.["ending"]?.toLowerCase();
  if (ending === "json" || (ending === undefined && /^\s*\{/.test(text))) return readJsonPage(text);
  if (ending === "md" || ending === "markdown" || /^---[ \t]*\n/.test(text)) return readMarkdownPage(text);
  return readTextPage(text.split("\n"));
}

function decode(data: Uint8Array): string {
  const encoding =
    data[0] === 0xff && data[1] === 0xfe ? "utf-16le" : data[0] === 0xfe && data[1] === 0xff ? "utf-16be" : "utf-8";
  const refuseAt = (text: string, index: number, cause?: unknown): Error =>
    refuseSource(text.slice(0, Math.max(index, 0)).split(/\r\n?|\n/).length, "encoding", "", { cause });
  let text: string;
  try {
    text = new TextDecoder(encoding, { fatal: true }).decode(data);
  } catch (error) {
    const lenient = new TextDecoder(encoding).decode(data);
    throw refuseAt(lenient, lenient.indexOf("\uFFFD"), error);
  }
  if (text.includes("\0")) throw refuseAt(text, text.indexOf("\0"));
  return text;
}
