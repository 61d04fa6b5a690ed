import { h } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { useClient } from "../client.ts";
import type { MenuItem, Overlay } from "../client.ts";
import type { View } from "../view.ts";
import { pointRect, Popover } from "./popover.ts";

export function ContextMenu({ menu }: { menu: NonNullable<Overlay["menu"]> }): View {
  const { overlay } = useClient();
  const list = useRef<HTMLDivElement>(null);
  const opener = useRef(document.activeElement);
  const close = (): void => {
    overlay.set((now) => ({ ...now, menu: null }));
    if (opener.current instanceof HTMLElement) opener.current.focus({ preventScroll: true });
  };
  useLayoutEffect(() => list.current?.querySelector<HTMLElement>("[role=menuitem]")?.focus(), [menu]);

  const onKeyDown = (event: KeyboardEvent): void => {
    const items = [...(list.current?.querySelectorAll<HTMLElement>("[role=menuitem]") ?? [])];
    const at = items.findIndex((item) => item === document.activeElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
    if (next !== undefined) items.at(next % items.length)?.focus();
    else if (event.key === "Tab") close();
    else {
      const letter = event.key.toLocaleLowerCase();
      items.find((item) => letter.length === 1 && item.textContent?.toLocaleLowerCase().startsWith(letter))?.focus();
      if (event.key !== "Enter" && event.key !== " ") event.preventDefault();
      return;
    }
    event.preventDefault();
  };
  return h(
    Popover,
    { class: "menu", anchor: () => pointRect(menu.x, menu.y), onClose: close },
    h(
      "div",
      { ref: list, role: "menu", "aria-label": menu.label, onKeyDown },
      menu.items.map((item, index) => h(MenuRow, { key: index, item, onClose: close })),
    ),
  );
}

function MenuRow({ item, onClose }: { item: MenuItem; onClose: () => void }): View {
  if (item === "line") return h("div", { class: "menu-line", role: "separator" });
  if ("heading" in item) return h("div", { class: "menu-heading", role: "presentation" }, item.heading);
  const run = (): void => {
    onClose();
    item.run();
  };
  return h(
    "button",
    {
      type: "button",
      role: "menuitem",
      tabIndex: -1,
      class: item.isDanger ? "menu-item danger" : "menu-item",
      onClick: run,
    },
    h("span", null, item.label),
    item.hint ? h("kbd", { "aria-hidden": "true" }, item.hint) : null,
  );
}
