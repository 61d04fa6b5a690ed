import { h } from "preact";
import type { APISelectMenuComponent } from "discord-api-types/v10";
import { SELECT } from "../model/discord.ts";
import { topRole } from "../model/directory.ts";
import { isForum, isThread, placeName } from "../model/world.ts";
import type { Guild, World } from "../model/world.ts";
import type { View } from "../view.ts";
import { Choice } from "./choice.ts";
import type { ChoiceOption } from "./choice.ts";

/** What can be chosen in a select menu; users, roles and channels come from the server's own lists. */
export function selectOptions(select: APISelectMenuComponent, world: World): ChoiceOption[] {
  const guilds = world.guilds;
  switch (select.type) {
    case SELECT.string:
      return select.options.map((option) => ({
        value: option.value,
        label: option.label,
        description: option.description,
        emoji: option.emoji?.id ? undefined : option.emoji?.name,
      }));
    case SELECT.user:
      return guilds.flatMap(userOptions);
    case SELECT.role:
      return guilds.flatMap(roleOptions);
    case SELECT.mentionable:
      return guilds.flatMap((guild) => [...userOptions(guild), ...roleOptions(guild)]);
    default:
      return guilds.flatMap((guild) => channelOptions(guild, select.channel_types));
  }
}

export function userOptions(guild: Guild): ChoiceOption[] {
  return guild.members.map((member) => ({
    value: member.user.id,
    label: member.nick ?? member.user.global_name ?? member.user.username,
    description: topRole(member, guild.roles, (role) => role.id !== guild.id)?.name,
  }));
}

export function roleOptions(guild: Guild): ChoiceOption[] {
  return guild.roles.map((role) => ({ value: role.id, label: role.name, description: "Role" }));
}

export function channelOptions(guild: Guild, types?: readonly number[]): ChoiceOption[] {
  return [...guild.channels, ...guild.threads]
    .filter((place) => !types?.length || types.includes(place.type))
    .map((place) => ({
      value: place.id,
      label: `#${placeName(place)}`,
      description: isThread(place) ? "Thread" : isForum(place) ? "Forum" : undefined,
    }));
}

export function defaultValues(select: APISelectMenuComponent): string[] {
  if (select.type === SELECT.string)
    return select.options.filter((option) => option.default).map((option) => option.value);
  return (select.default_values ?? []).map((value) => value.id);
}

export function SelectMenu(props: {
  select: APISelectMenuComponent;
  world: World;
  values?: readonly string[];
  label?: string;
  onChange: (values: string[]) => void;
}): View {
  const { select } = props;
  return h(Choice, {
    label: props.label ?? select.placeholder ?? "Select",
    placeholder: select.placeholder ?? "Make a selection",
    options: selectOptions(select, props.world),
    values: props.values ?? defaultValues(select),
    min: select.min_values ?? 1,
    max: select.max_values ?? 1,
    isDisabled: select.disabled ?? false,
    onChange: props.onChange,
  });
}
