import { h } from "preact";
import type { APIApplicationCommandBasicOption } from "discord-api-types/v10";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { OPTION } from "../model/discord.ts";
import type { Filled } from "../model/option-values.ts";
import type { Guild } from "../model/world.ts";
import type { View } from "../view.ts";
import { handleListKey } from "./completions.ts";
import { channelOptions, roleOptions, userOptions } from "./select.ts";
import { comboboxAttributes, Suggestions } from "./suggestions.ts";

type Candidate = { value: string | number | boolean; label: string; description?: string | undefined };

type OptionChipProps = {
  option: APIApplicationCommandBasicOption;
  guild: Guild;
  filled: Filled | undefined;
  error: string | undefined;
  onFill: (value: Filled) => void;
  onComplete: (typed: string) => Promise<{ name: string; value: string | number }[]>;
  /** Null when the option is required. */
  onRemove: (() => void) | null;
};

const PAUSE_MS = 150;
const MAX_CANDIDATES = 25;

/** One option of a command: its name, and a field with the completion that its kind has. */
export function OptionChip(props: OptionChipProps): View {
  return h(
    "span",
    { class: props.error ? "chip wrong" : "chip", "data-option": props.option.name },
    h("span", { class: "chip-name", "aria-hidden": "true" }, props.option.name),
    props.option.type === OPTION.attachment ? h(FileOption, props) : h(TextOption, props),
  );
}

function FileOption(props: OptionChipProps): View {
  const input = useRef<HTMLInputElement>(null);
  return h(
    "span",
    null,
    h(
      "button",
      { type: "button", class: "choose-file", onClick: () => input.current?.click() },
      props.filled?.file?.name ?? "Choose a file",
    ),
    h("input", {
      ref: input,
      type: "file",
      hidden: true,
      "aria-label": props.option.name,
      onChange: (event: Event) => {
        const file = (event.currentTarget as HTMLInputElement).files?.[0];
        if (file) props.onFill({ text: file.name, file });
      },
    }),
  );
}

function TextOption(props: OptionChipProps): View {
  const { option } = props;
  const text = props.filled?.text ?? "";
  const listId = useId();
  const [active, setActive] = useState(0);
  const [isOpen, setOpen] = useState(false);
  const candidates = useCandidates(props, text, isOpen);
  const isListed = isOpen && candidates.length > 0;

  const pick = (index: number): void => {
    const candidate = candidates[index];
    if (candidate) props.onFill({ text: candidate.label, value: candidate.value });
    setOpen(false);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    if (isListed && handleListKey(event, { items: candidates, pick }, active, setActive, () => setOpen(false))) {
      if (event.key !== "Tab") event.preventDefault();
      event.stopPropagation();
    } else if (event.key === "Backspace" && text === "" && props.onRemove) {
      event.preventDefault();
      props.onRemove();
    }
  };
  return h(
    "span",
    { class: "chip-field" },
    h("input", {
      type: "text",
      value: text,
      size: Math.min(40, Math.max(8, text.length + 1, text === "" ? option.description.length : 0)),
      autocomplete: "off",
      inputMode: option.type === OPTION.integer ? "numeric" : option.type === OPTION.number ? "decimal" : "text",
      placeholder: option.description,
      title: option.description,
      "aria-label": `${option.name}: ${option.description}`,
      "aria-required": option.required ?? false,
      "aria-invalid": props.error !== undefined,
      ...comboboxAttributes(listId, isListed, active),
      onFocus: () => setOpen(props.filled?.value === undefined),
      onBlur: () => setOpen(false),
      onInput: (event: InputEvent) => {
        props.onFill({ text: (event.currentTarget as HTMLInputElement).value });
        setActive(0);
        setOpen(true);
      },
      onKeyDown,
    }),
    isListed
      ? h(Suggestions, {
          id: listId,
          label: option.description,
          items: candidates.map((candidate) => ({
            key: String(candidate.value),
            label: candidate.label,
            description: candidate.description,
          })),
          active,
          onPick: pick,
        })
      : null,
  );
}

/** What the option's list offers for what is typed: its own choices, people, places, or what the application suggests. */
function useCandidates(props: OptionChipProps, text: string, isOpen: boolean): Candidate[] {
  const { option, guild } = props;
  const [suggested, setSuggested] = useState<Candidate[]>([]);
  const ask = useRef(props.onComplete);
  ask.current = props.onComplete;
  const asksApplication = "autocomplete" in option && option.autocomplete;
  useEffect(() => {
    if (!asksApplication || !isOpen) return undefined;
    let isCurrent = true;
    const suggest = async (): Promise<void> => {
      const choices = await ask.current(text);
      if (isCurrent) setSuggested(choices.map((choice) => ({ value: choice.value, label: choice.name })));
    };
    const timer = setTimeout(() => void suggest(), PAUSE_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [asksApplication, isOpen, text]);
  if (asksApplication) return suggested;
  const needle = text.toLocaleLowerCase();
  return ownCandidates(option, guild)
    .filter((candidate) => candidate.label.toLocaleLowerCase().includes(needle))
    .slice(0, MAX_CANDIDATES);
}

function ownCandidates(option: APIApplicationCommandBasicOption, guild: Guild): Candidate[] {
  switch (option.type) {
    case OPTION.boolean:
      return [
        { value: true, label: "True" },
        { value: false, label: "False" },
      ];
    case OPTION.user:
      return userOptions(guild);
    case OPTION.role:
      return roleOptions(guild);
    case OPTION.mentionable:
      return [...userOptions(guild), ...roleOptions(guild)];
    case OPTION.channel:
      return channelOptions(guild, option.channel_types);
    case OPTION.string:
    case OPTION.integer:
    case OPTION.number:
      return ("choices" in option ? (option.choices ?? []) : []).map((choice) => ({
        value: choice.value,
        label: choice.name,
      }));
    default:
      return [];
  }
}
