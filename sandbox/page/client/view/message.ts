import { h } from "preact";
import type { APIMessage, APIThreadChannel } from "discord-api-types/v10";
import { placeOf, useClient } from "../client.ts";
import { FLAG } from "../model/discord.ts";
import { hasFlag } from "../model/world.ts";
import { Markdown } from "../text/markdown-view.ts";
import { formatClock, formatMessageTime, formatWhole } from "../text/time.ts";
import type { View } from "../view.ts";
import { Attachments } from "./attachments.ts";
import { Avatar } from "./avatar.ts";
import { Components } from "./components.ts";
import { Embed } from "./embed.ts";
import { Dots, Icon } from "./icon.ts";
import { memo } from "./memo.ts";
import { MessageEditor } from "./message-editor.ts";
import { openMessageMenu, openUserMenu } from "./message-menu.ts";
import { MessageTools } from "./message-tools.ts";
import { Reactions } from "./reactions.ts";
import { Reference } from "./reference.ts";
import { isSystemMessage, SystemMessage } from "./system-message.ts";
import { ThreadCard } from "./thread-card.ts";

export type MessageProps = {
  message: APIMessage;
  /** Follows another of the same author: drawn without picture and name. */
  isCompact: boolean;
  isEditing: boolean;
  isMarked: boolean;
  failure: string | undefined;
  thread: APIThreadChannel | undefined;
};

export const Message = memo(function Message(props: MessageProps): View {
  const { message } = props;
  const client = useClient();
  const isOwnAnswer = hasFlag(message, FLAG.ephemeral);
  const classes = ["message", props.isCompact && "compact", props.isMarked && "marked", isOwnAnswer && "ephemeral"];
  return h(
    "li",
    {
      class: classes.filter(Boolean).join(" "),
      tabIndex: -1,
      "data-message-id": message.id,
      "aria-label": `${client.directory.authorName(message)}, ${formatMessageTime(Date.parse(message.timestamp), Date.now())}`,
      onContextMenu: (event: MouseEvent) => {
        // A link, a field and a choice of text keep the browser's own menu.
        if (event.target instanceof Element && event.target.closest("a[target], textarea, input")) return;
        event.preventDefault();
        openMessageMenu(client, message, placeOf(event));
      },
    },
    isSystemMessage(message) ? h(SystemMessage, { message, thread: props.thread }) : h(UserMessage, props),
    h(MessageTools, { message }),
  );
});

function UserMessage(props: MessageProps): View {
  const { message, isCompact } = props;
  const { directory } = useClient();
  const ms = Date.parse(message.timestamp);
  const name = directory.authorName(message);
  return h(
    "div",
    { class: "message-body" },
    h(Reference, { message }),
    isCompact
      ? h("time", { class: "gutter-time", dateTime: message.timestamp, title: formatWhole(ms) }, formatClock(ms))
      : h("div", { class: "gutter" }, h(Avatar, { name, isApp: Boolean(message.author.bot) })),
    h(
      "div",
      { class: "message-main" },
      isCompact ? null : h(Header, { message, name, ms }),
      props.isEditing ? h(MessageEditor, { message }) : h(Content, { message }),
      h(Extras, props),
    ),
  );
}

function Header(props: { message: APIMessage; name: string; ms: number }): View {
  const client = useClient();
  const { message } = props;
  const color = message.webhook_id ? null : client.directory.colorOf(message.author.id);
  const openMenu = (event: MouseEvent): void => {
    event.preventDefault();
    event.stopPropagation();
    openUserMenu(client, message, placeOf(event));
  };
  return h(
    "div",
    { class: "message-header" },
    h(
      "button",
      {
        type: "button",
        class: "author",
        style: color ? { "--name": color } : {},
        onClick: openMenu,
        onContextMenu: openMenu,
      },
      props.name,
    ),
    message.author.bot || message.webhook_id ? h("span", { class: "badge" }, "APP") : null,
    h(
      "time",
      { class: "dim", dateTime: message.timestamp, title: formatWhole(props.ms) },
      formatMessageTime(props.ms, Date.now()),
    ),
  );
}

function Content({ message }: { message: APIMessage }): View | null {
  const { directory, jump } = useClient();
  if (hasFlag(message, FLAG.loading)) {
    return h(
      "div",
      { class: "thinking", role: "status" },
      h(Dots, null),
      `${directory.authorName(message)} is thinking…`,
    );
  }
  const edited = message.edited_timestamp
    ? h("span", { class: "edited dim", title: formatWhole(Date.parse(message.edited_timestamp)) }, " (edited)")
    : null;
  if (message.content === "") return edited && !message.components?.length ? h("div", null, edited) : null;
  return h(Markdown, { text: message.content, directory, onJump: jump, suffix: edited });
}

function Extras({ message, thread }: MessageProps): View {
  const { actions } = useClient();
  return h(
    "div",
    { class: "extras" },
    message.attachments.length > 0 && !hasFlag(message, FLAG.componentsV2)
      ? h(Attachments, { attachments: message.attachments })
      : null,
    message.embeds.map((embed, index) => h(Embed, { key: index, embed })),
    message.components?.length ? h(Components, { message }) : null,
    message.reactions?.length ? h(Reactions, { message }) : null,
    thread ? h(ThreadCard, { thread }) : null,
    hasFlag(message, FLAG.ephemeral)
      ? h(
          "div",
          { class: "only-you dim" },
          h(Icon, { name: "eye", size: 16 }),
          "Only you can see this · ",
          h(
            "button",
            { type: "button", class: "link", onClick: () => void actions.dismiss(message) },
            "Dismiss message",
          ),
        )
      : null,
  );
}
