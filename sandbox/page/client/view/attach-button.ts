import { h } from "preact";
import { useRef } from "preact/hooks";
import type { View } from "../view.ts";
import { IconButton } from "./icon.ts";

export function AttachButton(props: { onFiles: (files: FileList) => void }): View {
  const input = useRef<HTMLInputElement>(null);
  return h(
    "span",
    { class: "attach" },
    h(IconButton, { icon: "plus", label: "Attach files", onClick: () => input.current?.click() }),
    h("input", {
      ref: input,
      type: "file",
      multiple: true,
      hidden: true,
      "aria-label": "Files to attach",
      onChange: (event: Event) => {
        const element = event.currentTarget as HTMLInputElement;
        if (element.files) props.onFiles(element.files);
        // The same file can then be chosen again.
        element.value = "";
      },
    }),
  );
}
