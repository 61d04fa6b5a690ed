import { ComponentType as C } from "discord-api-types/v10";
import type { RawComponent } from "./components.ts";
import type { Form } from "./form.ts";

const SELECTS = [C.StringSelect, C.UserSelect, C.RoleSelect, C.MentionableSelect, C.ChannelSelect];
const SHOWN = [C.ActionRow, C.TextDisplay, C.Section, C.MediaGallery, C.Separator, C.File];

/** What may stand in what. https://docs.discord.com/developers/components/reference */
const CHILDREN: Partial<Record<C, ReadonlySet<C>>> = {
  [C.ActionRow]: new Set([C.Button, ...SELECTS]),
  [C.Section]: new Set([C.TextDisplay]),
  [C.Container]: new Set(SHOWN),
};
const ACCESSORIES: ReadonlySet<C> = new Set([C.Button, C.Thumbnail]);
const IN_A_LABEL: ReadonlySet<C> = new Set([
  C.TextInput,
  C.FileUpload,
  C.RadioGroup,
  C.CheckboxGroup,
  C.Checkbox,
  ...SELECTS,
]);
export const TOP_OF_V2: ReadonlySet<C> = new Set([...SHOWN, C.Container]);
const IN_A_MODALS_ROW: ReadonlySet<C> = new Set([C.TextInput]);

/** Checks that a component holds only what it may hold; a row holds buttons, or one select. */
export function checkNesting(form: Form, path: string, one: RawComponent, isModal: boolean): void {
  const allowed = isModal && one.type === C.ActionRow ? IN_A_MODALS_ROW : CHILDREN[one.type];
  one.components?.forEach(({ type }, index) => {
    if (allowed && !allowed.has(type)) failType(form, `${path}.components.${index}`, allowed);
  });
  if (one.accessory && !ACCESSORIES.has(one.accessory.type)) failType(form, `${path}.accessory`, ACCESSORIES);
  if (one.component && !IN_A_LABEL.has(one.component.type)) failType(form, `${path}.component`, IN_A_LABEL);
  const hasOthers = one.type === C.ActionRow && (one.components ?? []).length > 1;
  if (hasOthers && one.components?.some(({ type }) => type !== C.Button))
    form.fail(
      `${path}.components`,
      "COMPONENT_LAYOUT_WIDTH_EXCEEDED",
      "The specified component exceeds the maximum width",
    );
}

export function failType(form: Form, path: string, allowed: ReadonlySet<C>): void {
  const message = `Value of field "type" must be one of (${[...allowed].join(", ")}).`;
  form.fail(`${path}.type`, "UNION_TYPE_CHOICES", message);
}
