import { h } from "preact";
import { useState } from "preact/hooks";
import { useClient } from "../client.ts";
import type { Overlay } from "../client.ts";
import type { View } from "../view.ts";
import { pointRect, Popover } from "./popover.ts";

/** A few of the emoji that people react with, each with the words it is found by. */
const EMOJI: readonly (readonly [string, string])[] = [
  ["👍", "thumbs up yes like"],
  ["👎", "thumbs down no dislike"],
  ["❤️", "heart love"],
  ["😂", "joy laugh tears"],
  ["😄", "smile happy grin"],
  ["😊", "blush smile"],
  ["😍", "heart eyes love"],
  ["🤔", "thinking hmm"],
  ["😮", "surprised wow open mouth"],
  ["😢", "sad cry"],
  ["😭", "sob cry loud"],
  ["😡", "angry"],
  ["🙏", "thanks please pray"],
  ["👏", "clap applause"],
  ["🙌", "raised hands hooray"],
  ["💪", "strong muscle"],
  ["👀", "eyes look"],
  ["🎉", "party tada celebrate"],
  ["🔥", "fire hot"],
  ["✨", "sparkles"],
  ["💯", "hundred points"],
  ["✅", "check done yes"],
  ["❌", "cross no wrong"],
  ["⚠️", "warning"],
  ["❓", "question"],
  ["💡", "idea light bulb"],
  ["📌", "pin"],
  ["📝", "memo write note"],
  ["📚", "books read"],
  ["🔗", "link"],
  ["🚀", "rocket ship"],
  ["☕", "coffee"],
  ["🌱", "plant grow seedling"],
  ["🌍", "earth world"],
  ["🐛", "bug"],
  ["🦉", "owl"],
  ["🐢", "turtle slow"],
  ["⭐", "star"],
  ["😅", "sweat smile phew"],
  ["🙂", "slight smile"],
  ["😉", "wink"],
  ["😎", "cool sunglasses"],
  ["🤷", "shrug"],
  ["🤝", "handshake agree"],
  ["👋", "wave hello"],
  ["🫡", "salute"],
  ["🥳", "party face"],
  ["😴", "sleep tired"],
];

const COLUMNS = 8;

export function EmojiPicker({ picker }: { picker: NonNullable<Overlay["picker"]> }): View {
  const { overlay } = useClient();
  const [typed, setTyped] = useState("");
  const close = (): void => overlay.set((now) => ({ ...now, picker: null }));
  const pick = (emoji: string): void => {
    close();
    picker.onPick(emoji);
  };
  const shown = EMOJI.filter(([, words]) => words.includes(typed.trim().toLowerCase()));
  return h(
    Popover,
    { class: "picker", anchor: () => pointRect(picker.x, picker.y), onClose: close },
    h(
      "div",
      { role: "dialog", "aria-label": "Choose an emoji", onKeyDown: moveInGrid },
      h("input", {
        type: "search",
        placeholder: "Search, or type your own",
        "aria-label": "Search for an emoji",
        ref: focusField,
        value: typed,
        onInput: (event: InputEvent) => setTyped((event.currentTarget as HTMLInputElement).value),
        onKeyDown: (event: KeyboardEvent) => {
          const first = /\p{Extended_Pictographic}/u.test(typed) ? typed.trim() : shown[0]?.[0];
          if (event.key === "Enter" && first) pick(first);
        },
      }),
      h(
        "div",
        { class: "picker-grid" },
        shown.map(([emoji, words]) =>
          h(
            "button",
            {
              key: emoji,
              type: "button",
              class: "emoji",
              "aria-label": words.split(" ").slice(0, 2).join(" "),
              title: words,
              onClick: () => pick(emoji),
            },
            emoji,
          ),
        ),
      ),
      shown.length === 0 ? h("p", { class: "dim" }, "None found. Type or paste an emoji and press Enter.") : null,
    ),
  );
}

function focusField(element: HTMLInputElement | null): void {
  if (!element || element.dataset.focused) return;
  element.dataset.focused = "yes";
  queueMicrotask(() => element.focus());
}

function moveInGrid(event: KeyboardEvent): void {
  const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: COLUMNS, ArrowUp: -COLUMNS }[event.key];
  const buttons = [...(event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>("button")];
  const at = buttons.findIndex((button) => button === document.activeElement);
  if (step === undefined || (at === -1 && step !== COLUMNS)) return;
  event.preventDefault();
  buttons[at === -1 ? 0 : Math.max(0, Math.min(buttons.length - 1, at + step))]?.focus();
}
