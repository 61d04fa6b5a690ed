import { ComponentType as C } from "discord-api-types/v10";
import { invalidForm } from "./refusal.ts";
import { type Resolved, resolveChannel, resolveRole, resolveUser } from "./resolve.ts";
import type { RawComponent } from "./rules/components.ts";
import type { World } from "./world/world.ts";

/** Who chooses, and where. */
export type Chooser = { world: World; guildId: string; userId: string };

/**
 * Checks what someone chose as Discord's own client would let them choose, and finds what it names.
 * Throws 50035 for too few, too many or none of the options; 10003, 10011, 10013 for what is not there.
 */
export function chooseValues(
  { world, guildId, userId }: Chooser,
  component: RawComponent,
  values: readonly string[],
  resolved: Resolved,
): void {
  const { min_values = 1, max_values = 1, options, channel_types } = component;
  if (values.length < min_values || values.length > max_values || new Set(values).size !== values.length)
    throw badChoice(component, `Choose ${min_values} to ${max_values}.`);
  for (const value of values) {
    switch (component.type) {
      case C.UserSelect:
        resolveUser(world, guildId, value, resolved);
        break;
      case C.RoleSelect:
        resolveRole(world, guildId, value, resolved);
        break;
      case C.MentionableSelect:
        if (world.tables.role.has(value)) resolveRole(world, guildId, value, resolved);
        else resolveUser(world, guildId, value, resolved);
        break;
      case C.ChannelSelect:
        resolveChannel(world, userId, channel_types, value, resolved);
        break;
      default:
        if (!options?.some((option) => option.value === value)) throw badChoice(component, `"${value}" is no option.`);
    }
  }
}

function badChoice({ custom_id }: RawComponent, message: string): Error {
  return invalidForm({ [custom_id ?? "values"]: { code: "BASE_TYPE_CHOICES", message } });
}
