import { h } from "preact";
import { useClient } from "../client.ts";
import { PERMISSION, permissionsIn } from "../model/permissions.ts";
import { hashOf } from "../model/route.ts";
import { findPlace, isForum, isThread, placeName } from "../model/world.ts";
import type { Guild, Place } from "../model/world.ts";
import type { SessionState } from "../session.ts";
import type { View } from "../view.ts";
import { Icon, IconButton } from "./icon.ts";
import { NewThreadDialog } from "./new-thread.ts";
import { iconOf } from "./sidebar.ts";
import type { Theme } from "./theme.ts";

export function ChannelHeader(props: {
  state: SessionState;
  guild: Guild;
  place: Place;
  theme: Theme;
  showsMembers: boolean;
  onSidebar: () => void;
  onMembers: () => void;
  onTheme: () => void;
}): View {
  const { place } = props;
  const topic = "topic" in place ? place.topic : null;
  return h(
    "header",
    { class: "channel-header" },
    h(IconButton, { icon: "menu", label: "Channels", onClick: props.onSidebar, class: "only-narrow" }),
    h(Crumb, props),
    h("h2", null, h(Icon, { name: iconOf(place), size: 20 }), h("span", null, placeName(place))),
    topic ? h("span", { class: "topic dim", title: topic }, topic) : null,
    h("span", { class: "spacer" }),
    h(PlaceActions, props),
    h(IconButton, {
      icon: props.theme === "dark" ? "sun" : "moon",
      label: props.theme === "dark" ? "Switch to light" : "Switch to dark",
      onClick: props.onTheme,
    }),
    h(IconButton, { icon: "people", label: "Members", onClick: props.onMembers, isPressed: props.showsMembers }),
  );
}

function Crumb({ state, guild, place }: { state: SessionState; guild: Guild; place: Place }): View | null {
  const { jump } = useClient();
  const parent = isThread(place) && place.parent_id && state.world ? findPlace(state.world, place.parent_id) : null;
  if (!parent) return null;
  const hash = hashOf(guild.id, parent.place.id);
  const go = (event: MouseEvent): void => {
    event.preventDefault();
    jump(hash);
  };
  return h(
    "a",
    { class: "crumb", href: hash, onClick: go },
    h(Icon, { name: iconOf(parent.place), size: 16 }),
    h("span", null, placeName(parent.place)),
    h("span", { "aria-hidden": "true" }, "›"),
  );
}

function PlaceActions({ state, guild, place }: { state: SessionState; guild: Guild; place: Place }): View | null {
  const { actions, overlay } = useClient();
  if (!state.world) return null;
  const permissions = permissionsIn(state.world, guild, place);
  if (!isThread(place)) {
    if (isForum(place) || (permissions & PERMISSION.createPublicThreads) === 0n) return null;
    const dialog = h(NewThreadDialog, { channelId: place.id });
    return h(IconButton, {
      icon: "thread",
      label: "New thread",
      onClick: () => overlay.set((now) => ({ ...now, dialog })),
    });
  }
  const isModerator = (permissions & PERMISSION.manageThreads) !== 0n;
  const { archived = false, locked = false } = place.thread_metadata ?? {};
  if (!isModerator && place.owner_id !== state.person.id) return null;
  return h(
    "span",
    { class: "header-actions" },
    isModerator
      ? h(IconButton, {
          icon: "lock",
          label: locked ? "Unlock the thread" : "Lock the thread",
          isPressed: locked,
          onClick: () => void actions.changeThread(place.id, { locked: !locked }),
        })
      : null,
    h(IconButton, {
      icon: "archive",
      label: archived ? "Open the thread again" : "Archive the thread",
      isPressed: archived,
      onClick: () => void actions.changeThread(place.id, { archived: !archived }),
    }),
  );
}
