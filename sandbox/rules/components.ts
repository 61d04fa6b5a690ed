import { ComponentType as C, MessageFlags } from "discord-api-types/v10";
import { type Form, openForm } from "./form.ts";
import { checkSelect, checkTextInput } from "./inputs.ts";
import { checkNesting, failType, TOP_OF_V2 } from "./nesting.ts";
import { checkUrl } from "./urls.ts";

/** Any component, as it comes in: what is missing is for the rules to find. */
export type RawComponent = {
  type: C;
  id?: number;
  custom_id?: string;
  label?: string | null;
  url?: string;
  style?: number;
  content?: string;
  description?: string | null;
  value?: string;
  emoji?: unknown;
  options?: { label: string; value: string; description?: string; default?: boolean }[];
  default_values?: { id: string }[];
  components?: RawComponent[];
  component?: RawComponent;
  accessory?: RawComponent;
  items?: Media[];
  media?: { url?: string };
  file?: { url?: string; id?: string };
  placeholder?: string;
  disabled?: boolean;
  required?: boolean;
  min_values?: number;
  max_values?: number;
  min_length?: number;
  max_length?: number;
  channel_types?: number[];
};

const SELECTS: ReadonlySet<C> = new Set([
  C.StringSelect,
  C.UserSelect,
  C.RoleSelect,
  C.MentionableSelect,
  C.ChannelSelect,
]);
const ONLY_V2: ReadonlySet<C> = new Set([
  C.Section,
  C.TextDisplay,
  C.Thumbnail,
  C.MediaGallery,
  C.File,
  C.Separator,
  C.Container,
]);
const LINK_STYLE = 5;
const STYLES: ReadonlySet<number> = new Set([1, 2, 3, 4, LINK_STYLE]);
const MOST_COMPONENTS = 40;
const MOST_TEXT = 4_000;
const MOST_ROWS = 5;

/** A component and all within it. */
export function flatten(components: readonly RawComponent[]): RawComponent[] {
  return components.flatMap((one) => [
    one,
    ...flatten(one.components ?? []),
    ...flatten([one.component, one.accessory].filter((child) => child !== undefined)),
  ]);
}

/** The limits of a message's components, old and new. */
export function checkComponents(form: Form, components: readonly RawComponent[], flags: number): void {
  const isV2 = (flags & MessageFlags.IsComponentsV2) !== 0;
  const all = flatten(components);
  if (isV2) checkTotals(form, all);
  else checkLegacy(form, components);
  const seen = new Set<string>();
  components.forEach((one, index) => {
    if (isV2 && !TOP_OF_V2.has(one.type)) failType(form, `components.${index}`, TOP_OF_V2);
    checkTree(form, `components.${index}`, one, seen);
  });
}

function checkTotals(form: Form, all: RawComponent[]): void {
  if (all.length > MOST_COMPONENTS)
    form.fail("components", "BASE_TYPE_MAX_LENGTH", `Must be ${MOST_COMPONENTS} or fewer in length.`);
  const text = all.reduce(
    (sum, { type, content }) => sum + (type === C.TextDisplay ? Array.from(content ?? "").length : 0),
    0,
  );
  if (text > MOST_TEXT)
    form.fail("components", "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", `Total text exceeds ${MOST_TEXT} characters.`);
}

function checkLegacy(form: Form, components: readonly RawComponent[]): void {
  form.count("components", components, 0, MOST_ROWS);
  components.forEach(({ type }, index) => {
    if (type === C.ActionRow) return;
    const message = ONLY_V2.has(type)
      ? "This component needs the flag IS_COMPONENTS_V2."
      : 'Value of field "type" must be one of (1,).';
    form.fail(`components.${index}.type`, "UNION_TYPE_CHOICES", message);
  });
}

function checkTree(form: Form, path: string, one: RawComponent, seen: Set<string>, isModal: boolean = false): void {
  checkNesting(form, path, one, isModal);
  checkOne(form, path, one);
  if (one.custom_id !== undefined) {
    form.length(`${path}.custom_id`, one.custom_id, 1, 100);
    if (seen.has(one.custom_id))
      form.fail(`${path}.custom_id`, "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated");
    seen.add(one.custom_id);
  }
  one.components?.forEach((child, index) => checkTree(form, `${path}.components.${index}`, child, seen, isModal));
  if (one.accessory) checkTree(form, `${path}.accessory`, one.accessory, seen, isModal);
  if (one.component) checkTree(form, `${path}.component`, one.component, seen, isModal);
}

