import { h } from "preact";
import { useRef, useState } from "preact/hooks";
import type { Person } from "../../protocol.ts";
import type { View } from "../view.ts";
import { Avatar } from "./avatar.ts";
import { Icon } from "./icon.ts";
import { Popover } from "./popover.ts";

/** Who the visitor is in this tab, and the door to being someone else. */
export function PersonSwitch(props: {
  people: readonly Person[];
  person: Person;
  isLive: boolean;
  onSwitch: (person: Person) => void;
}): View {
  const { person } = props;
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const close = (): void => {
    setOpen(false);
    button.current?.focus();
  };
  const pick = (next: Person): void => {
    close();
    if (next.id !== person.id) props.onSwitch(next);
  };
  return h(
    "div",
    { class: "person-switch" },
    h(
      "button",
      {
        ref: button,
        type: "button",
        "aria-haspopup": "menu",
        "aria-expanded": isOpen,

        onClick: () => setOpen(!isOpen),
      },
      h("span", { class: "visually-hidden" }, "You are"),
      h("span", { class: props.isLive ? "presence live" : "presence" }, h(Avatar, { name: person.name, size: 34 })),
      h("span", { class: "person-text" }, h("b", null, person.name), h("span", { class: "dim" }, person.title)),
      h("span", { class: "switch-hint" }, "Switch", h("span", { class: "visually-hidden" }, " to someone else")),
      h(Icon, { name: "chevron", size: 16 }),
    ),
    isOpen
      ? h(
          Popover,
          { class: "menu people-menu", anchor: () => button.current?.getBoundingClientRect() ?? null, onClose: close },
          h(PeopleMenu, { ...props, onPick: pick }),
        )
      : null,
  );
}

function PeopleMenu(props: { people: readonly Person[]; person: Person; onPick: (person: Person) => void }): View {
  return h(
    "div",
    { role: "menu", "aria-label": "Be someone else in this tab", onKeyDown: moveInMenu },
    h("div", { class: "menu-heading", role: "presentation" }, "Be someone else in this tab"),
    props.people.map((other) => {
      const isMe = other.id === props.person.id;
      return h(
        "button",
        {
          key: other.id,
          type: "button",
          role: "menuitemradio",
          tabIndex: -1,
          "aria-checked": isMe,
          class: "menu-item person",
          ref: (element: HTMLElement | null) => {
            if (isMe && element && !element.dataset.focused) {
              element.dataset.focused = "yes";
              queueMicrotask(() => element.focus());
            }
          },
          onClick: () => props.onPick(other),
        },
        h(Avatar, { name: other.name, size: 28 }),
        h("span", { class: "person-text" }, h("b", null, other.name), h("span", { class: "dim" }, other.title)),
        isMe ? h(Icon, { name: "check", size: 18 }) : null,
      );
    }),
  );
}

function moveInMenu(event: KeyboardEvent): void {
  const items = [...(event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>("[role=menuitemradio]")];
  const at = items.findIndex((item) => item === document.activeElement);
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  event.preventDefault();
  items.at((at + step) % items.length)?.focus();
}
