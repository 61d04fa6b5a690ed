import { ComponentType as C } from "discord-api-types/v10";
import { flatten, numberComponents, type RawComponent } from "./components.ts";
import type { RawEmbed } from "./message.ts";

/** A picture or file that a component or embed names, as Discord describes it; `attachment://name` is one of the message's own. */
export type Unfurl = (url: string) => UnfurledMedia;
export type UnfurledMedia = { id: string; url: string; proxy_url: string; name?: string; size?: number };

type Media = { url: string; id?: string; proxy_url?: string };
type WithMedia = Omit<RawComponent, "items"> & { media?: Media; file?: Media; items?: { media: Media }[] };

const ONE_CHOICE = { min_values: 1, max_values: 1 };
const HIDDEN_NOTHING = { description: null, spoiler: false };
const DEFAULTS: Partial<Record<C, object>> = {
  [C.StringSelect]: ONE_CHOICE,
  [C.UserSelect]: ONE_CHOICE,
  [C.RoleSelect]: ONE_CHOICE,
  [C.MentionableSelect]: ONE_CHOICE,
  [C.ChannelSelect]: ONE_CHOICE,
  [C.Container]: { accent_color: null, spoiler: false },
  [C.Separator]: { spacing: 1, divider: true },
  [C.Thumbnail]: HIDDEN_NOTHING,
  [C.File]: { spoiler: false },
};

/** What Discord writes into components that it keeps: their numbers, what was left out, and what it knows of their media. */
export function completeComponents(components: RawComponent[], unfurl: Unfurl): void {
  numberComponents(components);
  for (const one of flatten(components) as WithMedia[]) {
    Object.assign(one, { ...DEFAULTS[one.type], ...one });
    if (one.media) one.media = completeMedia(one.media, unfurl);
    if (one.items)
      one.items = one.items.map((item) => ({ ...HIDDEN_NOTHING, ...item, media: completeMedia(item.media, unfurl) }));
    if (one.file) {
      const { name = "file", size = 0 } = unfurl(one.file.url);
      Object.assign(one, { name, size, ...one, file: completeMedia(one.file, unfurl) });
    }
  }
}

/** The same for embeds. */
export function completeEmbeds(embeds: readonly RawEmbed[], unfurl: Unfurl): object[] {
  if (embeds.length === 0) return [];
  return structuredClone(embeds).map((embed) => ({
    type: "rich",
    ...embed,
    ...(embed.fields ? { fields: embed.fields.map((field) => ({ inline: false, ...field })) } : {}),
    ...(embed.image ? { image: { ...embed.image, url: unfurl(embed.image.url).url } } : {}),
    ...(embed.thumbnail ? { thumbnail: { ...embed.thumbnail, url: unfurl(embed.thumbnail.url).url } } : {}),
  }));
}

/** What is there already from before an edit keeps its id. */
function completeMedia(media: Media, unfurl: Unfurl): Media {
  if (media.id !== undefined) return media;
  const { id, url, proxy_url } = unfurl(media.url);
  return { id, url, proxy_url };
}