function checkOne(form: Form, path: string, one: RawComponent): void {
  if (one.type === C.ActionRow) form.count(`${path}.components`, one.components, 1, 5);
  if (one.type === C.Container) form.count(`${path}.components`, one.components, 1, MOST_COMPONENTS);
  if (one.type === C.Section) {
    form.count(`${path}.components`, one.components, 1, 3);
    if (!one.accessory) form.fail(`${path}.accessory`, "BASE_TYPE_REQUIRED", "This field is required");
  }
  if (one.type === C.TextDisplay) form.length(`${path}.content`, one.content, 1, MOST_TEXT);
  if (one.type === C.MediaGallery) checkGallery(form, path, one.items);
  if (one.type === C.Thumbnail) checkMedia(form, path, one);
  // One that is kept from before an edit has an id.
  if (one.type === C.File && one.file?.id === undefined && !one.file?.url?.startsWith("attachment://"))
    form.fail(`${path}.file.url`, "URL_TYPE_INVALID_SCHEME", "A file is one of the message's own attachments");
  if (one.type === C.Button) checkButton(form, path, one);
  if (SELECTS.has(one.type)) checkSelect(form, path, one);
}

type Media = { media?: { url?: string }; description?: string | null };

function checkGallery(form: Form, path: string, items: readonly Media[] | undefined): void {
  form.count(`${path}.items`, items, 1, 10);
  items?.forEach((item, index) => checkMedia(form, `${path}.items.${index}`, item));
}

function checkMedia(form: Form, path: string, { media, description }: Media): void {
  checkUrl(form, `${path}.media.url`, media?.url ?? "", ["attachment:"]);
  form.length(`${path}.description`, description, 0, 1_024);
}

function checkButton(form: Form, path: string, button: RawComponent): void {
  form.length(`${path}.label`, button.label, 0, 80);
  if (!button.label && !button.emoji)
    form.fail(path, "BUTTON_COMPONENT_NO_LABEL", "A button needs a label or an emoji");
  const isLink = button.style === LINK_STYLE;
  if (
    isLink ? !button.url || button.custom_id !== undefined : button.custom_id === undefined || button.url !== undefined
  ) {
    form.fail(path, "BUTTON_COMPONENT_CUSTOM_ID_OR_URL", "A button has either a custom id or (a link) a url");
  }
  if (isLink) form.length(`${path}.url`, button.url, 1, 512);
  if (isLink && button.url) checkUrl(form, `${path}.url`, button.url, ["discord:"]);
  if (!STYLES.has(button.style ?? 0)) form.fail(`${path}.style`, "BASE_TYPE_CHOICES", "There is no such style");
}

/** A modal: its title, and one to five labels or rows with inputs. */
export function checkModal(
  form: Form,
  modal: { title?: string; custom_id?: string; components?: RawComponent[] },
): void {
  form.length("title", modal.title, 1, 45);
  form.length("custom_id", modal.custom_id, 1, 100);
  form.count("components", modal.components, 1, 5);
  const seen = new Set<string>();
  modal.components?.forEach((one, index) => {
    const path = `components.${index}`;
    if (one.type === C.Label) {
      form.length(`${path}.label`, one.label, 1, 45);
      form.length(`${path}.description`, one.description, 0, 100);
      if (!one.component) form.fail(`${path}.component`, "BASE_TYPE_REQUIRED", "This field is required");
    } else if (one.type !== C.ActionRow && one.type !== C.TextDisplay) {
      form.fail(`${path}.type`, "UNION_TYPE_CHOICES", "A modal holds labels, rows of text inputs and text");
    }
    for (const [at, input] of inputsOf(path, one))
      if (input.type === C.TextInput) checkTextInput(form, at, input, one.type === C.ActionRow);
    checkTree(form, path, one, seen, true);
  });
}

function inputsOf(path: string, { component, components = [] }: RawComponent): [string, RawComponent][] {
  const inRow = components.map((one, index): [string, RawComponent] => [`${path}.components.${index}`, one]);
  return component ? [[`${path}.component`, component]] : inRow;
}

/** What is suggested while someone types. */
export function checkChoices(choices: readonly { name: string; value: string | number }[] | undefined): void {
  const form = openForm();
  form.count("data.choices", choices, 0, 25);
  choices?.forEach(({ name, value }, index) => {
    form.length(`data.choices.${index}.name`, name, 1, 100);
    if (typeof value === "string") form.length(`data.choices.${index}.value`, value, 1, 100);
  });
  form.close();
}

/** Discord numbers the components that have no id of their own. */
export function numberComponents(components: RawComponent[]): void {
  const taken = new Set(flatten(components).map(({ id }) => id));
  let next = 1;
  for (const one of flatten(components)) {
    if (one.id !== undefined && one.id !== 0) continue;
    while (taken.has(next)) next++;
    one.id = next++;
  }
}
