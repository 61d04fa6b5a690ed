import { h } from "preact";
import { useState } from "preact/hooks";
import type { APIGuildForumChannel } from "discord-api-types/v10";
import { useClient } from "../client.ts";
import { hashOf } from "../model/route.ts";
import type { View } from "../view.ts";
import { Dialog } from "./dialog.ts";
import { Field } from "./field.ts";

/** Asks for what a new thread needs: its name, and in a forum its first message and tags. */
export function NewThreadDialog(props: { channelId: string; messageId?: string; forum?: APIGuildForumChannel }): View {
  const { overlay, actions, jump } = useClient();
  const [name, setName] = useState("");
  const [text, setText] = useState("");
  const [tags, setTags] = useState<readonly string[]>([]);
  const isForum = props.forum !== undefined;
  const close = (): void => overlay.set((now) => ({ ...now, dialog: null }));
  const create = async (): Promise<void> => {
    if (name.trim() === "" || (isForum && text.trim() === "")) return;
    const thread = await actions.openThread(props.channelId, {
      name: name.trim(),
      messageId: props.messageId,
      message: isForum ? text : undefined,
      tags: tags.length > 0 ? [...tags] : undefined,
    });
    if (!thread) return;
    close();
    jump(hashOf(thread.guild_id ?? "0", thread.id));
  };
  const toggle = (id: string): void =>
    setTags(tags.includes(id) ? tags.filter((other) => other !== id) : [...tags, id]);
  return h(
    Dialog,
    {
      title: isForum ? "New post" : "New thread",
      onClose: close,
      onSubmit: () => void create(),
      buttons: [
        h("button", { type: "button", class: "button plain", onClick: close }, "Cancel"),
        h("button", { type: "submit", class: "button primary" }, isForum ? "Post" : "Create"),
      ],
    },
    h(Field, { label: isForum ? "Title" : "Thread name", isRequired: true, max: 100, value: name, onInput: setName }),
    isForum
      ? h(Field, { label: "Message", isRequired: true, isLong: true, max: 2_000, value: text, onInput: setText })
      : null,
    props.forum?.available_tags.length
      ? h(
          "fieldset",
          { class: "tag-choice" },
          h("legend", null, "Tags"),
          props.forum.available_tags.map((tag) =>
            h(
              "button",
              {
                key: tag.id,
                type: "button",
                class: "tag",
                "aria-pressed": tags.includes(tag.id),
                onClick: () => toggle(tag.id),
              },
              tag.name,
            ),
          ),
        )
      : null,
  );
}
