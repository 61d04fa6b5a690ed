import { PermissionFlagsBits as P } from "discord-api-types/v10";
import type { ActorSnapshot } from "./types.ts";
import type { Command } from "./world/entities.ts";
import { channelPermissions, guildPermissions } from "./world/permissions.ts";
import { presentChannel, presentDirect, presentMember } from "./world/present.ts";
import type { World } from "./world/world.ts";

/** Everything that a person's client shows at the start. */
export function snapshotFor(world: World, userId: string): ActorSnapshot {
  const guilds = [...world.tables.guild.values()].filter(({ id }) => world.tables.member.has(`${id}-${userId}`));
  const shown = guilds.map(({ id, name, owner_id }) => {
    const channels = world
      .channelsOf(id)
      .filter((channel) => (channelPermissions(world, channel, userId) & P.ViewChannel) !== 0n);
    return {
      id,
      name,
      ownerId: owner_id,
      channels: channels.filter(({ thread }) => !thread).map(presentChannel),
      threads: channels.filter(({ thread }) => thread).map(presentChannel),
      roles: world.rolesOf(id).map(({ guild_id: _, ...role }) => role),
      members: [...world.tables.member.values()]
        .filter((member) => member.guild_id === id)
        .map((member) => presentMember(world, member)),
    };
  });
  const isOffered = (command: Command): boolean =>
    guilds.some(({ id }) => isInScope(command, id) && mayUseCommand(world, command, id, userId));
  return {
    me: world.user(userId),
    guilds: shown as unknown as ActorSnapshot["guilds"],
    directs: [...world.tables.channel.values()]
      .filter(({ direct }) => direct?.user_id === userId)
      .map((channel) => ({ ...presentDirect(world, channel), recipients: [world.user(world.botId)] })) as never,
    commands: [...world.tables.command.values()].filter(isOffered),
  };
}

/** A command is everybody's, or one guild's. */
export function isInScope(command: Command, guildId: string): boolean {
  return command.guild_id === undefined || command.guild_id === guildId;
}

/** Rights of `"0"` keep a command for administrators. */
export function mayUseCommand(world: World, command: Command, guildId: string, userId: string): boolean {
  const { default_member_permissions: asked } = command;
  const needed = asked === "0" ? P.Administrator : BigInt(asked ?? 0);
  return (guildPermissions(world, guildId, userId) & needed) === needed;
}
