import { ApplicationCommandType } from "discord-api-types/v10";
import { refuse } from "../../refusal.ts";
import { checkCommands, type RawCommand } from "../../rules/names.ts";
import type { Command } from "../../world/entities.ts";
import type { Call, Route } from "../router.ts";

const scopes = ["/applications/{application}/commands", "/applications/{application}/guilds/{guild}/commands"];

function listOf({ world, params }: Call): Command[] {
  return [...world.tables.command.values()].filter((command) => command.guild_id === params["guild"]);
}

function commandOf(call: Call): Command {
  const command = call.world.tables.command.get(call.params["command"] ?? "");
  if (!command) throw refuse("unknownCommand");
  return command;
}

/** What Discord makes of a command that is registered: with all fields, and the id it had before. */
function store(call: Call, raw: RawCommand): Command {
  const { world, params } = call;
  const type = raw.type ?? ApplicationCommandType.ChatInput;
  const known = listOf(call).find((command) => command.name === raw.name && command.type === type);
  const id = known?.id ?? world.nextId();
  const defaults = {
    description: "",
    default_member_permissions: null,
    dm_permission: true,
    nsfw: false,
    contexts: null,
    integration_types: [0],
  };
  const place = {
    application_id: world.botId,
    ...(params["guild"] === undefined ? {} : { guild_id: params["guild"] }),
  };
  const command = { ...defaults, ...raw, id, type, ...place, version: world.nextId() } as unknown as Command;
  world.tables.put("command", id, command);
  return command;
}

function changed({ world, params }: Call): void {
  const guildIds = params["guild"] === undefined ? [...world.tables.guild.keys()] : [params["guild"]];
  for (const guildId of guildIds)
    world.dispatch({ t: "COMMANDS_CHANGED", d: {}, guildId, channelId: null, onlyFor: peopleOf(world, guildId) });
}

function peopleOf(world: Call["world"], guildId: string): string[] {
  const members = [...world.tables.member.values()].filter((member) => member.guild_id === guildId);
  return members.map((member) => member.user_id).filter((id) => id !== world.botId);
}

function overwrite(call: Call): { body: unknown } {
  const raw = call.body as RawCommand[];
  checkCommands(raw);
  const before = listOf(call);
  const kept = raw.map((one) => store(call, one));
  for (const { id } of before) if (!kept.some((command) => command.id === id)) call.world.tables.drop("command", id);
  changed(call);
  return { body: kept };
}

export const commandRoutes: readonly Route[] = scopes.flatMap((pattern): Route[] => [
  { method: "GET", pattern, handle: (call) => ({ body: listOf(call) }) },
  { method: "PUT", pattern, handle: overwrite },
  {
    method: "POST",
    pattern,
    handle(call) {
      const raw = call.body as RawCommand;
      const others = listOf(call).filter(({ name, type }) => name !== raw.name || type !== (raw.type ?? 1));
      checkCommands([...(others as unknown as RawCommand[]), raw]);
      const command = store(call, raw);
      changed(call);
      return { status: 201, body: command };
    },
  },
  { method: "GET", pattern: `${pattern}/{command}`, handle: (call) => ({ body: commandOf(call) }) },
  {
    method: "PATCH",
    pattern: `${pattern}/{command}`,
    handle(call) {
      const next = { ...commandOf(call), ...(call.body as object), version: call.world.nextId() };
      call.world.tables.put("command", next.id, next);
      changed(call);
      return { body: next };
    },
  },
  {
    method: "DELETE",
    pattern: `${pattern}/{command}`,
    handle(call) {
      call.world.tables.drop("command", commandOf(call).id);
      changed(call);
      return undefined;
    },
  },
]);
