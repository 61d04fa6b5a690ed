import { h } from "preact";
import { useState } from "preact/hooks";
import type { APIChannel, APIThreadChannel } from "discord-api-types/v10";
import type { Person } from "../../protocol.ts";
import { useClient } from "../client.ts";
import { isUnread } from "../model/read-marks.ts";
import { hashOf } from "../model/route.ts";
import { compareIds } from "../model/snowflake.ts";
import { CHANNEL } from "../model/discord.ts";
import { isForum, isThread, placeName } from "../model/world.ts";
import type { Guild, Place } from "../model/world.ts";
import type { SessionState } from "../session.ts";
import type { View } from "../view.ts";
import { Icon } from "./icon.ts";
import type { IconName } from "./icon.ts";
import { PersonSwitch } from "./person-switch.ts";

const SHOWN_TYPES = new Set<number>([CHANNEL.direct, CHANNEL.text, CHANNEL.announcement, CHANNEL.forum, CHANNEL.media]);
const MAX_THREADS = 12;

export function Sidebar(props: {
  state: SessionState;
  people: readonly Person[];
  onSwitch: (person: Person) => void;
  onChosen: () => void;
}): View {
  const { state } = props;
  return h(
    "aside",
    { class: "sidebar", "aria-label": "Server and channels" },
    (state.world?.guilds ?? []).map((guild) =>
      h(GuildSection, { key: guild.id, guild, state, onChosen: props.onChosen }),
    ),
    h(PersonSwitch, { people: props.people, person: state.person, isLive: state.isLive, onSwitch: props.onSwitch }),
  );
}

function GuildSection(props: { guild: Guild; state: SessionState; onChosen: () => void }): View {
  const { guild } = props;
  const channels = guild.channels.filter((channel) => SHOWN_TYPES.has(channel.type)).toSorted(byPosition);
  return h(
    "nav",
    { class: "guild", "aria-label": guild.name },
    h("h1", { class: "guild-name" }, h("span", { class: "guild-mark", "aria-hidden": "true" }, "“”"), guild.name),
    h(
      "ul",
      { class: "channels" },
      channels.map((channel) => h(ChannelEntry, { key: channel.id, channel, ...props })),
    ),
  );
}

const positionOf = (channel: APIChannel): number => ("position" in channel ? channel.position : 0);

function byPosition(a: APIChannel, b: APIChannel): number {
  return positionOf(a) - positionOf(b) || compareIds(a.id, b.id);
}

function ChannelEntry(props: { channel: APIChannel; guild: Guild; state: SessionState; onChosen: () => void }): View {
  const { channel, guild, state } = props;
  const [showsArchived, setShowsArchived] = useState(false);
  const newest = state.world?.newest ?? {};
  const threads = guild.threads
    .filter((thread) => thread.parent_id === channel.id)
    .toSorted((a, b) => compareIds(newest[b.id] ?? b.id, newest[a.id] ?? a.id));
  const archived = threads.filter((thread) => thread.thread_metadata?.archived);
  const isShown = (thread: APIThreadChannel): boolean =>
    showsArchived || !thread.thread_metadata?.archived || thread.id === state.channelId;
  const shown = threads.filter(isShown).slice(0, showsArchived ? undefined : MAX_THREADS);
  return h(
    "li",
    null,
    h(PlaceLink, { ...props, place: channel }),
    threads.length === 0
      ? null
      : h(
          "ul",
          { class: "threads", "aria-label": `Threads of ${placeName(channel)}` },
          shown.map((thread) => h("li", { key: thread.id }, h(PlaceLink, { ...props, place: thread }))),
          archived.length === 0
            ? null
            : h(
                "li",
                null,
                h(
                  "button",
                  {
                    type: "button",
                    class: "archived-toggle",
                    "aria-expanded": showsArchived,
                    onClick: () => setShowsArchived(!showsArchived),
                  },
                  showsArchived ? "Hide archived" : `${archived.length} archived`,
                ),
              ),
        ),
  );
}

export function iconOf(place: Place): IconName {
  if (isThread(place))
    return place.thread_metadata?.locked ? "lock" : place.thread_metadata?.archived ? "archive" : "thread";
  if (place.type === CHANNEL.direct) return "people";
  return isForum(place) ? "forum" : "hash";
}

function PlaceLink(props: { place: Place; guild: Guild; state: SessionState; onChosen: () => void }): View {
  const { place, guild, state } = props;
  const { jump } = useClient();
  const isHere = state.channelId === place.id;
  const hasNews = !isHere && isUnread(state.marks, state.world?.newest ?? {}, place.id);
  const hash = hashOf(guild.id, place.id);
  return h(
    "a",
    {
      class: ["place", hasNews && "unread", isHere && "here"].filter(Boolean).join(" "),
      href: hash,
      "aria-current": isHere ? "page" : undefined,
      onClick: (event: MouseEvent) => {
        event.preventDefault();
        jump(hash);
        props.onChosen();
      },
    },
    h(Icon, { name: iconOf(place), size: 18 }),
    h("span", { class: "place-name" }, placeName(place)),
    hasNews ? h("span", { class: "visually-hidden" }, " (unread)") : null,
  );
}
