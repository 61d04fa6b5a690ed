import type { APIMessage } from "discord-api-types/v10";
import type { OpenModal } from "../../types.ts";
import type { ActorEvent, Person } from "../protocol.ts";
import { readMessages, readSnapshot, RefusalError } from "./api.ts";
import { follow } from "./live.ts";
import { joinPage, windowOf } from "./model/message-window.ts";
import type { MessageWindow } from "./model/message-window.ts";
import { isUnread, loadReadMarks, markRead, saveReadMarks } from "./model/read-marks.ts";
import type { ReadMarks } from "./model/read-marks.ts";
import { applyEvent } from "./model/reduce.ts";
import { nextId } from "./model/snowflake.ts";
import { createStore } from "./model/store.ts";
import type { Store } from "./model/store.ts";
import { findPlace, isForum, withDirects, worldOf } from "./model/world.ts";
import type { World } from "./model/world.ts";

const PAGE_SIZE = 50;
const UNKNOWN_USER = 10_013;
const MAX_READS = 3;

export type Toast = { id: number; text: string; isError: boolean };

export type SessionState = {
  person: Person;
  world: World | null;
  isLive: boolean;
  channelId: string | null;
  /** The message to bring into view, and a count so that the same one can be asked for twice. */
  jump: { messageId: string; count: number } | null;
  /** Where "new" began when the channel was opened. */
  newSince: string | null;
  marks: ReadMarks;
  replyTo: APIMessage | null;
  editing: string | null;
  modal: OpenModal | null;
  toasts: readonly Toast[];
  /** What the person waits for: "/comments list", by a key of its own. */
  waiting: Readonly<Record<string, string>>;
  /** Messages whose last button or select did not work, and why. */
  failures: Readonly<Record<string, string>>;
};

/** One person's client in this tab: what it shows, and how it stays true. Acts are in `actions.ts`. */
export type Session = {
  store: Store<SessionState>;
  start(): Promise<void>;
  stop(): void;
  open(channelId: string, messageId?: string | null): Promise<void>;
  loadOlder(): Promise<void>;
  loadNewer(): Promise<void>;
  jumpToPresent(): Promise<void>;
  /** The same, when the open channel does not show its newest messages. */
  jumpToPresentIfAway(): Promise<void>;
  markSeen(): void;
  tell(text: string, isError?: boolean): void;
};

