import { h } from "preact";
import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import type { View } from "../view.ts";
import { IconButton } from "./icon.ts";

/** A modal dialog: the browser keeps the focus inside, gives it back afterwards, and closes it on Escape. */
export function Dialog(props: {
  title: string;
  onClose: () => void;
  onSubmit: () => void;
  children?: ComponentChildren;
  buttons: ComponentChildren;
}): View {
  const element = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useLayoutEffect(() => {
    const dialog = element.current;
    dialog?.showModal();
    dialog
      ?.querySelector<HTMLElement>(
        "[data-autofocus], .dialog-body input, .dialog-body textarea, .dialog-body .choice-button",
      )
      ?.focus();
    return () => dialog?.close();
  }, []);
  return h(
    "dialog",
    {
      ref: element,
      class: "dialog",
      "aria-labelledby": titleId,
      onCancel: (event: Event) => {
        event.preventDefault();
        props.onClose();
      },
    },
    h(
      "form",
      {
        noValidate: true,
        onSubmit: (event: Event) => {
          event.preventDefault();
          props.onSubmit();
        },
      },
      h(
        "header",
        null,
        h("h2", { id: titleId }, props.title),
        h(IconButton, { icon: "close", label: "Close", onClick: props.onClose }),
      ),
      h("div", { class: "dialog-body" }, props.children),
      h("footer", null, props.buttons),
    ),
  );
}
