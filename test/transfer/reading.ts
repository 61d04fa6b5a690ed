import { UserError } from "#src/errors.ts";
import type { SourceDocument } from "#src/domain/article.ts";
import { readSource } from "#src/transfer/read-source.ts";

const encoder = new TextEncoder();

export function read(text: string, name: string = "page.txt"): SourceDocument {
  return readSource({ name, data: encoder.encode(text) });
}

/** Who said what in a page. */
export function said(text: string): [string, string][] {
  return read(text).comments.map(({ author, text: words }) => [author, words]);
}

/** Why a source is refused; fails where it is read. */
export function refusal(text: string | Uint8Array, name: string = "page.txt"): UserError["context"] {
  try {
    readSource({ name, data: typeof text === "string" ? encoder.encode(text) : text });
  } catch (error) {
    if (error instanceof UserError) return error.context;
    throw error;
  }
  throw new Error(`${name} was read`);
}

/** A page of eight lines before its first comment, which begins on the eighth. */
export function page(comments: string, count = "2 comments"): string {
  return `A title\n\nMarch 11, 2009, 3:16 AM PST | Length: 324\n\nThe body.\n\n${count}\n${comments}`;
}
