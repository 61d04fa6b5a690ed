import { h } from "preact";
import type { APIModalInteractionResponseCallbackData } from "discord-api-types/v10";
import { useState } from "preact/hooks";
import type { OpenModal } from "../../../types.ts";
import { useClient } from "../client.ts";
import { checkFields, initialFields, modalParts } from "../model/modal-fields.ts";
import type { FieldValues, ModalInput } from "../model/modal-fields.ts";
import { Markdown } from "../text/markdown-view.ts";
import type { View } from "../view.ts";
import { Dialog } from "./dialog.ts";
import { Field } from "./field.ts";
import { SelectMenu } from "./select.ts";

/** The form that an application opened. */
export function ModalForm({ modal }: { modal: OpenModal }): View {
  const { session, actions } = useClient();
  const parts = modalParts(modal);
  const [values, setValues] = useState<FieldValues>(() => initialFields(parts));
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isSending, setSending] = useState(false);
  const close = (): void => session.store.set((state) => ({ ...state, modal: null }));
  const submit = async (): Promise<void> => {
    const found = checkFields(parts, values);
    setErrors(found);
    if (Object.keys(found).length > 0 || isSending) return;
    setSending(true);
    setRefusal(await actions.submitModal(modal, values));
    setSending(false);
  };
  const set = (id: string, value: string | string[]): void => {
    setValues((now) => ({ ...now, [id]: value }));
    setErrors((now) => Object.fromEntries(Object.entries(now).filter(([other]) => other !== id)));
  };
  return h(
    Dialog,
    {
      title: modal.title,
      onClose: close,
      onSubmit: () => void submit(),
      buttons: [
        h("button", { type: "button", class: "button plain", onClick: close }, "Cancel"),
        h(
          "button",
          { type: "submit", class: "button primary", "aria-busy": isSending },
          isSending ? "Sending…" : "Submit",
        ),
      ],
    },
    refusal ? h("p", { class: "dialog-refusal", role: "alert" }, refusal) : null,
    parts.map((part, index) =>
      part.kind === "text"
        ? h(ModalText, { key: index, text: part.text })
        : h(InputView, {
            key: part.id,
            input: part,
            value: values[part.id],
            error: errors[part.id],
            onChange: (value) => set(part.id, value),
          }),
    ),
    h(
      "p",
      { class: "dim modal-note" },
      `This form comes from ${appName(session.store.get().world?.guilds ?? [])}. Never type a password here.`,
    ),
  );
}

export type ModalData = APIModalInteractionResponseCallbackData;

function appName(guilds: readonly { members: readonly { user: { bot?: boolean; username: string } }[] }[]): string {
  return guilds.flatMap((guild) => guild.members).find((member) => member.user.bot)?.user.username ?? "the application";
}

function ModalText({ text }: { text: string }): View {
  const { directory, jump } = useClient();
  return h(Markdown, { text, directory, onJump: jump });
}

function InputView(props: {
  input: ModalInput;
  value: string | string[] | undefined;
  error: string | undefined;
  onChange: (value: string | string[]) => void;
}): View | null {
  const { input, value, error } = props;
  const { world } = useClient().session.store.get();
  if (input.kind === "unknown")
    return h("p", { class: "dim" }, `${input.label}: this kind of field cannot be filled in here.`);
  if (input.kind === "input") {
    return h(Field, {
      label: input.label,
      description: input.description,
      isRequired: input.isRequired,
      isLong: input.isLong,
      min: input.min,
      max: input.max,
      placeholder: input.placeholder,
      value: typeof value === "string" ? value : "",
      error,
      onInput: props.onChange,
    });
  }
  if (!world) return null;
  return h(
    "div",
    { class: "field" },
    h(
      "span",
      { class: "field-label" },
      input.label,
      input.isRequired ? h("span", { class: "required", "aria-hidden": "true" }, " *") : null,
    ),
    h(SelectMenu, {
      select: input.select,
      world,
      label: input.label,
      values: Array.isArray(value) ? value : [],
      onChange: props.onChange,
    }),
    h(
      "div",
      { class: "field-about" },
      input.description ? h("span", null, input.description) : null,
      error ? h("span", { class: "error", role: "alert" }, error) : null,
    ),
  );
}
