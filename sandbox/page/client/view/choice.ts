import { h } from "preact";
import { useId, useRef, useState } from "preact/hooks";
import type { View } from "../view.ts";
import { Icon } from "./icon.ts";
import { Popover } from "./popover.ts";

export type ChoiceOption = {
  value: string;
  label: string;
  description?: string | undefined;
  emoji?: string | undefined;
};

type ChoiceProps = {
  label: string;
  placeholder: string;
  options: readonly ChoiceOption[];
  values: readonly string[];
  min: number;
  max: number;
  isDisabled?: boolean;
  onChange: (values: string[]) => void;
};

const FILTER_FROM = 8;

/** A select menu as Discord draws it: one value is taken at once, several when the list closes. */
export function Choice(props: ChoiceProps): View {
  const [isOpen, setOpen] = useState(false);
  const [draft, setDraft] = useState<readonly string[] | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const listId = useId();
  const values = draft ?? props.values;

  const close = (next: readonly string[] | null): void => {
    setOpen(false);
    setDraft(null);
    button.current?.focus();
    if (next && next.length >= props.min && next.join() !== props.values.join()) props.onChange([...next]);
  };
  const pick = (value: string): void => {
    if (props.max === 1) return close(values.includes(value) && props.min === 0 ? [] : [value]);
    const next = values.includes(value) ? values.filter((other) => other !== value) : [...values, value];
    if (next.length <= props.max) setDraft(next);
  };
  const shown = props.options.filter((option) => values.includes(option.value)).map((option) => option.label);
  return h(
    "div",
    { class: "choice" },
    h(
      "button",
      {
        ref: button,
        type: "button",
        class: "choice-button",
        disabled: props.isDisabled,
        "aria-haspopup": "listbox",
        "aria-expanded": isOpen,
        "aria-controls": isOpen ? listId : undefined,
        "aria-label": `${props.label}: ${shown.join(", ") || props.placeholder}`,
        onClick: () => setOpen(!isOpen),
      },
      h("span", { class: shown.length > 0 ? "" : "dim" }, shown.join(", ") || props.placeholder),
      h(Icon, { name: "chevron", size: 18 }),
    ),
    isOpen
      ? h(
          Popover,
          {
            class: "choice-list",
            anchor: () => button.current?.getBoundingClientRect() ?? null,
            onClose: () => close(draft),
          },
          h(ChoiceList, { ...props, values, listId, onPick: pick }),
        )
      : null,
  );
}

function ChoiceList(props: ChoiceProps & { listId: string; onPick: (value: string) => void }): View {
  const [filter, setFilter] = useState("");
  const [active, setActive] = useState(0);
  const needle = filter.toLocaleLowerCase();
  const options = props.options.filter((option) => option.label.toLocaleLowerCase().includes(needle));
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) setActive((active + step + options.length) % Math.max(1, options.length));
    else if (event.key === "Enter" || (event.key === " " && props.options.length < FILTER_FROM)) {
      const option = options[active];
      if (option) props.onPick(option.value);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const activeId = options[active] ? `${props.listId}-${active}` : undefined;
  const isMany = props.options.length >= FILTER_FROM;
  return h(
    "div",
    { onKeyDown },
    isMany
      ? h("input", {
          class: "choice-filter",
          placeholder: "Search",
          "aria-label": `Search ${props.label}`,
          role: "combobox",
          "aria-expanded": true,
          "aria-controls": props.listId,
          "aria-activedescendant": activeId,
          value: filter,
          ref: focusOnce,
          onInput: (event: InputEvent) => {
            setFilter(event.target instanceof HTMLInputElement ? event.target.value : "");
            setActive(0);
          },
        })
      : null,
    h(
      "div",
      {
        id: props.listId,
        role: "listbox",
        tabIndex: isMany ? -1 : 0,
        "aria-label": props.label,
        "aria-multiselectable": props.max > 1,
        "aria-activedescendant": activeId,
        ref: isMany ? null : focusOnce,
      },
      options.map((option, index) =>
        h(ChoiceRow, {
          key: option.value,
          option,
          id: `${props.listId}-${index}`,
          isActive: index === active,
          isChosen: props.values.includes(option.value),
          onPick: props.onPick,
        }),
      ),
    ),
    options.length === 0 ? h("div", { class: "choice-empty dim" }, "Nothing found") : null,
  );
}

function focusOnce(element: HTMLElement | null): void {
  if (element && !element.dataset.focused) {
    element.dataset.focused = "yes";
    queueMicrotask(() => element.focus());
  }
}

function ChoiceRow(props: {
  option: ChoiceOption;
  id: string;
  isActive: boolean;
  isChosen: boolean;
  onPick: (value: string) => void;
}): View {
  const { option } = props;
  return h(
    "div",
    {
      id: props.id,
      role: "option",
      class: props.isActive ? "choice-row active" : "choice-row",
      "aria-selected": props.isChosen,
      ref: (element: HTMLElement | null) => {
        if (props.isActive) element?.scrollIntoView({ block: "nearest" });
      },
      onClick: () => props.onPick(option.value),
    },
    option.emoji ? h("span", { class: "emoji" }, option.emoji) : null,
    h(
      "span",
      { class: "choice-text" },
      h("span", null, option.label),
      option.description ? h("span", { class: "dim" }, option.description) : null,
    ),
    props.isChosen ? h(Icon, { name: "check", size: 18 }) : null,
  );
}
