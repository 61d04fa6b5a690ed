import { h } from "preact";
import type { APIApplicationCommandBasicOption } from "discord-api-types/v10";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { WireOptions } from "../../protocol.ts";
import { useClient } from "../client.ts";
import type { CommandEntry } from "../model/commands.ts";
import { readOptions } from "../model/option-values.ts";
import type { Filled } from "../model/option-values.ts";
import type { Guild, Place } from "../model/world.ts";
import type { View } from "../view.ts";
import { Icon, IconButton } from "./icon.ts";
import { OptionChip } from "./option-chip.ts";

/** A chosen command with its options as chips; Enter runs it, Escape puts it away. */
export function CommandForm(props: { entry: CommandEntry; guild: Guild; place: Place; onClose: () => void }): View {
  const { entry, place } = props;
  const { actions } = useClient();
  const [shown, setShown] = useState<readonly string[]>(() =>
    entry.options.filter((option) => option.required).map((option) => option.name),
  );
  const [filled, setFilled] = useState<Readonly<Record<string, Filled>>>({});
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const form = useRef<HTMLFormElement>(null);
  const latest = useRef(filled);
  latest.current = filled;

  useLayoutEffect(() => focusLast(form.current), [shown.length]);

  const run = async (): Promise<void> => {
    const read = await readOptions(entry.options, latest.current);
    setErrors(read.errors);
    const [wrong] = Object.keys(read.errors);
    if (wrong !== undefined) {
      setShown((now) => (now.includes(wrong) ? now : [...now, wrong]));
      form.current?.querySelector<HTMLElement>(`[data-option="${CSS.escape(wrong)}"] input`)?.focus();
      return;
    }
    props.onClose();
    await actions.runCommand(place.id, entry.name, read.values);
  };
  const fill = (name: string, value: Filled): void => {
    setFilled((now) => ({ ...now, [name]: value }));
    setErrors((now) => Object.fromEntries(Object.entries(now).filter(([other]) => other !== name)));
  };
  const complete = async (focused: string, typed: string): Promise<{ name: string; value: string | number }[]> => {
    const others = Object.fromEntries(
      Object.entries(latest.current).flatMap(([name, { value }]) => (value === undefined ? [] : [[name, value]])),
    );
    const options: WireOptions = { ...others, [focused]: typed };
    return actions.complete(place.id, entry.name, options, focused);
  };
  const rest = entry.options.filter((option) => !shown.includes(option.name));
  return h(
    "form",
    {
      ref: form,
      id: "composer",
      tabIndex: -1,
      class: "composer-box command-form",
      "aria-label": `/${entry.name}: ${entry.description}`,
      onSubmit: (event: Event) => {
        event.preventDefault();
        void run();
      },
      onKeyDown: (event: KeyboardEvent) => {
        if (event.key === "Escape") props.onClose();
      },
    },
    h(AboutLine, { description: entry.description, errors }),
    h(
      "div",
      { class: "composer-row" },
      h(
        "div",
        { class: "chips" },
        h(
          "button",
          {
            type: "button",
            class: "command-name",
            title: "Put the command away",
            "data-command-name": true,
            onClick: props.onClose,
          },
          `/${entry.name}`,
        ),
        shown
          .flatMap((name) => entry.options.filter((option) => option.name === name))
          .map((option) =>
            h(OptionChip, {
              key: option.name,
              option,
              guild: props.guild,
              filled: filled[option.name],
              error: errors[option.name],
              onFill: (value: Filled) => fill(option.name, value),
              onComplete: (typed: string) => complete(option.name, typed),
              onRemove: option.required ? null : () => setShown(shown.filter((other) => other !== option.name)),
            }),
          ),
        h(RestOptions, { rest, onAdd: (name) => setShown([...shown, name]) }),
      ),
      h(IconButton, { icon: "close", label: "Put the command away", onClick: props.onClose }),
      h(
        "button",
        { type: "submit", class: "icon-button send", "aria-label": "Run the command", title: "Run (Enter)" },
        h(Icon, { name: "send" }),
      ),
    ),
  );
}

/** What the command does, or what keeps it from being run. */
function AboutLine(props: { description: string; errors: Readonly<Record<string, string>> }): View {
  const [wrong] = Object.entries(props.errors);
  return wrong
    ? h("div", { class: "command-about error", role: "alert" }, h("b", null, wrong[0]), ` ${wrong[1]}`)
    : h("div", { class: "command-about dim" }, props.description);
}

function RestOptions(props: {
  rest: readonly APIApplicationCommandBasicOption[];
  onAdd: (name: string) => void;
}): View {
  return h(
    "span",
    { class: "rest-options" },
    props.rest.map((option) =>
      h(
        "button",
        {
          key: option.name,
          type: "button",
          class: "add-option",
          title: option.description,
          onClick: () => props.onAdd(option.name),
        },
        `+ ${option.name}`,
      ),
    ),
  );
}

/** The field that was added last, or the command itself when it takes no options: Enter then runs it. */
function focusLast(form: HTMLFormElement | null): void {
  const fields = form?.querySelectorAll<HTMLElement>("[data-option] input, [data-option] button.choose-file") ?? [];
  const empty = [...fields].find((field) => field instanceof HTMLInputElement && field.value === "");
  const target = empty ?? [...fields].at(-1) ?? form?.querySelector<HTMLElement>("button[type=submit]");
  target?.focus();
}
