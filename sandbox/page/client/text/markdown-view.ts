import { Fragment, h } from "preact";
import type { ComponentChildren, VNode } from "preact";
import { useState } from "preact/hooks";
import type { View } from "../view.ts";
import type { Directory } from "../model/directory.ts";
import { jumpTarget } from "../model/route.ts";
import type { InlineNode } from "./inline.ts";
import { parseMarkdown } from "./markdown.ts";
import type { BlockNode } from "./markdown.ts";
import { Time } from "./time-view.ts";

type Reader = { directory: Directory; onJump: (hash: string) => void };

const INLINE_TAGS = { strong: "strong", emphasis: "em", underline: "u", strike: "s" } as const;

/** What someone wrote, drawn as elements and text nodes: no text ever becomes HTML. */
export function Markdown(props: Reader & { text: string; suffix?: ComponentChildren }): View {
  const blocks = parseMarkdown(props.text);
  const isOnlyEmoji =
    /^(?:\p{Extended_Pictographic}|\p{Emoji_Component}|\s){1,24}$/u.test(props.text) && !/^[\d\s#*]+$/.test(props.text);
  return h(
    "div",
    { class: isOnlyEmoji ? "markdown jumbo" : "markdown" },
    blocks.map((block) => drawBlock(block, props)),
    props.suffix,
  );
}

function drawBlock(block: BlockNode, reader: Reader): View {
  switch (block.kind) {
    case "paragraph":
      return h("p", null, drawInline(block.children, reader));
    case "heading":
      return h(
        "div",
        { class: `heading heading-${block.level}`, role: "heading", "aria-level": 3 },
        drawInline(block.children, reader),
      );
    case "subtext":
      return h("p", { class: "subtext" }, h("small", null, drawInline(block.children, reader)));
    case "quote":
      return h(
        "blockquote",
        null,
        block.children.map((child) => drawBlock(child, reader)),
      );
    case "codeBlock":
      return h(
        "pre",
        { tabIndex: 0 },
        h("code", block.language ? { "data-language": block.language } : null, block.text),
      );
    default: {
      const items = block.items.map((item) =>
        h(
          "li",
          null,
          item.map((child) => drawBlock(child, reader)),
        ),
      );
      return block.start === null ? h("ul", null, items) : h("ol", { start: block.start }, items);
    }
  }
}

export function drawInline(nodes: readonly InlineNode[], reader: Reader): View[] {
  return nodes.map((node) => drawNode(node, reader));
}

function drawNode(node: InlineNode, reader: Reader): View {
  switch (node.kind) {
    case "text":
      return h(Fragment, null, node.text);
    case "code":
      return h("code", null, node.text);
    case "spoiler":
      return h(Spoiler, null, drawInline(node.children, reader));
    case "link":
      return drawLink(node.url, drawInline(node.children, reader), reader);
    case "user":
      return h("span", { class: "mention" }, `@${reader.directory.userName(node.id)}`);
    case "role":
      return h("span", { class: "mention" }, `@${reader.directory.roleName(node.id)}`);
    case "channel":
      return drawChannel(node.id, reader);
    case "everyone":
    case "command":
      return h("span", { class: "mention" }, node.kind === "command" ? `/${node.name}` : node.text);
    case "time":
      return h(Time, { ms: node.seconds * 1_000, style: node.style });
    case "emoji":
      return h("span", { class: "custom-emoji", title: `:${node.name}:` }, `:${node.name}:`);
    default:
      return h(INLINE_TAGS[node.kind], null, drawInline(node.children, reader));
  }
}

function drawChannel(id: string, reader: Reader): View {
  const hash = reader.directory.channelHash(id);
  const label = `#${reader.directory.channelName(id)}`;
  return hash === null
    ? h("span", { class: "mention" }, label)
    : h("a", { class: "mention", href: hash, onClick: jumpOnClick(hash, reader) }, label);
}

/** A link to one of Discord's own places leads within the page; every other opens beside it. */
export function drawLink(url: string, children: ComponentChildren, reader: Reader): View {
  const hash = jumpTarget(url);
  if (hash === null) return h("a", { href: url, target: "_blank", rel: "noopener noreferrer", title: url }, children);
  const isBare = Array.isArray(children) && children.length === 1 && url === textOf(children[0]);
  return h(
    "a",
    { href: hash, class: isBare ? "mention" : "", onClick: jumpOnClick(hash, reader) },
    isBare ? reader.directory.describePlace(hash) : children,
  );
}

function textOf(child: unknown): unknown {
  return (child as VNode<{ children?: unknown }>).props.children;
}

const jumpOnClick =
  (hash: string, reader: Reader) =>
  (event: MouseEvent): void => {
    event.preventDefault();
    reader.onJump(hash);
  };

export function Spoiler(props: { children?: ComponentChildren; block?: boolean }): View {
  const [isOpen, setOpen] = useState(false);
  const tag = props.block ? "div" : "span";
  if (isOpen) return h(tag, { class: "spoiler open" }, props.children);
  return h(
    "button",
    {
      type: "button",
      class: props.block ? "spoiler block" : "spoiler",
      "aria-label": "Spoiler: show what is hidden",
      onClick: () => setOpen(true),
    },
    h("span", { class: "spoiler-text", "aria-hidden": "true", inert: true }, props.children),
  );
}
