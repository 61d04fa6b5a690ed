import { MediaGalleryBuilder, MediaGalleryItemBuilder } from "@discordjs/builders";
import type { Attachment } from "../../domain/comment.ts";
import { cutAtSentence } from "../../domain/cut-text.ts";
import type { Texts } from "../../i18n/en/index.ts";
import type { FreshFile } from "../../services/ports.ts";
import { escapeLine } from "./escape.ts";
import { type Block, linkButton } from "./view.ts";

/** What every client draws; a picture that is none draws as a broken one, and runs nothing. */
const PICTURE = /^image\/(png|jpeg|gif|webp|avif)$/;
/** Discord's own name for a picture that is covered until it is pressed. */
const SPOILER = /^SPOILER_/;
const BUTTONS_A_ROW = 5;
const NAME_LENGTH = 60;
const LONGEST_LINK = 512;
/** Discord takes 1,024, but all of a message in about 10,000 bytes. */
const ALT_LENGTH = 200;
const TIGHT_ALT_LENGTH = 30;
const TIGHT_LENGTH = 100;

/**
 * What is attached to a comment: pictures, and the other files as links.
 * @param fresh with addresses that work now; what is missing there is gone. Null where Discord could not be asked
 */
export function attachmentBlocks(
  texts: Texts,
  attachments: readonly Attachment[],
  fresh: readonly FreshFile[] | null,
  length: number,
): Block[] {
  if (attachments.length === 0) return [];
  const namesOf = (files: readonly Attachment[]): string =>
    cutAtSentence(files.map((file) => escapeLine(file.name)).join(", "), length).text;
  if (fresh === null) return [`-# ${namesOf(attachments)}`];
  const there = attachments.flatMap(({ id }) => fresh.find((file) => file.id === id) ?? []);
  const gone = attachments.filter(({ id }) => !there.some((file) => file.id === id));
  const pictures = there.filter(({ contentType }) => PICTURE.test(contentType ?? ""));
  const others = there.filter((file) => !pictures.includes(file) && file.url.length <= LONGEST_LINK);
  const blocks: Block[] =
    pictures.length > 0 ? [galleryOf(pictures, length <= TIGHT_LENGTH ? TIGHT_ALT_LENGTH : ALT_LENGTH)] : [];
  for (let start = 0; start < others.length; start += BUTTONS_A_ROW) {
    blocks.push(others.slice(start, start + BUTTONS_A_ROW).map((file) => linkButton(labelOf(texts, file), file.url)));
  }
  if (gone.length > 0) blocks.push(`-# ${texts.comments.attachmentsGone(namesOf(gone))}`);
  return blocks;
}

function galleryOf(pictures: readonly FreshFile[], altLength: number): MediaGalleryBuilder {
  const items = pictures.map(({ url, name, description }) => {
    const item = new MediaGalleryItemBuilder().setURL(url).setSpoiler(SPOILER.test(name));
    return description ? item.setDescription(cutAtSentence(description, altLength).text) : item;
  });
  return new MediaGalleryBuilder().addItems(...items);
}

function labelOf(texts: Texts, { name, size }: FreshFile): string {
  return `${cutAtSentence(name, NAME_LENGTH).text} (${texts.comments.fileSize(size)})`;
}
