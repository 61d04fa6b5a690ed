import { h } from "preact";
import type { APIEmbed } from "discord-api-types/v10";
import { useClient } from "../client.ts";
import { safeUrl } from "../text/inline.ts";
import { Markdown } from "../text/markdown-view.ts";
import { formatMessageTime, formatWhole } from "../text/time.ts";
import type { View } from "../view.ts";
import { Picture } from "./local-media.ts";

export function Embed({ embed }: { embed: APIEmbed }): View {
  const { directory, jump } = useClient();
  const draw = (text: string): View => h(Markdown, { text, directory, onJump: jump });
  const color = embed.color === undefined ? {} : { "--accent-edge": `#${embed.color.toString(16).padStart(6, "0")}` };
  return h(
    "section",
    { class: "embed", style: color, "aria-label": embed.title ?? "Embed" },
    h(
      "div",
      { class: "embed-text" },
      embed.provider?.name ? h("div", { class: "dim" }, embed.provider.name) : null,
      embed.author
        ? h("div", { class: "embed-author" }, h(MaybeLink, { text: embed.author.name, url: embed.author.url }))
        : null,
      embed.title
        ? h(
            "div",
            { class: "embed-title" },
            embed.url ? h(MaybeLink, { text: embed.title, url: embed.url }) : draw(embed.title),
          )
        : null,
      embed.description ? draw(embed.description) : null,
      embed.fields?.length
        ? h(
            "dl",
            { class: "embed-fields" },
            embed.fields.map((field) =>
              h(
                "div",
                { class: field.inline ? "inline" : "" },
                h("dt", null, draw(field.name)),
                h("dd", null, draw(field.value)),
              ),
            ),
          )
        : null,
      embed.image
        ? h(Picture, { url: embed.image.url, alt: "", width: embed.image.width, height: embed.image.height })
        : null,
      h(EmbedFooter, { embed }),
    ),
    embed.thumbnail ? h(Picture, { class: "thumbnail", url: embed.thumbnail.url, alt: "" }) : null,
  );
}

function EmbedFooter({ embed }: { embed: APIEmbed }): View | null {
  const ms = embed.timestamp === undefined ? null : Date.parse(embed.timestamp);
  if (!embed.footer && ms === null) return null;
  return h(
    "footer",
    { class: "embed-footer" },
    embed.footer?.text,
    embed.footer && ms !== null ? " • " : null,
    ms === null
      ? null
      : h("time", { dateTime: embed.timestamp, title: formatWhole(ms) }, formatMessageTime(ms, Date.now())),
  );
}

function MaybeLink(props: { text: string; url: string | undefined }): View {
  const url = props.url === undefined ? null : safeUrl(props.url);
  return url === null
    ? h("span", null, props.text)
    : h("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, props.text);
}
