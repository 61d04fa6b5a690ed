import { h } from "preact";
import type { APIMessage } from "discord-api-types/v10";
import { placeOf, useClient } from "../client.ts";
import { FLAG } from "../model/discord.ts";
import { hasFlag } from "../model/world.ts";
import type { View } from "../view.ts";
import { IconButton } from "./icon.ts";
import { editMessage, openMessageMenu, pickReaction, replyTo } from "./message-menu.ts";
import { isSystemMessage } from "./system-message.ts";

/** The small bar that appears on a message under the pointer or with the keyboard's focus in it. */
export function MessageTools({ message }: { message: APIMessage }): View | null {
  const client = useClient();
  if (hasFlag(message, FLAG.ephemeral)) return null;
  const isPlain = !isSystemMessage(message);
  const isMine = message.author.id === client.session.store.get().person.id;
  return h(
    "div",
    { class: "message-tools", role: "group", "aria-label": "Message actions" },
    isPlain
      ? h(IconButton, {
          icon: "smile",
          label: "React",
          onClick: (event) => pickReaction(client, message, placeOf(event)),
        })
      : null,
    isPlain && isMine
      ? h(IconButton, { icon: "pencil", label: "Edit", onClick: () => editMessage(client, message) })
      : null,
    isPlain ? h(IconButton, { icon: "reply", label: "Reply", onClick: () => replyTo(client, message) }) : null,
    h(IconButton, {
      icon: "more",
      label: "More",
      onClick: (event) => openMessageMenu(client, message, placeOf(event)),
    }),
  );
}
