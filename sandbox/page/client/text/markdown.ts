import { parseInline } from "./inline.ts";
import type { InlineNode } from "./inline.ts";

/** Discord's dialect of Markdown as a tree. Nothing in it is HTML: the view makes elements and text nodes of it. */
export type BlockNode =
  | { kind: "paragraph"; children: InlineNode[] }
  | { kind: "heading"; level: 1 | 2 | 3; children: InlineNode[] }
  | { kind: "subtext"; children: InlineNode[] }
  | { kind: "quote"; children: BlockNode[] }
  | { kind: "codeBlock"; language: string; text: string }
  | { kind: "list"; start: number | null; items: BlockNode[][] };

const MAX_DEPTH = 8;

const FENCE = "```";
const FENCE_LANGUAGE = /^([\w+#.-]+)\n/;
const REST_QUOTE = />>> ([\s\S]*)/y;
const QUOTE = /(?:> [^\n]*(?:\n|$)|>(?:\n|$))+/y;
const HEADING = /(#{1,3}) +([^\n]*\S[^\n]*)(?:\n|$)/y;
const SUBTEXT = /-# +([^\n]*\S[^\n]*)(?:\n|$)/y;
const LIST = /(?: *(?:[-*]|\d{1,9}\.) +\S[^\n]*(?:\n|$))(?:(?: *(?:[-*]|\d{1,9}\.) +\S| {2,}\S)[^\n]*(?:\n|$))*/y;
const LIST_ITEM = /^( *)(?:[-*]|(\d{1,9})\.) +(.*)$/;

export function parseMarkdown(source: string): BlockNode[] {
  return parseBlocks(source.replaceAll("\r\n", "\n"), 0);
}

function parseBlocks(source: string, depth: number): BlockNode[] {
  const blocks: BlockNode[] = [];
  let at = 0;
  let paragraph = "";
  const flush = (): void => {
    if (paragraph !== "") blocks.push({ kind: "paragraph", children: parseInline(paragraph.replace(/\n$/, "")) });
    paragraph = "";
  };
  while (at < source.length) {
    const atLineStart = at === 0 || source[at - 1] === "\n";
    const found = (atLineStart ? readLineBlock(source, at, depth) : null) ?? readFence(source, at);
    if (found) {
      flush();
      blocks.push(found.block);
      at = found.end;
    } else {
      const end = endOfRun(source, at);
      paragraph += source.slice(at, end);
      at = end;
    }
  }
  flush();
  return blocks;
}

type Found = { block: BlockNode; end: number };

function matchAt(pattern: RegExp, source: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(source);
}

function readFence(source: string, at: number): Found | null {
  const from = at + FENCE.length;
  const close = source.startsWith(FENCE, at) ? source.indexOf(FENCE, from) : -1;
  if (close === -1) return null;
  const body = source.slice(from, close);
  if (body.trim() === "") return null;
  const language = FENCE_LANGUAGE.exec(body)?.[1] ?? "";
  const text = (language === "" ? body : body.slice(language.length)).replace(/^\n+/, "").trimEnd();
  const end = close + FENCE.length;
  return { block: { kind: "codeBlock", language, text }, end: source[end] === "\n" ? end + 1 : end };
}

function readLineBlock(source: string, at: number, depth: number): Found | null {
  const heading = matchAt(HEADING, source, at);
  if (heading) {
    const level = (heading[1]?.length ?? 1) as 1 | 2 | 3;
    return { block: { kind: "heading", level, children: parseInline(heading[2] ?? "") }, end: at + heading[0].length };
  }
  const subtext = matchAt(SUBTEXT, source, at);
  if (subtext) {
    return { block: { kind: "subtext", children: parseInline(subtext[1] ?? "") }, end: at + subtext[0].length };
  }
  return depth < MAX_DEPTH ? (readQuote(source, at, depth) ?? readList(source, at, depth)) : null;
}

function readQuote(source: string, at: number, depth: number): Found | null {
  const rest = matchAt(REST_QUOTE, source, at);
  if (rest) return { block: { kind: "quote", children: parseBlocks(rest[1] ?? "", depth + 1) }, end: source.length };
  const lines = matchAt(QUOTE, source, at);
  if (!lines) return null;
  const inner = lines[0].replaceAll(/^> ?/gm, "").replace(/\n$/, "");
  return { block: { kind: "quote", children: parseBlocks(inner, depth + 1) }, end: at + lines[0].length };
}

function readList(source: string, at: number, depth: number): Found | null {
  const match = matchAt(LIST, source, at);
  const first = match && LIST_ITEM.exec(match[0].split("\n")[0] ?? "");
  if (!match || !first) return null;
  const indent = first[1]?.length ?? 0;
  const items: string[][] = [];
  for (const line of match[0].replace(/\n$/, "").split("\n")) {
    const item = LIST_ITEM.exec(line);
    if (item && (item[1]?.length ?? 0) <= indent) items.push([item[3] ?? ""]);
    else items.at(-1)?.push(line.slice(indent + 2));
  }
  const block: BlockNode = {
    kind: "list",
    start: first[2] === undefined ? null : Number(first[2]),
    items: items.map((lines) => parseBlocks(lines.join("\n"), depth + 1)),
  };
  return { block, end: at + match[0].length };
}

/** Plain text runs to the end of its line, or to a code fence within it. */
function endOfRun(source: string, at: number): number {
  const newline = source.indexOf("\n", at);
  const lineEnd = newline === -1 ? source.length : newline + 1;
  const fence = source.indexOf(FENCE, at + 1);
  return fence !== -1 && fence < lineEnd ? fence : lineEnd;
}
