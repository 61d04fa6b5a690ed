import { Fragment, h } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { APIGuildForumChannel } from "discord-api-types/v10";
import type { Person } from "../protocol.ts";
import { createActions } from "./actions.ts";
import { ClientContext } from "./client.ts";
import type { Client, Overlay } from "./client.ts";
import { makeDirectory } from "./model/directory.ts";
import type { Directory } from "./model/directory.ts";
import { hashOf, readHash } from "./model/route.ts";
import { createStore, useStore } from "./model/store.ts";
import { CHANNEL } from "./model/discord.ts";
import { DIRECTS, findPlace, isForum } from "./model/world.ts";
import type { World } from "./model/world.ts";
import { createSession } from "./session.ts";
import type { Session, SessionState } from "./session.ts";
import type { View } from "./view.ts";
import { ChannelHeader } from "./view/channel-header.ts";
import { Composer } from "./view/composer.ts";
import { ContextMenu } from "./view/context-menu.ts";
import { EmojiPicker } from "./view/emoji-picker.ts";
import { Forum } from "./view/forum.ts";
import { MemberList } from "./view/member-list.ts";
import { MessageList } from "./view/message-list.ts";
import { ModalForm } from "./view/modal.ts";
import { Sidebar } from "./view/sidebar.ts";
import { useTheme } from "./view/theme.ts";
import { Toasts } from "./view/toasts.ts";

const PERSON_KEY = "talkback.person";

/** The page: one person's client at a time; the tab remembers whose. */
export function App(props: { people: readonly Person[] }): View {
  const stored = sessionStorage.getItem(PERSON_KEY);
  const [person, setPerson] = useState(props.people.find((person) => person.id === stored) ?? props.people[0]);
  if (!person) return h("p", { class: "start-note" }, "Nobody lives in this sandbox yet.");
  const change = (next: Person): void => {
    sessionStorage.setItem(PERSON_KEY, next.id);
    setPerson(next);
  };
  return h(PersonPage, { key: person.id, person, people: props.people, onSwitch: change });
}

type PersonPageProps = { person: Person; people: readonly Person[]; onSwitch: (person: Person) => void };

function PersonPage(props: PersonPageProps): View {
  const session = useMemo(() => createSession(props.person), []);
  const actions = useMemo(() => createActions(session), []);
  const overlay = useMemo(() => createStore<Overlay>({ menu: null, picker: null, dialog: null }), []);
  const state = useStore(session.store);
  const directory = useDirectory(state.world);
  useEffect(() => startSession(session), []);
  const client = useMemo<Client>(() => ({ session, actions, overlay, directory, jump: jumpTo(session) }), [directory]);
  return h(
    ClientContext.Provider,
    { value: client },
    state.world
      ? h(Layout, { ...props, state })
      : h("p", { class: "start-note", role: "status" }, "Opening the sandbox…"),
    h(Overlays, { state, overlay }),
  );
}

/** Reads the world, opens what the address names, and follows the address from then on. */
function startSession(session: Session): () => void {
  const openFromAddress = (): void => {
    const route = readHash(location.hash);
    if (route) void session.open(route.channelId, route.messageId);
  };
  const begin = async (): Promise<void> => {
    await session.start();
    const { world } = session.store.get();
    const route = readHash(location.hash);
    const isKnown = world && route && findPlace(world, route.channelId);
    if (world && !isKnown) history.replaceState(null, "", firstPlace(world) ?? location.pathname);
    openFromAddress();
  };
  void begin();
  const onVisible = (): void => session.markSeen();
  window.addEventListener("hashchange", openFromAddress);
  document.addEventListener("visibilitychange", onVisible);
  return () => {
    window.removeEventListener("hashchange", openFromAddress);
    document.removeEventListener("visibilitychange", onVisible);
    session.stop();
  };
}

function firstPlace(world: World): string | null {
  const [guild] = world.guilds;
  const channel = guild?.channels
    .filter((channel) => channel.type === CHANNEL.text || channel.type === CHANNEL.forum)
    .toSorted((a, b) => ("position" in a && "position" in b ? a.position - b.position : 0))[0];
  return guild && channel ? hashOf(guild.id, channel.id) : null;
}

const jumpTo =
  (session: Session) =>
  (hash: string): void => {
    const route = readHash(hash);
    if (!route) return;
    if (location.hash === hash) void session.open(route.channelId, route.messageId);
    else location.hash = hash;
  };

