import { h } from "preact";
import type { APIAttachment } from "discord-api-types/v10";
import { Spoiler } from "../text/markdown-view.ts";
import type { View } from "../view.ts";
import { Icon } from "./icon.ts";
import { localPath, Picture } from "./local-media.ts";

const SHOWN = /^image\/(?:png|jpeg|gif|webp|avif)\b/;

export function Attachments(props: { attachments: readonly APIAttachment[] }): View {
  return h(
    "div",
    { class: "attachments" },
    props.attachments.map((attachment) => h(Attachment, { key: attachment.id, attachment })),
  );
}

function Attachment({ attachment }: { attachment: APIAttachment }): View {
  const { url, width, height, description } = attachment;
  const isPicture = SHOWN.test(attachment.content_type ?? "");
  const view = isPicture
    ? h(Picture, { url, alt: description ?? attachment.filename, width, height })
    : h(FileCard, { name: attachment.filename, size: attachment.size, url });
  return attachment.filename.startsWith("SPOILER_") ? h(Spoiler, { block: true }, view) : view;
}

export function FileCard(props: { name: string; size?: number | undefined; url: string }): View {
  const path = localPath(props.url);
  return h(
    "div",
    { class: "file-card" },
    h(Icon, { name: "file", size: 28 }),
    h(
      "div",
      null,
      path === null
        ? h("span", null, props.name)
        : h("a", { href: path, download: props.name, rel: "noopener noreferrer" }, props.name),
      props.size === undefined ? null : h("div", { class: "dim" }, formatSize(props.size)),
    ),
  );
}

export function formatSize(bytes: number): string {
  if (bytes < 1_000) return `${bytes} bytes`;
  return bytes < 1_000_000 ? `${(bytes / 1_000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
