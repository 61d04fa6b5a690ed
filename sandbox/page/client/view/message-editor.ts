import { h } from "preact";
import type { APIMessage } from "discord-api-types/v10";
import { useState } from "preact/hooks";
import { useClient } from "../client.ts";
import { readMentions, sendMentions } from "../model/mentions.ts";
import type { View } from "../view.ts";

/** A message while its author rewrites it: Enter saves, Escape leaves it as it was, and so does an empty text. */
export function MessageEditor({ message }: { message: APIMessage }): View {
  const { session, actions, directory } = useClient();
  const [original] = useState(() => readMentions(message.content, directory));
  const [text, setText] = useState(original.text);
  const close = (): void => session.store.set((state) => ({ ...state, editing: null }));
  const save = async (): Promise<void> => {
    const content = sendMentions(text, original.picked);
    if (text.trim() === "" || text === original.text || (await actions.edit(message, content))) close();
  };
  return h(
    "form",
    {
      class: "editor",
      onSubmit: (event: Event) => {
        event.preventDefault();
        void save();
      },
    },
    h("textarea", {
      value: text,
      "aria-label": "Edit the message",
      rows: 1,
      ref: focusAtEnd,
      onInput: (event: InputEvent) =>
        setText(event.currentTarget instanceof HTMLTextAreaElement ? event.currentTarget.value : ""),
      onKeyDown: (event: KeyboardEvent) => {
        event.stopPropagation();
        if (event.key === "Escape") close();
        if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
          event.preventDefault();
          void save();
        }
      },
    }),
    h(
      "div",
      { class: "dim" },
      "Escape to ",
      h("button", { type: "button", class: "link", onClick: close }, "cancel"),
      " · Enter to ",
      h("button", { type: "submit", class: "link" }, "save"),
    ),
  );
}

function focusAtEnd(element: HTMLTextAreaElement | null): void {
  if (!element || element.dataset.focused) return;
  element.dataset.focused = "yes";
  queueMicrotask(() => {
    element.focus();
    element.setSelectionRange(element.value.length, element.value.length);
  });
}
