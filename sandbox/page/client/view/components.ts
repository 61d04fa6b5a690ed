import { Fragment, h } from "preact";
import type { ComponentChildren } from "preact";
import type {
  APIMediaGalleryItem,
  APIMessage,
  APIMessageTopLevelComponent,
  APISectionComponent,
  APISelectMenuComponent,
  APIThumbnailComponent,
} from "discord-api-types/v10";
import { PART, WIDE } from "../model/discord.ts";
import { useClient } from "../client.ts";
import { Markdown, Spoiler } from "../text/markdown-view.ts";
import type { View } from "../view.ts";
import { FileCard } from "./attachments.ts";
import { ComponentButton } from "./button.ts";
import { Picture } from "./local-media.ts";
import { SelectMenu } from "./select.ts";

/** The components of a message, the older ones (rows of buttons and selects) and Components V2. */
export function Components({ message }: { message: APIMessage }): View {
  const failure = useClient().session.store.get().failures[message.id];
  return h(
    "div",
    { class: "components" },
    (message.components ?? []).map((part, index) => h(Part, { key: index, part, message })),
    failure ? h("div", { class: "failure", role: "alert" }, failure) : null,
  );
}

function Part({ part, message }: { part: APIMessageTopLevelComponent; message: APIMessage }): View | null {
  switch (part.type) {
    case PART.row:
      return h(
        "div",
        { class: "component-row" },
        part.components.map((item, index) =>
          item.type === PART.button
            ? h(ComponentButton, { key: index, button: item, message })
            : h(MessageSelect, { key: item.custom_id, select: item, message }),
        ),
      );
    case PART.section:
      return h(Section, { section: part, message });
    case PART.text:
      return h(TextDisplay, { text: part.content });
    case PART.gallery:
      return h(
        "div",
        { class: `gallery gallery-${Math.min(part.items.length, 4)}` },
        part.items.map((item, index) => h(GalleryItem, { key: index, item })),
      );
    case PART.file:
      return h(
        HideWhen,
        { isSpoiler: part.spoiler },
        h(FileCard, { name: part.name ?? "file", size: part.size, url: part.file.url }),
      );
    case PART.separator:
      return h("div", {
        class: `separator ${part.spacing === WIDE ? "wide" : ""} ${part.divider === false ? "blank" : ""}`,
        role: part.divider === false ? "presentation" : "separator",
      });
    case PART.container: {
      const color =
        typeof part.accent_color === "number"
          ? { "--accent-edge": `#${part.accent_color.toString(16).padStart(6, "0")}` }
          : {};
      const children = part.components.map((child, index) => h(Part, { key: index, part: child, message }));
      return h(HideWhen, { isSpoiler: part.spoiler }, h("section", { class: "container", style: color }, children));
    }
    default:
      return h("div", { class: "dim" }, "This part cannot be shown here.");
  }
}

function HideWhen(props: { isSpoiler: boolean | undefined; children?: ComponentChildren }): View {
  return props.isSpoiler ? h(Spoiler, { block: true }, props.children) : h(Fragment, null, props.children);
}

function TextDisplay({ text }: { text: string }): View {
  const { directory, jump } = useClient();
  return h(Markdown, { text, directory, onJump: jump });
}

function Section({ section, message }: { section: APISectionComponent; message: APIMessage }): View {
  const { accessory } = section;
  return h(
    "div",
    { class: "section" },
    h(
      "div",
      { class: "section-text" },
      section.components.map((text, index) => h(TextDisplay, { key: index, text: text.content })),
    ),
    h(
      "div",
      { class: "section-accessory" },
      accessory.type === PART.button
        ? h(ComponentButton, { button: accessory, message })
        : h(Thumbnail, { thumbnail: accessory }),
    ),
  );
}

function Thumbnail({ thumbnail }: { thumbnail: APIThumbnailComponent }): View {
  const picture = h(Picture, { class: "thumbnail", url: thumbnail.media.url, alt: thumbnail.description ?? "" });
  return h(HideWhen, { isSpoiler: thumbnail.spoiler }, picture);
}

function GalleryItem({ item }: { item: APIMediaGalleryItem }): View {
  const { url, width, height } = item.media;
  return h(HideWhen, { isSpoiler: item.spoiler }, h(Picture, { url, width, height, alt: item.description ?? "" }));
}

function MessageSelect({ select, message }: { select: APISelectMenuComponent; message: APIMessage }): View | null {
  const { session, actions } = useClient();
  const { world } = session.store.get();
  if (!world) return null;
  return h(SelectMenu, { select, world, onChange: (values) => void actions.select(message, select.custom_id, values) });
}
