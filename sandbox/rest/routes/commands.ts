import { isDeepStrictEqual } from "node:util";
import { refuse } from "../../refusal.ts";
import { checkCommand, checkCommands, type RawCommand, typeOf } from "../../rules/commands.ts";
import type { Command } from "../../world/entities.ts";
import type { Call, Route } from "../router.ts";

const scopes = ["/applications/{application}/commands", "/applications/{application}/guilds/{guild}/commands"];

function listOf({ world, params }: Call): Command[] {
  return [...world.tables.command.values()].filter((command) => command.guild_id === params["guild"]);
}

function commandOf(call: Call): Command {
  const command = listOf(call).find(({ id }) => id === call.params["command"]);
  if (!command) throw refuse("unknownCommand");
  return command;
}

const isNamesake = (raw: RawCommand, { name, type }: Command): boolean => name === raw.name && type === typeOf(raw);

/** What Discord makes of a command that is registered: with all fields, and the id it had before. */
function store(call: Call, raw: RawCommand, known = listOf(call).find((one) => isNamesake(raw, one))): Command {
  const { world, params } = call;
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
  const id = known?.id ?? world.nextId();
  const made = { ...defaults, ...raw, id, type: typeOf(raw), ...place, version: known?.version };
  // The version of a command tells whether it was changed.
  if (known && isDeepStrictEqual(made, known)) return known;
  const command = { ...made, version: world.nextId() } as unknown as Command;
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

/** One that has the name of another takes its place. */
function create(call: Call): { status: number; body: unknown } {
  const raw = call.body as RawCommand;
  const all = listOf(call);
  const others = all.filter((one) => !isNamesake(raw, one));
  checkCommand(raw, others);
  const command = store(call, raw);
  changed(call);
  return { status: others.length === all.length ? 201 : 200, body: command };
}

function change(call: Call): { body: unknown } {
  const known = commandOf(call);
  const raw = { ...known, ...(call.body as Partial<RawCommand>) } as unknown as RawCommand;
  const others = listOf(call).filter(({ id }) => id !== known.id);
  checkCommand(raw, others);
  const command = store(call, raw, known);
  changed(call);
  return { body: command };
}

function remove(call: Call): undefined {
  call.world.tables.drop("command", commandOf(call).id);
  changed(call);
  return undefined;
}

export const commandRoutes: readonly Route[] = scopes.flatMap((pattern): Route[] => [
  { method: "GET", pattern, handle: (call) => ({ body: listOf(call) }) },
  { method: "PUT", pattern, handle: overwrite },
  { method: "POST", pattern, handle: create },
  { method: "GET", pattern: `${pattern}/{command}`, handle: (call) => ({ body: commandOf(call) }) },
  { method: "PATCH", pattern: `${pattern}/{command}`, handle: change },
  { method: "DELETE", pattern: `${pattern}/{command}`, handle: remove },
]);
