import type { SourceDocument } from "../domain/article.ts";
import { readJsonPage } from "./json-page.ts";
import { readMarkdownPage } from "./markdown-page.ts";
import { refuseSource } from "./refuse-source.ts";
import { readTextPage } from "./text-page.ts";

const LARGEST_BYTES = 8 * 1_048_576;

/**
 * Reads an article, and the comments that stand under it, from a file: JSON, Markdown with front matter, or a page saved as text;
 * known by the ending of its name, else by how it begins.
 * @throws UserError sourceRefused with the line that does not fit
 */
export function readSource({ name, data }: { name: string; data: Uint8Array }): SourceDocument {
  if (data.byteLength > LARGEST_BYTES) throw refuseSource(1, "tooLarge", name);
  const text = decode(data).replace(/\r\n?|\u2028|\u2029|\u0085/g, "\n");
  if (text.trim() === "") throw refuseSource(1, "empty", "");
  if (/\.json$/i.test(name) || /^\s*\{\s*"/.test(text)) return readJsonPage(text);
  if (/\.(md|markdown)$/i.test(name) || /^---\s*\n/.test(text)) return readMarkdownPage(text);
  return readTextPage(text.split("\n"));
}

function decode(data: Uint8Array): string {
  const encoding =
    data[0] === 0xff && data[1] === 0xfe ? "utf-16le" : data[0] === 0xfe && data[1] === 0xff ? "utf-16be" : "utf-8";
  const text = new TextDecoder(encoding).decode(data);
  const broken = /[\0\uFFFD]/.exec(text);
  // A replacement character may stand in the text itself; only bytes that are none of it are an error.
  if (broken && (broken[0] === "\0" || !isValid(data, encoding))) {
    const line = text.slice(0, broken.index).split(/\r\n?|\n/).length;
    throw refuseSource(line, "encoding", "");
  }
  return text;
}

function isValid(data: Uint8Array, encoding: string): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(data);
    return true;
  } catch {
    return false;
  }
}