/** Names change seldom, the world with each message: every part of the page that shows names is spared the latter. */
function useDirectory(world: World | null): Directory {
  const last = useRef<{ key: readonly unknown[]; directory: Directory } | null>(null);
  const key = (world?.guilds ?? []).flatMap((guild) => [
    guild.members,
    guild.roles,
    guild.channels,
    guild.threads.map((thread) => `${thread.id} ${thread.name}`).join("\n"),
  ]);
  const isSame =
    last.current?.key.length === key.length && key.every((part, index) => part === last.current?.key[index]);
  if (!last.current || !isSame) {
    last.current = {
      key,
      directory: makeDirectory(world ?? { guilds: [], me: NOBODY, commands: [], windows: {}, newest: {} }),
    };
  }
  return last.current.directory;
}

const NOBODY = { id: "0", username: "", discriminator: "0", global_name: null, avatar: null };

function Layout(props: PersonPageProps & { state: SessionState }): View {
  const { state } = props;
  const [theme, toggleTheme] = useTheme();
  const [showsSidebar, setShowsSidebar] = useState(false);
  const [showsMembers, setShowsMembers] = useState(() => matchMedia("(min-width: 1100px)").matches);
  const found = state.world && state.channelId ? findPlace(state.world, state.channelId) : null;
  useEffect(() => {
    document.title = found ? `${found.place.name ?? ""} · Talkback sandbox` : "Talkback sandbox";
  }, [found?.place.name]);
  const onEscape = (event: KeyboardEvent): void => {
    if (event.key === "Escape") setShowsSidebar(false);
  };
  return h(
    "div",
    {
      class: ["app", showsSidebar && "with-sidebar", showsMembers && "with-members"].filter(Boolean).join(" "),
      onKeyDown: onEscape,
    },
    h(SkipLinks, { hasComposer: found !== null && !isForum(found.place) }),
    h(Sidebar, { state, people: props.people, onSwitch: props.onSwitch, onChosen: () => setShowsSidebar(false) }),
    h("div", { class: "scrim", onClick: () => setShowsSidebar(false) }),
    h(
      "main",
      { class: "main" },
      state.isLive ? null : h("div", { class: "offline", role: "alert" }, "Connection lost. Trying again…"),
      found
        ? [
            h(ChannelHeader, {
              key: "header",
              state,
              ...found,
              theme,
              showsMembers,
              onTheme: toggleTheme,
              onSidebar: () => setShowsSidebar(!showsSidebar),
              onMembers: () => setShowsMembers(!showsMembers),
            }),
            isForum(found.place)
              ? h(Forum, { key: found.place.id, state, guild: found.guild, forum: found.place as APIGuildForumChannel })
              : h(
                  "div",
                  { key: found.place.id, class: "conversation" },
                  h(MessageList, { state, ...found }),
                  h(Composer, { state, ...found }),
                ),
          ]
        : h("p", { class: "start-note" }, "Choose a channel."),
    ),
    found && showsMembers && found.guild.id !== DIRECTS
      ? h(MemberList, { guild: found.guild, channelId: found.place.id })
      : null,
  );
}

function SkipLinks({ hasComposer }: { hasComposer: boolean }): View {
  return h(
    Fragment,
    null,
    hasComposer ? skipLink("composer", "Skip to writing a message") : null,
    skipLink("messages", "Skip to the messages"),
  );
}

function skipLink(id: string, text: string): View {
  return h("a", { class: "skip-link", href: `#${id}`, onClick: (event: MouseEvent) => skipTo(event, id) }, text);
}

function skipTo(event: MouseEvent, id: string): void {
  event.preventDefault();
  document.querySelector<HTMLElement>(`#${id}`)?.focus();
}

function Overlays(props: { state: SessionState; overlay: Client["overlay"] }): View {
  const { menu, picker, dialog } = useStore(props.overlay);
  return h(
    "section",
    { class: "overlays", "aria-label": "Menus and notes" },
    menu ? h(ContextMenu, { key: `${menu.x} ${menu.y}`, menu }) : null,
    picker ? h(EmojiPicker, { key: `${picker.x} ${picker.y}`, picker }) : null,
    dialog,
    props.state.modal ? h(ModalForm, { key: props.state.modal.interactionId, modal: props.state.modal }) : null,
    h(Toasts, { toasts: props.state.toasts }),
  );
}
