import { MessageFlags } from "discord-api-types/v10";
import { refuse } from "../refusal.ts";
import { checkComponents, type RawComponent } from "./components.ts";
import { openForm, type Form } from "./form.ts";
import { checkUrl } from "./urls.ts";

export type RawEmbed = {
  title?: string;
  description?: string;
  fields?: { name: string; value: string }[];
  url?: string;
  footer?: { text: string; icon_url?: string };
  author?: { name: string; url?: string; icon_url?: string };
  image?: { url: string };
  thumbnail?: { url: string };
};

/** A message's body as it comes in. */
export type RawMessage = {
  content?: string | null;
  embeds?: RawEmbed[] | null;
  components?: RawComponent[] | null;
  flags?: number | null;
  attachments?: { id: string | number; filename?: string; description?: string | null }[] | null;
  allowed_mentions?: { parse?: string[]; users?: string[]; roles?: string[]; replied_user?: boolean } | null;
  message_reference?: { message_id?: string; channel_id?: string; fail_if_not_exists?: boolean; type?: number } | null;
  nonce?: string | number;
  enforce_nonce?: boolean;
  tts?: boolean;
  poll?: unknown;
  sticker_ids?: string[];
};

/** Checks a message against Discord's limits. Throws 50035 or 50006. */
export function checkMessage(body: RawMessage, { hasFiles }: { hasFiles: boolean }): void {
  const form = openForm();
  const flags = body.flags ?? 0;
  form.length("content", body.content, 0, 2_000);
  form.count("embeds", body.embeds, 0, 10);
  body.embeds?.forEach((embed, index) => checkEmbed(form, `embeds.${index}`, embed));
  const total = (body.embeds ?? []).reduce((sum, embed) => sum + embedSize(embed), 0);
  if (total > 6_000) form.fail("embeds", "MAX_EMBED_SIZE_EXCEEDED", "Embed size exceeds maximum size of 6000");
  if ((flags & MessageFlags.IsComponentsV2) !== 0) {
    const message =
      "The 'content', 'embeds', 'poll' and 'sticker' fields cannot be used when using MessageFlags.IS_COMPONENTS_V2";
    if (body.content) form.fail("content", "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", message);
    if (body.embeds?.length) form.fail("embeds", "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", message);
  }
  checkComponents(form, body.components ?? [], flags);
  checkMentions(form, body.allowed_mentions ?? {});
  body.attachments?.forEach(({ description }, index) =>
    form.length(`attachments.${index}.description`, description, 0, 1_024),
  );
  if (String(body.nonce ?? "").length > 25)
    form.fail("nonce", "NONCE_TYPE_TOO_LONG", "Nonce must be 25 or fewer in length.");
  form.close();
  const isEmpty =
    !body.content?.trim() &&
    !body.embeds?.length &&
    !body.components?.length &&
    !body.sticker_ids?.length &&
    !body.poll;
  if (isEmpty && !hasFiles) throw refuse("emptyMessage");
}

/** Whom a message may ping is said by kind or by name. */
function checkMentions(form: Form, { parse, users, roles }: NonNullable<RawMessage["allowed_mentions"]>): void {
  form.count("allowed_mentions.users", users, 0, 100);
  form.count("allowed_mentions.roles", roles, 0, 100);
  const isTwice = (parse?.includes("users") && users?.length) || (parse?.includes("roles") && roles?.length);
  if (isTwice)
    form.fail(
      "allowed_mentions",
      "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
      "parse and the list of ids are mutually exclusive.",
    );
}

function checkEmbed(form: Form, path: string, embed: RawEmbed): void {
  form.length(`${path}.title`, embed.title, 0, 256);
  form.length(`${path}.description`, embed.description, 0, 4_096);
  form.length(`${path}.footer.text`, embed.footer?.text, 0, 2_048);
  form.length(`${path}.author.name`, embed.author?.name, 0, 256);
  const { url, footer, author, image, thumbnail } = embed;
  for (const [at, link] of Object.entries({ url, "author.url": author?.url }))
    if (link) checkUrl(form, `${path}.${at}`, link);
  const pictures = {
    "image.url": image?.url,
    "thumbnail.url": thumbnail?.url,
    "footer.icon_url": footer?.icon_url,
    "author.icon_url": author?.icon_url,
  };
  for (const [at, link] of Object.entries(pictures)) if (link) checkUrl(form, `${path}.${at}`, link, ["attachment:"]);
  if (embedSize(embed) === 0 && !image && !thumbnail)
    form.fail(`${path}.description`, "BASE_TYPE_REQUIRED", "This field is required");
  form.count(`${path}.fields`, embed.fields, 0, 25);
  embed.fields?.forEach((field, index) => {
    form.length(`${path}.fields.${index}.name`, field.name, 1, 256);
    form.length(`${path}.fields.${index}.value`, field.value, 1, 1_024);
  });
}

function embedSize({ title, description, footer, author, fields }: RawEmbed): number {
  const texts = [
    title,
    description,
    footer?.text,
    author?.name,
    ...(fields ?? []).flatMap(({ name, value }) => [name, value]),
  ];
  return texts.reduce((sum, text) => sum + Array.from(text ?? "").length, 0);
}
