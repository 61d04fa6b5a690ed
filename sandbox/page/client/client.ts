import { createContext } from "preact";
import type { ComponentChildren } from "preact";
import { useContext } from "preact/hooks";
import type { Actions } from "./actions.ts";
import type { Directory } from "./model/directory.ts";
import type { Store } from "./model/store.ts";
import type { Session } from "./session.ts";

export type MenuItem =
  | { label: string; run: () => void; isDanger?: boolean; hint?: string }
  | { heading: string }
  | "line";

/** What lies above the page; one of each at a time. */
export type Overlay = {
  menu: { x: number; y: number; label: string; items: readonly MenuItem[] } | null;
  picker: { x: number; y: number; onPick: (emoji: string) => void } | null;
  dialog: ComponentChildren;
};

/** What every part of one person's page may use. Its identity changes only with the names in `directory`. */
export type Client = {
  session: Session;
  actions: Actions;
  overlay: Store<Overlay>;
  directory: Directory;
  jump: (hash: string) => void;
};

export const ClientContext = createContext<Client | null>(null);

export function useClient(): Client {
  const client = useContext(ClientContext);
  if (!client) throw new Error("This part of the page stands outside of a person's client.");
  return client;
}

/** Where a menu or a picker opens: at the pointer, or under the element when the keyboard asked for it. */
export function placeOf(event: Event): { x: number; y: number } {
  if (event instanceof MouseEvent && event.type === "contextmenu" && event.button === 2) {
    return { x: event.clientX, y: event.clientY };
  }
  const target = event.currentTarget instanceof Element ? event.currentTarget : document.body;
  const box = target.getBoundingClientRect();
  return { x: Math.max(8, box.left), y: Math.min(box.bottom, window.innerHeight - 40) };
}
