import { h } from "preact";
import type { APIMessage } from "discord-api-types/v10";
import { placeOf, useClient } from "../client.ts";
import { emojiKey } from "../model/reactions.ts";
import type { View } from "../view.ts";
import { IconButton } from "./icon.ts";
import { pickReaction } from "./message-menu.ts";

export function Reactions({ message }: { message: APIMessage }): View {
  const client = useClient();
  return h(
    "div",
    { class: "reactions" },
    (message.reactions ?? []).map((reaction) => {
      const name = reaction.emoji.id ? `:${reaction.emoji.name}:` : (reaction.emoji.name ?? "?");
      return h(
        "button",
        {
          key: emojiKey(reaction.emoji),
          type: "button",
          class: "reaction",
          "aria-pressed": reaction.me,
          "aria-label": `${name}, ${reaction.count} ${reaction.count === 1 ? "reaction" : "reactions"}${reaction.me ? ", yours too" : ""}`,
          onClick: () => void client.actions.toggleReaction(message, reaction.emoji),
        },
        h("span", { class: "emoji" }, name),
        h("span", { class: "count" }, reaction.count),
      );
    }),
    h(IconButton, {
      icon: "smile",
      label: "Add a reaction",
      onClick: (event) => pickReaction(client, message, placeOf(event)),
      size: 18,
      class: "add-reaction",
    }),
  );
}
