import { h } from "preact";
import type { View } from "../view.ts";

export type Suggestion = { key: string; label: string; description?: string | undefined; hint?: string | undefined };

/** The list above the field that is being typed in. The field keeps the focus and says which entry is active. */
export function Suggestions(props: {
  id: string;
  label: string;
  items: readonly Suggestion[];
  active: number;
  onPick: (index: number) => void;
}): View {
  return h(
    "div",
    { class: "suggestions" },
    h("div", { class: "suggestions-title", "aria-hidden": "true" }, props.label),
    h(
      "div",
      { id: props.id, role: "listbox", "aria-label": props.label },
      props.items.map((item, index) =>
        h(
          "div",
          {
            key: item.key,
            id: `${props.id}-${index}`,
            role: "option",
            class: index === props.active ? "suggestion active" : "suggestion",
            "aria-selected": index === props.active,
            ref: (element: HTMLElement | null) => {
              if (index === props.active) element?.scrollIntoView({ block: "nearest" });
            },
            // A press would take the focus from the field before the click arrives.
            onPointerDown: (event: PointerEvent) => event.preventDefault(),
            onClick: () => props.onPick(index),
          },
          h(
            "span",
            { class: "suggestion-text" },
            h("b", null, item.label),
            item.description ? h("span", { class: "dim" }, item.description) : null,
          ),
          item.hint ? h("span", { class: "dim suggestion-hint" }, item.hint) : null,
        ),
      ),
    ),
  );
}

/** How a field of several lines names its list to a screen reader. */
export function listAttributes(id: string, isOpen: boolean, active: number): Record<string, string | undefined> {
  return {
    "aria-autocomplete": "list",
    "aria-haspopup": "listbox",
    "aria-controls": isOpen ? id : undefined,
    "aria-activedescendant": isOpen ? `${id}-${active}` : undefined,
  };
}

/** The same for a field of one line, which may be a combobox. */
export function comboboxAttributes(
  id: string,
  isOpen: boolean,
  active: number,
): Record<string, string | boolean | undefined> {
  return { ...listAttributes(id, isOpen, active), role: "combobox", "aria-expanded": isOpen };
}
