import {
  ActionRowBuilder,
  ButtonBuilder,
  ContainerBuilder,
  MediaGalleryBuilder,
  SeparatorBuilder,
  StringSelectMenuBuilder,
  TextDisplayBuilder,
} from "@discordjs/builders";
import { type APIMessageTopLevelComponent, ButtonStyle, MessageFlags } from "discord-api-types/v10";

/** The body of a message of ours: Components V2, and nobody is pinged whatever it says. */
export type MessageView = {
  components: APIMessageTopLevelComponent[];
  flags: MessageFlags.IsComponentsV2;
  allowed_mentions: { parse: [] };
  /** Pictures that the view shows by `attachment://name`. Only for answers that nothing follows in their place. */
  files?: { attachment: Buffer; name: string }[];
};

export const ACCENT_COLOUR = 0x2f7d6b;
export const WARNING_COLOUR = 0xb3541e;

/** Parts of a view: a text, a line between (`---`), a row of up to five buttons, a select menu, or pictures. */
export type Block = string | ButtonBuilder[] | StringSelectMenuBuilder | MediaGalleryBuilder;

/** A card with a coloured edge. Texts are Discord Markdown: what people wrote must be escaped before. */
export function card(blocks: Block[], colour: number = ACCENT_COLOUR): MessageView {
  const container = new ContainerBuilder().setAccentColor(colour);
  for (const block of blocks) {
    if (block === "---") container.addSeparatorComponents(new SeparatorBuilder());
    else if (typeof block === "string") container.addTextDisplayComponents(new TextDisplayBuilder().setContent(block));
    else if (block instanceof StringSelectMenuBuilder)
      container.addActionRowComponents(new ActionRowBuilder<StringSelectMenuBuilder>().addComponents(block));
    else if (block instanceof MediaGalleryBuilder) container.addMediaGalleryComponents(block);
    else if (block.length > 0)
      container.addActionRowComponents(new ActionRowBuilder<ButtonBuilder>().addComponents(block));
  }
  return viewOf([container.toJSON()]);
}

/** What Discord takes of text in one message, all components together. */
const MOST_TEXT = 4_000;
/** Users have met refusals above some ten thousand bytes, which texts in Japanese reach before the characters run out. */
const MOST_BYTES = 9_000;

/**
 * The first of several cards whose text Discord takes: for texts that people wrote, which escaping may double.
 * @param lengths what each may take of them, the most first; the last must fit whatever is written
 */
export function fitCard(lengths: readonly number[], build: (length: number) => Block[], colour?: number): MessageView {
  const [length = 0, ...shorter] = lengths;
  const blocks = build(length);
  const size = blocks.reduce((sum, block) => sum + (typeof block === "string" ? block.length : 0), 0);
  const bytes = blocks.reduce((sum, block) => sum + bytesOf(block), 0);
  const isFitting = size <= MOST_TEXT && bytes <= MOST_BYTES;
  return shorter.length === 0 || isFitting ? card(blocks, colour) : fitCard(shorter, build, colour);
}

function bytesOf(block: Block): number {
  if (typeof block === "string") return Buffer.byteLength(block);
  if (block instanceof MediaGalleryBuilder)
    return block.items.reduce((sum, { data }) => sum + Buffer.byteLength(data.description ?? ""), 0);
  if (!(block instanceof StringSelectMenuBuilder)) return 0;
  return block.options.reduce((sum, { data }) => sum + Buffer.byteLength(`${data.label}${data.description ?? ""}`), 0);
}

/** A plain answer of one text. */
export function note(text: string): MessageView {
  return viewOf([new TextDisplayBuilder().setContent(text).toJSON()]);
}

export function viewOf(components: APIMessageTopLevelComponent[]): MessageView {
  return { components, flags: MessageFlags.IsComponentsV2, allowed_mentions: { parse: [] } };
}

/** A button that calls a route: `route:arg:arg`, at most 100 characters. */
export function button(label: string, customId: string, style: ButtonStyle = ButtonStyle.Secondary): ButtonBuilder {
  return new ButtonBuilder().setLabel(label).setCustomId(customId).setStyle(style);
}

/** A menu of at most 25 choices, each of at most 100 characters, that calls a route. */
export function menu(
  customId: string,
  placeholder: string,
  choices: { label: string; value: string; description?: string }[],
): StringSelectMenuBuilder {
  return new StringSelectMenuBuilder().setCustomId(customId).setPlaceholder(placeholder).addOptions(choices);
}

export function linkButton(label: string, url: string): ButtonBuilder {
  return new ButtonBuilder().setLabel(label).setURL(url).setStyle(ButtonStyle.Link);
}
