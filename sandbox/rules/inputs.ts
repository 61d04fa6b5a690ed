import { ComponentType as C } from "discord-api-types/v10";
import type { RawComponent } from "./components.ts";
import type { Form } from "./form.ts";

const LONGEST_TEXT = 4_000;
const MOST_OPTIONS = 25;

/** A select's numbers and options. */
export function checkSelect(form: Form, path: string, select: RawComponent): void {
  form.length(`${path}.custom_id`, select.custom_id, 1, 100);
  form.length(`${path}.placeholder`, select.placeholder, 0, 150);
  const { min_values: least = 1, max_values: most = 1 } = select;
  within(form, `${path}.min_values`, least, 0, MOST_OPTIONS);
  within(form, `${path}.max_values`, most, 1, MOST_OPTIONS);
  if (least > most) form.fail(`${path}.min_values`, "SELECT_COMPONENT_MIN_VALUES", "min_values is above max_values");
  if (select.type === C.StringSelect) checkOptions(form, path, select.options ?? [], most);
}

function checkOptions(form: Form, path: string, options: NonNullable<RawComponent["options"]>, most: number): void {
  form.count(`${path}.options`, options, 1, MOST_OPTIONS);
  const values = new Set<string>();
  options.forEach((option, index) => {
    form.length(`${path}.options.${index}.label`, option.label, 1, 100);
    form.length(`${path}.options.${index}.value`, option.value, 1, 100);
    form.length(`${path}.options.${index}.description`, option.description, 0, 100);
    if (values.has(option.value))
      form.fail(
        `${path}.options.${index}.value`,
        "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
        "The specified option value is already used",
      );
    values.add(option.value);
  });
  if (most > options.length)
    form.fail(`${path}.max_values`, "SELECT_COMPONENT_MAX_VALUES", "max_values is above the number of options");
  if (options.filter((option) => option.default).length > most)
    form.fail(`${path}.options`, "SELECT_COMPONENT_TOO_MANY_DEFAULTS", "More defaults than max_values");
}

/** A text input of a modal; one that stands in a row names itself. */
export function checkTextInput(form: Form, path: string, input: RawComponent, isInRow: boolean): void {
  form.length(`${path}.custom_id`, input.custom_id, 1, 100);
  if (isInRow) form.length(`${path}.label`, input.label, 1, 45);
  form.length(`${path}.placeholder`, input.placeholder, 0, 100);
  const { min_length: least = 0, max_length: most = LONGEST_TEXT } = input;
  within(form, `${path}.min_length`, least, 0, LONGEST_TEXT);
  within(form, `${path}.max_length`, most, 1, LONGEST_TEXT);
  if (least > most) form.fail(`${path}.min_length`, "TEXT_INPUT_MIN_LENGTH", "min_length is above max_length");
  form.length(`${path}.value`, input.value, 0, Math.min(most, LONGEST_TEXT));
}

function within(form: Form, path: string, value: number, least: number, most: number): void {
  if (Number.isInteger(value) && value >= least && value <= most) return;
  const code = value > most ? "NUMBER_TYPE_MAX" : "NUMBER_TYPE_MIN";
  form.fail(path, code, `int value should be between ${least} and ${most}.`);
}
