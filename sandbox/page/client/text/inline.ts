/** What stands within a line of a message. */
export type InlineNode =
  | { kind: "text"; text: string }
  | { kind: "code"; text: string }
  | { kind: "strong" | "emphasis" | "underline" | "strike" | "spoiler"; children: InlineNode[] }
  | { kind: "link"; url: string; children: InlineNode[] }
  | { kind: "user" | "channel" | "role"; id: string }
  | { kind: "everyone"; text: string }
  | { kind: "command"; name: string }
  | { kind: "time"; seconds: number; style: string }
  | { kind: "emoji"; name: string; id: string };

type Rule = {
  /** The character a match begins with: most places are ruled out by it at once. */
  begins: string;
  pattern: RegExp;
  /** Null turns the match down. */
  make(match: RegExpExecArray, depth: number, before: string): InlineNode | null;
};

const MAX_DEPTH = 12;
const WORD = /[\p{L}\p{N}_]/u;

/** A link leads to the web or nowhere: `javascript:`, `data:` and the like stay text. */
export function safeUrl(text: string): string | null {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return null;
  return new URL(text).href;
}

const wrap =
  (kind: "strong" | "emphasis" | "underline" | "strike" | "spoiler") =>
  (match: RegExpExecArray, depth: number): InlineNode => ({
    kind,
    children: parseInline(match[1] ?? "", depth + 1),
  });

const RULES: readonly Rule[] = [
  { begins: "\\", pattern: /\\([^\p{L}\p{N}\s])/uy, make: (m) => ({ kind: "text", text: m[1] ?? "" }) },
  {
    begins: "`",
    pattern: /(`+)(?!`)([\s\S]*?[^`])\1(?!`)/y,
    make: (m) => ({ kind: "code", text: (m[2] ?? "").trim() || (m[2] ?? "") }),
  },
  {
    begins: "[",
    pattern:
      /\[((?:\\.|[^[\]\\]|\[[^[\]]*\])+)\]\(\s*<?([^\s()<>]+(?:\([^\s()<>]*\)[^\s()<>]*)*)>?(?:\s+"[^"]*")?\s*\)/y,
    make: maskedLink,
  },
  { begins: "<", pattern: /<(https?:\/\/[^\s>]+)>/iy, make: (m) => plainLink(m[1] ?? "") },
  { begins: "<", pattern: /<@!?(\d{1,20})>/y, make: (m) => ({ kind: "user", id: m[1] ?? "" }) },
  { begins: "<", pattern: /<@&(\d{1,20})>/y, make: (m) => ({ kind: "role", id: m[1] ?? "" }) },
  { begins: "<", pattern: /<#(\d{1,20})>/y, make: (m) => ({ kind: "channel", id: m[1] ?? "" }) },
  { begins: "<", pattern: /<\/([^:<>\n]{1,100}):\d{1,20}>/y, make: (m) => ({ kind: "command", name: m[1] ?? "" }) },
  {
    begins: "<",
    pattern: /<a?:(\w{2,32}):(\d{1,20})>/y,
    make: (m) => ({ kind: "emoji", name: m[1] ?? "", id: m[2] ?? "" }),
  },
  {
    begins: "<",
    pattern: /<t:(-?\d{1,13})(?::([tTdDfFR]))?>/y,
    make: (m) => ({ kind: "time", seconds: Number(m[1]), style: m[2] ?? "f" }),
  },
  { begins: "@", pattern: /@(?:everyone|here)\b/y, make: (m) => ({ kind: "everyone", text: m[0] }) },
  {
    begins: "h",
    pattern: /https?:\/\/(?:\([^\s<()]*\)|[^\s<()])*(?:\([^\s<()]*\)|[^\s<.,:;"'()\]!?*_~|])/iy,
    make: (m) => plainLink(m[0]),
  },
  { begins: "*", pattern: /\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)/y, make: wrap("strong") },
  { begins: "_", pattern: /__((?:\\[\s\S]|[^\\])+?)__(?!_)/y, make: wrap("underline") },
  { begins: "*", pattern: /\*(?![\s*])((?:\*\*|\\[\s\S]|[^\\*])+?)(?<!\s)\*(?!\*)/y, make: wrap("emphasis") },
  {
    begins: "_",
    pattern: /_((?:__|\\[\s\S]|[^\\_])+?)_(?![\p{L}\p{N}_])/uy,
    make: (m, depth, before) => (WORD.test(before) ? null : wrap("emphasis")(m, depth)),
  },
  { begins: "~", pattern: /~~((?:\\[\s\S]|[^\\])+?)~~(?!~)/y, make: wrap("strike") },
  { begins: "|", pattern: /\|\|((?:\\[\s\S]|[^\\])+?)\|\|/y, make: wrap("spoiler") },
];

function plainLink(text: string): InlineNode | null {
  const url = safeUrl(text);
  return url === null ? null : { kind: "link", url, children: [{ kind: "text", text }] };
}

function maskedLink(match: RegExpExecArray, depth: number): InlineNode | null {
  const url = safeUrl(match[2] ?? "");
  return url === null ? null : { kind: "link", url, children: parseInline(match[1] ?? "", depth + 1) };
}

export function parseInline(source: string, depth = 0): InlineNode[] {
  if (depth > MAX_DEPTH) return [{ kind: "text", text: source }];
  const nodes: InlineNode[] = [];
  let text = "";
  let at = 0;
  while (at < source.length) {
    const found = matchRule(source, at, depth);
    if (!found) {
      text += source[at];
      at += 1;
      continue;
    }
    if (found.node.kind === "text") text += found.node.text;
    else {
      if (text !== "") nodes.push({ kind: "text", text });
      text = "";
      nodes.push(found.node);
    }
    at = found.end;
  }
  if (text !== "") nodes.push({ kind: "text", text });
  return nodes;
}

function matchRule(source: string, at: number, depth: number): { node: InlineNode; end: number } | null {
  for (const rule of RULES) {
    if (source[at] !== rule.begins) continue;
    rule.pattern.lastIndex = at;
    const match = rule.pattern.exec(source);
    const node = match && rule.make(match, depth, source[at - 1] ?? "");
    if (match && node) return { node, end: at + match[0].length };
  }
  return null;
}

/** The words without their marks, for a line of preview. */
export function plainText(nodes: readonly InlineNode[]): string {
  return nodes
    .map((node) => ("children" in node ? plainText(node.children) : "text" in node ? node.text : ""))
    .join("");
}
