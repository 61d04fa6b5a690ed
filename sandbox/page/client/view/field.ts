import { h } from "preact";
import { useId } from "preact/hooks";
import type { View } from "../view.ts";

type FieldProps = {
  label: string;
  description?: string | undefined;
  value: string;
  isLong?: boolean;
  isRequired?: boolean;
  min?: number | undefined;
  max?: number | undefined;
  placeholder?: string | undefined;
  error?: string | undefined;
  onInput: (value: string) => void;
};

/** A labelled text field that says how much fits and what is wrong. */
export function Field(props: FieldProps): View {
  const id = useId();
  const { max } = props;
  const isNearEnd = max !== undefined && props.value.length > max * 0.8;
  const input = {
    id,
    value: props.value,
    placeholder: props.placeholder,
    minLength: props.min,
    maxLength: max,
    required: props.isRequired,
    "aria-describedby": `${id}-about`,
    "aria-invalid": props.error !== undefined,
    onInput: (event: InputEvent) => {
      const element = event.currentTarget;
      if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement) props.onInput(element.value);
    },
  };
  return h(
    "div",
    { class: "field" },
    h(
      "label",
      { for: id },
      props.label,
      props.isRequired ? h("span", { class: "required", "aria-hidden": "true" }, " *") : null,
    ),
    props.isLong ? h("textarea", { ...input, rows: 4 }) : h("input", { ...input, type: "text" }),
    h(
      "div",
      { id: `${id}-about`, class: "field-about" },
      props.description ? h("span", null, props.description) : null,
      props.error ? h("span", { class: "error", role: "alert" }, props.error) : null,
      isNearEnd ? h("span", { class: "count" }, `${props.value.length} / ${max}`) : null,
    ),
  );
}
