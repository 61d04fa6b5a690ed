import type {
  APIModalInteractionResponseCallbackData,
  APISelectMenuComponent,
  APITextInputComponent,
  ComponentType,
} from "discord-api-types/v10";
import { PARAGRAPH, PART, SELECT } from "./discord.ts";

type Named = { id: string; label: string; description?: string | undefined; isRequired: boolean };

export type ModalInput =
  | (Named & {
      kind: "input";
      isLong: boolean;
      value: string;
      min?: number | undefined;
      max?: number | undefined;
      placeholder?: string | undefined;
    })
  | (Named & { kind: "select"; select: APISelectMenuComponent })
  | (Named & { kind: "unknown" });

export type ModalPart = { kind: "text"; text: string } | ModalInput;

export type FieldValues = Record<string, string | string[]>;

const SELECTS = new Set<ComponentType>(Object.values(SELECT));

/** What a modal asks, in order: text inputs in rows (the older way), and labels around inputs and selects. */
export function modalParts(modal: APIModalInteractionResponseCallbackData): ModalPart[] {
  return modal.components.flatMap((part): ModalPart[] => {
    if (part.type === PART.text) return [{ kind: "text", text: part.content }];
    if (part.type === PART.label) return [inputOf(part.component, part.label, part.description)];
    if (part.type === PART.row)
      return part.components.map((input) => inputOf(input, input.label ?? input.custom_id, undefined));
    return [];
  });
}

type Inner = { type: ComponentType; custom_id: string; required?: boolean | undefined };

function inputOf(component: Inner, label: string, description: string | undefined): ModalInput {
  const named = { id: component.custom_id, label, description, isRequired: component.required ?? true };
  if (SELECTS.has(component.type)) return { ...named, kind: "select", select: component as APISelectMenuComponent };
  if (component.type !== PART.input) return { ...named, kind: "unknown" };
  const input = component as APITextInputComponent;
  return {
    ...named,
    kind: "input",
    isLong: input.style === PARAGRAPH,
    value: input.value ?? "",
    min: input.min_length,
    max: input.max_length ?? 4_000,
    placeholder: input.placeholder,
  };
}

export function initialFields(parts: readonly ModalPart[]): FieldValues {
  const values: FieldValues = {};
  for (const part of parts) {
    if (part.kind === "input") values[part.id] = part.value;
    if (part.kind === "select") values[part.id] = chosenAtFirst(part.select);
  }
  return values;
}

function chosenAtFirst(select: APISelectMenuComponent): string[] {
  if ("options" in select) return select.options.filter((option) => option.default).map((option) => option.value);
  return (select.default_values ?? []).map((value) => value.id);
}

/** What is wrong, by field; empty when the form can be sent. */
export function checkFields(parts: readonly ModalPart[], values: FieldValues): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const part of parts) {
    const error = part.kind === "text" || part.kind === "unknown" ? null : checkField(part, values[part.id] ?? "");
    if (error !== null && part.kind !== "text") errors[part.id] = error;
  }
  return errors;
}

function checkField(part: Exclude<ModalInput, { kind: "unknown" }>, value: string | string[]): string | null {
  if (value.length === 0) return part.isRequired ? "This field is required." : null;
  if (part.kind === "select") return null;
  if (typeof value === "string" && value.trim() === "" && part.isRequired) return "This field is required.";
  if (part.min !== undefined && value.length < part.min) return `At least ${part.min} characters.`;
  if (part.max !== undefined && value.length > part.max) return `At most ${part.max} characters.`;
  return null;
}