export function createSession(person: Person): Session {
  const store = createStore(emptyState(person));
  let stopFollowing: (() => void) | null = null;
  /** How many events there were, by channel. */
  const heard = new Map<string, number>();
  let nextToast = 1;
  let isLoading = false;
  let isStopped = false;
  const patch = (change: Partial<SessionState>): void => store.set((state) => ({ ...state, ...change }));

  function tell(text: string, isError = true): void {
    const toast = { id: nextToast++, text, isError };
    store.set((state) => ({ ...state, toasts: [...state.toasts.slice(-3), toast] }));
  }

  async function orTell(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof RefusalError)) throw error;
      tell(error.message);
    }
  }

  const changeWorld = (change: (world: World) => World): void =>
    store.set((state) => {
      const world = state.world && change(state.world);
      return world === state.world ? state : { ...state, world };
    });

  const setWindow = (channelId: string, change: (window: MessageWindow | undefined) => MessageWindow): void =>
    changeWorld((world) => ({
      ...world,
      windows: { ...world.windows, [channelId]: change(world.windows[channelId]) },
    }));

  /**
   * A page as it stands now. When something happened in the channel meanwhile, the event may have come before the page
   * and found no place yet, so the page is read again.
   */
  async function read(channelId: string, query: { before?: string; after?: string }): Promise<APIMessage[]> {
    for (let attempt = 1; ; attempt++) {
      const before = heard.get(channelId);
      const page = await readMessages(person.id, channelId, { ...query, limit: PAGE_SIZE });
      if (heard.get(channelId) === before || attempt === MAX_READS) return page;
    }
  }

  async function loadLatest(channelId: string): Promise<void> {
    const page = await read(channelId, {});
    setWindow(channelId, () => windowOf(page, { hasOlder: page.length === PAGE_SIZE, hasNewer: false }));
  }

  async function loadAround(channelId: string, messageId: string): Promise<void> {
    const [older, newer] = await Promise.all([
      read(channelId, { before: nextId(messageId) }),
      read(channelId, { after: messageId }),
    ]);
    const ends = { hasOlder: older.length === PAGE_SIZE, hasNewer: newer.length === PAGE_SIZE };
    setWindow(channelId, () => windowOf([...newer, ...older], ends));
  }

  async function load(channelId: string, messageId: string | null): Promise<void> {
    const { world } = store.get();
    const found = world && findPlace(world, channelId);
    if (!found) throw new RefusalError({ code: 10003, message: "" });
    if (isForum(found.place)) return;
    const window = world.windows[channelId];
    const isShown = messageId !== null && window?.messages.some((message) => message.id === messageId);
    if (messageId !== null && !isShown) await loadAround(channelId, messageId);
    else if (!window) await loadLatest(channelId);
  }

  async function open(channelId: string, messageId: string | null = null): Promise<void> {
    const state = store.get();
    if (state.channelId !== channelId) {
      patch({
        channelId,
        replyTo: null,
        editing: null,
        newSince: isUnread(state.marks, state.world?.newest ?? {}, channelId) ? (state.marks[channelId] ?? "0") : null,
        jump: null,
      });
    }
    await orTell(async () => {
      await load(channelId, messageId);
      if (messageId) store.set((now) => ({ ...now, jump: { messageId, count: (now.jump?.count ?? 0) + 1 } }));
      markSeen();
    });
  }

  /** Marks the open channel as read, up to its newest message. */
  function markSeen(): void {
    const { channelId, world, marks } = store.get();
    if (!channelId || !world || world.windows[channelId]?.hasNewer || document.hidden) return;
    const next = markRead(marks, channelId, world.newest[channelId]);
    if (next === marks) return;
    saveReadMarks(person.id, next, localStorage);
    patch({ marks: next });
  }

  async function extend(from: "hasOlder" | "hasNewer"): Promise<void> {
    const { channelId, world } = store.get();
    const window = channelId ? world?.windows[channelId] : undefined;
    const end = from === "hasOlder" ? window?.messages[0] : window?.messages.at(-1);
    if (isLoading || !channelId || !window?.[from] || !end) return;
    isLoading = true;
    await orTell(async () => {
      const page = await read(channelId, from === "hasOlder" ? { before: end.id } : { after: end.id });
      setWindow(channelId, (now) => joinPage(now ?? window, page, { [from]: page.length === PAGE_SIZE }));
    });
    isLoading = false;
  }

  async function jumpToPresent(): Promise<void> {
    const { channelId } = store.get();
    if (channelId) await orTell(() => loadLatest(channelId));
    markSeen();
  }

  async function jumpToPresentIfAway(): Promise<void> {
    const { channelId, world } = store.get();
    if (channelId && world?.windows[channelId]?.hasNewer) await jumpToPresent();
  }

  /** The application has other commands now; the event does not say which. */
  async function readCommands(): Promise<void> {
    const { commands } = await readSnapshot(person.id);
    changeWorld((world) => ({ ...world, commands }));
  }

  /** A conversation that begins is not announced: its first message is. */
  async function readDirects(): Promise<void> {
    const snapshot = await readSnapshot(person.id);
    changeWorld((world) => withDirects(world, snapshot));
  }

  function onEvent(event: ActorEvent): void {
    const { world } = store.get();
    if (event.t === "COMMANDS_CHANGED") void orTell(readCommands);
    const channelId = channelOf(event);
    if (event.t === "MESSAGE_CREATE" && channelId !== null && world && !findPlace(world, channelId))
      void orTell(readDirects);
    if (channelId !== null) heard.set(channelId, (heard.get(channelId) ?? 0) + 1);
    changeWorld((world) => applyEvent(world, event));
  }

  /** Reads everything anew and follows from there: at the start, and after events were missed. */
  async function start(): Promise<void> {
    stopFollowing?.();
    const snapshot = await readSnapshot(person.id);
    if (isStopped) return;
    const world = worldOf(snapshot);
    patch({ world, isLive: true, marks: loadReadMarks(person.id, world.newest, localStorage) });
    stopFollowing = follow(person.id, snapshot.cursor, {
      onEvent,
      onStatus: (isLive) => patch({ isLive }),
      onResync: () => void resync(),
    });
    const { channelId } = store.get();
    if (channelId && findPlace(world, channelId)) await open(channelId);
  }

  async function resync(): Promise<void> {
    try {
      await start();
    } catch (error) {
      if (!(error instanceof RefusalError)) throw error;
      // Another world answers under this address, with other people in it.
      if (error.code === UNKNOWN_USER) return location.reload();
      patch({ isLive: false });
      const timer = setTimeout(() => void resync(), 1_500);
      stopFollowing = () => clearTimeout(timer);
    }
  }

  return {
    store,
    start,
    open,
    markSeen,
    jumpToPresent,
    jumpToPresentIfAway,
    tell,
    loadOlder: () => extend("hasOlder"),
    loadNewer: () => extend("hasNewer"),
    stop: () => {
      isStopped = true;
      stopFollowing?.();
    },
  };
}

function channelOf({ d }: ActorEvent): string | null {
  const isInChannel = typeof d === "object" && d !== null && "channel_id" in d;
  return isInChannel && typeof d.channel_id === "string" ? d.channel_id : null;
}

function emptyState(person: Person): SessionState {
  return {
    person,
    world: null,
    isLive: false,
    channelId: null,
    jump: null,
    newSince: null,
    marks: {},
    replyTo: null,
    editing: null,
    modal: null,
    toasts: [],
    waiting: {},
    failures: {},
  };
}
