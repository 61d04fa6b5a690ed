import { ComponentType as C } from "discord-api-types/v10";
import { invalidForm } from "./refusal.ts";
import { closeResolved, openResolved, type Resolved } from "./resolve.ts";
import type { RawComponent } from "./rules/components.ts";
import { type Chooser, chooseValues } from "./select-values.ts";
import type { OpenModal } from "./types.ts";

type Fields = Record<string, string | string[]>;

const LONGEST_TEXT = 4_000;

/**
 * What a person typed and chose, in the shape that Discord sends: labels around inputs, or rows of them.
 * Throws 50035 where Discord's own client would not let them send it.
 */
export function fillModal(
  chooser: Chooser,
  modal: OpenModal,
  fields: Fields,
): { components: unknown[]; resolved?: Partial<Resolved> } {
  const resolved = openResolved();
  const fillOne = (input: RawComponent): unknown => fill(chooser, input, fields[input.custom_id ?? ""], resolved);
  const components = (modal.components as unknown as RawComponent[]).map(({ type, id, component, components }) => {
    if (component) return { type, id, component: fillOne(component) };
    return type === C.TextDisplay ? { type, id } : { type, id, components: (components ?? []).map(fillOne) };
  });
  return { components, ...closeResolved(resolved) };
}

function fill(
  chooser: Chooser,
  input: RawComponent,
  given: string | string[] | undefined,
  resolved: Resolved,
): Record<string, unknown> {
  const { type, id, custom_id } = input;
  const base = { type, id, custom_id };
  const values = given === undefined ? valuesAtFirst(input) : [given].flat();
  switch (type) {
    case C.TextInput:
      return { ...base, value: typedText(input, given) };
    case C.Checkbox:
      return { ...base, value: values[0] === "true" };
    case C.RadioGroup:
      chooseOptional(chooser, input, values, resolved);
      return { ...base, value: values[0] ?? null };
    default:
      chooseOptional(chooser, input, values, resolved);
      return { ...base, values };
  }
}

/** What the modal came with. */
function valuesAtFirst({ options, default_values }: RawComponent): string[] {
  const chosen = (options ?? []).filter((option) => option.default).map(({ value }) => value);
  return [...chosen, ...(default_values ?? []).map(({ id }) => id)];
}

function chooseOptional(chooser: Chooser, input: RawComponent, values: string[], resolved: Resolved): void {
  if (values.length === 0 && input.required === false) return;
  const most = input.type === C.CheckboxGroup ? { max_values: input.max_values ?? input.options?.length ?? 1 } : {};
  chooseValues(chooser, { ...input, ...most }, values, resolved);
}

/** What was not touched keeps the value that the modal came with. */
function typedText(input: RawComponent, given: string | string[] | undefined): string {
  const text = given === undefined ? (input.value ?? "") : [given].flat().join("\n");
  const size = Array.from(text).length;
  const isMissing = size === 0 && input.required !== false;
  const isShort = size > 0 && size < (input.min_length ?? 0);
  if (isMissing || isShort || size > (input.max_length ?? LONGEST_TEXT)) {
    const message = "This field is required, or its length does not fit";
    throw invalidForm({ [input.custom_id ?? "components"]: { code: "BASE_TYPE_REQUIRED", message } });
  }
  return text;
}
