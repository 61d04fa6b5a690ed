import { h } from "preact";
import type { APIMessage, APIThreadChannel } from "discord-api-types/v10";
import { MESSAGE } from "../model/discord.ts";
import { useClient } from "../client.ts";
import { Markdown } from "../text/markdown-view.ts";
import { formatMessageTime, formatWhole } from "../text/time.ts";
import type { View } from "../view.ts";
import { Attachments } from "./attachments.ts";
import { Avatar } from "./avatar.ts";
import { Components } from "./components.ts";
import { Embed } from "./embed.ts";
import { Icon } from "./icon.ts";
import type { IconName } from "./icon.ts";
import { ThreadCard } from "./thread-card.ts";

const PLAIN_TYPES = new Set<number>([MESSAGE.plain, MESSAGE.reply, MESSAGE.slashAnswer, MESSAGE.menuAnswer]);

export function isSystemMessage(message: APIMessage): boolean {
  return !PLAIN_TYPES.has(message.type);
}

export function SystemMessage({
  message,
  thread,
}: {
  message: APIMessage;
  thread: APIThreadChannel | undefined;
}): View {
  if (message.type === MESSAGE.threadStarter) return h(ThreadStarter, { message });
  const [icon, text] = describe(message);
  const { directory } = useClient();
  const ms = Date.parse(message.timestamp);
  return h(
    "div",
    { class: "system" },
    h(Icon, { name: icon, size: 18 }),
    h(
      "div",
      null,
      h("b", null, directory.authorName(message)),
      ` ${text} `,
      h(
        "time",
        { class: "dim", dateTime: message.timestamp, title: formatWhole(ms) },
        formatMessageTime(ms, Date.now()),
      ),
      thread ? h(ThreadCard, { thread }) : null,
    ),
  );
}

function describe(message: APIMessage): [IconName, string] {
  switch (message.type) {
    case MESSAGE.threadCreated:
      return ["thread", `started a thread: ${message.content}.`];
    case MESSAGE.renamed:
      return ["pencil", `changed the name to ${message.content}.`];
    case MESSAGE.pinned:
      return ["link", "pinned a message."];
    case MESSAGE.joined:
      return ["people", "joined the server."];
    default:
      return ["chevron", message.content || "did something this page has no words for."];
  }
}

/** The first message of a thread that hangs on another message: it shows that message. */
function ThreadStarter({ message }: { message: APIMessage }): View {
  const { directory, jump } = useClient();
  const original = message.referenced_message;
  if (!original)
    return h(
      "div",
      { class: "system dim" },
      h(Icon, { name: "thread", size: 18 }),
      "The message this thread started from is no longer there.",
    );
  const name = directory.authorName(original);
  const ms = Date.parse(original.timestamp);
  return h(
    "div",
    { class: "message-body" },
    h("div", { class: "gutter" }, h(Avatar, { name, isApp: Boolean(original.author.bot) })),
    h(
      "div",
      { class: "message-main" },
      h(
        "div",
        { class: "message-header" },
        h("b", null, name),
        original.author.bot ? h("span", { class: "badge" }, "APP") : null,
        h(
          "time",
          { class: "dim", dateTime: original.timestamp, title: formatWhole(ms) },
          formatMessageTime(ms, Date.now()),
        ),
      ),
      original.content ? h(Markdown, { text: original.content, directory, onJump: jump }) : null,
      original.attachments.length > 0 ? h(Attachments, { attachments: original.attachments }) : null,
      original.embeds.map((embed, index) => h(Embed, { key: index, embed })),
      original.components?.length ? h(Components, { message: original }) : null,
      h("div", { class: "starter-note dim" }, h(Icon, { name: "thread", size: 16 }), "The thread starts here"),
    ),
  );
}
