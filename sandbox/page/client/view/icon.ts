import { h } from "preact";
import type { View } from "../view.ts";

const PATHS = {
  hash: "M9 4 7 20M17 4l-2 16M4 9h17M3 15h17",
  forum: "M4 5h16v10H10l-4 4v-4H4zM8 9h8M8 12h5",
  thread: "M5 4v7a4 4 0 0 0 4 4h10m-4-4 4 4-4 4",
  chevron: "m6 9 6 6 6-6",
  more: "M5 12h.01M12 12h.01M19 12h.01",
  reply: "m10 6-6 6 6 6M4 12h9a7 7 0 0 1 7 7",
  smile: "M12 3a9 9 0 1 0 .01 0M9 10h.01M15 10h.01M8.5 14.5a4.5 4.5 0 0 0 7 0",
  pencil: "m4 20 1-5L16 4l4 4L9 19zM14 6l4 4",
  trash: "M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v5M14 11v5",
  plus: "M12 5v14M5 12h14",
  close: "m6 6 12 12M18 6 6 18",
  send: "M4 12 20 4l-5 16-4-7zM11 13l9-9",
  file: "M6 3h8l5 5v13H6zM14 3v5h5",
  image: "M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15 9h.01",
  people: "M9 11a3.5 3.5 0 1 0 0-.01M3 20a6 6 0 0 1 12 0M16 4.5a3.5 3.5 0 0 1 0 6.5M17 14.5a6 6 0 0 1 4 5.5",
  menu: "M4 6h16M4 12h16M4 18h16",
  lock: "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
  archive: "M4 5h16v4H4zM5 9h14v10H5zM10 13h4",
  sun: "M12 8a4 4 0 1 0 .01 0M12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.4 1.4M17.6 17.6 19 19M19 5l-1.4 1.4M6.4 17.6 5 19",
  moon: "M20 14.5A8.5 8.5 0 1 1 9.5 4a7 7 0 0 0 10.5 10.5z",
  check: "m5 12 5 5 9-11",
  eye: "M2 12s4-7 10-7 10 7 10 7-4 7-10 7S2 12 2 12zM12 9a3 3 0 1 0 .01 0",
  link: "M10 14a4 4 0 0 0 6 .5l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6-.5l-3 3a4 4 0 0 0 6 6l1-1",
  slash: "M15 4 9 20",
  down: "M12 5v14m-6-6 6 6 6-6",
} as const;

export type IconName = keyof typeof PATHS;

/** Decoration only: what it stands beside, or the button around it, says the same in words. */
export function Icon(props: { name: IconName; size?: number }): View {
  const size = props.size ?? 20;
  return h(
    "svg",
    { class: "icon", width: size, height: size, viewBox: "0 0 24 24", "aria-hidden": "true", focusable: "false" },
    h("path", { d: PATHS[props.name] }),
  );
}

export function IconButton(props: {
  icon: IconName;
  label: string;
  onClick: (event: MouseEvent) => void;
  isPressed?: boolean;
  size?: number;
  class?: string;
}): View {
  return h(
    "button",
    {
      type: "button",
      class: `icon-button ${props.class ?? ""}`,
      "aria-label": props.label,
      title: props.label,
      "aria-pressed": props.isPressed,
      onClick: props.onClick,
    },
    h(Icon, { name: props.icon, size: props.size ?? 20 }),
  );
}

/** Three dots in motion: something is under way. */
export function Dots(): View {
  return h("span", { class: "dots", "aria-hidden": "true" }, h("i", null), h("i", null), h("i", null));
}
