import { h } from "preact";
import type { APIMessage } from "discord-api-types/v10";
import { COMMAND_INTERACTION, MESSAGE } from "../model/discord.ts";
import { useClient } from "../client.ts";
import { parseInline, plainText } from "../text/inline.ts";
import type { View } from "../view.ts";
import { Avatar } from "./avatar.ts";
import { Icon } from "./icon.ts";

const PREVIEW_CHARACTERS = 200;

/** The line above a message: what it answers, or which command it is the answer to. */
export function Reference({ message }: { message: APIMessage }): View | null {
  if (message.type === MESSAGE.reply) return h(ReplyLine, { message });
  return message.interaction_metadata ? h(CommandLine, { message }) : null;
}

function ReplyLine({ message }: { message: APIMessage }): View {
  const { directory, jump } = useClient();
  const original = message.referenced_message;
  if (!original) {
    return h(
      "div",
      { class: "reference dim" },
      h(Icon, { name: "reply", size: 16 }),
      h("i", null, "Original message was deleted"),
    );
  }
  const hash = directory.channelHash(original.channel_id, original.id);
  const name = directory.authorName(original);
  return h(
    "button",
    {
      type: "button",
      class: "reference",
      onClick: () => {
        if (hash !== null) jump(hash);
      },
    },
    h(Avatar, { name, isApp: Boolean(original.author.bot), size: 16 }),
    h("span", { class: "visually-hidden" }, "Reply to"),
    h("b", null, name),
    h("span", { class: "reference-text" }, preview(original)),
  );
}

/** One line of what a message says. */
export function preview(message: APIMessage): string {
  const text = plainText(parseInline(message.content.replaceAll(/\s+/g, " ").slice(0, PREVIEW_CHARACTERS)));
  if (text !== "") return text;
  if (message.attachments.length > 0) return "Attachment";
  return message.embeds[0]?.title ?? "Click to see the message";
}

function CommandLine({ message }: { message: APIMessage }): View | null {
  const { directory } = useClient();
  const { interaction_metadata: used, interaction } = message;
  if (!used || used.type !== COMMAND_INTERACTION) return null;
  const name = directory.userName(used.user.id);
  const isSlash = message.type === MESSAGE.slashAnswer;
  const command = interaction?.name ? `${isSlash ? "/" : ""}${interaction.name}` : "a command";
  return h(
    "div",
    { class: "reference" },
    h(Avatar, { name, size: 16 }),
    h("b", null, name),
    h("span", null, "used ", h("span", { class: "mention" }, command)),
  );
}
