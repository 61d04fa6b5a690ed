import { h } from "preact";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { CHANNEL, MESSAGE } from "../model/discord.ts";
import { useClient } from "../client.ts";
import { buildRows } from "../model/rows.ts";
import type { Row } from "../model/rows.ts";
import { isForum, isThread, placeName } from "../model/world.ts";
import type { Guild, Place } from "../model/world.ts";
import type { SessionState } from "../session.ts";
import { formatDay } from "../text/time.ts";
import type { View } from "../view.ts";
import { Announcer } from "./announcer.ts";
import { Icon } from "./icon.ts";
import { Message } from "./message.ts";
import { moveBetweenMessages } from "./message-keys.ts";
import { iconOf } from "./sidebar.ts";
import { useScroll } from "./use-scroll.ts";

export function MessageList(props: { state: SessionState; guild: Guild; place: Place }): View {
  const { state, guild, place } = props;
  const client = useClient();
  const { session } = client;
  const window = state.world?.windows[place.id];
  const list = useRef<HTMLOListElement>(null);
  const scroll = useScroll({
    messages: window?.messages ?? [],
    jump: state.jump,
    onTop: () => void session.loadOlder(),
    onBottom: () => {
      session.markSeen();
      void session.loadNewer();
    },
  });
  const rows = useMemo(
    () => buildRows(window?.messages ?? [], state.newSince, state.person.id),
    [window?.messages, state.newSince],
  );
  const threads = useMemo(() => new Map(guild.threads.map((thread) => [thread.id, thread])), [guild.threads]);
  useEffect(() => {
    if (scroll.isAtBottom()) session.markSeen();
  }, [window?.messages]);

  const drawRow = (row: Row): View => {
    if (row.kind === "day") return h("li", { key: row.key, class: "day" }, h("span", null, formatDay(row.ms)));
    if (row.kind === "new") return h("li", { key: row.key, class: "new-line" }, h("span", null, "New"));
    const { message } = row;
    const threadId = message.type === MESSAGE.threadCreated ? message.message_reference?.channel_id : message.id;
    return h(Message, {
      key: row.key,
      message,
      isCompact: row.isCompact,
      isEditing: state.editing === message.id,
      isMarked: state.jump?.messageId === message.id,
      failure: state.failures[message.id],
      thread: threadId === place.id ? undefined : threads.get(threadId ?? ""),
    });
  };
  return h(
    "section",
    { class: "messages", "aria-label": `Conversation in ${placeName(place)}` },
    h(
      "div",
      { ref: scroll.box, class: "scroller", onScroll: scroll.onScroll },
      window && !window.hasOlder ? h(Beginning, { place }) : null,
      window ? null : h(Skeleton, null),
      window?.hasOlder ? h("div", { class: "loading-older dim" }, "Loading older messages…") : null,
      h(
        "ol",
        {
          ref: list,
          id: "messages",
          class: "message-list",
          tabIndex: 0,
          "aria-label": `Messages in ${placeName(place)}. Arrow keys move between them.`,
          onKeyDown: (event: KeyboardEvent) => moveBetweenMessages(event, client),
        },
        rows.map(drawRow),
      ),
    ),
    window?.hasNewer
      ? h(
          "button",
          { type: "button", class: "present-bar", onClick: () => void session.jumpToPresent() },
          "You are looking at older messages. ",
          h("b", null, "Jump to the newest"),
          h(Icon, { name: "down", size: 16 }),
        )
      : null,
    h(Announcer, { messages: window?.messages ?? [], placeId: place.id, myId: state.person.id }),
  );
}

function Beginning({ place }: { place: Place }): View {
  const kind = isThread(place) ? "thread" : place.type === CHANNEL.direct ? "conversation" : "channel";
  return h(
    "div",
    { class: "beginning" },
    h("span", { class: "beginning-icon" }, h(Icon, { name: iconOf(place), size: 32 })),
    h("h2", null, placeName(place)),
    h("p", { class: "dim" }, isForum(place) ? "" : `This is the beginning of the ${kind}.`),
  );
}

function Skeleton(): View {
  return h(
    "div",
    { class: "skeleton", role: "status", "aria-label": "Loading messages" },
    [72, 48, 88, 60].map((width) =>
      h("div", { key: width, class: `skeleton-row w${width}` }, h("i", null), h("i", null)),
    ),
  );
}
