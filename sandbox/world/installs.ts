import { ApplicationIntegrationType as I, InteractionContextType as C } from "discord-api-types/v10";
import type { Channel, Command } from "./entities.ts";
import type { World } from "./world.ts";

const factOf = (userId: string): string => `installed-by-${userId}`;

/** Someone has the application for themselves, wherever they are. */
export function installForUser(world: World, userId: string): void {
  world.tables.setFact(factOf(world.user(userId).id), "yes");
  world.tables.flush();
}

export function isInstalledBy(world: World, userId: string): boolean {
  return world.tables.fact(factOf(userId), () => "no") === "yes";
}

export function isBotIn(world: World, guildId: string): boolean {
  return world.tables.member.has(`${guildId}-${world.botId}`);
}

/** https://docs.discord.com/developers/interactions/receiving-and-responding: in a server, in direct messages with the bot, elsewhere. */
export function contextOf(channel: Channel): C {
  return channel.direct ? C.BotDM : C.Guild;
}

/** Who lets the application in: the server that it is a member of, a person for themselves, or both. */
export function ownersIn(world: World, channel: Channel, userId: string): Record<string, string> {
  const isInServer = channel.direct !== undefined || isBotIn(world, channel.guild_id);
  return {
    ...(isInServer ? { [I.GuildInstall]: channel.direct ? "0" : channel.guild_id } : {}),
    ...(isInstalledBy(world, userId) ? { [I.UserInstall]: userId } : {}),
  };
}

/** Whether a command is there for someone in a channel: for where it is, and for what the application is installed in. */
export function isOfferedIn(world: World, command: Command, channel: Channel, userId: string): boolean {
  const { contexts, integration_types = [I.GuildInstall] } = command as {
    contexts?: C[] | null;
    integration_types?: I[];
  };
  const isInContext = !contexts || contexts.includes(contextOf(channel));
  const owners = ownersIn(world, channel, userId);
  return isInContext && integration_types.some((type) => owners[type] !== undefined);
}

/** Where a person brought the application along: there its answers are for all only if the person may use such. */
export function isBroughtAlong(world: World, channel: Channel): boolean {
  return channel.direct === undefined && !isBotIn(world, channel.guild_id);
}
