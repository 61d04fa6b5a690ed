import { h } from "preact";
import type { APIMessage } from "discord-api-types/v10";
import { useClient } from "../client.ts";
import type { View } from "../view.ts";
import { Dialog } from "./dialog.ts";
import { preview } from "./reference.ts";

export function ConfirmDelete({ message }: { message: APIMessage }): View {
  const { overlay, actions, directory } = useClient();
  const close = (): void => overlay.set((now) => ({ ...now, dialog: null }));
  const remove = (): void => {
    close();
    void actions.remove(message);
  };
  return h(
    Dialog,
    {
      title: "Delete message",
      onClose: close,
      onSubmit: remove,
      buttons: [
        h("button", { type: "button", class: "button plain", onClick: close }, "Cancel"),
        h("button", { type: "submit", class: "button danger", "data-autofocus": true }, "Delete"),
      ],
    },
    h("p", null, "Delete this message for everyone?"),
    h("blockquote", { class: "quoted" }, h("b", null, directory.authorName(message)), h("p", null, preview(message))),
  );
}
